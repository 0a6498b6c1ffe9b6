// What is known of the selected: an entity, or a line with its quotes.

import { byId, h } from './dom.js';
import { clock, kindOfOne, number, t } from './words.js';
import { between } from './model.js';
import { marked } from './names.js';
import { strongest } from './matrix.js';
import { cssKind } from './search.js';
import { sparkline } from './timeline.js';

const FIRST = 8;

export class Details {
  constructor(app) {
    this.app = app;
    this.place = byId('details');
    this.place.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') app.select(null);
    });
  }

  draw() {
    const { model, state } = this.app;
    const [a, b] = [model.byId.get(state.get('sel')), model.byId.get(state.get('with'))];
    const open = Boolean(a);
    this.place.hidden = !open;
    document.body.classList.toggle('open', open);
    if (!open) return;
    const close = h('button', { type: 'button', class: 'close', 'aria-label': t('close'), title: t('close'), onclick: () => this.app.select(null), text: '×' });
    const content = b ? this.line(a, b) : this.entity(a);
    const bar = h('div', { class: 'details-bar' }, b ? h('button', { type: 'button', class: 'quiet back', onclick: () => this.app.select(a), text: `← ${a.name}` }) : h('span', {}), close);
    this.place.setAttribute('aria-label', b ? `${a.name}, ${b.name}` : a.name);
    this.place.replaceChildren(bar, ...content.filter(Boolean));
    this.place.scrollTop = 0;
  }

  /** Moves the reader's place to the panel. */
  enter() {
    const heading = this.place.querySelector('h2');
    if (heading) heading.focus();
  }

  entity(entity) {
    const { state, counts } = this.app;
    const dates = entity.first ? t('period', entity.first, entity.last) : null;
    const facts = [entity.mentions > 0 ? t('mentionsIn', entity.mentions, entity.documents) : null, entity.spoken > 0 ? t('spoke', entity.spoken) : null, dates].filter(Boolean);
    const step = (value, word) => h('button', { type: 'button', 'aria-pressed': String(state.get('ego') === value), onclick: () => state.set({ ego: value, at: '', view: 'graph' }), text: t(word) });
    return [
      h('p', { class: 'eyebrow' }, h('span', { class: `dot ${cssKind(entity.kind)}`, 'aria-hidden': 'true' }), kindOfOne(entity.kind)),
      h('h2', { tabindex: '-1', text: entity.name }),
      entity.aliases.length > 0 ? h('p', { class: 'aliases' }, h('span', { class: 'hint', text: `${t('alsoKnown')} ` }), entity.aliases.slice(0, 12).join(', ')) : null,
      h('p', { class: 'facts' }, ...facts.flatMap((fact, i) => [i > 0 ? ', ' : '', h('span', { text: fact })])),
      this.overTime(entity.months, t('timelineOf', entity.name)),
      h('div', { class: 'around' }, h('span', { class: 'hint', text: t('around') }), h('div', { class: 'segments', role: 'group', 'aria-label': t('ego', entity.name) }, step(0, 'everything'), step(1, 'oneStep'), step(2, 'twoSteps'))),
      entity.mentions > 0 ? this.list('discussedBy', strongest(entity.in, entity, counts), t('nobody')) : null,
      this.list('comesUpWith', strongest(entity.edges, entity, counts), t('nothing')),
      entity.out.length > 0 ? this.list('talksAbout', strongest(entity.out, entity, counts), t('nothing')) : null,
    ];
  }

  overTime(months, label) {
    const { model, timeline } = this.app;
    if (model.months.length < 2 || months.length === 0) return null;
    return h('div', { class: 'over-time' }, sparkline(model, months, label, timeline.start), h('div', { class: 'ends' }, h('span', { text: model.months[timeline.start] }), h('span', { text: model.months.at(-1) })));
  }

  /** Ties of an entity as bars; each opens its quotes. */
  list(word, ties, none) {
    const { counts } = this.app;
    const most = ties.length > 0 ? counts.line(ties[0][1]) : 1;
    const item = ([entity, line]) => {
      const bar = h('span', { class: 'fill' });
      bar.style.setProperty('--share', String(counts.line(line) / most));
      return h('li', {}, h('button', { type: 'button', class: 'tie', onclick: () => this.app.selectLine(line, true) },
        h('span', { class: `dot ${cssKind(entity.kind)}`, 'aria-hidden': 'true' }), h('span', { class: 'name', text: entity.name }), bar, h('span', { class: 'count', text: number(counts.line(line)) })));
    };
    const list = h('ol', { class: 'ties' }, ...ties.slice(0, FIRST).map(item));
    const rest = ties.slice(FIRST);
    const more = rest.length > 0 ? h('button', { type: 'button', class: 'quiet more', 'aria-expanded': 'false', text: t('more', rest.length), onclick: (event) => {
      const opened = event.target.getAttribute('aria-expanded') === 'true';
      if (opened) [...list.children].slice(FIRST).forEach((child) => child.remove());
      else list.append(...rest.map(item));
      event.target.setAttribute('aria-expanded', String(!opened));
      event.target.textContent = opened ? t('more', rest.length) : t('less');
    } }) : null;
    return h('section', { class: `list ${word}` }, h('h3', { text: t(word) }), ties.length > 0 ? list : h('p', { class: 'hint', text: none }), more);
  }

  line(a, b) {
    const { model, state } = this.app;
    const line = between(a, b, state.get('said'));
    const name = (entity, which) => h('button', { type: 'button', class: `name mark-${which}`, onclick: () => this.app.select(entity, true), text: entity.name });
    const heading = h('h2', { tabindex: '-1', class: 'pair' }, name(a, 0), h('span', { class: 'joint', text: ` ${state.get('said') ? t('to') : t('and')} ` }), name(b, 1));
    if (!line) return [heading, h('p', { class: 'hint', text: t('nothing') })];
    const measures = line.directed ? [] : [`${t('chance')} (npmi) ${line.npmi.toFixed(2)}`, line.backbone ? t('backboneYes') : null, line.significant ? t('significantYes') : null];
    const others = [between(a, b, false), between(a, b, true), between(b, a, true)].filter((found) => found && found !== line);
    const quotes = this.app.quotesOf(line);
    return [
      h('p', { class: 'eyebrow', text: line.directed ? t('discusses') : t('together') }),
      heading,
      h('p', { class: 'facts', text: [line.directed ? t('discussesIn', line.weight, line.documents) : t('sharedIn', line.weight, model.info.window, line.documents), ...measures].filter(Boolean).join(', ') }),
      this.overTime(line.months, t('overTime')),
      ...others.map((found) => h('p', { class: 'see' }, h('button', { type: 'button', class: 'quiet', onclick: () => this.app.selectLine(found, true), text: `${found.directed ? t('discusses') : t('together')}: ${found.a.name} ${found.directed ? '→' : '–'} ${found.b.name}, ${number(found.weight)}` }))),
      h('section', { class: 'quotes' }, h('h3', { text: t('quotes') }), ...(quotes.length > 0 ? quotes.map((quote) => this.quote(quote, [a, b])) : [h('p', { class: 'hint', text: t('noQuotes') })]),
        quotes.length > 0 && quotes.length < line.weight ? h('p', { class: 'hint', text: t('moreQuotes', quotes.length) }) : null),
    ];
  }

  quote(quote, entities) {
    const words = marked(quote.text, entities).map((piece) => (piece.entity < 0 ? piece.text : h('mark', { class: `mark-${piece.entity}`, text: piece.text })));
    const { document } = quote;
    const time = quote.time === null ? null : clock(quote.time);
    const link = quote.address ? h('a', { href: quote.address, target: '_blank', rel: 'noopener noreferrer', 'aria-label': time ? t('openAt', time) : t('open'), text: `▶ ${time ?? t('recording')}` }) : time ? h('span', { text: time }) : null;
    return h('figure', { class: 'quote' },
      h('blockquote', {}, ...words),
      h('figcaption', {}, h('span', { class: 'speaker', text: quote.speaker ?? t('unknownSpeaker') }), h('span', { class: 'place' }, h('span', { text: document?.title ?? '' }), quote.section ? h('span', { class: 'section', text: quote.section }) : null),
        h('span', { class: 'when' }, document?.date ? h('time', { datetime: document.date, text: document.date }) : null, link, h('span', { class: 'hint', text: t('line', quote.line) }))));
  }
}

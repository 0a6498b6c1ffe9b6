// Puts the page together: data, choices, views.

import { byId, h } from './dom.js';
import { setLanguage, t } from './words.js';
import { readModel } from './model.js';
import { State } from './state.js';
import { choose, Counts, period } from './choice.js';
import { GraphView } from './graph.js';
import { MatrixView } from './matrix.js';
import { Search } from './search.js';
import { Timeline } from './timeline.js';
import { Details } from './details.js';
import { Controls } from './controls.js';

/** A note beside the pointer. */
class Tip {
  constructor() {
    this.element = byId('tip');
  }

  show(x, y, name, note) {
    this.element.replaceChildren(h('strong', { text: name.slice(0, 120) }), h('span', { text: note }));
    this.element.hidden = false;
    const box = this.element.getBoundingClientRect();
    this.element.style.left = `${Math.max(4, Math.min(innerWidth - box.width - 4, x + 14))}px`;
    this.element.style.top = `${y + 18 + box.height > innerHeight ? y - box.height - 10 : y + 18}px`;
  }

  hide() {
    this.element.hidden = true;
  }
}

class App {
  constructor(data) {
    this.model = readModel(data);
    this.state = new State();
    setLanguage(this.state.get('lang'));
    this.theme();
    this.tip = new Tip();
    this.recount();
    this.graph = new GraphView(this);
    this.matrix = new MatrixView(this);
    this.timeline = new Timeline(this);
    this.details = new Details(this);
    this.controls = new Controls(this);
    this.search = new Search(this);
    this.state.listen((changed) => this.changed(changed));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.graph.recolour());
    addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.controls.drawer(false);
    });
    addEventListener('beforeprint', () => this.graph.resize());
    this.words();
    this.graph.resize();
    this.views();
    this.graph.show('now');
    this.caption();
    performance.mark('drawn');
  }

  /** Everything that is said in the language of the reader. */
  words() {
    const { info } = this.model;
    byId('title').textContent = info.title ?? t('titleMany', info.documents);
    document.title = `${byId('title').textContent} – comention`;
    byId('subtitle').textContent = [t('turns', info.turns), t('mentions', info.mentions), this.dates()].filter(Boolean).join(', ');
    document.querySelectorAll('[data-word]').forEach((element) => (element.textContent = t(element.dataset.word)));
    this.search.words();
    this.controls.header();
    this.controls.draw();
    this.timeline.draw();
    this.details.draw();
    this.graph.legend();
  }

  dates() {
    const days = this.model.documents.map((document) => document.date).filter(Boolean).sort();
    return days.length > 0 ? t('period', days[0], days.at(-1)) : null;
  }

  theme() {
    const chosen = this.state.get('theme');
    if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
  }

  recount() {
    this.counts = new Counts(this.model, period(this.model, this.state));
    this.choice = choose(this.model, this.state, this.counts);
  }

  /** Redraws what the changed choices touch. */
  changed(keys) {
    const any = (...names) => names.some((name) => keys.has(name));
    if (any('lang')) setLanguage(this.state.get('lang'));
    if (any('theme')) this.theme();
    const contents = any('layer', 'n', 'weight', 'npmi', 'backbone', 'significant', 'off', 'ego', 'from', 'to', 'sel', 'with');
    if (contents) this.recount();
    if (any('lang')) this.words();
    if (any('view', 'theme', 'lang')) this.controls.header();
    if (any('view', 'layer', 'off', 'n', 'weight', 'npmi', 'backbone', 'significant', 'regions', 'size')) this.controls.draw();
    if (any('sel', 'with', 'said', 'ego', 'from', 'to', 'view')) this.details.draw();
    if (any('sel', 'with', 'said', 'from', 'to')) this.timeline.draw();
    this.views();
    if (any('theme')) this.graph.recolour();
    if (contents || any('regions')) {
      if (any('n', 'ego', 'layer') && !this.state.get('at')) {
        this.graph.camera.moved = false;
        this.graph.show('fly');
      } else this.graph.show(false);
    }
    if (any('theme', 'layer', 'n', 'off', 'ego', 'from', 'to')) this.graph.legend();
    if (contents || any('view', 'size', 'matrix', 'lang')) this.caption();
    if (any('sel')) {
      const entity = this.model.byId.get(this.state.get('sel'));
      if (entity) this.graph.reveal(entity);
    }
  }

  /** Shows the chosen view. */
  views() {
    const matrix = this.state.get('view') === 'matrix';
    byId('graph-view').hidden = matrix;
    byId('matrix-view').hidden = !matrix;
    if (matrix) this.matrix.draw();
    else this.graph.resize();
  }

  /** What is shown, what is left out, and how to see it. */
  caption() {
    const { info, entities } = this.model;
    const { choice, state } = this;
    if (state.get('view') === 'matrix') {
      const { rows, allRows, columns, allColumns } = this.matrix.table;
      byId('caption').replaceChildren(h('span', { class: 'count', text: t('rowsOf', rows.length, allRows ?? 0, columns.length, allColumns ?? 0) }), ...(state.get('size') < 60 && (rows.length < allRows || columns.length < allColumns) ? [` ${t('raiseRows')}`] : []));
      return;
    }
    const { left } = choice;
    const reasons = [['leftEntities', left.weaker], ['leftKinds', left.kinds], ['leftFar', left.far], ['leftSilent', left.silent], ['leftBackbone', left.backbone], ['leftWeak', left.weak], ['leftMany', left.many]];
    const named = reasons.filter(([, count]) => count > 0).map(([word, count]) => t(word, count));
    const kept = [entities.length < info.all_nodes ? t('pageNodes', entities.length, info.all_nodes) : null, info.quotes < info.all_quotes ? t('page', info.quotes, info.all_quotes) : null];
    const rest = [named.length > 0 ? `${t('notShown')} ${named.join('; ')}.` : null, ...kept].filter(Boolean).map((text) => h('span', { class: 'left', text }));
    const parts = [h('span', { class: 'count', text: t('showing', choice.entities.length, info.all_nodes, choice.lines.length, choice.all) }), rest.length > 0 ? this.unfold() : null, ...rest];
    byId('caption').replaceChildren(...parts.filter(Boolean).flatMap((part) => [part, ' ']));
  }

  /** On a phone the caption is short, and what is left out stands behind this. */
  unfold() {
    const place = byId('caption');
    return h('button', { type: 'button', class: 'quiet unfold', 'aria-expanded': String(place.classList.contains('open')), text: t('whatIsLeft'), onclick: (event) => event.target.setAttribute('aria-expanded', String(place.classList.toggle('open'))) });
  }

  /** Selects an entity, or nothing; `enter` takes the reader's place along. */
  select(entity, enter = false) {
    const ego = entity ? this.state.get('ego') : 0;
    this.state.set({ sel: entity?.id ?? '', with: '', said: false, ego });
    if (entity && enter) this.details.enter();
    if (!entity) byId('graph').focus({ preventScroll: true });
  }

  selectLine(line, enter = false) {
    this.state.set({ sel: line.a.id, with: line.b.id, said: line.directed });
    if (enter) this.details.enter();
  }

  /** A line in a few words. */
  lineText(line) {
    return line.directed ? t('discussesIn', this.counts.line(line), line.documents) : t('sharedIn', this.counts.line(line), this.model.info.window, line.documents);
  }

  announce(text) {
    byId('status').textContent = text;
  }

  /** The quotes of a line. They are read when first asked for: most readers want few of them, and late. */
  quotesOf(line) {
    this.quotes ??= JSON.parse(byId('quotes').textContent);
    const { quotes, sections } = this.quotes;
    const numbers = (line.directed ? this.quotes.discusses : this.quotes.edges)[line.index] ?? [];
    return numbers.map((at) => {
      const [doc, section, lineNumber, speaker, time, text, address] = quotes[at];
      const document = doc === null ? null : this.model.documents[doc];
      const whole = address && /^https?:/i.test(address) ? address : document?.url ? document.url + (address ?? '') : null;
      return { document, section: section === null ? null : sections[section], line: lineNumber, speaker: typeof speaker === 'number' ? this.model.entities[speaker].name : speaker, time, text, address: whole };
    });
  }
}

// In sight of the browser's console, for the curious and for tests.
globalThis.comention = new App(JSON.parse(byId('data').textContent));

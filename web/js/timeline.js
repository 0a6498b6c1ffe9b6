// Mentions per month, and the brush that chooses months.

import { byId, h, s } from './dom.js';
import { number, t } from './words.js';
import { between } from './model.js';
import { period } from './choice.js';

/** Counts for each month of the model's list. */
export function series(model, months) {
  const counts = model.months.map(() => 0);
  for (let i = 0; i < months.length; i += 2) counts[months[i]] += months[i + 1];
  return counts;
}

/** Small bars for the months of one thing. */
export function sparkline(model, months, label, from) {
  const counts = series(model, months).slice(from);
  const most = Math.max(1, ...counts);
  const bars = counts.map((count, i) => (count === 0 ? null : s('rect', { x: i, y: 30 - Math.max(1.5, (28 * count) / most), width: 0.82, height: Math.max(1.5, (28 * count) / most) }, s('title', { text: `${model.months[from + i]}: ${number(count)}` }))));
  return s('svg', { class: 'spark', viewBox: `0 0 ${Math.max(12, counts.length)} 30`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label }, s('line', { x1: 0, x2: Math.max(12, counts.length), y1: 30, y2: 30 }), ...bars);
}

export class Timeline {
  constructor(app) {
    this.app = app;
    this.place = byId('timeline');
    this.all = app.model.months.map(() => 0);
    for (const entity of app.model.entities) series(app.model, entity.months).forEach((count, i) => (this.all[i] += count));
    // The few that came long before all others would leave no room for these.
    const few = this.all.reduce((sum, count) => sum + count, 0) * 0.02;
    this.start = 0;
    for (let sum = 0; this.start < this.all.length - 12; this.start += 1) {
      sum += this.all[this.start];
      if (sum > few) break;
    }
  }

  draw() {
    const { model, state } = this.app;
    const { months } = model;
    this.place.hidden = months.length < 2;
    if (months.length < 2) return;
    const subject = this.subject();
    const range = period(model, state);
    const counts = subject ? series(model, subject.months) : this.all;
    const from = Math.min(this.start, range ? range[0] : Infinity);
    const most = Math.max(1, ...counts.slice(from));
    const earlier = counts.slice(0, from).reduce((sum, count) => sum + count, 0);
    const chosen = (i) => !range || (i >= range[0] && i <= range[1]);
    const bars = counts.map((count, i) => i < from ? null : s('rect', { class: chosen(i) ? 'bar' : 'bar out', x: i + 0.08, width: 0.84, y: 40 - (38 * count) / most, height: (38 * count) / most }));
    this.chart = s('svg', { class: 'months', viewBox: `${from} 0 ${months.length - from} 40`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, s('rect', { class: 'ground', x: from, width: months.length - from, height: 40 }),
      ...(range ? [s('rect', { class: 'brush', x: range[0], width: range[1] - range[0] + 1, height: 40 })] : []), ...bars);
    const chart = h('div', { class: 'chart', title: t('brush') }, this.chart, h('div', { class: 'years', 'aria-hidden': 'true' }, ...this.ticks(from)));
    this.listen(chart, counts, from);
    const active = document.activeElement?.id;
    const select = (id, key, at) => h('label', {}, h('span', { text: t(key) }), h('select', { id, onchange: (event) => this.choose(id === 'from' ? [event.target.selectedIndex, range ? range[1] : months.length - 1] : [range ? range[0] : 0, event.target.selectedIndex]) }, ...months.map((month, i) => h('option', { value: month, selected: i === at, text: month }))));
    const head = h('div', { class: 'timeline-head' },
      h('h2', {}, subject ? t('timelineOf', subject.name) : t('timeline'), earlier > 0 ? h('span', { class: 'hint', text: ` (${t('before', earlier)})` }) : null),
      h('div', { class: 'range' }, select('from', 'from', range ? range[0] : 0), select('to', 'until', range ? range[1] : months.length - 1),
        h('button', { type: 'button', class: 'quiet', disabled: !range, onclick: () => this.app.state.set({ from: '', to: '' }), text: t('allTime') })));
    this.place.replaceChildren(head, chart);
    if (active === 'from' || active === 'to') byId(active).focus();
  }

  /** What is selected, with its months. */
  subject() {
    const { model, state } = this.app;
    const [a, b] = [model.byId.get(state.get('sel')), model.byId.get(state.get('with'))];
    const line = a && b && between(a, b, state.get('said'));
    if (line) return { name: `${a.name} ${line.directed ? '→' : '–'} ${b.name}`, months: line.months };
    return a ?? null;
  }

  /** The first month of each year, or of each quarter, or every month, as room allows; before them, how much came earlier. */
  ticks(from) {
    const { months } = this.app.model;
    const shown = months.length - from;
    const narrow = this.place.clientWidth < 70 * Math.ceil(shown / 3);
    const every = shown > 30 || (narrow && shown > 8) ? /-01$/ : shown > 8 ? /-(01|04|07|10)$/ : /./;
    const ticks = [];
    for (let i = from; i < months.length; i += 1) {
      if (!every.test(months[i])) continue;
      const tick = h('span', { text: every.source.startsWith('-01') ? months[i].slice(0, 4) : months[i] });
      tick.style.left = `${((i - from + 0.5) / shown) * 100}%`;
      ticks.push(tick);
    }
    return ticks;
  }

  choose([from, to]) {
    const { months } = this.app.model;
    const [a, b] = from <= to ? [from, to] : [to, from];
    const whole = a === 0 && b === months.length - 1;
    this.app.state.set({ from: whole ? '' : months[a], to: whole ? '' : months[b] });
  }

  listen(chart, counts, from) {
    const { months } = this.app.model;
    const monthAt = (event) => {
      const box = this.chart.getBoundingClientRect();
      return Math.min(months.length - 1, Math.max(from, from + Math.floor(((event.clientX - box.left) / box.width) * (months.length - from))));
    };
    chart.addEventListener('pointerdown', (event) => {
      const start = monthAt(event);
      let end = start;
      const ghost = s('rect', { class: 'brush', x: start, width: 1, height: 40 });
      this.chart.append(ghost);
      const move = (moved) => {
        end = monthAt(moved);
        ghost.setAttribute('x', String(Math.min(start, end)));
        ghost.setAttribute('width', String(Math.abs(end - start) + 1));
      };
      const up = () => {
        removeEventListener('pointermove', move);
        removeEventListener('pointerup', up);
        ghost.remove();
        this.choose([start, end]);
      };
      addEventListener('pointermove', move);
      addEventListener('pointerup', up);
    });
    chart.addEventListener('pointermove', (event) => {
      const i = monthAt(event);
      this.app.tip.show(event.clientX, event.clientY, months[i], number(counts[i]));
    });
    chart.addEventListener('pointerleave', () => this.app.tip.hide());
  }
}

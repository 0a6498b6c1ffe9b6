// Which entities and lines the choices leave, and what is left out.

import { other, within } from './model.js';

/** More lines than this are never drawn at once. */
const MOST_LINES = 20000;

/** The first and last month of the period chosen as places in the list of months; null for all time. */
export function period(model, state) {
  const from = model.months.indexOf(state.get('from'));
  const to = model.months.indexOf(state.get('to'));
  if (from < 0 && to < 0) return null;
  const range = [from < 0 ? 0 : from, to < 0 ? model.months.length - 1 : to];
  return range[0] <= range[1] ? range : [range[1], range[0]];
}

/**
 * Counts under the period chosen: for entities and lines as they stand, or within the months.
 * Made anew for each period, so that everything on the page counts the same way.
 */
export class Counts {
  constructor(model, range) {
    this.range = range;
    if (!range) return;
    const count = (thing) => within(thing.months, ...range);
    this.entities = model.entities.map(count);
    this.edges = model.edges.map(count);
    this.links = model.links.map(count);
  }

  entity(entity) {
    return this.range ? this.entities[entity.index] : entity.mentions;
  }

  line(line) {
    if (!this.range) return line.weight;
    return (line.directed ? this.links : this.edges)[line.index];
  }
}

/** Whether a line passes the sliders; the backbone, the limits of association and significance hold for mentions together. */
function passes(line, weight, state) {
  if (weight < state.get('weight')) return false;
  if (line.directed) return true;
  return (state.get('npmi') === 0 || line.npmi >= state.get('npmi')) && (!state.get('significant') || line.significant);
}

/** What the graph shows under the choices made. */
export function choose(model, state, counts) {
  const layer = state.get('layer');
  const together = layer !== 'discusses';
  const discusses = layer !== 'together';
  const off = new Set(state.get('off').split(',').filter(Boolean));
  const selected = [state.get('sel'), state.get('with')].map((id) => model.byId.get(id)).filter(Boolean);
  const left = { kinds: 0, silent: 0, weaker: 0, far: 0, backbone: 0, weak: 0, many: 0 };
  const occurs = (entity) => (together && counts.entity(entity) > 0) || (discusses && [...entity.out, ...entity.in].some((line) => counts.line(line) > 0));
  const candidates = model.entities.filter((entity) => {
    if (selected.includes(entity)) return true;
    if (off.has(entity.kind)) left.kinds += 1;
    else if (!occurs(entity)) left.silent += 1;
    else return true;
    return false;
  });
  const drawn = (line) => passes(line, counts.line(line), state) && counts.line(line) > 0 && (line.directed || line.backbone || !state.get('backbone'));
  const linesOf = (entity) => [...(together ? entity.edges : []), ...(discusses ? [...entity.out, ...entity.in] : [])];
  const limit = state.get('n');
  let shown;
  if (state.get('ego') > 0 && selected.length > 0) {
    shown = around(selected, new Set(candidates), linesOf, drawn, counts, state.get('ego'), limit);
    left.far = candidates.length - shown.size;
  } else {
    const rank = (entity) => (counts.range || layer === 'discusses' ? linesOf(entity).reduce((sum, line) => sum + counts.line(line), counts.entity(entity)) : 0);
    const order = candidates.map((entity) => ({ entity, rank: rank(entity) })).sort((x, y) => y.rank - x.rank || x.entity.index - y.entity.index);
    shown = new Set([...selected, ...order.slice(0, limit).map(({ entity }) => entity)]);
    left.weaker = candidates.length - shown.size;
  }
  const lines = [];
  for (const line of [...(together ? model.edges : []), ...(discusses ? model.links : [])]) {
    if (!shown.has(line.a) || !shown.has(line.b) || counts.line(line) === 0) continue;
    if (!passes(line, counts.line(line), state)) left.weak += 1;
    else if (!drawn(line)) left.backbone += 1;
    else lines.push(line);
  }
  lines.sort((x, y) => counts.line(y) - counts.line(x));
  left.many = Math.max(0, lines.length - MOST_LINES);
  lines.length = Math.min(lines.length, MOST_LINES);
  const entities = [...shown].sort((x, y) => x.index - y.index);
  const all = (together ? model.info.all_edges : 0) + (discusses ? model.info.all_discusses : 0);
  return { entities, lines, left, all };
}

/** The entities within so many steps, the strongest ties first, no more than the limit. */
function around(start, allowed, linesOf, drawn, counts, steps, limit) {
  const shown = new Set(start);
  let edge = start;
  for (let step = 0; step < steps; step += 1) {
    const found = new Map();
    for (const entity of edge) {
      for (const line of linesOf(entity)) {
        const next = other(line, entity);
        if (!shown.has(next) && allowed.has(next) && drawn(line)) found.set(next, Math.max(found.get(next) ?? 0, counts.line(line)));
      }
    }
    edge = [...found].sort((x, y) => y[1] - x[1] || x[0].index - y[0].index).slice(0, Math.max(0, limit - shown.size)).map(([entity]) => entity);
    edge.forEach((entity) => shown.add(entity));
  }
  return shown;
}

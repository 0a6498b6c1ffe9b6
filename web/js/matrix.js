// The matrix: who discusses what, and what comes up with what.

import { byId, h } from './dom.js';
import { number, t } from './words.js';
import { other } from './model.js';
import { shortened } from './labels.js';

export class MatrixView {
  constructor(app) {
    this.app = app;
    this.at = [0, 0];
    this.table = { rows: [], columns: [], most: 1, value: () => null };
  }

  /** Rows, columns and counts under the choices made. */
  reckon() {
    const { model, counts, state } = this.app;
    const size = state.get('size');
    const off = new Set(state.get('off').split(',').filter(Boolean));
    const speakers = state.get('matrix') === 'speakers';
    const lines = (speakers ? model.links : model.edges).filter((line) => {
      const weight = counts.line(line);
      return weight > 0 && weight >= state.get('weight') && !off.has(line.b.kind) && (speakers || !off.has(line.a.kind));
    });
    const sums = (end) => {
      const total = new Map();
      for (const line of lines) {
        for (const entity of end(line)) total.set(entity, (total.get(entity) ?? 0) + counts.line(line));
      }
      return total;
    };
    const first = (total) => [...total].sort((a, b) => b[1] - a[1] || a[0].index - b[0].index).slice(0, size).map(([entity]) => entity);
    const rowSums = sums((line) => (speakers ? [line.a] : [line.a, line.b]));
    const columnSums = speakers ? sums((line) => [line.b]) : rowSums;
    const rows = byCommunity(first(rowSums));
    const columns = speakers ? byCommunity(first(columnSums)) : rows;
    const cells = new Map();
    for (const line of lines) {
      const cell = { line, count: counts.line(line) };
      cells.set(`${line.a.index} ${line.b.index}`, cell);
      if (!speakers) cells.set(`${line.b.index} ${line.a.index}`, cell);
    }
    const value = (row, column) => cells.get(`${row.index} ${column.index}`) ?? null;
    const shown = rows.flatMap((row) => columns.map((column) => value(row, column)?.count ?? 0));
    this.table = { rows, columns, value, most: Math.max(1, ...shown), allRows: rowSums.size, allColumns: columnSums.size };
  }

  draw() {
    this.reckon();
    const { state } = this.app;
    const { rows, columns } = this.table;
    const speakers = state.get('matrix') === 'speakers';
    const kind = t(speakers ? 'speakersEntities' : 'entitiesEntities');
    const choice = (value, word) => h('button', { type: 'button', 'aria-pressed': String(state.get('matrix') === value), onclick: () => state.set({ matrix: value }), text: t(word) });
    const tools = h('div', { class: 'matrix-tools' }, h('div', { class: 'segments', role: 'group', 'aria-label': t('matrix') }, choice('speakers', 'speakersEntities'), choice('entities', 'entitiesEntities')),
      h('p', { class: 'hint keys', text: t('matrixHelp') }));
    if (rows.length === 0) {
      byId('matrix-view').replaceChildren(tools, h('p', { class: 'empty', text: t(speakers ? 'matrixEmpty' : 'empty') }));
      return;
    }
    this.at = [Math.min(this.at[0], rows.length - 1), Math.min(this.at[1], columns.length - 1)];
    const room = byId('matrix-view').clientWidth - 210;
    const side = Math.round(Math.min(30, Math.max(18, room / columns.length - 1)));
    const head = h('tr', {}, h('td', {}), ...columns.map((entity, i) => h('th', { scope: 'col', class: edgeClass(columns, i), title: entity.name }, h('span', { text: shortened(entity.name, 24) }))));
    const body = rows.map((row, j) => h('tr', { class: edgeClass(rows, j) }, h('th', { scope: 'row', title: row.name, text: shortened(row.name, 24) }), ...columns.map((column, i) => this.cell(row, column, j, i))));
    const table = h('table', { class: 'matrix', role: 'grid', 'aria-label': t('matrixLabel', kind), onkeydown: (event) => this.key(event), onmouseover: (event) => this.hover(event), onmouseleave: () => this.app.tip.hide() }, h('thead', {}, head), h('tbody', {}, ...body));
    table.style.setProperty('--side', `${side}px`);
    byId('matrix-view').replaceChildren(tools, h('div', { class: 'matrix-scroll', tabindex: '0', role: 'region', 'aria-label': kind }, table));
    this.element = table;
  }

  cell(row, column, j, i) {
    const found = this.table.value(row, column);
    const props = { role: 'gridcell', tabindex: j === this.at[0] && i === this.at[1] ? '0' : '-1', 'data-row': j, 'data-column': i, class: `${edgeClass(this.table.columns, i)}${row === column ? ' same' : ''}` };
    const cell = h('td', { ...props, 'aria-label': t('cell', row.name, column.name, found?.count ?? 0), onclick: () => this.open(j, i) });
    if (found) {
      cell.classList.add('full');
      cell.style.setProperty('--share', String(0.16 + 0.84 * Math.sqrt(found.count / this.table.most)));
    }
    return cell;
  }

  open(j, i) {
    const found = this.table.value(this.table.rows[j], this.table.columns[i]);
    if (found) this.app.selectLine(found.line, true);
  }

  hover(event) {
    const cell = event.target.closest('td[data-row]');
    if (!cell) return this.app.tip.hide();
    const [row, column] = [this.table.rows[cell.dataset.row], this.table.columns[cell.dataset.column]];
    const found = this.table.value(row, column);
    const between = `${row.name} ${found?.line.directed ? '→' : '–'} ${column.name}`;
    return this.app.tip.show(event.clientX, event.clientY, between, found ? this.app.lineText(found.line) : number(0));
  }

  key(event) {
    const [j, i] = this.at;
    const steps = { ArrowRight: [j, i + 1], ArrowLeft: [j, i - 1], ArrowDown: [j + 1, i], ArrowUp: [j - 1, i], Home: [j, 0], End: [j, this.table.columns.length - 1] };
    if (steps[event.key]) {
      const [row, column] = steps[event.key];
      this.at = [Math.min(this.table.rows.length - 1, Math.max(0, row)), Math.min(this.table.columns.length - 1, Math.max(0, column))];
      this.element.querySelectorAll('td[tabindex="0"]').forEach((cell) => cell.setAttribute('tabindex', '-1'));
      const cell = this.element.querySelector(`td[data-row="${this.at[0]}"][data-column="${this.at[1]}"]`);
      cell.setAttribute('tabindex', '0');
      cell.focus();
    } else if (event.key === 'Enter' || event.key === ' ') this.open(j, i);
    else return;
    event.preventDefault();
  }
}

/** Ordered so that those of one community stand together, the community of the strongest first. */
function byCommunity(entities) {
  const order = new Map();
  entities.forEach((entity, rank) => {
    if (!order.has(entity.community)) order.set(entity.community, rank);
  });
  return [...entities].sort((a, b) => order.get(a.community) - order.get(b.community));
}

/** Marks the first of each community. */
function edgeClass(list, i) {
  return i > 0 && list[i].community !== list[i - 1].community ? 'edge' : '';
}

/** What an entity is tied to, for lists: `[other, line]`, the strongest first. */
export function strongest(lines, entity, counts) {
  return lines.filter((line) => counts.line(line) > 0)
    .map((line) => [other(line, entity), line])
    .sort((a, b) => counts.line(b[1]) - counts.line(a[1]) || a[0].index - b[0].index);
}

// The graph as the page holds it: lists of the file become objects that know their neighbours.

import { inOrder } from './words.js';

/**
 * @typedef {{index: number, id: string, name: string, kind: string, aliases: string[], mentions: number,
 *   documents: number, spoken: number, x: number, y: number, community: number | null, first: string | null,
 *   last: string | null, months: number[], edges: Line[], out: Line[], in: Line[]}} Entity
 * @typedef {{index: number, a: Entity, b: Entity, weight: number, documents: number, npmi: number, g2: number,
 *   backbone: boolean, significant: boolean, months: number[], directed: boolean}} Line
 */

/** Reads the data of the page. */
export function readModel(data) {
  const entities = data.nodes.map(([[id, name, kind, aliases], [mentions, documents, spoken], [x, y, community], [first, last], months], index) =>
    ({ index, id, name, kind: data.kinds[kind], aliases, mentions, documents, spoken, x, y, community, first, last, months, edges: [], out: [], in: [] }));
  const edges = data.edges.map(([a, b, weight, documents, npmi, g2, flags, months], index) =>
    ({ index, a: entities[a], b: entities[b], weight, documents, npmi, g2, backbone: (flags & 1) > 0, significant: (flags & 2) > 0, months, directed: false }));
  const links = data.discusses.map(([a, b, weight, documents, months], index) =>
    ({ index, a: entities[a], b: entities[b], weight, documents, npmi: 1, g2: 0, backbone: true, significant: true, months, directed: true }));
  for (const edge of edges) {
    edge.a.edges.push(edge);
    edge.b.edges.push(edge);
  }
  for (const link of links) {
    link.a.out.push(link);
    link.b.in.push(link);
  }
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const documents = data.documents.map(([path, title, date, show, url]) => ({ path, title: title ?? path, date, show, url }));
  return { info: data.info, kinds: inOrder(data.kinds), months: data.months, documents, entities, edges, links, byId };
}

/** The other end of a line. */
export function other(line, entity) {
  return line.a === entity ? line.b : line.a;
}

/** The line that ties two entities in a layer, if any: mentions together either way, discusses from a to b. */
export function between(a, b, directed) {
  return directed ? a.out.find((line) => line.b === b) : a.edges.find((line) => other(line, a) === b);
}

/** How much of a list of months and counts lies from one month to another, both included. */
export function within(months, from, to) {
  let sum = 0;
  for (let i = 0; i < months.length; i += 2) {
    if (months[i] >= from && months[i] <= to) sum += months[i + 1];
  }
  return sum;
}

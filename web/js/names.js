// Names in text: where a quote says them, and which of them a reader types.

/** Text as search compares it: width, case, accents and spaces do not matter. */
export function folded(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[\s‐‑–\-·・]+/g, ' ').trim();
}

/** A source for a regular expression that finds a name; spaces and hyphens stand for each other, and a plural's s may follow. */
function source(name) {
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/[\s‐‑–\-]+/g, '[\\s‐‑–\\-]*');
  const before = /^[\p{Script=Latin}\d]/u.test(name) ? '(?<![\\p{Script=Latin}\\d])' : '';
  const after = /[\p{Script=Latin}\d]$/u.test(name) ? '(?=(?:e?s)?(?![\\p{Script=Latin}\\d]))' : '';
  return `${before}${escaped}${after}`;
}

/** The names under which an entity may stand in a quote; of people also a first or last name. */
function surfaces(entity) {
  const names = [entity.name, ...entity.aliases];
  const parts = entity.kind === 'person' ? names.flatMap((name) => name.split(/[\s·・]+/)).filter((part) => part.length > 2) : [];
  return { names, parts: parts.filter((part) => !names.includes(part)) };
}

/**
 * A quote cut where it names one of the entities: pieces of `text`, and of `entity` 0, 1, … where
 * a piece is a name. Parts of a person's name count only where the quote has none of their full names.
 */
export function marked(quote, entities) {
  const found = [];
  entities.forEach((entity, which) => {
    const { names, parts } = surfaces(entity);
    const spans = find(quote, names);
    for (const span of spans.length > 0 ? spans : find(quote, parts)) found.push({ ...span, which });
  });
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const pieces = [];
  let at = 0;
  for (const { start, end, which } of found) {
    if (start < at) continue;
    if (start > at) pieces.push({ text: quote.slice(at, start), entity: -1 });
    pieces.push({ text: quote.slice(start, end), entity: which });
    at = end;
  }
  if (at < quote.length) pieces.push({ text: quote.slice(at), entity: -1 });
  return pieces;
}

function find(quote, names) {
  const longest = names.filter(Boolean).sort((a, b) => b.length - a.length);
  if (longest.length === 0) return [];
  const pattern = new RegExp(longest.map(source).join('|'), 'giu');
  return [...quote.matchAll(pattern)].filter((match) => match[0]).map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Entities that answer what is typed: names that begin so first, then words that begin so, then names that hold it. */
export function suggest(entities, typed, limit) {
  const wanted = folded(typed);
  if (!wanted) return [];
  const ranked = [];
  for (const entity of entities) {
    let best = 9;
    let alias = '';
    for (const name of [entity.name, ...entity.aliases]) {
      const text = folded(name);
      const at = text.indexOf(wanted);
      if (at < 0) continue;
      const rank = text === wanted ? 0 : at === 0 ? 1 : text[at - 1] === ' ' ? 2 : 3;
      if (rank < best) {
        best = rank;
        alias = name === entity.name ? '' : name;
      }
    }
    if (best < 9) ranked.push({ entity, alias, rank: best });
  }
  return ranked.sort((a, b) => a.rank - b.rank || a.entity.index - b.entity.index).slice(0, limit);
}

// Communities as regions: their members, and the shortest ties that hold these together.

/** A tie longer than this many times the usual distance splits a region in two. */
const LONGEST = 2.2;
/** Fewer members than this are no region. */
const FEWEST = 3;

/** For each community among the entities the segments `[a, b]` of its shortest spanning tree (Prim 1957), the largest first. */
export function regions(entities) {
  const members = new Map();
  for (const entity of entities) {
    if (entity.community === null) continue;
    const list = members.get(entity.community);
    if (list) list.push(entity);
    else members.set(entity.community, [entity]);
  }
  const area = extent(entities);
  const usual = Math.sqrt(area / Math.max(1, entities.length));
  return [...members.values()]
    .filter((list) => list.length >= FEWEST)
    .sort((a, b) => b.length - a.length || a[0].index - b[0].index)
    .map((list) => ({ members: list, segments: tree(list, LONGEST * usual), pad: usual * 0.42 }));
}

function extent(entities) {
  const of = (key) => Math.max(...entities.map((e) => e[key])) - Math.min(...entities.map((e) => e[key]));
  return entities.length > 1 ? Math.max(1, of('x') * of('y')) : 1;
}

function tree(list, longest) {
  const segments = [];
  const near = list.map(() => ({ distance: Infinity, from: -1 }));
  const inside = list.map(() => false);
  let next = 0;
  for (let count = 0; count < list.length; count += 1) {
    inside[next] = true;
    const { distance, from } = near[next];
    // One alone is drawn as a point.
    segments.push(from >= 0 && distance <= longest ? [list[from], list[next]] : [list[next], list[next]]);
    let best = -1;
    for (let i = 0; i < list.length; i += 1) {
      if (inside[i]) continue;
      const d = Math.hypot(list[i].x - list[next].x, list[i].y - list[next].y);
      if (d < near[i].distance) near[i] = { distance: d, from: next };
      if (best < 0 || near[i].distance < near[best].distance) best = i;
    }
    next = best;
  }
  return segments;
}

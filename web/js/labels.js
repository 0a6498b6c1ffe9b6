// Labels that never overlap: the largest first, and none where there is no room.

const GRID = 64;
const MOST_LABELS = 400;
const MOST_TRIED = 900;
/** So many of the first in rank may cover lesser nodes with their label. */
const FOREMOST = 60;

/** A name cut to so many characters of text. */
export function shortened(name, most = 34) {
  const characters = [...name.replace(/[\p{Cc}\p{Cf}]/gu, ' ')];
  return characters.length > most ? `${characters.slice(0, most - 1).join('').trimEnd()}…` : characters.join('');
}

/**
 * Places for labels of nodes `{x, y, r, size, text, must}` given in order of rank. Tries below,
 * right, above and left of a node, away from other labels and from nodes that rank before it.
 */
export function placeLabels(nodes, width, height, measure) {
  const taken = new Map();
  const cells = (box) => {
    const keys = [];
    for (let cx = Math.floor(box.l / GRID); cx <= Math.floor(box.r / GRID); cx += 1) {
      for (let cy = Math.floor(box.t / GRID); cy <= Math.floor(box.b / GRID); cy += 1) keys.push(cx * 4096 + cy);
    }
    return keys;
  };
  const apart = (a, b) => b.l >= a.r || b.r <= a.l || b.t >= a.b || b.b <= a.t;
  // A label may lie on nodes that rank behind its own, where there is no better place; on labels never.
  const free = (box, rank) => cells(box).every((key) => (taken.get(key) ?? []).every((known) => known.rank > rank || known.of === box.of || apart(box, known)));
  const take = (box) => cells(box).forEach((key) => {
    const known = taken.get(key);
    if (known) known.push(box);
    else taken.set(key, [box]);
  });
  const inside = nodes.filter((node) => node.x > -80 && node.x < width + 80 && node.y > -40 && node.y < height + 40);
  inside.forEach((node, rank) => {
    if (node.r > 2.5) take({ l: node.x - node.r, r: node.x + node.r, t: node.y - node.r, b: node.y + node.r, of: node, rank });
  });
  const labels = [];
  for (const [rank, node] of inside.entries()) {
    if (labels.length >= MOST_LABELS || rank > MOST_TRIED) break;
    const w = measure(node.text, node.size) + 4;
    const h = node.size * 1.2;
    const gap = 2;
    const spots = [
      [node.x - w / 2, node.y + node.r + gap], [node.x + node.r + gap, node.y - h / 2],
      [node.x - w / 2, node.y - node.r - gap - h], [node.x - node.r - gap - w, node.y - h / 2],
    ];
    const boxes = spots.map(([l, top]) => ({ l, r: l + w, t: top, b: top + h, of: node, rank: -1 }));
    const onPage = boxes.filter((box) => box.l >= 0 && box.r <= width && box.t >= 0 && box.b <= height);
    const box = onPage.find((spot) => free(spot, Infinity)) ?? onPage.find((spot) => rank < FOREMOST && free(spot, rank)) ?? (node.must ? boxes[0] : null);
    if (!box) continue;
    take(box);
    labels.push({ node, x: box.l + 2, y: box.t + node.size });
  }
  return labels;
}

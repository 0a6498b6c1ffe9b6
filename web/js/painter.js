// Draws a scene of the map, on a canvas or on whatever else takes the same calls.

import { FONTS, hue, trace } from './look.js';
import { placeLabels, shortened } from './labels.js';

/**
 * A scene: entities and lines in the order of their rank, with what the counts give them.
 * Everything that does not depend on the window is reckoned here, once.
 */
export function makeScene(choice, counts, regions) {
  const most = Math.max(1, ...choice.entities.map((entity) => counts.entity(entity) + entity.spoken * 0.25));
  const heaviest = Math.max(1, ...choice.lines.map((line) => counts.line(line)));
  const crowd = choice.entities.length;
  const largest = Math.max(8, Math.min(22, 60 / crowd ** 0.27));
  const smallest = crowd > 1500 ? 1.6 : crowd > 500 ? 2.4 : 3.6;
  const nodes = choice.entities.map((entity) => {
    const share = Math.sqrt((counts.entity(entity) + entity.spoken * 0.25) / most);
    return { entity, share, base: smallest + (largest - smallest) * share, x: 0, y: 0, r: 0, size: 0, text: shortened(entity.name), must: false };
  });
  const byShare = [...nodes].sort((a, b) => b.share - a.share || a.entity.index - b.entity.index);
  const byEntity = new Map(nodes.map((node) => [node.entity, node]));
  const lines = choice.lines.map((line) => ({ line, a: byEntity.get(line.a), b: byEntity.get(line.b), share: (counts.line(line) / heaviest) ** 0.6 }));
  return { nodes, byShare, byEntity, lines, regions, crowd };
}

/** Where everything lies in the window. */
export function arrange(scene, camera) {
  const closeness = Math.min(2.6, Math.max(0.7, (camera.scale / camera.whole) ** 0.45));
  const narrow = Math.min(1, Math.max(0.62, Math.min(camera.width, camera.height * 1.4) / 760));
  for (const node of scene.nodes) {
    node.x = camera.sx(node.entity.x);
    node.y = camera.sy(node.entity.y);
    node.r = node.base * closeness * narrow;
    node.size = Math.round((10.5 + 8.5 * node.share) * (narrow < 0.8 ? 0.92 : 1) * 2) / 2;
  }
}

const visible = (a, b, camera) => !((a.x < 0 && b.x < 0) || (a.y < 0 && b.y < 0) || (a.x > camera.width && b.x > camera.width) || (a.y > camera.height && b.y > camera.height));

/** The regions of communities, as islands under everything else. */
export function paintRegions(ctx, scene, camera, colours) {
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  for (const { segments, pad } of scene.regions) {
    const width = Math.max(14, 2 * pad * camera.scale);
    ctx.beginPath();
    for (const [a, b] of segments) {
      ctx.moveTo(camera.sx(a.x), camera.sy(a.y));
      ctx.lineTo(camera.sx(b.x) + (a === b ? 0.01 : 0), camera.sy(b.y));
    }
    ctx.strokeStyle = colours.regionEdge;
    ctx.lineWidth = width + 2;
    ctx.stroke();
    ctx.strokeStyle = colours.region;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

const STROKES = 8;

/** The lines, light ones first; those that `only` lets through, dimmed where `dim` is set. */
export function paintLines(ctx, scene, camera, colours, { only = null, dim = false, bright = false } = {}) {
  const thickest = Math.max(2.4, Math.min(8, 85 / Math.sqrt(scene.lines.length)));
  const faintest = scene.lines.length > 3000 ? 0.2 : scene.lines.length > 150 ? 0.36 : 0.45;
  ctx.lineCap = 'butt';
  let step = -1;
  let directed = null;
  for (let i = scene.lines.length - 1; i >= 0; i -= 1) {
    const { line, a, b, share } = scene.lines[i];
    if ((only && !only(line)) || !visible(a, b, camera)) continue;
    const mine = Math.round(share * STROKES);
    if (mine !== step || line.directed !== directed) {
      if (step >= 0) ctx.stroke();
      ctx.beginPath();
      step = mine;
      directed = line.directed;
      ctx.strokeStyle = bright ? colours.accent : line.directed ? colours.said : colours.line;
      ctx.lineWidth = Math.max(bright ? 1.4 : 0.6, thickest * (step / STROKES));
      ctx.globalAlpha = bright ? 0.85 : faintest * (dim ? 0.25 : 1) + 0.2 * (step / STROKES) * (dim ? 0.2 : 1);
    }
    ctx.moveTo(a.x, a.y);
    ctx.lineTo(b.x, b.y);
  }
  if (step >= 0) ctx.stroke();
  ctx.globalAlpha = 1;
  paintArrows(ctx, scene, camera, colours, { only, dim, bright });
}

/** A head at the end of each line from a speaker, where there is room for one. */
function paintArrows(ctx, scene, camera, colours, { only, dim, bright }) {
  if (scene.lines.length > 3000 && !only) return;
  ctx.fillStyle = bright ? colours.accent : colours.said;
  ctx.globalAlpha = dim ? 0.12 : 0.7;
  ctx.beginPath();
  for (const { line, a, b, share } of scene.lines) {
    if (!line.directed || (only && !only(line)) || !visible(a, b, camera)) continue;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const head = 5 + 5 * share;
    if (length < a.r + b.r + head) continue;
    const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
    const [x, y] = [b.x - ux * (b.r + 2), b.y - uy * (b.r + 2)];
    ctx.moveTo(x, y);
    ctx.lineTo(x - ux * head - uy * head * 0.45, y - uy * head + ux * head * 0.45);
    ctx.lineTo(x - ux * head + uy * head * 0.45, y - uy * head - ux * head * 0.45);
    ctx.closePath();
  }
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** The entities, by kind so that few changes of colour are needed; speakers wear a ring. */
export function paintNodes(ctx, scene, camera, colours, lit = null) {
  const onScreen = scene.nodes.filter((node) => node.x > -40 && node.y > -40 && node.x < camera.width + 40 && node.y < camera.height + 40);
  const dimmed = (node) => lit !== null && !lit.has(node.entity);
  for (const pass of [true, false]) {
    const nodes = onScreen.filter((node) => dimmed(node) === pass);
    const kinds = [...new Set(nodes.map((node) => node.entity.kind))].sort();
    for (const kind of kinds) {
      const ofKind = nodes.filter((node) => node.entity.kind === kind);
      ctx.globalAlpha = pass ? 0.28 : 1;
      ctx.beginPath();
      for (const node of ofKind) trace(ctx, kind, node.x, node.y, node.r);
      ctx.fillStyle = hue(colours, kind);
      ctx.fill();
      ctx.strokeStyle = colours.paper;
      ctx.lineWidth = scene.crowd > 1500 ? 0.5 : 1.2;
      ctx.stroke();
    }
    ctx.beginPath();
    for (const node of nodes) {
      if (node.entity.spoken > 0) trace(ctx, node.entity.kind, node.x, node.y, node.r + (node.r > 4 ? 3 : 1.8));
    }
    ctx.strokeStyle = colours.said;
    ctx.lineWidth = scene.crowd > 500 ? 1 : 1.6;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

const widths = new Map();

/** The width of a text in pixels; texts come back every frame, so it is remembered. */
export function measurer(ctx) {
  return (text, size) => {
    const key = `${size} ${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      ctx.font = `${weightOf(size)} ${size}px ${FONTS}`;
      width = ctx.measureText(text).width;
      if (widths.size > 20000) widths.clear();
      widths.set(key, width);
    }
    return width;
  };
}

const weightOf = (size) => (size >= 14.5 ? 600 : 500);

/** The names, as many as fit; returns which, and where. */
export function paintLabels(ctx, scene, camera, colours, measure, lit = null, must = []) {
  const inOrder = [...must, ...scene.byShare.filter((node) => !must.includes(node) && (lit === null || lit.has(node.entity)))];
  inOrder.forEach((node) => (node.must = must.includes(node)));
  ctx.textAlign = 'left';
  ctx.lineJoin = 'round';
  ctx.strokeStyle = colours.paper;
  ctx.fillStyle = colours.ink;
  ctx.lineWidth = 3;
  let size = 0;
  const labels = placeLabels(inOrder, camera.width, camera.height, measure);
  for (const { node, x, y } of labels) {
    if (node.size !== size) {
      size = node.size;
      ctx.font = `${weightOf(size)} ${size}px ${FONTS}`;
    }
    ctx.globalAlpha = 0.85;
    ctx.strokeText(node.text, x, y - size * 0.08);
    ctx.globalAlpha = 1;
    ctx.fillText(node.text, x, y - size * 0.08);
  }
  return labels;
}

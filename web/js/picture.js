// The current view as a file: SVG, or PNG drawn from it.

import { byId, h } from './dom.js';
import { kindName, t } from './words.js';
import { FONTS, hue, readColours, trace } from './look.js';
import { arrange, paintLabels, paintLines, paintNodes, paintRegions } from './painter.js';
import { shortened } from './labels.js';
import { SvgPen } from './svg-pen.js';

const HEADER = 64;
const FOOTER = 40;

/** The view as an SVG document, with title, legend and caption. */
export function toSvg(app) {
  const colours = readColours();
  const body = app.state.get('view') === 'matrix' ? matrixSize(app) : { width: app.graph.camera.width, height: app.graph.camera.height };
  const pen = new SvgPen(Math.max(480, Math.ceil(body.width)), Math.ceil(body.height + HEADER + FOOTER));
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, pen.width, pen.height);
  if (app.state.get('view') === 'matrix') shifted(pen, HEADER, () => paintMatrix(pen, app, colours));
  else shifted(pen, HEADER, () => paintGraph(pen, app, colours));
  paintFrame(pen, app, colours);
  return pen.toSvg(FONTS, byId('title').textContent);
}

function shifted(pen, y, draw) {
  pen.parts.push(`<g transform="translate(0 ${y})">`);
  draw();
  pen.parts.push('</g>');
}

function paintGraph(pen, app, colours) {
  const { scene, camera, measure } = app.graph;
  const lit = app.graph.lit();
  arrange(scene, camera);
  pen.parts.push(`<svg width="${pen.width}" height="${Math.ceil(camera.height)}" overflow="hidden">`);
  paintRegions(pen, scene, camera, colours);
  paintLines(pen, scene, camera, colours, { dim: lit !== null });
  if (lit) paintLines(pen, scene, camera, colours, { only: lit.line, bright: true });
  paintNodes(pen, scene, camera, colours, lit?.entities ?? null);
  paintLabels(pen, scene, camera, colours, measure, lit?.entities ?? null);
  pen.parts.push('</svg>');
}

/** Title and legend above, caption below. */
function paintFrame(pen, app, colours) {
  pen.textAlign = 'left';
  pen.fillStyle = colours.ink;
  pen.font = '600 20px';
  pen.fillText(shortened(byId('title').textContent, Math.floor(pen.width / 12)), 20, 30);
  pen.font = '400 12px';
  let x = 20;
  for (const kind of app.model.kinds) {
    if (!app.choice.entities.some((entity) => entity.kind === kind)) continue;
    pen.beginPath();
    trace(pen, kind, x + 6, 48, 5);
    pen.fillStyle = hue(colours, kind);
    pen.fill();
    pen.fillStyle = colours.muted;
    pen.fillText(kindName(kind), x + 17, 52);
    x += 17 + app.graph.measure(kindName(kind), 12) + 18;
  }
  pen.fillStyle = colours.muted;
  pen.font = '400 11.5px';
  pen.fillText(shortened(byId('caption').querySelector('.count')?.textContent ?? '', Math.floor(pen.width / 6)), 20, pen.height - 16);
}

const CELL = 20;
const NAMES = 150;

function matrixSize(app) {
  const { rows, columns } = app.matrix.table;
  return { width: NAMES + columns.length * CELL + 90, height: NAMES + rows.length * CELL + 10 };
}

function paintMatrix(pen, app, colours) {
  const { rows, columns, value, most } = app.matrix.table;
  pen.font = '400 11px';
  pen.fillStyle = colours.ink;
  columns.forEach((entity, i) => {
    pen.turn = -55;
    pen.textAlign = 'left';
    pen.fillText(shortened(entity.name, 22), NAMES + i * CELL + CELL * 0.7, NAMES - 6);
  });
  pen.turn = 0;
  rows.forEach((row, j) => {
    pen.textAlign = 'right';
    pen.fillStyle = colours.ink;
    pen.fillText(shortened(row.name, 20), NAMES - 6, NAMES + j * CELL + 14);
    columns.forEach((column, i) => {
      const count = value(row, column)?.count ?? 0;
      pen.fillStyle = count > 0 ? colours.cell : colours.region;
      pen.globalAlpha = count > 0 ? 0.18 + 0.82 * Math.sqrt(count / most) : 0.6;
      pen.fillRect(NAMES + i * CELL, NAMES + j * CELL, CELL - 1, CELL - 1);
    });
    pen.globalAlpha = 1;
  });
}

/** Saves the view under a name of its own. */
export async function save(app, format) {
  const svg = new Blob([toSvg(app)], { type: 'image/svg+xml' });
  download(format === 'svg' ? svg : await rasterised(svg), `comention-${app.state.get('view')}.${format}`);
}

/** An SVG drawn as PNG, at twice its size for print. */
async function rasterised(svg) {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = h('canvas', { width: image.naturalWidth * 2, height: image.naturalHeight * 2 });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no PNG'))), 'image/png'));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// The graph on its canvas: drawing it again when something changes, and pointer and keys.

import { byId, h, icon } from './dom.js';
import { kindName, kindOfOne, number, t } from './words.js';
import { other } from './model.js';
import { Camera } from './camera.js';
import { hue, readColours, trace } from './look.js';
import { regions } from './regions.js';
import { arrange, makeScene, measurer, paintLabels, paintLines, paintNodes, paintRegions } from './painter.js';

/** With more lines than this a picture of them is moved while the reader moves, and drawn anew at rest. */
const MANY_LINES = 2500;
const REST = 130;

/** Whether the reader wants no motion. */
const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export class GraphView {
  constructor(app) {
    this.app = app;
    this.canvas = byId('graph');
    this.ctx = this.canvas.getContext('2d');
    this.measure = measurer(this.ctx);
    this.camera = new Camera();
    this.layer = null;
    this.hovered = null;
    this.hoveredLine = null;
    this.focused = null;
    this.lastMove = 0;
    this.pointers = new Map();
    this.colours = readColours();
    const started = app.state.get('at') && this.camera.fromText(app.state.get('at'));
    this.fitted = !started;
    this.listen();
  }

  /** Takes over a new choice of entities and lines. */
  show(refit) {
    const { choice, counts, state } = this.app;
    this.scene = makeScene(choice, counts, state.get('regions') ? regions(choice.entities) : []);
    this.layer = null;
    const fit = this.camera.fitting(choice.entities);
    this.camera.whole = fit.scale;
    if (refit && !this.camera.moved) this.camera.show(fit);
    else if (refit === 'fly') this.fly(fit);
    this.canvas.setAttribute('aria-label', t('graphLabel', number(choice.entities.length), number(choice.lines.length)));
    this.draw();
  }

  /** The window has a new size. */
  resize() {
    const box = this.canvas.parentElement.getBoundingClientRect();
    const ratio = Math.min(2, devicePixelRatio || 1);
    if (box.width === 0 || box.height === 0) return;
    const changed = this.camera.width !== box.width || this.camera.height !== box.height;
    this.camera.resize(box.width, box.height);
    this.ratio = ratio;
    this.canvas.width = Math.round(box.width * ratio);
    this.canvas.height = Math.round(box.height * ratio);
    this.layer = null;
    if (this.scene && changed) {
      const fit = this.camera.fitting(this.app.choice.entities);
      this.camera.whole = fit.scale;
      if (!this.camera.moved) this.camera.show(fit);
    }
    if (this.scene) this.paint();
  }

  recolour() {
    this.colours = readColours();
    this.layer = null;
    this.draw();
  }

  /** Shows everything. */
  fit() {
    this.camera.moved = false;
    this.fly(this.camera.fitting(this.app.choice.entities));
    this.app.state.set({ at: '' });
  }

  zoom(factor) {
    this.camera.zoom(factor);
    this.moved();
  }

  /** Brings an entity into sight. */
  reveal(entity) {
    const node = this.scene?.byEntity.get(entity);
    if (!node) return;
    const margin = 60;
    const [x, y] = [this.camera.sx(entity.x), this.camera.sy(entity.y)];
    if (x > margin && y > margin && x < this.camera.width - margin && y < this.camera.height - margin) return;
    this.fly({ x: entity.x, y: entity.y, scale: this.camera.scale });
  }

  fly(to) {
    const from = { x: this.camera.x, y: this.camera.y, scale: this.camera.scale };
    const began = performance.now();
    if (still()) {
      this.camera.show(to);
      this.draw();
      return;
    }
    cancelAnimationFrame(this.flight);
    const step = (now) => {
      const done = Math.min(1, (now - began) / 320);
      const eased = 1 - (1 - done) ** 3;
      const mix = (key) => from[key] + (to[key] - from[key]) * eased;
      this.camera.show({ x: mix('x'), y: mix('y'), scale: from.scale * (to.scale / from.scale) ** eased });
      this.lastMove = now;
      this.draw();
      if (done < 1) this.flight = requestAnimationFrame(step);
    };
    this.flight = requestAnimationFrame(step);
  }

  /** The camera moved by hand: note it in the address once it rests. */
  moved() {
    this.lastMove = performance.now();
    this.draw();
    clearTimeout(this.noting);
    this.noting = setTimeout(() => this.app.state.set({ at: this.camera.moved ? this.camera.toText() : '' }), 250);
  }

  draw() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.paint();
    });
  }

  /** What stands out: the hovered, else what is selected; null where nothing does. */
  lit() {
    const { state, model } = this.app;
    const at = this.hovered ?? this.focused;
    if (this.hoveredLine && !at) return { entities: new Set([this.hoveredLine.a, this.hoveredLine.b]), line: (line) => line === this.hoveredLine };
    const selected = [model.byId.get(state.get('sel')), model.byId.get(state.get('with'))].filter((entity) => entity && this.scene.byEntity.has(entity));
    if (!at && selected.length === 2) {
      return { entities: new Set(selected), line: (line) => selected.includes(line.a) && selected.includes(line.b) };
    }
    const middle = at ?? selected[0];
    if (!middle || !this.scene.byEntity.has(middle)) return null;
    const entities = new Set([middle]);
    for (const { line } of this.scene.lines) {
      if (line.a === middle || line.b === middle) entities.add(other(line, middle));
    }
    return { entities, line: (line) => line.a === middle || line.b === middle, middle };
  }

  paint() {
    if (!this.scene) return;
    const { ctx, camera, scene, colours, ratio } = this;
    arrange(scene, camera);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colours.paper;
    ctx.fillRect(0, 0, camera.width, camera.height);
    const lit = this.lit();
    if (scene.lines.length > MANY_LINES) this.paintLayer(lit !== null);
    else {
      paintRegions(ctx, scene, camera, colours);
      paintLines(ctx, scene, camera, colours, { dim: lit !== null });
    }
    if (lit) paintLines(ctx, scene, camera, colours, { only: lit.line, bright: true });
    paintNodes(ctx, scene, camera, colours, lit?.entities ?? null);
    const must = [...new Set([this.hovered, this.focused, ...[this.app.state.get('sel'), this.app.state.get('with')].map((id) => this.app.model.byId.get(id))])]
      .map((entity) => entity && scene.byEntity.get(entity)).filter(Boolean);
    this.labels = paintLabels(ctx, scene, camera, colours, this.measure, lit?.entities ?? null, must);
    must.forEach((node) => this.ring(node));
  }

  /** Regions and lines as a picture that moves with the camera until that rests. */
  paintLayer(dim) {
    const { ctx, camera, scene, colours, ratio } = this;
    const stale = !this.layer || this.layer.x !== camera.x || this.layer.y !== camera.y || this.layer.scale !== camera.scale;
    const moving = performance.now() - this.lastMove < REST;
    if (stale && (!moving || !this.layer)) {
      const picture = this.layer?.picture ?? new OffscreenCanvas(this.canvas.width, this.canvas.height);
      const on = picture.getContext('2d');
      on.setTransform(ratio, 0, 0, ratio, 0, 0);
      on.clearRect(0, 0, camera.width, camera.height);
      paintRegions(on, scene, camera, colours);
      paintLines(on, scene, camera, colours);
      this.layer = { picture, x: camera.x, y: camera.y, scale: camera.scale };
    } else if (stale) {
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.draw(), REST + 20);
    }
    const { picture, x, y, scale } = this.layer;
    const zoom = camera.scale / scale;
    const left = camera.width / 2 + (x - camera.x) * camera.scale - (camera.width / 2) * zoom;
    const top = camera.height / 2 + (y - camera.y) * camera.scale * camera.tall - (camera.height / 2) * zoom;
    ctx.globalAlpha = dim ? 0.35 : 1;
    ctx.drawImage(picture, left, top, camera.width * zoom, camera.height * zoom);
    ctx.globalAlpha = 1;
  }

  ring(node) {
    const { ctx } = this;
    ctx.beginPath();
    trace(ctx, node.entity.kind, node.x, node.y, node.r + 4.5);
    ctx.strokeStyle = this.colours.ink;
    ctx.lineWidth = 2;
    ctx.stroke();
  }

  /** The entity at a place of the window, the nearest one within reach. */
  entityAt(x, y, reach = 5) {
    let best = null;
    let least = Infinity;
    for (const node of this.scene.nodes) {
      const distance = Math.hypot(node.x - x, node.y - y) - node.r;
      if (distance < reach && distance < least) {
        least = distance;
        best = node.entity;
      }
    }
    return best;
  }

  lineAt(x, y) {
    let best = null;
    let least = 5;
    for (const { line, a, b } of this.scene.lines) {
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const along = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      const distance = Math.hypot(a.x + along * dx - x, a.y + along * dy - y);
      if (distance < least) {
        least = distance;
        best = line;
      }
    }
    return best;
  }

  listen() {
    const { canvas } = this;
    new ResizeObserver(() => this.resize()).observe(canvas.parentElement);
    canvas.addEventListener('pointerdown', (event) => this.down(event));
    canvas.addEventListener('pointermove', (event) => this.move(event));
    canvas.addEventListener('pointerup', (event) => this.up(event));
    canvas.addEventListener('pointercancel', (event) => this.pointers.delete(event.pointerId));
    canvas.addEventListener('pointerleave', () => this.hover(null, null));
    canvas.addEventListener('wheel', (event) => {
      event.preventDefault();
      this.camera.zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)), event.offsetX, event.offsetY);
      this.moved();
    }, { passive: false });
    canvas.addEventListener('dblclick', (event) => {
      this.camera.zoom(1.8, event.offsetX, event.offsetY);
      this.moved();
    });
    canvas.addEventListener('keydown', (event) => this.key(event));
    canvas.addEventListener('blur', () => this.focus(null));
    const button = (word, path, act) => h('button', { type: 'button', class: 'round', 'aria-label': t(word), title: t(word), onclick: act }, icon(path));
    byId('zoom').replaceChildren(
      button('zoomIn', 'M10 4v12M4 10h12', () => this.zoom(1.5)),
      button('zoomOut', 'M4 10h12', () => this.zoom(1 / 1.5)),
      button('fit', 'M3 8V3h5M17 8V3h-5M3 12v5h5M17 12v5h-5', () => this.fit()),
    );
  }

  down(event) {
    if (event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    const entity = this.pointers.size === 1 ? this.entityAt(event.offsetX, event.offsetY, event.pointerType === 'touch' ? 12 : 5) : null;
    this.press = { x: event.offsetX, y: event.offsetY, entity, line: entity ? null : this.lineAt(event.offsetX, event.offsetY), far: this.pointers.size > 1 };
  }

  move(event) {
    const { offsetX: x, offsetY: y } = event;
    const known = this.pointers.get(event.pointerId);
    if (!known) {
      const entity = this.entityAt(x, y);
      this.hover(entity, entity ? null : this.lineAt(x, y), event);
      return;
    }
    if (this.pointers.size === 2) {
      const [a, b] = [...this.pointers.values()];
      const before = Math.hypot(a.x - b.x, a.y - b.y);
      const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
      Object.assign(known, { x, y });
      this.camera.zoom(Math.hypot(a.x - b.x, a.y - b.y) / Math.max(1, before), middle.x, middle.y);
      this.camera.pan((a.x + b.x) / 2 - middle.x, (a.y + b.y) / 2 - middle.y);
      this.moved();
      return;
    }
    if (!this.press.far && Math.hypot(x - this.press.x, y - this.press.y) < 4) return;
    this.press.far = true;
    if (this.press.entity) {
      Object.assign(this.press.entity, this.camera.under(x, y));
      this.layer = this.scene.lines.length > MANY_LINES ? this.layer : null;
      this.draw();
    } else {
      this.camera.pan(x - known.x, y - known.y);
      this.moved();
    }
    Object.assign(known, { x, y });
    this.app.tip.hide();
  }

  up(event) {
    if (!this.pointers.delete(event.pointerId) || !this.press) return;
    const { far, entity, line } = this.press;
    if (far) {
      if (entity) {
        this.scene.regions = this.app.state.get('regions') ? regions(this.app.choice.entities) : [];
        this.layer = null;
        this.draw();
      }
      return;
    }
    if (entity) this.app.select(entity);
    else if (line) this.app.selectLine(line);
    else if (this.app.state.get('sel')) this.app.select(null);
  }

  hover(entity, line, event = null) {
    if (event && (entity || line)) {
      const { counts } = this.app;
      if (entity) this.app.tip.show(event.clientX, event.clientY, entity.name, `${kindOfOne(entity.kind)}, ${number(counts.entity(entity))}`);
      else this.app.tip.show(event.clientX, event.clientY, `${line.a.name} ${line.directed ? '→' : '–'} ${line.b.name}`, this.app.lineText(line));
    } else this.app.tip.hide();
    this.canvas.style.cursor = entity || line ? 'pointer' : 'grab';
    if (entity === this.hovered && line === this.hoveredLine) return;
    this.hovered = entity;
    this.hoveredLine = line;
    this.draw();
  }

  focus(entity) {
    if (this.focused === entity) return;
    this.focused = entity;
    if (entity) {
      this.reveal(entity);
      this.app.announce(`${entity.name}, ${kindOfOne(entity.kind)}, ${number(this.app.counts.entity(entity))}`);
    }
    this.draw();
  }

  key(event) {
    const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    const direction = directions[event.key];
    if (direction) this.focus(this.towards(...direction));
    else if ((event.key === 'Enter' || event.key === ' ') && this.focused) this.app.select(this.focused, true);
    else if (event.key === '+' || event.key === '=') this.zoom(1.3);
    else if (event.key === '-') this.zoom(1 / 1.3);
    else if (event.key === '0') this.fit();
    else if (event.key === 'Escape') {
      this.focus(null);
      this.app.select(null);
    } else return;
    event.preventDefault();
  }

  /** The nearest entity in a direction; from nowhere, the one that comes up most. */
  towards(dx, dy) {
    const from = this.focused ?? this.app.model.byId.get(this.app.state.get('sel'));
    const start = from && this.scene.byEntity.get(from);
    if (!start) return this.scene.byShare[0]?.entity ?? null;
    let best = null;
    let least = Infinity;
    for (const node of this.scene.nodes) {
      const along = (node.x - start.x) * dx + (node.y - start.y) * dy;
      const aside = Math.abs((node.x - start.x) * dy) + Math.abs((node.y - start.y) * dx);
      if (along <= 0.5 || aside > along * 1.6) continue;
      const cost = along + 1.5 * aside;
      if (cost < least) {
        least = cost;
        best = node.entity;
      }
    }
    return best ?? this.focused ?? start.entity;
  }

  /** The legend: kinds that are shown, and what lines mean. */
  legend() {
    const { choice, model, state } = this.app;
    const kinds = model.kinds.filter((kind) => choice.entities.some((entity) => entity.kind === kind));
    const sign = (paint) => {
      const canvas = h('canvas', { width: 36, height: 36, 'aria-hidden': 'true' });
      const ctx = canvas.getContext('2d');
      ctx.scale(2, 2);
      paint(ctx);
      return canvas;
    };
    const shape = (kind, ring) => sign((ctx) => {
      ctx.beginPath();
      trace(ctx, kind, 9, 9, 5.5);
      ctx.fillStyle = hue(this.colours, kind);
      ctx.fill();
      if (!ring) return;
      ctx.beginPath();
      trace(ctx, kind, 9, 9, 8);
      ctx.strokeStyle = this.colours.said;
      ctx.lineWidth = 1.4;
      ctx.stroke();
    });
    const stroke = (colour) => sign((ctx) => {
      ctx.fillStyle = colour;
      ctx.globalAlpha = 0.8;
      ctx.fillRect(1, 8, 16, 3);
    });
    const entry = (picture, text) => h('span', { class: 'sign' }, picture, text);
    byId('legend').replaceChildren(
      ...kinds.map((kind) => entry(shape(kind, false), kindName(kind))),
      ...(choice.entities.some((entity) => entity.spoken > 0) ? [entry(shape('person', true), t('speakers'))] : []),
      ...(state.get('layer') !== 'discusses' ? [entry(stroke(this.colours.line), t('lineLegend', model.info.window))] : []),
      ...(state.get('layer') !== 'together' ? [entry(stroke(this.colours.said), t('arrowLegend'))] : []),
    );
  }
}

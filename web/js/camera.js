// Which part of the map the window shows.

const CLOSEST = 12;
/** The map is wider than high, and is drawn so much higher at most where the window is not. */
const [WIDER, TALLEST] = [1.35, 1.7];

/** A window on the map: the place in its middle, and pixels a unit. */
export class Camera {
  constructor() {
    Object.assign(this, { x: 0, y: 0, scale: 1, width: 1, height: 1, whole: 1, tall: 1, moved: false });
  }

  /** The window has a new size. */
  resize(width, height) {
    Object.assign(this, { width, height, tall: Math.min(TALLEST, Math.max(1, (WIDER * height) / width)) });
  }

  /** Place of a point of the map in the window. */
  sx(x) {
    return (x - this.x) * this.scale + this.width / 2;
  }

  sy(y) {
    return (y - this.y) * this.scale * this.tall + this.height / 2;
  }

  /** The point of the map under a place of the window. */
  under(sx, sy) {
    return { x: (sx - this.width / 2) / this.scale + this.x, y: (sy - this.height / 2) / (this.scale * this.tall) + this.y };
  }

  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y -= dy / (this.scale * this.tall);
    this.moved = true;
  }

  /** Zooms so that what is under a place stays there. */
  zoom(factor, sx = this.width / 2, sy = this.height / 2) {
    const fixed = this.under(sx, sy);
    this.scale = Math.min(this.whole * 60 + CLOSEST, Math.max(this.whole / 4, this.scale * factor));
    this.x = fixed.x - (sx - this.width / 2) / this.scale;
    this.y = fixed.y - (sy - this.height / 2) / (this.scale * this.tall);
    this.moved = true;
  }

  /** The view that shows all of these entities, with room for their labels. */
  fitting(entities) {
    if (entities.length === 0) return { x: 0, y: 0, scale: 1 };
    const xs = entities.map((entity) => entity.x).sort((a, b) => a - b);
    const ys = entities.map((entity) => entity.y).sort((a, b) => a - b);
    const [left, right, top, bottom] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
    const [roomX, roomY] = [Math.max(80, this.width - Math.min(150, this.width * 0.22)), Math.max(80, this.height - Math.min(120, Math.max(90, this.height * 0.2)))];
    const scale = Math.min(roomX / Math.max(right - left, 1), roomY / Math.max((bottom - top) * this.tall, 1), CLOSEST / 2);
    // A little lower than the middle: the legend stands above.
    return { x: (left + right) / 2, y: (top + bottom) / 2 - 12 / (scale * this.tall), scale };
  }

  show({ x, y, scale }) {
    Object.assign(this, { x, y, scale });
  }

  toText() {
    return [this.x, this.y, this.scale].map((value) => Number(value.toPrecision(5))).join(',');
  }

  /** Takes over what `toText` wrote; returns whether it could. */
  fromText(text) {
    const [x, y, scale] = text.split(',').map(Number);
    if (![x, y, scale].every(Number.isFinite) || !(scale > 0)) return false;
    this.show({ x, y, scale });
    this.moved = true;
    return true;
  }
}

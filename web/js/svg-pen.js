// Takes the calls of a canvas and writes them down as SVG.

const escaped = (text) => String(text).replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const short = (value) => String(Math.round(value * 100) / 100);

export class SvgPen {
  constructor(width, height) {
    Object.assign(this, { width, height, parts: [], path: '', fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, globalAlpha: 1, lineCap: 'butt', lineJoin: 'miter', font: '', textAlign: 'left' });
  }

  beginPath() {
    this.path = '';
  }

  moveTo(x, y) {
    this.path += `M${short(x)} ${short(y)}`;
  }

  lineTo(x, y) {
    this.path += `L${short(x)} ${short(y)}`;
  }

  closePath() {
    this.path += 'Z';
  }

  rect(x, y, w, height) {
    this.path += `M${short(x)} ${short(y)}h${short(w)}v${short(height)}h${short(-w)}Z`;
  }

  /** Whole circles only, which is all that is drawn here. */
  arc(x, y, r) {
    this.path += `M${short(x + r)} ${short(y)}A${short(r)} ${short(r)} 0 1 1 ${short(x - r)} ${short(y)}A${short(r)} ${short(r)} 0 1 1 ${short(x + r)} ${short(y)}Z`;
  }

  opacity() {
    return this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha)}"` : '';
  }

  fill() {
    if (this.path) this.parts.push(`<path d="${this.path}" fill="${escaped(this.fillStyle)}"${this.opacity()}/>`);
  }

  stroke() {
    if (this.path) this.parts.push(`<path d="${this.path}" fill="none" stroke="${escaped(this.strokeStyle)}" stroke-width="${short(this.lineWidth)}" stroke-linecap="${this.lineCap}" stroke-linejoin="${this.lineJoin}"${this.opacity()}/>`);
  }

  fillRect(x, y, w, height) {
    this.parts.push(`<rect x="${short(x)}" y="${short(y)}" width="${short(w)}" height="${short(height)}" fill="${escaped(this.fillStyle)}"${this.opacity()}/>`);
  }

  fillText(text, x, y) {
    this.text(text, x, y, `fill="${escaped(this.fillStyle)}"`);
  }

  strokeText(text, x, y) {
    this.text(text, x, y, `fill="none" stroke="${escaped(this.strokeStyle)}" stroke-width="${short(this.lineWidth)}" stroke-linejoin="round"`);
  }

  text(text, x, y, paint) {
    const [, weight, size] = /^(\d+) ([\d.]+)px/.exec(this.font) ?? ['', '400', '12'];
    const anchor = { left: 'start', center: 'middle', right: 'end' }[this.textAlign];
    const turned = this.turn ? ` transform="rotate(${short(this.turn)} ${short(x)} ${short(y)})"` : '';
    this.parts.push(`<text x="${short(x)}" y="${short(y)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}"${turned} ${paint}${this.opacity()}>${escaped(text)}</text>`);
  }

  /** The document. */
  toSvg(fonts, title) {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}" font-family="${escaped(fonts)}" role="img"><title>${escaped(title)}</title>\n${this.parts.join('\n')}\n</svg>\n`;
  }
}

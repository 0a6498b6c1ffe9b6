// How things look on the canvas: colours of the theme, shapes of the kinds.

/** Fonts that hold Chinese and Latin, on the systems people use. */
export const FONTS = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Hiragino Sans GB','Microsoft YaHei','Source Han Sans SC','WenQuanYi Micro Hei',system-ui,'Helvetica Neue',Arial,sans-serif";

/** The colours of the theme, from the style sheet. */
export function readColours() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: colour('paper'), ink: colour('ink'), muted: colour('muted'), line: colour('line'), accent: colour('accent'),
    said: colour('said'), region: colour('region'), regionEdge: colour('region-edge'), cell: colour('cell'),
    person: colour('person'), company: colour('company'), product: colour('product'), other: colour('other'),
  };
}

/** The hue of a kind (Okabe and Ito 2008); kinds of the reader's own dictionaries share one. */
export function hue(colours, kind) {
  return Object.hasOwn(colours, kind) && ['person', 'company', 'product'].includes(kind) ? colours[kind] : colours.other;
}

/** Adds the outline of a kind's shape to the path of a canvas. */
export function trace(ctx, kind, x, y, r) {
  if (kind === 'person') {
    ctx.moveTo(x + r, y);
    ctx.arc(x, y, r, 0, 2 * Math.PI);
  } else if (kind === 'company') {
    const half = r * 0.88;
    ctx.rect(x - half, y - half, 2 * half, 2 * half);
  } else {
    const [corners, reach] = kind === 'product' ? [4, r * 1.2] : [6, r * 1.05];
    for (let i = 0; i < corners; i += 1) {
      const angle = (i * 2 * Math.PI) / corners;
      const point = [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
      if (i === 0) ctx.moveTo(...point);
      else ctx.lineTo(...point);
    }
    ctx.closePath();
  }
}

// What to show: the panel beside the stage, the views, and the tools.

import { byId, h, icon } from './dom.js';
import { currentLanguage, kindName, number, t } from './words.js';
import { cssKind } from './search.js';
import { save } from './picture.js';

/** The sliders run over steps that grow: most of what is chosen is small. */
const growing = (most) => {
  const steps = [];
  for (let value = 1; value < most; value = Math.max(value + 1, Math.round(value * 1.25))) steps.push(value);
  return [...steps, Math.max(1, most)];
};

const nearest = (steps, value) => steps.reduce((best, step, i) => (Math.abs(step - value) < Math.abs(steps[best] - value) ? i : best), 0);

export class Controls {
  constructor(app) {
    this.app = app;
    const counts = [10, 20, 30, 40, 60, 80, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 4000, 5000];
    const all = app.model.entities.length;
    this.entitySteps = [...counts.filter((count) => count < all), Math.min(5000, Math.max(1, all))];
    this.weightSteps = growing(Math.max(1, ...app.model.edges.map((edge) => edge.weight), ...app.model.links.map((link) => link.weight)));
  }

  draw() {
    const { state, model } = this.app;
    const group = (name, ...content) => h('fieldset', {}, h('legend', { text: name }), ...content);
    const layer = (value) => h('label', { class: 'radio' }, h('input', { type: 'radio', name: 'layer', value, checked: state.get('layer') === value, onchange: () => state.set({ layer: value, at: '' }) }), h('span', { text: t(value) }));
    const off = state.get('off').split(',').filter(Boolean);
    const kind = (name) => h('label', { class: 'check' }, h('input', { type: 'checkbox', name: `kind-${name}`, checked: !off.includes(name), onchange: (event) => state.set({ off: (event.target.checked ? off.filter((known) => known !== name) : [...off, name]).sort().join(',') }) }),
      h('span', { class: `dot ${cssKind(name)}`, 'aria-hidden': 'true' }), h('span', { text: kindName(name) }));
    const check = (key, help) => h('label', { class: 'check', title: help ? t(help) : null }, h('input', { type: 'checkbox', name: key, checked: state.get(key), onchange: (event) => state.set({ [key]: event.target.checked }) }), h('span', { text: t(key) }));
    const matrix = state.get('view') === 'matrix';
    byId('controls').setAttribute('aria-label', t('controls'));
    const focused = byId('controls').contains(document.activeElement) ? { name: document.activeElement.name, value: document.activeElement.value } : null;
    byId('controls').replaceChildren(...[
      h('div', { class: 'controls-head' }, h('h2', { text: t('show') }), h('button', { type: 'button', class: 'quiet', onclick: () => state.reset(), text: t('reset') }), h('button', { type: 'button', class: 'close drawer-close', 'aria-label': t('close'), onclick: () => this.drawer(false), text: '×' })),
      matrix ? null : group(t('layer'), layer('together'), layer('discusses'), layer('both')),
      group(t('kinds'), ...model.kinds.map(kind)),
      matrix ? this.slider('size', t('rows'), [5, 10, 15, 20, 25, 30, 40, 50, 60], number) : this.slider('n', t('entities'), this.entitySteps, number),
      this.slider('weight', t('weight', model.info.window), this.weightSteps, number),
      ...(matrix ? [] : [
        this.slider('npmi', t('npmi'), Array.from({ length: 20 }, (_, i) => i / 20), (value) => (value === 0 ? t('any') : value.toFixed(2)), t('npmiHelp')),
        h('div', { class: 'checks' }, check('backbone', 'backboneHelp'), check('significant', 'significantHelp'), model.entities.some((entity) => entity.community !== null) ? check('regions') : null),
      ]),
      h('div', { class: 'export' }, h('h3', { text: t('export') }), h('button', { type: 'button', class: 'quiet', onclick: () => save(this.app, 'svg'), text: t('saveSvg') }), h('button', { type: 'button', class: 'quiet', onclick: () => save(this.app, 'png'), text: t('savePng') }), h('button', { type: 'button', class: 'quiet', onclick: () => print(), text: t('print') })),
      h('p', { class: 'hint generator', text: model.info.generator }),
    ].filter(Boolean));
    if (focused?.name) [...byId('controls').querySelectorAll('input')].find((input) => input.name === focused.name && (input.type !== 'radio' || input.value === focused.value))?.focus();
  }

  slider(key, name, steps, text, help = null) {
    const { state } = this.app;
    const at = nearest(steps, state.get(key));
    const shown = text(Math.min(state.get(key), steps.at(-1)));
    const output = h('output', { text: shown });
    const input = h('input', { type: 'range', name: key, min: 0, max: Math.max(1, steps.length - 1), step: 1, value: at, disabled: steps.length < 2, 'aria-valuetext': shown, oninput: (event) => {
      const value = steps[Math.min(steps.length - 1, Number(event.target.value))];
      output.textContent = text(value);
      event.target.setAttribute('aria-valuetext', text(value));
      clearTimeout(this.sliding);
      this.sliding = setTimeout(() => state.set({ [key]: value, ...(key === 'n' ? { at: '' } : {}) }), 60);
    } });
    return h('label', { class: 'slider', title: help }, h('span', { class: 'slider-name' }, h('span', { text: name }), output), input);
  }

  /** Opens or closes the panel where it has no place of its own. */
  drawer(open) {
    document.body.classList.toggle('drawer', open);
    if (open) byId('controls').querySelector('input')?.focus();
  }

  /** The views and tools of the header. */
  header() {
    const { state } = this.app;
    const view = (value) => h('button', { type: 'button', 'aria-pressed': String(state.get('view') === value), onclick: () => state.set({ view: value }), text: t(value) });
    byId('views').setAttribute('aria-label', t('views'));
    byId('views').replaceChildren(h('div', { class: 'segments', role: 'group', 'aria-label': t('views') }, view('graph'), view('matrix')));
    const dark = () => getComputedStyle(document.documentElement).colorScheme === 'dark';
    byId('tools').replaceChildren(
      h('button', { type: 'button', class: 'round drawer-open', 'aria-label': t('controls'), title: t('controls'), onclick: () => this.drawer(!document.body.classList.contains('drawer')) }, icon('M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4')),
      h('button', { type: 'button', class: 'quiet', id: 'language', lang: currentLanguage() === 'zh' ? 'en' : 'zh-Hans', onclick: () => state.set({ lang: currentLanguage() === 'zh' ? 'en' : 'zh' }), text: t('language') }),
      h('button', { type: 'button', class: 'round', id: 'theme', 'aria-label': t('theme'), title: t('theme'), onclick: () => state.set({ theme: dark() ? 'light' : 'dark' }) }, icon('M10 3a7 7 0 1 0 7 7 5.5 5.5 0 0 1-7-7z')),
    );
  }
}

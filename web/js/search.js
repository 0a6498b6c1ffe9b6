// Finding an entity by any of its names.

import { byId, h } from './dom.js';
import { kindOfOne, number, t } from './words.js';
import { suggest } from './names.js';

const MOST_FOUND = 10;

export class Search {
  constructor(app) {
    this.app = app;
    this.input = byId('search');
    this.list = byId('suggestions');
    this.found = [];
    this.active = -1;
    this.input.addEventListener('input', () => this.update());
    this.input.addEventListener('focus', () => this.update());
    this.input.addEventListener('blur', () => setTimeout(() => this.close(), 120));
    this.input.addEventListener('keydown', (event) => this.key(event));
    addEventListener('keydown', (event) => {
      if (event.key === '/' && !(event.target instanceof HTMLInputElement) && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        this.input.focus();
      }
    });
  }

  words() {
    this.input.placeholder = t('placeholder');
    this.input.setAttribute('aria-label', t('search'));
    this.list.setAttribute('aria-label', t('search'));
  }

  update() {
    const typed = this.input.value;
    this.found = suggest(this.app.model.entities, typed, MOST_FOUND);
    this.active = this.found.length > 0 ? 0 : -1;
    const option = ({ entity, alias }, i) => h('li', { role: 'option', id: `suggestion-${i}`, 'aria-selected': String(i === this.active), onpointerdown: (event) => { event.preventDefault(); this.take(i); } },
      h('span', { class: `dot ${cssKind(entity.kind)}`, 'aria-hidden': 'true' }), h('span', { class: 'name', text: entity.name }), alias ? h('span', { class: 'alias', text: alias }) : null, h('span', { class: 'note', text: `${kindOfOne(entity.kind)}, ${number(entity.mentions || entity.spoken)}` }));
    const none = typed.trim() && this.found.length === 0 ? [h('li', { role: 'option', 'aria-selected': 'false', 'aria-disabled': 'true', class: 'none', text: t('noMatch') })] : [];
    this.list.replaceChildren(...this.found.map(option), ...none);
    const open = this.list.childElementCount > 0;
    this.list.hidden = !open;
    this.input.setAttribute('aria-expanded', String(open));
    this.mark();
  }

  mark() {
    [...this.list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === this.active)));
    if (this.active >= 0 && !this.list.hidden) {
      this.input.setAttribute('aria-activedescendant', `suggestion-${this.active}`);
      this.list.children[this.active].scrollIntoView({ block: 'nearest' });
    } else this.input.removeAttribute('aria-activedescendant');
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  take(i) {
    const { entity } = this.found[i];
    this.input.value = '';
    this.close();
    this.app.select(entity, true);
  }

  key(event) {
    const last = this.found.length - 1;
    if (event.key === 'ArrowDown') this.active = this.active >= last ? 0 : this.active + 1;
    else if (event.key === 'ArrowUp') this.active = this.active <= 0 ? last : this.active - 1;
    else if (event.key === 'Enter' && this.active >= 0 && !this.list.hidden) this.take(this.active);
    else if (event.key === 'Escape') {
      this.input.value = '';
      this.close();
    } else return;
    event.preventDefault();
    this.mark();
  }
}

/** The class that colours a kind. */
export function cssKind(kind) {
  return ['person', 'company', 'product'].includes(kind) ? kind : 'other';
}

// What the reader has chosen. It lives in the address, so that a view can be linked.

const DEFAULTS = {
  view: 'graph', layer: 'together', n: 150, weight: 1, npmi: 0, backbone: true, significant: false, regions: true,
  off: '', sel: '', with: '', said: false, ego: 0, from: '', to: '', matrix: 'speakers', size: 30, at: '', lang: '', theme: '',
};

/** A choice that a reader can go back from gets an entry in the browser's history. */
const STEPS_BACK = ['view', 'sel', 'with', 'said', 'ego'];

const LIMITS = { n: [1, 5000], weight: [1, 1e6], npmi: [0, 1], ego: [0, 2], size: [5, 60] };

/** Choices, and those who want to know when they change. */
export class State {
  constructor() {
    this.listeners = [];
    this.values = { ...DEFAULTS };
    // On a phone the map of the foremost is easier to read.
    if (innerWidth < 600) this.values.n = 60;
    this.read();
    addEventListener('popstate', () => {
      this.values = { ...DEFAULTS };
      this.read();
      this.tell(Object.keys(DEFAULTS));
    });
  }

  /** Reads the address; whatever it has that is no choice is passed over. */
  read() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const [key, standard] of Object.entries(DEFAULTS)) {
      const text = given.get(key);
      if (text === null) continue;
      if (typeof standard === 'boolean') this.values[key] = text === '1';
      else if (typeof standard === 'number') this.values[key] = clamped(key, Number(text), standard);
      else this.values[key] = text;
    }
    if (!['graph', 'matrix'].includes(this.values.view)) this.values.view = 'graph';
    if (!['together', 'discusses', 'both'].includes(this.values.layer)) this.values.layer = 'together';
  }

  get(key) {
    return this.values[key];
  }

  /** Takes over new choices, writes the address and tells the listeners. */
  set(changes) {
    const changed = Object.keys(changes).filter((key) => this.values[key] !== changes[key]);
    if (changed.length === 0) return;
    Object.assign(this.values, changes);
    const address = this.address();
    if (changed.some((key) => STEPS_BACK.includes(key))) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    this.tell(changed);
  }

  /** Back to the beginning, but for language and theme. */
  reset() {
    const { lang, theme, view } = this.values;
    this.set({ ...DEFAULTS, lang, theme, view });
  }

  address() {
    const out = new URLSearchParams();
    for (const [key, standard] of Object.entries(DEFAULTS)) {
      const value = this.values[key];
      if (value !== standard) out.set(key, typeof value === 'boolean' ? String(Number(value)) : String(value));
    }
    return `#${out}`;
  }

  listen(listener) {
    this.listeners.push(listener);
  }

  tell(changed) {
    const keys = new Set(changed);
    this.listeners.forEach((listener) => listener(keys));
  }
}

function clamped(key, value, standard) {
  if (!Number.isFinite(value)) return standard;
  const [low, high] = LIMITS[key] ?? [-Infinity, Infinity];
  return Math.min(high, Math.max(low, value));
}

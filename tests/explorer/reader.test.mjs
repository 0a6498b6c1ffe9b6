import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, HOSTILE, open, rest } from './support.mjs';

test('speaks the language of the browser, and the other one', () => open(async (page) => {
  assert.match(await page.locator('#title').innerText(), /8 篇文稿/);
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-Hans');
  assert.match(await page.locator('#caption').innerText(), /显示 \d+ 个实体/);
  await accessible(page, 'Chinese');
  await page.locator('#language').click();
  await rest(page);
  assert.match(await page.locator('#title').innerText(), /8 documents/);
  assert.match(await page.locator('#controls').innerText(), /Mentioned together/);
  assert.doesNotMatch(await page.locator('body').innerText(), /undefined|null|NaN/);
}, { locale: 'zh-CN' }));

test('every word exists in both languages', () => open(async (page) => {
  const keys = async () => page.evaluate(() => document.body.innerText);
  const english = await keys();
  await page.locator('#language').click();
  await rest(page);
  const chinese = (await keys()).split('\n').filter((line) => english.split('\n').includes(line) && /[a-z]{4}/i.test(line) && !/^(comention|English)/.test(line));
  const names = await page.evaluate(() => globalThis.comention.model.entities.map((entity) => entity.name));
  assert.deepEqual(chinese.filter((line) => !names.includes(line.trim())), []);
}, { hash: '#sel=keel' }));

test('dark and light, by the system and by hand', () => open(async (page) => {
  const paper = () => page.evaluate(() => {
    const copy = new OffscreenCanvas(4, 4).getContext('2d', { willReadFrequently: true });
    copy.drawImage(document.querySelector('#graph'), 0, 0);
    return [...copy.getImageData(1, 1, 1, 1).data];
  });
  assert.ok((await paper())[0] < 60);
  await accessible(page, 'dark');
  await page.locator('#theme').click();
  await rest(page);
  assert.ok((await paper())[0] > 230);
  assert.match(new URL(page.url()).hash, /theme=light/);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.locator('#theme').click();
  await rest(page);
  assert.ok((await paper())[0] < 60);
}, { colorScheme: 'dark', hash: '#sel=keel&with=glasswright' }));

test('motion only for those who want it', async () => {
  const frames = (page) => page.evaluate(async () => {
    const { graph, model } = globalThis.comention;
    const scales = new Set();
    graph.zoom(3);
    graph.fit();
    for (let i = 0; i < 12; i += 1) {
      await new Promise((done) => requestAnimationFrame(done));
      scales.add(graph.camera.scale);
    }
    return scales.size + Number(model === null);
  });
  await open(async (page) => assert.equal(await frames(page), 1));
  await open(async (page) => assert.ok(await frames(page) > 3), { reducedMotion: 'no-preference' });
});

test('on a phone: a drawer, a sheet, nothing wider than the screen', () => open(async (page) => {
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  assert.ok(await wide());
  assert.equal(await page.locator('#controls').isVisible(), false);
  const caption = page.locator('#caption');
  const uncut = async (what) => {
    const { over, bottom, top } = await page.evaluate(() => {
      const place = document.querySelector('#caption');
      return { over: place.scrollHeight - place.clientHeight, bottom: place.getBoundingClientRect().bottom, top: document.querySelector('#timeline').getBoundingClientRect().top };
    });
    assert.ok(over <= 0 && bottom <= top, `${what}: the caption is whole, above the timeline: ${over}, ${bottom}, ${top}`);
  };
  await uncut('short');
  assert.doesNotMatch(await caption.innerText(), /outside the backbone/);
  await page.getByRole('button', { name: 'What is left out' }).click();
  await rest(page);
  assert.match(await caption.innerText(), /outside the backbone \(untick Backbone only\)/);
  await uncut('long');
  await page.getByRole('button', { name: 'What is left out' }).click();
  const small = await page.evaluate(() => [...document.querySelectorAll('.top button, .zoom button')].map((button) => button.getBoundingClientRect()).filter((box) => box.width > 0 && (box.height < 36 || box.width < 36)).length);
  assert.equal(small, 0, 'buttons fit a finger');
  const map = await page.evaluate(() => {
    const { camera, scene } = globalThis.comention.graph;
    const span = (of) => Math.max(...scene.nodes.map(of)) - Math.min(...scene.nodes.map(of));
    return { tall: span((node) => node.y) / camera.height, wide: span((node) => node.x) / camera.width };
  });
  assert.ok(map.tall > 0.55 && map.tall < 1 && map.wide < 1, `the map fills a high window: ${JSON.stringify(map)}`);
  await page.locator('.drawer-open').click();
  await page.waitForTimeout(300);
  assert.ok(await page.getByLabel('Who discusses what').isVisible());
  await accessible(page, 'drawer');
  await page.locator('.drawer-close').click();
  await page.waitForTimeout(300);
  assert.equal(await page.locator('#controls').isVisible(), false);
  const spot = await page.evaluate(() => {
    const { graph } = globalThis.comention;
    const node = graph.scene.byShare.find((candidate) => graph.entityAt(candidate.x, candidate.y) === candidate.entity);
    const box = graph.canvas.getBoundingClientRect();
    return { x: box.x + node.x, y: box.y + node.y, name: node.entity.name };
  });
  await page.touchscreen.tap(spot.x, spot.y);
  await rest(page);
  assert.equal(await page.locator('#details h2').innerText(), spot.name);
  const { node, sheet } = await page.evaluate(() => {
    const { graph, model, state } = globalThis.comention;
    const at = graph.scene.byEntity.get(model.byId.get(state.get('sel')));
    return { node: graph.canvas.getBoundingClientRect().y + at.y + at.r, sheet: document.querySelector('#details').getBoundingClientRect().top };
  });
  assert.ok(node < sheet, `the sheet leaves what was tapped in sight: ${node}, ${sheet}`);
  await accessible(page, 'sheet');
  assert.ok(await wide());
  await page.evaluate(() => globalThis.comention.state.set({ view: 'matrix', sel: '' }));
  await rest(page);
  assert.ok(await wide());
  assert.ok(await page.locator('.matrix td.full').first().isVisible());
}, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }));

test('hostile names and quotes do nothing', () => open(async (page) => {
  const ids = await page.evaluate(() => globalThis.comention.model.entities.map((entity) => entity.id));
  assert.ok(ids.length > 5);
  for (const id of ids) {
    await page.evaluate((wanted) => globalThis.comention.select(globalThis.comention.model.byId.get(wanted)), id);
    await rest(page);
    const ties = page.locator('#details .tie');
    if (await ties.count() === 0) continue;
    await ties.first().click();
    await rest(page);
    assert.ok(await page.locator('.quote').count() > 0);
  }
  for (const view of ['matrix', 'graph']) {
    await page.evaluate((wanted) => globalThis.comention.state.set({ view: wanted, sel: '', with: '' }), view);
    await rest(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as SVG' }).click()]);
    assert.equal(await download.failure(), null);
  }
  await page.locator('#search').fill('<');
  assert.match(await page.locator('#suggestions').innerText(), /<\/script><img/);
  assert.equal(await page.evaluate(() => document.querySelectorAll('img, iframe, script:not([type="application/json"]):not([type="module"])').length), 0);
  assert.equal(await page.evaluate(() => [...document.querySelectorAll('a[href]')].filter((link) => !/^(https?:|#)/.test(link.getAttribute('href'))).length), 0);
  assert.equal(await page.evaluate(() => globalThis.broken), undefined);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), '10,000 characters do not widen the page');
}, { file: HOSTILE }));

test('the tab key goes through the page as it is read', () => open(async (page) => {
  const stops = [];
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const part = (element) => element.closest('.skip, .finder, #views, #tools, #controls, #graph, #zoom, #caption, #timeline, #details');
      const found = document.activeElement === document.body ? null : part(document.activeElement);
      return found && (found.id || found.className);
    });
    if (stop && stops.at(-1) !== stop) stops.push(stop);
    if (stop === 'details') break;
  }
  assert.deepEqual(stops, ['skip', 'finder', 'views', 'tools', 'controls', 'graph', 'zoom', 'timeline', 'details']);
  assert.ok(await page.evaluate(() => document.activeElement.matches(':focus-visible') && getComputedStyle(document.activeElement).outlineStyle !== 'none'), 'the focus is seen');
}, { hash: '#sel=keel' }));

test('the link of a quote opens the recording at its second', () => open(async (page) => {
  const quote = page.locator('.quote', { hasText: 'on the clock' });
  assert.equal(await quote.locator('a').getAttribute('href'), 'https://www.youtube.com/watch?v=abc&t=83s');
  assert.match(await quote.locator('a').innerText(), /1:23/);
  assert.equal(await quote.locator('a').getAttribute('aria-label'), 'Open the recording at 1:23');
}, { file: HOSTILE, hash: '#sel=e00&with=e01' }));

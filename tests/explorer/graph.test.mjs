import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, nodeAt, open, rest, shown, slide } from './support.mjs';

test('opens silently, draws, and says what it shows', () => open(async (page) => {
  assert.match(await page.title(), /8 documents/);
  assert.match(await page.locator('#caption').innerText(), /Showing \d+ of \d+ entities and \d+ of \d+ lines/);
  assert.match(await page.locator('#caption').innerText(), /outside the backbone \(untick Backbone only\)/);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; img-src data: blob:/);
  const colours = await page.evaluate(() => {
    const copy = new OffscreenCanvas(800, 500).getContext('2d', { willReadFrequently: true });
    copy.drawImage(document.querySelector('#graph'), 0, 0);
    const { data } = copy.getImageData(0, 0, 800, 500);
    const seen = new Set();
    for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`);
    return [...seen];
  });
  for (const colour of ['0 114 178', '230 159 0', '0 158 115']) assert.ok(colours.includes(colour), `people, companies and products are drawn: ${colour}`);
  assert.ok(colours.includes('164 36 59'), 'who speaks wears a ring');
  assert.equal(await page.locator('#legend .sign').count(), 5);
  await accessible(page, 'graph');
}));

test('the policy lets nothing else run', () => open(async (page) => {
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.broken = true' }));
  });
  assert.equal(await page.evaluate(() => globalThis.broken), undefined);
}).then(() => assert.fail('the browser reports what it refused'), (error) => assert.match(error.message, /Content Security Policy/)));

test('labels never overlap, the largest have theirs', () => open(async (page) => {
  for (const scale of [1, 0.5, 2.5]) {
    await page.evaluate((factor) => globalThis.comention.graph.zoom(factor), scale);
    await rest(page);
    const { labels, foremost } = await page.evaluate(() => {
      const { graph } = globalThis.comention;
      return {
        labels: graph.labels.map(({ node, x, y }) => ({ text: node.text, l: x, r: x + graph.measure(node.text, node.size), t: y - node.size, b: y + node.size * 0.15 })),
        foremost: graph.scene.byShare.filter((node) => node.x > 90 && node.y > 40 && node.x < graph.camera.width - 90 && node.y < graph.camera.height - 40).slice(0, 3).map((node) => node.text),
      };
    });
    assert.ok(labels.length > 8, `${labels.length} labels`);
    for (const name of foremost) assert.ok(labels.some((label) => label.text === name), `${name} has its label`);
    for (const [i, a] of labels.entries()) {
      for (const b of labels.slice(i + 1)) assert.ok(a.r <= b.l || b.r <= a.l || a.b <= b.t || b.b <= a.t, `${a.text} and ${b.text} overlap`);
    }
  }
}));

test('pan, zoom and fit', () => open(async (page) => {
  const camera = () => page.evaluate(() => ({ ...globalThis.comention.graph.camera }));
  const first = await camera();
  await page.mouse.move(300, 130);
  await page.mouse.down();
  await page.mouse.move(380, 190, { steps: 4 });
  await page.mouse.up();
  await rest(page);
  const panned = await camera();
  assert.ok(Math.abs((first.x - panned.x) * first.scale - 80) < 2, 'moved with the pointer');
  await page.mouse.wheel(0, -300);
  await rest(page);
  assert.ok((await camera()).scale > panned.scale * 1.3, 'the wheel zooms');
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await rest(page);
  const out = (await camera()).scale;
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await rest(page);
  assert.ok((await camera()).scale > out);
  await page.waitForTimeout(300);
  assert.match(new URL(page.url()).hash, /at=/, 'the address knows the window');
  await page.getByRole('button', { name: 'Fit to window' }).click();
  await rest(page);
  assert.equal((await camera()).scale, first.scale);
  assert.doesNotMatch(new URL(page.url()).hash, /at=/);
}));

test('hovering lights up, dragging moves an entity', () => open(async (page) => {
  const before = await nodeAt(page, 'tidewake-power');
  await page.mouse.move(before.x, before.y);
  await rest(page);
  assert.match(await page.locator('#tip').innerText(), /Tidewake Power/);
  assert.ok(await page.evaluate(() => globalThis.comention.graph.lit().entities.size) > 2);
  await page.mouse.down();
  await page.mouse.move(before.x + 60, before.y - 40, { steps: 5 });
  await page.mouse.up();
  await rest(page);
  const moved = await nodeAt(page, 'tidewake-power');
  assert.ok(Math.abs(moved.x - before.x - 60) < 3 && Math.abs(moved.y - before.y + 40) < 3);
  assert.equal(await page.locator('#details').isVisible(), false, 'a drag is no click');
  await page.mouse.move(5, 5);
  await rest(page);
  assert.equal(await page.locator('#tip').isVisible(), false);
}));

test('kinds, layers and sliders choose', () => open(async (page) => {
  const all = await shown(page);
  await page.getByLabel('Companies').uncheck();
  await rest(page);
  const without = await shown(page);
  assert.ok(without.entities < all.entities && without.entities > 5);
  assert.match(await page.locator('#caption').innerText(), /of kinds switched off/);
  await page.getByLabel('Companies').check();
  await page.getByLabel('Backbone only').uncheck();
  await rest(page);
  const open = await shown(page);
  assert.ok(open.lines > all.lines);
  await page.getByLabel('Significant only').check();
  await rest(page);
  assert.ok((await shown(page)).lines < open.lines);
  await page.getByLabel('Significant only').uncheck();
  await slide(page, 'npmi', 8);
  const strong = await page.evaluate(() => globalThis.comention.choice.lines.map((line) => line.npmi));
  assert.ok(strong.length > 0 && strong.length < open.lines && strong.every((npmi) => npmi >= 0.4));
  await slide(page, 'npmi', 0);
  await slide(page, 'weight', 2);
  const heavy = await page.evaluate(() => globalThis.comention.choice.lines.map((line) => line.weight));
  assert.ok(heavy.length > 0 && heavy.length < open.lines && heavy.every((weight) => weight >= 3));
  await slide(page, 'n', 0);
  assert.equal((await shown(page)).entities, 10);
  await page.getByRole('button', { name: 'Reset' }).click();
  await rest(page);
  assert.deepEqual(await shown(page), all);
  await page.getByLabel('Who discusses what').check();
  await rest(page);
  const directed = await page.evaluate(() => globalThis.comention.choice.lines.map((line) => line.directed && line.a.spoken > 0));
  assert.ok(directed.length > 20 && directed.every(Boolean));
  assert.match(await page.locator('#legend').innerText(), /speaker discusses/);
  await page.getByLabel('Both').check();
  await rest(page);
  assert.equal((await shown(page)).lines, directed.length + all.lines);
  const regions = () => page.evaluate(() => globalThis.comention.graph.scene.regions.length);
  assert.ok(await regions() > 1);
  await page.getByLabel('Communities').uncheck();
  await rest(page);
  assert.equal(await regions(), 0);
}));

test('places stay when filters change', () => open(async (page) => {
  const before = await nodeAt(page, 'moonwheel');
  await page.getByLabel('Backbone only').uncheck();
  await page.getByLabel('People').uncheck();
  await rest(page);
  const { x, y } = await nodeAt(page, 'moonwheel');
  assert.deepEqual({ x, y }, { x: before.x, y: before.y });
}));

test('the graph by keyboard', () => open(async (page) => {
  await page.locator('#graph').focus();
  await page.keyboard.press('ArrowRight');
  const first = await page.evaluate(() => globalThis.comention.graph.focused.name);
  assert.match(await page.locator('#status').innerText(), new RegExp(first));
  const visited = new Set([first]);
  for (const key of ['ArrowLeft', 'ArrowDown', 'ArrowRight']) {
    await page.keyboard.press(key);
    visited.add(await page.evaluate(() => globalThis.comention.graph.focused.name));
  }
  assert.ok(visited.size > 2, [...visited].join());
  const name = await page.evaluate(() => globalThis.comention.graph.focused.name);
  await page.keyboard.press('Enter');
  await rest(page);
  assert.equal(await page.locator('#details h2').innerText(), name);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), name, 'the reader is taken along');
  await page.keyboard.press('Escape');
  await rest(page);
  assert.equal(await page.locator('#details').isVisible(), false);
  const scale = () => page.evaluate(() => globalThis.comention.graph.camera.scale);
  const whole = await scale();
  await page.keyboard.press('+');
  assert.ok(await scale() > whole);
  await page.keyboard.press('0');
  assert.equal(await scale(), whole);
}));

test('a large graph moves as a picture and is drawn anew at rest', () => open(async (page) => {
  const same = await page.evaluate(async () => {
    const { graph } = globalThis.comention;
    graph.scene.lines = Array.from({ length: 200 }, () => graph.scene.lines).flat();
    graph.draw();
    await new Promise((done) => setTimeout(done, 300));
    graph.camera.pan(40, 30);
    graph.moved();
    await new Promise((done) => setTimeout(done, 30));
    const moving = graph.layer.x !== graph.camera.x;
    await new Promise((done) => setTimeout(done, 500));
    return { moving, rested: graph.layer.x === graph.camera.x };
  });
  assert.deepEqual(same, { moving: true, rested: true });
}));

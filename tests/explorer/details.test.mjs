import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { accessible, nodeAt, open, rest, shown } from './support.mjs';

test('search by any name, in any script, by pointer and keyboard', () => open(async (page) => {
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
  await page.keyboard.type('潮生');
  const first = page.locator('#suggestions [role=option]').first();
  assert.match(await first.innerText(), /Tidewake Power[\s\S]*潮生/);
  await accessible(page, 'search');
  await page.keyboard.press('Enter');
  await rest(page);
  assert.equal(await page.locator('#details h2').innerText(), 'Tidewake Power');
  await page.locator('#search').fill('voss');
  await page.locator('#suggestions [role=option]', { hasText: 'Eirin Voss' }).click();
  await rest(page);
  assert.equal(await page.locator('#details h2').innerText(), 'Eirin Voss');
  await page.locator('#search').fill('moonwhee');
  await page.locator('#search').press('ArrowDown');
  await page.locator('#search').press('Escape');
  assert.equal(await page.locator('#suggestions').isVisible(), false);
  await page.locator('#search').fill('zzzz');
  assert.match(await page.locator('#suggestions').innerText(), /No such name/);
}));

test('an entity tells who discusses it, what it comes up with, and what it discusses', () => open(async (page) => {
  const at = await nodeAt(page, 'eirin-voss');
  await page.mouse.click(at.x, at.y);
  await rest(page);
  const panel = page.locator('#details');
  assert.match(await panel.innerText(), /Person[\s\S]*Eirin Voss[\s\S]*Also:[\s\S]*艾琳·沃斯[\s\S]*mentions in \d+ documents/);
  for (const list of ['discussedBy', 'comesUpWith', 'talksAbout']) assert.ok(await panel.locator(`.${list} .tie`).count() > 2, list);
  assert.ok(await panel.locator('.spark rect').count() > 2, 'over time');
  const counts = (await panel.locator('.comesUpWith .count').allInnerTexts()).map(Number);
  assert.deepEqual(counts, [...counts].sort((a, b) => b - a));
  await panel.locator('.comesUpWith .more').click();
  assert.ok(await panel.locator('.comesUpWith .tie').count() > 8);
  await accessible(page, 'entity');
  await panel.getByRole('button', { name: 'Close' }).click();
  await rest(page);
  assert.equal(await panel.isVisible(), false);
}));

test('a line opens its quotes, with both names marked and a way to the recording', () => open(async (page) => {
  await page.locator('#details .comesUpWith .tie', { hasText: 'Moonwheel' }).click();
  await rest(page);
  assert.match(await page.locator('#details h2').innerText(), /Tidewake Power|Moonwheel/);
  const quotes = page.locator('#details .quote');
  assert.ok(await quotes.count() > 1);
  for (let i = 0; i < await quotes.count(); i += 1) {
    const quote = quotes.nth(i);
    assert.ok(await quote.locator('mark.mark-0').count() > 0 && await quote.locator('mark.mark-1').count() > 0, await quote.innerText());
    assert.match(await quote.locator('a').getAttribute('href'), /^https:\/\/example\.org\//);
    assert.equal(await quote.locator('a').getAttribute('rel'), 'noopener noreferrer');
    assert.match(await quote.innerText(), /\d{4}-\d\d-\d\d/);
    assert.ok((await quote.locator('.speaker').innerText()).length > 1);
  }
  await accessible(page, 'line');
  await page.locator('.back').click();
  await rest(page);
  assert.ok(['Tidewake Power', 'Moonwheel'].includes(await page.locator('#details h2').innerText()));
}, { hash: '#sel=tidewake-power' }));

test('a click on a drawn line opens it', () => open(async (page) => {
  const spot = await page.evaluate(() => {
    const { graph } = globalThis.comention;
    const box = graph.canvas.getBoundingClientRect();
    for (const { line, a, b } of graph.scene.lines) {
      const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
      if (!graph.entityAt(x, y, 8) && graph.lineAt(x, y) === line) return { x: box.x + x, y: box.y + y, names: [line.a.name, line.b.name] };
    }
    return null;
  });
  await page.mouse.move(spot.x, spot.y);
  await rest(page);
  assert.match(await page.locator('#tip').innerText(), /mentions? both/);
  await page.mouse.click(spot.x, spot.y);
  await rest(page);
  const heading = await page.locator('#details h2').innerText();
  for (const name of spot.names) assert.ok(heading.includes(name), `${name} in ${heading}`);
  assert.ok(await page.locator('.quote').count() > 0);
}));

test('around: one step, two steps', () => open(async (page) => {
  const all = await shown(page);
  await page.getByRole('button', { name: 'One step' }).click();
  await rest(page);
  const one = await shown(page);
  assert.ok(one.entities > 1 && one.entities < all.entities);
  assert.match(await page.locator('#caption').innerText(), /further away \(see Around\)/);
  const near = await page.evaluate(() => globalThis.comention.choice.entities.every((entity) => entity.id === 'glasswright' || entity.edges.some((line) => line.backbone && [line.a.id, line.b.id].includes('glasswright'))));
  assert.ok(near);
  await page.getByRole('button', { name: 'Two steps' }).click();
  await rest(page);
  assert.ok((await shown(page)).entities > one.entities);
  await page.getByRole('button', { name: 'Everything' }).click();
  await rest(page);
  assert.deepEqual(await shown(page), all);
}, { hash: '#sel=glasswright' }));

test('the matrix: both kinds, counts on hover, quotes on click, keys', () => open(async (page) => {
  await page.getByRole('button', { name: 'Matrix' }).click();
  await rest(page);
  assert.match(await page.locator('#caption').innerText(), /Showing \d+ of \d+ rows[\s\S]*Raise Rows/);
  const full = page.locator('.matrix td.full');
  assert.ok(await full.count() > 30);
  await full.first().hover();
  assert.match(await page.locator('#tip').innerText(), /→[\s\S]*turn/);
  await accessible(page, 'matrix');
  await full.first().click();
  await rest(page);
  assert.ok(await page.locator('.quote').count() > 0);
  await page.getByRole('button', { name: 'Entities × entities' }).click();
  await rest(page);
  const symmetric = await page.evaluate(() => {
    const { rows, value } = globalThis.comention.matrix.table;
    return rows.every((a) => rows.every((b) => value(a, b)?.count === value(b, a)?.count));
  });
  assert.ok(symmetric);
  const together = await page.evaluate(() => {
    const communities = globalThis.comention.matrix.table.rows.map((row) => row.community);
    return new Set(communities).size === communities.filter((community, i) => community !== communities[i - 1]).length;
  });
  assert.ok(together, 'members of a community stand together');
  await page.locator('.matrix td[tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.deepEqual(await page.evaluate(() => [document.activeElement.dataset.row, document.activeElement.dataset.column]), ['2', '1']);
  await slideSize(page);
  assert.equal(await page.locator('.matrix tbody tr').count(), 5);
}));

async function slideSize(page) {
  await page.locator('input[name="size"]').evaluate((input) => {
    input.value = '0';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await rest(page);
}

test('the timeline: months of the selected, and the brush filters', () => open(async (page) => {
  const bars = () => page.evaluate(() => [...document.querySelectorAll('#timeline .bar')].map((bar) => bar.getAttribute('height')).join());
  const everything = await bars();
  const all = await shown(page);
  const box = await page.locator('#timeline .months').boundingBox();
  await page.mouse.move(box.x + box.width * 0.3, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await rest(page);
  const some = await shown(page);
  assert.ok(some.lines < all.lines && some.lines > 0, `${some.lines} of ${all.lines}`);
  assert.match(new URL(page.url()).hash, /from=2025-\d\d&to=202\d-\d\d/);
  assert.ok(await page.locator('#timeline .bar.out').count() > 0);
  const counted = await page.evaluate(() => globalThis.comention.counts.entity(globalThis.comention.model.byId.get('tidewake-power')) < globalThis.comention.model.byId.get('tidewake-power').mentions);
  assert.ok(counted);
  await page.getByRole('button', { name: 'All time' }).click();
  await rest(page);
  assert.deepEqual(await shown(page), all);
  await page.getByLabel('Until').selectOption('2025-03');
  await rest(page);
  assert.ok((await shown(page)).lines < all.lines);
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.evaluate(() => globalThis.comention.select(globalThis.comention.model.byId.get('keel')));
  await rest(page);
  assert.notEqual(await bars(), everything);
  assert.match(await page.locator('#timeline h2').innerText(), /Keel, mentions per month/);
}));

test('the address holds the view, and the back button goes back', () => open(async (page) => {
  await page.getByLabel('Both').check();
  await page.evaluate(() => globalThis.comention.select(globalThis.comention.model.byId.get('keel')));
  await rest(page);
  await page.locator('.comesUpWith .tie').first().click();
  await rest(page);
  const heading = await page.locator('#details h2').innerText();
  const drawn = await shown(page);
  await page.reload();
  await page.waitForFunction(() => globalThis.comention?.graph.scene);
  assert.equal(await page.locator('#details h2').innerText(), heading);
  assert.deepEqual(await shown(page), drawn);
  await page.goBack();
  await rest(page);
  assert.equal(await page.locator('#details h2').innerText(), 'Keel');
  await page.goBack();
  await rest(page);
  assert.equal(await page.locator('#details').isVisible(), false);
}));

test('nonsense in the address does no harm', () => open(async (page) => {
  assert.ok((await shown(page)).entities > 0);
}, { hash: '#n=-4&weight=x&npmi=9&view=%3Cb%3E&sel=nobody&at=1,2&from=never&layer=%00&size=1e9&constructor=1&__proto__=2' }));

test('export as SVG and PNG, of graph and matrix', () => open(async (page) => {
  for (const view of ['Graph', 'Matrix']) {
    await page.getByRole('button', { name: view, exact: true }).click();
    await rest(page);
    const save = async (name) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
    };
    const svg = await save('Save as SVG');
    assert.equal(svg.name, `comention-${view.toLowerCase()}.svg`);
    const parsed = await page.evaluate((text) => {
      const drawn = new DOMParser().parseFromString(text, 'image/svg+xml');
      return { error: drawn.querySelector('parsererror')?.textContent ?? null, text: drawn.documentElement.textContent, shapes: drawn.querySelectorAll('path, rect').length };
    }, svg.content.toString());
    assert.equal(parsed.error, null);
    assert.match(parsed.text, /Who and what comes up in 8 documents[\s\S]*Tidewake Power[\s\S]*Showing/);
    assert.ok(parsed.shapes > 10);
    const png = await save('Save as PNG');
    assert.equal(png.content.subarray(1, 4).toString(), 'PNG');
    const [, width] = /width="(\d+)"/.exec(svg.content.toString());
    assert.equal(png.content.readUInt32BE(16), 2 * Number(width));
    assert.ok(png.content.length > 10000);
  }
}));

test('prints without its tools', () => open(async (page) => {
  await page.emulateMedia({ media: 'print' });
  await page.waitForTimeout(200);
  for (const gone of ['#controls', '#tools', '#zoom', '#search']) assert.equal(await page.locator(gone).isVisible(), false, gone);
  for (const kept of ['#title', '#graph', '#caption', '#details h2']) assert.equal(await page.locator(kept).isVisible(), true, kept);
  assert.ok((await page.pdf()).length > 5000);
}, { hash: '#sel=keel' }));

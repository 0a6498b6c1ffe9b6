// What the tests of the explorer share: a browser, and pages that must stay silent and at home.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';

export const EXAMPLE = process.env.EXPLORER_EXAMPLE;
export const HOSTILE = process.env.EXPLORER_HOSTILE;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(async () => browser?.close());

/** Opens the page and gives it to a test; whatever the test does, no message, error, dialog or request may come of it. */
export async function open(test, { file = EXAMPLE, hash = '', settle = true, ...context } = {}) {
  const place = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce', locale: 'en-GB', acceptDownloads: true, ...context });
  const page = await place.newPage();
  const noise = [];
  page.on('console', (message) => noise.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(`error: ${error.stack}`));
  page.on('dialog', (dialog) => {
    noise.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`file://${file}`) && !/^(blob:|data:)/.test(request.url())) noise.push(`request: ${request.url()}`);
  });
  try {
    await page.goto(`file://${file}${hash}`);
    await page.waitForFunction(() => globalThis.comention?.graph.scene);
    if (settle) await rest(page);
    await test(page);
    assert.deepEqual(noise, []);
  } finally {
    await place.close();
  }
}

/** Waits until what was set off is drawn. */
export async function rest(page) {
  await page.waitForTimeout(120);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Where a node or the middle of a line lies in the window. */
export const nodeAt = (page, id) => page.evaluate((wanted) => {
  const { graph, model } = globalThis.comention;
  const node = graph.scene.byEntity.get(model.byId.get(wanted));
  const box = graph.canvas.getBoundingClientRect();
  return node ? { x: box.x + node.x, y: box.y + node.y, r: node.r } : null;
}, id);

/** How many entities and lines are drawn. */
export const shown = (page) => page.evaluate(() => ({ entities: globalThis.comention.choice.entities.length, lines: globalThis.comention.choice.lines.length }));

/** Sets a slider as a reader's hand does. */
export async function slide(page, name, place) {
  await page.locator(`input[name="${name}"]`).evaluate((input, value) => {
    input.value = String(value);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, place);
  await rest(page);
}

/** Fails with what axe-core finds. */
export async function accessible(page, what) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${what}: ${id}: ${nodes.map((node) => `${node.html.slice(0, 120)} ${node.failureSummary}`).join(' | ')}`), []);
}

// Times the page in Chromium without a GPU: node speed.mjs PAGE [ENTITIES…]
// Reads: first paint, when the graph is drawn, and the time of a frame while the map is dragged and while it is zoomed.

import { chromium } from 'playwright-core';

const [page, ...sizes] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const size of sizes.length > 0 ? sizes : ['150', '1000', '5000']) {
  const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await tab.goto(`file://${page}#n=${size}&backbone=0`);
  await tab.waitForFunction(() => globalThis.comention?.graph.scene);
  const { paint, drawn } = await tab.evaluate(() => ({ paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime, drawn: performance.getEntriesByName('drawn')[0].startTime }));
  await tab.waitForTimeout(600);
  const { entities, lines, drag, zoom } = await tab.evaluate(async () => {
    const { graph, choice } = globalThis.comention;
    const frames = async (move) => {
      const times = [];
      let last = 0;
      for (let i = 0; i < 61; i += 1) {
        move(i);
        const now = await new Promise((done) => requestAnimationFrame(done));
        if (i > 0) times.push(now - last);
        last = now;
      }
      times.sort((a, b) => a - b);
      return { median: times[30], slow: times[57] };
    };
    const drag = await frames((i) => {
      graph.camera.pan(i % 20 < 10 ? 6 : -6, 3);
      graph.moved();
    });
    const zoom = await frames((i) => graph.zoom(i % 30 < 15 ? 1.04 : 1 / 1.04));
    return { entities: choice.entities.length, lines: choice.lines.length, drag, zoom };
  });
  const ms = (value) => `${value?.toFixed(0)} ms`;
  console.log(`${entities} entities, ${lines} lines: first paint ${ms(paint)}, drawn ${ms(drawn)}; a frame of dragging ${ms(drag.median)} (95 %: ${ms(drag.slow)}), of zooming ${ms(zoom.median)} (95 %: ${ms(zoom.slow)})`);
  await tab.close();
}
await browser.close();

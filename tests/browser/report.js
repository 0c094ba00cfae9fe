// Opens pages of `report` and `--report` in Chromium: node report.js PAGE...   (playwright-core; CHROMIUM names the browser)
// Fails where a page asks a network, writes an error to the console, does not sort, does not zoom, or takes over a second to load.
'use strict';
const { chromium } = require('playwright-core');

function require_(isRight, what) {
  if (!isRight) throw new Error(what);
}

async function check(browser, file) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  const faults = [];
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) faults.push(m.text()); });
  page.on('pageerror', e => faults.push(String(e)));
  page.on('request', r => { if (!/^(file|data|blob):/.test(r.url())) faults.push(`request of ${r.url()}`); });
  const began = Date.now();
  await page.goto('file://' + require('path').resolve(file));
  await page.waitForLoadState('load');
  const took = Date.now() - began;
  require_(took < 1000, `${file}: ${took} ms to load`);

  const column = await page.$$eval('thead th', cells => cells.findIndex(c => c.textContent === 'error') + 1);
  const values = () => page.$$eval(`tbody td:nth-child(${column})`, cells => cells.map(c => c.dataset.v).filter(v => v !== '').map(Number));
  const button = page.locator(`thead th:nth-child(${column}) button`);
  const isSorted = (list, sign) => list.every((v, i) => i === 0 || sign * (v - list[i - 1]) >= 0);
  await button.focus();
  await page.keyboard.press('Enter');
  require_(isSorted(await values(), 1), `${file}: the table does not sort`);
  await button.click();
  require_(isSorted(await values(), -1), `${file}: the table does not sort the other way`);

  const svg = page.locator('figure svg');
  if (await svg.count() > 0) {
    const width = async () => Number((await svg.first().getAttribute('viewBox')).split(' ')[2]);
    const whole = await width();
    await page.locator('[data-zoom=in]').first().click();
    require_(await width() < whole, `${file}: the figure does not zoom`);
    await page.locator('figure').first().focus();
    await page.keyboard.press('0');
    require_(await width() === whole, `${file}: 0 does not reset the figure`);
    require_(await page.locator('figure svg title').first().textContent() !== '', `${file}: the figure has no title`);
  }

  require_(await page.locator('math').count() > 0, `${file}: no equations`);
  require_((await page.pdf()).length > 10000, `${file}: does not print`);
  require_(faults.length === 0, `${file}: ${faults.join('; ')}`);
  console.log(`${file}: ${took} ms`);
  await page.close();
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    for (const file of process.argv.slice(2)) await check(browser, file);
  } finally {
    await browser.close();
  }
})().catch(e => { console.error(String(e.message || e)); process.exit(1); });

// A page that lists kits, as a person uses it in Chromium or Firefox: looks, searches, tabs, opens, downloads.
// Each order is answered with what was seen; `index.py` says whether that is right. See browsers_drive.mjs.
//
//     node index.mjs NPM ORDERS RESULTS chromium      (or firefox)

import fs from 'node:fs';
import path from 'node:path';
import { carryOut, PATIENCE, sleep, until } from './browsers_drive.mjs';

const [, , npm, , , who] = process.argv;
const options = {
  chromium: {
    browser: 'chrome',
    executablePath: '/usr/bin/chromium',
    protocolTimeout: PATIENCE,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  },
  firefox: { browser: 'firefox', executablePath: '/usr/bin/firefox-esr', protocol: 'webDriverBiDi' },
}[who];
const axe = fs.readFileSync(path.resolve(npm, 'node_modules/axe-core/axe.min.js'), 'utf8');

// What is to be seen of the list: the files of its links, and what the form says.
const SEEN = () => ({
  files: [...document.querySelectorAll('.document')].filter((item) => item.offsetParent)
    .map((item) => item.querySelector('h3 a').href),
  count: document.getElementById('count').textContent,
  form: !document.getElementById('find').hidden,
  width: document.documentElement.scrollWidth,
  // The list of roles: how many documents each is said to have, and how far down the first kit ends.
  roles: [...document.querySelectorAll('nav li')].filter((item) => item.offsetParent)
    .map((item) => parseInt(item.querySelector('.quiet').textContent, 10)),
  all: Boolean(document.querySelector('button[type=reset]').offsetParent),
  down: document.querySelector('.document').getBoundingClientRect().bottom,
});

async function look(browser) {
  // Opens the page, and notes all that it asks for and complains about.
  async function open(page, { url, width = 1280, scheme = 'light', script = true }) {
    const noted = { asked: [], said: [] };
    page.on('request', (request) => noted.asked.push(request.url()));
    page.on('console', (message) => noted.said.push(message.text()));
    page.on('pageerror', (error) => noted.said.push(String(error)));
    page.on('requestfailed', (request) => noted.said.push(`failed: ${request.url()}`));
    await page.setViewport({ width, height: 900 });
    if (who === 'chromium') {
      await page.setJavaScriptEnabled(script);
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    }
    await page.goto(url, { waitUntil: 'load' });
    return noted;
  }

  // Scrolls through, so that every picture is wanted, and waits for them.
  async function pictures(page) {
    await page.evaluate(() => document.querySelectorAll('img').forEach((one) => { one.loading = 'eager'; }));
    return until('the pictures', () => page.evaluate(() => {
      const all = [...document.querySelectorAll('img')];
      return all.every((one) => one.complete) && all.map((one) => [one.naturalWidth, one.naturalHeight, one.alt]);
    }), 10_000);
  }

  // The page at rest: what it shows, draws, asks for, and what the rules for accessible pages say of it.
  async function rest(page, order) {
    const noted = await open(page, order);
    const seen = await page.evaluate(SEEN);
    const shown = await pictures(page);
    if (order.shot) await page.screenshot({ path: order.shot });
    let broken = [];
    if (order.rules) {
      await page.evaluate(`${axe}; 0`);
      broken = await page.evaluate(async () => {
        const found = await axe.run(document, { rules: { 'color-contrast-enhanced': { enabled: true } } });
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)} (${nodes.length})`);
      });
    }
    return { ...noted, ...seen, pictures: shown, broken };
  }

  // Types words, then chooses, and tells what is left each time.
  async function search(page, { url, asked }) {
    const noted = await open(page, { url });
    const left = [];
    // There only while something is left out.
    const whole = async () => {
      const button = await page.$('button[type=reset]');
      if (await button.isVisible()) await button.click();
    };
    for (const { words = '', choices = {} } of asked) {
      await whole();
      await page.type('#words', words);
      for (const [id, value] of Object.entries(choices)) await page.select(`#${id}`, value);
      await sleep(50);
      left.push(await page.evaluate(SEEN));
    }
    await whole();
    await sleep(50);
    left.push(await page.evaluate(SEEN));
    return { ...noted, left };
  }

  // Without a mouse: from the top to the first link of the second kit that is left, and into its file.
  async function keys(page, { url, words }) {
    const noted = await open(page, { url });
    const at = () => page.evaluate(() => {
      const here = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(here);
      return { id: here.id, text: here.textContent.trim(), ring: outlineStyle !== 'none' && parseFloat(outlineWidth) };
    });
    const stops = [];
    const tab = async () => {
      await page.keyboard.press('Tab');
      stops.push(await at());
      return stops.at(-1);
    };
    const first = await tab();
    await page.keyboard.press('Enter');
    const main = await at();
    await page.goto(url, { waitUntil: 'load' });
    for (let n = 0; (await tab()).id !== 'words'; n += 1) if (n > 9) throw new Error('no way to the search');
    await page.keyboard.type(words);
    for (let n = 0; (await tab()).id !== 'face'; n += 1) if (n > 9) throw new Error('no way to the choice');
    await page.keyboard.press('ArrowDown');
    const narrowed = await page.evaluate(SEEN);
    const wanted = new URL(narrowed.files[1]).href;
    for (let n = 0; ; n += 1) {
      await tab();
      if (await page.evaluate((href) => document.activeElement.href === href, wanted)) break;
      if (n > 40) throw new Error('no way to the document');
    }
    // What the browser's own viewer then asks for is its own.
    const before = { asked: [...noted.asked], said: [...noted.said] };
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    return { ...before, first, main, stops, narrowed, opened: page.url(), wanted };
  }

  // Every link of every document: where it leads when it is clicked.
  async function links(page, { url }) {
    const noted = await open(page, { url });
    const { length } = await page.evaluate(SEEN).then(({ files }) => files);
    const opened = [];
    for (let n = 0; n < length; n += 1) {
      const link = (await page.$$('.document h3 a'))[n];
      const shown = await link.evaluate((one) => {
        const item = one.closest('.document');
        item.querySelector('details').open = true;
        return { checksum: item.querySelector('code').textContent, file: item.querySelector('a[download] bdi').textContent };
      });
      await Promise.all([page.waitForNavigation(), link.click()]);
      opened.push({ ...shown, url: page.url() });
      await page.goto(url, { waitUntil: 'load' });
    }
    return { ...noted, opened };
  }

  // Downloads the documents from a server, by the links that say so.
  async function download(page, { url, to }) {
    const noted = await open(page, { url });
    const session = await browser.target().createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: to });
    const { length } = await page.$$('a[download]');
    for (let before = 0; before < length; before += 1) {
      await (await page.$$('a[download]'))[before].click();
      await until(`a download after ${before}`, () => {
        const files = fs.readdirSync(to);
        return files.length > before && !files.some((name) => name.endsWith('.crdownload') || name.startsWith('.'));
      }, 15_000);
      // No page may download many files on its own.
      await page.goto(url, { waitUntil: 'load' });
    }
    return { ...noted, names: fs.readdirSync(to) };
  }

  return { rest, search, keys, links, download };
}

await carryOut(options, look);

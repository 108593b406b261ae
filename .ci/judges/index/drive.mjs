// Uses the index page as a person does in Chromium or Firefox: looks, searches, tabs, opens, downloads. The result of an
// order is a record of what was seen; `__main__.py` decides whether that is right. See ../shared/browser.mjs.
//
//     node drive.mjs NPM ORDERS RESULTS chromium|firefox

import fs from 'node:fs';
import path from 'node:path';
import { carryOut, sleep, TIMEOUT, until } from '../shared/browser.mjs';

const [, , npm, , , who] = process.argv;
const options = {
  chromium: {
    browser: 'chrome',
    executablePath: '/usr/bin/chromium',
    protocolTimeout: TIMEOUT,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  },
  firefox: { browser: 'firefox', executablePath: '/usr/bin/firefox-esr', protocol: 'webDriverBiDi' },
}[who];
const axe = fs.readFileSync(path.resolve(npm, 'node_modules/axe-core/axe.min.js'), 'utf8');

// Returns a record of the list: the files of its links, and the texts of the form.
const SEEN = () => ({
  files: [...document.querySelectorAll('.document')].filter((item) => item.offsetParent)
    .map((item) => item.querySelector('h3 a').href),
  count: document.getElementById('count').textContent,
  form: !document.getElementById('find').hidden,
  width: document.documentElement.scrollWidth,
  // The number of documents beside each role.
  roles: [...document.querySelectorAll('nav li')].filter((item) => item.offsetParent)
    .map((item) => parseInt(item.querySelector('.quiet').textContent, 10)),
  all: Boolean(document.querySelector('button[type=reset]').offsetParent),
  // The lower edge of the first kit.
  down: document.querySelector('.document').getBoundingClientRect().bottom,
});

async function makeFunctions(browser) {
  // Opens the page, and records its requests and its messages on the console.
  async function openPage(page, { url, width = 1280, scheme = 'light', script = true }) {
    const record = { requests: [], messages: [] };
    page.on('request', (request) => record.requests.push(request.url()));
    page.on('console', (message) => record.messages.push(message.text()));
    page.on('pageerror', (error) => record.messages.push(String(error)));
    page.on('requestfailed', (request) => record.messages.push(`failed: ${request.url()}`));
    await page.setViewport({ width, height: 900 });
    if (who === 'chromium') {
      await page.setJavaScriptEnabled(script);
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    }
    await page.goto(url, { waitUntil: 'load' });
    return record;
  }

  // Has the browser load every picture, and waits for them.
  async function loadPictures(page) {
    await page.evaluate(() => document.querySelectorAll('img').forEach((one) => { one.loading = 'eager'; }));
    return until('the pictures', () => page.evaluate(() => {
      const all = [...document.querySelectorAll('img')];
      return all.every((one) => one.complete) && all.map((one) => [one.naturalWidth, one.naturalHeight, one.alt]);
    }), 10_000);
  }

  // Looks at the page: texts, pictures, requests, and the rules for accessible pages that it breaks.
  async function rest(page, order) {
    const record = await openPage(page, order);
    const seen = await page.evaluate(SEEN);
    const shown = await loadPictures(page);
    if (order.shot) await page.screenshot({ path: order.shot });
    let broken = [];
    if (order.rules) {
      await page.evaluate(`${axe}; 0`);
      broken = await page.evaluate(async () => {
        const found = await axe.run(document, { rules: { 'color-contrast-enhanced': { enabled: true } } });
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)} (${nodes.length})`);
      });
    }
    return { ...record, ...seen, pictures: shown, broken };
  }

  // Types words and chooses from lists, and records what is left each time.
  async function search(page, { url, searches }) {
    const record = await openPage(page, { url });
    const left = [];
    // The button is there only while something is left out.
    const showAll = async () => {
      const button = await page.$('button[type=reset]');
      if (await button.isVisible()) await button.click();
    };
    for (const { words = '', choices = {} } of searches) {
      await showAll();
      await page.type('#words', words);
      for (const [id, value] of Object.entries(choices)) await page.select(`#${id}`, value);
      await sleep(50);
      left.push(await page.evaluate(SEEN));
    }
    await showAll();
    await sleep(50);
    left.push(await page.evaluate(SEEN));
    return { ...record, left };
  }

  // Goes by keyboard from the top to the search, to a choice, to the second kit that is left, and into its file.
  async function keys(page, { url, words }) {
    const record = await openPage(page, { url });
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
    // The requests of the viewer that opens then do not count.
    const before = { requests: [...record.requests], messages: [...record.messages] };
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    return { ...before, first, main, stops, narrowed, opened: page.url(), wanted };
  }

  // Clicks the link of every document and records where it leads.
  async function links(page, { url }) {
    const record = await openPage(page, { url });
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
    return { ...record, opened };
  }

  // Downloads the documents from a server by their links.
  async function download(page, { url, to }) {
    const record = await openPage(page, { url });
    const session = await browser.target().createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: to });
    const { length } = await page.$$('a[download]');
    for (let before = 0; before < length; before += 1) {
      await (await page.$$('a[download]'))[before].click();
      await until(`a download after ${before}`, () => {
        const files = fs.readdirSync(to);
        return files.length > before && !files.some((name) => name.endsWith('.crdownload') || name.startsWith('.'));
      }, 15_000);
      // Browsers ask before a page downloads many files, so every download comes from a fresh page.
      await page.goto(url, { waitUntil: 'load' });
    }
    return { ...record, names: fs.readdirSync(to) };
  }

  return { rest, search, keys, links, download };
}

await carryOut(options, makeFunctions);

// What both browsers need to be driven: how they start, how orders come in and results go out.
//
//     node browsers_firefox.mjs NPM ORDERS RESULTS    (and browsers_chromium.mjs)
//
// NPM is the folder that npm installed into. ORDERS is JSON: a list of what to do, in order, each with
// its `do`, the `pdf` to open and where to put what comes out. RESULTS is a list of the same length.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , npm, orders, results] = process.argv;

// How long anything may take that a slow machine could delay.
export const PATIENCE = 60_000;

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
export const address = (pdf) => pathToFileURL(path.resolve(pdf)).href;

// Asks again and again until the answer is truthy.
export async function until(what, ask, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(40);
  }
}

// Starts a browser with a new profile in a folder. A start is tried twice, nothing else is.
async function start(folder, options) {
  const module = path.resolve(npm, 'node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js');
  const { default: puppeteer } = await import(pathToFileURL(module));
  const launch = (profile) => puppeteer.launch({
    headless: true, timeout: PATIENCE, userDataDir: path.join(folder, profile), ...options,
  });
  try {
    return await launch('first');
  } catch (error) {
    console.error(`starts again, since it failed to: ${error.message.split('\n')[0]}`);
    return launch('second');
  }
}

// Carries out the orders: `able` is given the browser and gives a function for each `do`.
export async function carryOut(options, able) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'));
  try {
    const browser = await start(folder, options);
    const version = await browser.version();
    const can = await able(browser);
    const done = [];
    for (const order of JSON.parse(fs.readFileSync(orders, 'utf8'))) {
      const page = await browser.newPage();
      try {
        done.push({ version, ...(await can[order.do](page, order)) });
      } catch (error) {
        done.push({ version, error: error.message });
      }
      await page.close();
    }
    fs.writeFileSync(results, JSON.stringify(done));
    await browser.close();
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

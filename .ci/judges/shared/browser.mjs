// Starts a browser, carries out orders in it and writes the results. Used by all drivers of browsers:
//
//     node DRIVER.mjs NPM ORDERS RESULTS
//
// NPM is the folder that npm installed into. ORDERS is a JSON list: each order has the name of its function in `do`,
// mostly a `pdf` to open, and paths for its output. RESULTS is a list of the same length.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , npm, orders, results] = process.argv;

// Milliseconds that anything may take which a slow machine could delay.
export const TIMEOUT = 60_000;

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
export const toUrl = (pdf) => pathToFileURL(path.resolve(pdf)).href;

// Asks again and again until the answer is truthy, and returns the answer.
export async function until(what, ask, timeout = TIMEOUT) {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
    await sleep(40);
  }
}

// Starts a browser with a new profile in a folder. Only the start is tried a second time.
async function start(folder, options) {
  const module = path.resolve(npm, 'node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js');
  const { default: puppeteer } = await import(pathToFileURL(module));
  const launch = (profile) => puppeteer.launch({
    headless: true, timeout: TIMEOUT, userDataDir: path.join(folder, profile), ...options,
  });
  try {
    return await launch('first');
  } catch (error) {
    console.error(`starts again after an error: ${error.message.split('\n')[0]}`);
    return launch('second');
  }
}

// Carries out the orders. `makeFunctions` is given the browser and returns a function for each `do`.
export async function carryOut(options, makeFunctions) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'));
  try {
    const browser = await start(folder, options);
    const version = await browser.version();
    const functions = await makeFunctions(browser);
    const done = [];
    for (const order of JSON.parse(fs.readFileSync(orders, 'utf8'))) {
      const page = await browser.newPage();
      try {
        done.push({ version, ...(await functions[order.do](page, order)) });
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

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

// Starts a browser with a new profile. A start is tried twice, nothing else is.
async function start(options) {
  const module = pathToFileURL(path.resolve(npm, 'node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js'));
  const { default: puppeteer } = await import(module);
  const profile = () => fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'));
  const launch = () => puppeteer.launch({ headless: true, timeout: PATIENCE, userDataDir: profile(), ...options });
  try {
    return await launch();
  } catch (error) {
    console.error(`starts again, since it failed to: ${error.message.split('\n')[0]}`);
    return launch();
  }
}

// Carries out the orders: `deeds` is made from the browser and has a function for each `do`.
export async function carryOut(options, deeds) {
  const browser = await start(options);
  const profile = browser.process().spawnargs;
  let done;
  try {
    const version = await browser.version();
    const can = await deeds(browser);
    done = [];
    for (const order of JSON.parse(fs.readFileSync(orders, 'utf8'))) {
      const began = Date.now();
      const page = await browser.newPage();
      try {
        done.push({ version, ...(await can[order.do](page, order)) });
      } catch (error) {
        done.push({ version, error: error.message });
      }
      await page.close();
      done.at(-1).seconds = (Date.now() - began) / 1000;
    }
  } finally {
    await browser.close();
    for (const one of profile) {
      const folder = one.replace(/^--user-data-dir=/, '');
      if (folder.startsWith(path.join(os.tmpdir(), 'browser-'))) fs.rmSync(folder, { recursive: true, force: true });
    }
  }
  fs.writeFileSync(results, JSON.stringify(done));
}

// Drives Firefox with its own viewer as a person does: clicks, types and saves. See ../shared/browser.mjs.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { carryOut, sleep, toUrl, until } from '../shared/browser.mjs';

const downloads = fs.mkdtempSync(path.join(os.tmpdir(), 'saved-'));
const ENTER = '\uE006';

const options = {
  browser: 'firefox',
  executablePath: '/usr/bin/firefox-esr',
  protocol: 'webDriverBiDi',
  // Lets scripts talk to the browser itself: for the tree for screen readers, and to save without a dialog.
  args: ['-remote-allow-system-access'],
  extraPrefsFirefox: {
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    'browser.download.useDownloadDir': true,
    'browser.download.always_ask_before_handling_new_types': false,
    'browser.download.alwaysOpenPanel': false,
  },
};

// Opens a file in the viewer with a whole page in view; if `single`, without the pages above and below.
async function open(page, pdf, single = false) {
  await page.setViewport({ width: 1400, height: 1400 });
  await page.goto(toUrl(pdf), { waitUntil: 'load' });
  await until('the viewer', () => page.evaluate(() => window.PDFViewerApplication?.pdfViewer?.pagesCount > 0));
  await page.evaluate((alone) => {
    const viewer = PDFViewerApplication.pdfViewer;
    if (alone) viewer.scrollMode = 3;
    viewer.currentScaleValue = 'page-fit';
  }, single);
}

// Turns to a page and waits until it is drawn, with its fields and its text.
async function turn(page, number, ids) {
  await until(`page ${number}`, () => page.evaluate((at, wanted) => {
    const viewer = PDFViewerApplication.pdfViewer;
    const here = document.querySelector(`.page[data-page-number="${at}"]`);
    const top = (element) => element?.getBoundingClientRect().top ?? Infinity;
    if (Math.abs(top(here) - top(document.querySelector('#viewerContainer'))) > 20) {
      viewer.scrollPageIntoView({ pageNumber: at });
      return false;
    }
    return viewer.getPageView(at - 1).renderingState === 3 && here.querySelector('.textLayer .endOfContent')
      && wanted.every((id) => here.querySelector(`[data-element-id="${id}"]`));
  }, number, ids));
}

async function firefox(browser) {
  const send = (method, parameters) => browser.connection.send(method, parameters);
  const windows = await send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const target = { context: windows.result.contexts[0].context };

  // Evaluates an expression in the browser itself.
  async function ask(expression) {
    const { result } = await send('script.evaluate', { expression, target, awaitPromise: true });
    if (result.type !== 'success') throw new Error(result.exceptionDetails.text);
    return result.result.value;
  }

  // Nobody can answer the dialog for a file name, so saving skips it; everything else about saving is unchanged.
  await ask('{ const save = window.saveURL; window.saveURL = (...all) => save(...all.with(5, true)); } 0');

  // Returns the middle of a field on the page in view.
  const middle = (page, wanted) => page.evaluate((id) => {
    const { x, y, width, height } = document.querySelector(`[data-element-id="${id}"]`).getBoundingClientRect();
    return [Math.round(x + width / 2), Math.round(y + height / 2)];
  }, wanted);

  // Returns true if a field has taken a click: a text has the caret, a tick or circle its mark.
  const taken = (page, wanted) => page.evaluate((id) => {
    const element = document.querySelector(`[data-element-id="${id}"]`);
    return element.checked || element === document.activeElement && element.matches('textarea, [type=text]');
  }, wanted);

  const margin = (page, number) => page.evaluate((at) => {
    const { x, y } = document.querySelector(`.page[data-page-number="${at}"]`).getBoundingClientRect();
    return [Math.round(x + 25), Math.round(y + 40)];
  }, number);

  async function click(context, [x, y]) {
    const actions = [
      { type: 'pointerMove', x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 },
    ];
    await send('input.performActions', { context, actions: [{ type: 'pointer', id: 'mouse', actions }] });
  }

  async function type(context, text) {
    const keys = [...text.replaceAll('\n', ENTER)];
    const actions = keys.flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
    await send('input.performActions', { context, actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  // Presses the button of the viewer and copies the download to a file.
  async function save(page, out) {
    const before = new Set(fs.readdirSync(downloads));
    await page.click('#downloadButton');
    const saved = await until('the download', () => {
      const now = fs.readdirSync(downloads);
      const fresh = now.filter((name) => !before.has(name) && name.endsWith('.pdf'));
      const whole = fresh.length === 1 && !now.some((name) => name.endsWith('.part'));
      return whole && fs.statSync(path.join(downloads, fresh[0])).size > 0 && fresh[0];
    });
    await sleep(100);
    fs.copyFileSync(path.join(downloads, saved), out);
    fs.rmSync(path.join(downloads, saved));
  }

  // Returns the texts that the fields of a page show, by field name.
  const shown = (page, number) => page.evaluate((at) => {
    const texts = document.querySelectorAll(`.page[data-page-number="${at}"] input[type=text]`);
    return Object.fromEntries([...texts].map(({ name, value }) => [name, value]));
  }, number);

  async function fill(page, { pdf, stages, single }) {
    const looks = [];
    await open(page, pdf, single);
    const context = page.mainFrame()._id;
    for (const { pages, out, shots, look } of stages) {
      for (const { number, marks } of pages) {
        await turn(page, number, marks.map((mark) => mark.id));
        for (const { id, text } of marks) {
          await click(context, await middle(page, id));
          await until(`the click on ${id} of page ${number}`, () => taken(page, id), 20_000);
          if (text !== undefined) await type(context, text);
        }
        // Leaves the last field with a click into the margin.
        await click(context, await margin(page, number));
        if (shots?.[number]) await page.screenshot({ path: shots[number] });
      }
      if (look) {
        await turn(page, look.number, []);
        await page.screenshot({ path: look.to });
        looks.push(await shown(page, look.number));
      }
      await save(page, out);
    }
    return { looks };
  }

  // Returns the tree for screen readers of each page: depth, role, level and name of every node. Each page is shown
  // alone: where pages follow one another, the viewer of version 153 attaches some fields both to the text beside
  // them and to the tree of the tags, and Firefox uses either.
  async function aloud(page, { pdf, fields }) {
    const service = 'Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService)';
    await ask(`globalThis.readAloud = ${service}; String(readAloud.getAccessibleFor(document))`);
    await open(page, pdf, true);
    const pages = [];
    for (const [index, ids] of fields.entries()) {
      await turn(page, index + 1, ids);
      let last = '';
      let steady = 0;
      const json = await until(`the tree of page ${index + 1}`, async () => {
        const now = await ask(`(${readTree})(${index + 1})`);
        steady = now === last ? steady + 1 : 0;
        const settled = steady > 2 && JSON.parse(now).filter(([, role]) => CONTROLS.has(role)).length >= ids.length;
        last = now;
        await sleep(60);
        return settled && now;
      }, 15_000).catch(() => last);
      pages.push(JSON.parse(json));
    }
    return { pages };
  }

  return { fill, aloud };
}

const CONTROLS = new Set(['entry', 'checkbutton', 'radiobutton']);

// Reads the tree of a page. Runs in the browser itself.
function readTree(number) {
  const nodes = [];
  const walk = (node, depth) => {
    let level;
    try {
      level = Number(node.attributes.getStringProperty('level'));
    } catch {
      // The node has no level.
    }
    nodes.push([depth, readAloud.getStringRole(node.role), level || 0, node.name ?? '']);
    for (let at = 0; at < node.childCount; at++) walk(node.getChildAt(at), depth + 1);
  };
  const find = (node) => {
    if (readAloud.getStringRole(node.role) === 'region' && node.name === `Page ${number}`) return node;
    for (let at = 0; at < node.childCount; at++) {
      const found = find(node.getChildAt(at));
      if (found) return found;
    }
    return null;
  };
  try {
    const page = find(readAloud.getAccessibleFor(gBrowser.selectedBrowser));
    if (page) walk(page, 0);
  } catch {
    // The tree changes while it is read.
    nodes.length = 0;
  }
  return JSON.stringify(nodes);
}

try {
  await carryOut(options, firefox);
} finally {
  fs.rmSync(downloads, { recursive: true, force: true });
}

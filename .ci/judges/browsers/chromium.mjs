// Drives Chromium with its own viewer as a person does: clicks, types and saves. See ../shared/browser.mjs.
//
// The viewer is an extension around a plug-in: the extension has the buttons, the plug-in the pages.

import fs from 'node:fs';
import { carryOut, sleep, TIMEOUT, toUrl, until } from '../shared/browser.mjs';

const options = {
  browser: 'chrome',
  executablePath: '/usr/bin/chromium',
  protocolTimeout: TIMEOUT,
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync', '--window-size=1400,1400'],
    // Makes the tree for screen readers from the tags of the file instead of from the look of its pages.
    ...['--force-renderer-accessibility', '--enable-features=PdfTags'],
  ],
};
// Milliseconds after which a click is taken for lost and repeated.
const FOCUS_TIMEOUT = 3_000;
const VIEWER = "document.querySelector('pdf-viewer')";
const DOWNLOADS = `${VIEWER}.shadowRoot.querySelector('viewer-toolbar').shadowRoot
  .querySelector('viewer-download-controls').shadowRoot`;

// Nobody can answer the dialog for a file name, so these functions keep the bytes that the viewer writes.
const KEPT = `
  window.kept = { parts: [], done: false };
  chrome.fileSystem.chooseEntry = (_, then) => then({
    createWriter: (use) => use({
      write(part) { kept.parts.push(part); kept.done = true; setTimeout(() => this.onwriteend?.()); },
    }),
  });
  window.showSaveFilePicker = async () => ({
    createWritable: async () => ({
      write: async (part) => { kept.parts.push(part); },
      close: async () => { kept.done = true; },
    }),
  });
  0`;
const KEPT_BYTES = `new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.split(',')[1]);
  reader.readAsDataURL(new Blob(kept.parts));
})`;

async function chromium(browser) {
  async function ask(session, expression) {
    const asked = { expression, returnByValue: true, awaitPromise: true };
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', asked);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async function click(session, x, y) {
    await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
    for (const type of ['mousePressed', 'mouseReleased']) {
      await session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    }
  }

  async function type(session, text) {
    const keys = [...text.replaceAll('\n', '\r')];
    await Promise.all(keys.map((key) => session.send('Input.dispatchKeyEvent', { type: 'char', text: key })));
  }

  // Opens a file with whole pages in view; returns a session with the viewer and one with the plug-in.
  async function open(page, pdf) {
    await page.setViewport({ width: 1400, height: 1400 });
    // Keys are lost in a page without focus.
    await page.bringToFront();
    await page.emulateFocusedPage(true);
    await page.goto(toUrl(pdf), { waitUntil: 'load' });
    const find = (begins) => until(`the target ${begins}`, () => browser.targets().find(
      (target) => target.type() === 'other' && target.url().startsWith(begins),
    ));
    const viewer = await (await find('chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/')).createCDPSession();
    const plugin = await (await find(toUrl(pdf))).createCDPSession();
    await until('the viewer', () => ask(viewer, `!!${VIEWER}?.docLength_ && ${VIEWER}.loadState_ === 'success'`));
    await ask(viewer, KEPT);
    await ask(viewer, `${VIEWER}.viewport.setFittingType('fit-to-page')`);
    return { viewer, plugin };
  }

  // Turns to a page and returns its box in the plug-in, once the plug-in has followed.
  async function turn({ viewer, plugin }, number) {
    await ask(viewer, `${VIEWER}.viewport.goToPage(${number - 1})`);
    return until(`page ${number}`, async () => {
      const scrolled = await ask(viewer, `${VIEWER}.viewport.position.y`);
      const followed = await ask(plugin, 'new Promise((done) => requestAnimationFrame(() => done(scrollY)))');
      if (Math.abs(scrolled - followed) > 1) return false;
      return ask(viewer, `${VIEWER}.viewport.getMostVisiblePage() === ${number - 1} && (
        ({ x, y, width, height }) => ({ x, y, width, height })
      )(${VIEWER}.viewport.getPageScreenRect(${number - 1}))`);
    });
  }

  async function press(viewer, id) {
    const middle = `(({ x, y, width, height }) => [x + width / 2, y + height / 2, width])(
      ${DOWNLOADS}.querySelector('#${id}').getBoundingClientRect())`;
    let last = '';
    const [x, y] = await until(`the button ${id}`, async () => {
      const found = await ask(viewer, middle);
      const settled = found[2] > 0 && String(found) === last;
      last = String(found);
      await sleep(150);
      return settled && found;
    });
    await click(viewer, x, y);
  }

  // Presses the button of the viewer, chooses to save the changes, and writes the saved bytes to a file.
  async function save(viewer, out) {
    await ask(viewer, 'kept.parts.length = 0; kept.done = false');
    await press(viewer, 'save');
    await press(viewer, 'save-edited');
    await until('the saved file', () => ask(viewer, 'kept.done'));
    fs.writeFileSync(out, Buffer.from(await ask(viewer, KEPT_BYTES), 'base64'));
  }

  // Clicks until the viewer reports this kind of field as focused: text, non-text or none. A slow machine loses clicks.
  async function focus(viewer, kind, press) {
    const isFocused = () => ask(viewer, `${VIEWER}.formFieldFocus_ === '${kind}'`);
    await until(`the focus of a field: ${kind}`, async () => {
      await press();
      return until('the focus', isFocused, FOCUS_TIMEOUT).catch(() => false);
    });
  }

  async function fill(page, { pdf, stages }) {
    const sessions = await open(page, pdf);
    const { viewer, plugin } = sessions;
    for (const { pages, out, shots, look } of stages) {
      for (const { number, width, height, marks } of pages) {
        const sheet = await turn(sessions, number);
        const leave = () => click(plugin, sheet.x + 8, sheet.y + 8);
        for (const { box: [left, low, right, high], text } of marks) {
          const x = sheet.x + ((left + right) / 2 / width) * sheet.width;
          const y = sheet.y + (1 - (low + high) / 2 / height) * sheet.height;
          await focus(viewer, 'none', leave);
          await focus(viewer, text === undefined ? 'non-text' : 'text', () => click(plugin, x, y));
          if (text !== undefined) await type(plugin, text);
        }
        await focus(viewer, 'none', leave);
        if (shots?.[number]) {
          await sleep(300);
          await page.screenshot({ path: shots[number] });
        }
      }
      if (look) {
        await turn(sessions, look.number);
        await sleep(300);
        await page.screenshot({ path: look.to });
      }
      await save(viewer, out);
    }
    return {};
  }

  // Returns the tree for screen readers of each page: depth, role, level and name of every node. Only Chromium's own
  // page about accessibility has the whole tree, with that of the plug-in.
  async function aloud(page, { pdf, fields }) {
    await open(page, pdf);
    const inside = await browser.newPage();
    try {
      await inside.goto('chrome://accessibility');
      let last = 0;
      const text = await until('the tree', async () => {
        const now = await inside.evaluate((file) => {
          const rows = [...document.querySelectorAll('div.row')];
          const row = rows.find((one) => one.textContent.includes(file));
          const shown = row?.querySelector('pre, div.tree')?.textContent ?? '';
          row?.querySelector('button[id$="showOrRefreshTree"]')?.click();
          return shown;
        }, toUrl(pdf));
        const whole = now.includes(`'Page ${fields.length}'`) && now.length === last;
        last = now.length;
        await sleep(400);
        return whole && now;
      });
      return { pages: splitPages(text) };
    } finally {
      await inside.close();
    }
  }

  return { fill, aloud };
}

// Reads the nodes of each page from the printed tree, in which a node has two plus signs for each level of depth.
function splitPages(text) {
  const pages = [];
  let floor = Infinity;
  for (const [, signs, role, rest] of text.matchAll(/(\+*)id#=-?\d+ (\w+)(.*?)(?=\+*id#=|$)/gs)) {
    const depth = signs.length / 2;
    const name = rest.match(/ name='(.*?)'(?= [\w-]+=| [\w-]+$|$)/s)?.[1].replaceAll('<newline>', '\n') ?? '';
    const level = Number(rest.match(/ hierarchicalLevel=(\d+)/)?.[1] ?? 0);
    if (role === 'region' && /^Page \d+$/.test(name)) {
      pages.push([]);
      floor = depth;
    } else if (depth <= floor) {
      floor = Infinity;
    }
    if (floor < Infinity && role !== 'inlineTextBox') pages.at(-1).push([depth - floor, role, level, name]);
  }
  return pages;
}

await carryOut(options, chromium);

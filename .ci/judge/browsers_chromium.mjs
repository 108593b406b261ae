// Chromium with its own viewer, driven as a person does: it clicks, types and saves. See browsers_drive.mjs.
//
// Its viewer is an extension around a plug-in: the one has the buttons, the other the pages.

import fs from 'node:fs';
import { address, carryOut, PATIENCE, sleep, until } from './browsers_drive.mjs';

const options = {
  browser: 'chrome',
  executablePath: '/usr/bin/chromium',
  protocolTimeout: PATIENCE,
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync', '--window-size=1400,1400'],
    // The tree for screen readers, made of the tags of the file instead of guessed from how it looks.
    ...['--force-renderer-accessibility', '--enable-features=PdfTags'],
  ],
};
const VIEWER = "document.querySelector('pdf-viewer')";
const DOWNLOADS = `${VIEWER}.shadowRoot.querySelector('viewer-toolbar').shadowRoot
  .querySelector('viewer-download-controls').shadowRoot`;

// Nobody can answer the system's dialog for the name of a file: what the viewer writes is kept here instead.
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

  // Opens a file, whole pages in view; the viewer and the plug-in, each to talk to.
  async function open(page, pdf) {
    await page.setViewport({ width: 1400, height: 1400 });
    await page.goto(address(pdf), { waitUntil: 'load' });
    const find = (begins) => until(`the target ${begins}`, () => browser.targets().find(
      (target) => target.type() === 'other' && target.url().startsWith(begins),
    ));
    const viewer = await (await find('chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/')).createCDPSession();
    const plugin = await (await find(address(pdf))).createCDPSession();
    await until('the viewer', () => ask(viewer, `!!${VIEWER}?.docLength_ && ${VIEWER}.loadState_ === 'success'`));
    await ask(viewer, KEPT);
    await ask(viewer, `${VIEWER}.viewport.setFittingType('fit-to-page')`);
    return { viewer, plugin };
  }

  // Turns to a page; where it stands in the plug-in, once that has followed.
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

  // Presses the viewer's button, chooses to save the changes, and takes what it writes.
  async function save(viewer, out) {
    await ask(viewer, 'kept.parts.length = 0; kept.done = false');
    await press(viewer, 'save');
    await press(viewer, 'save-edited');
    await until('the saved file', () => ask(viewer, 'kept.done'));
    fs.writeFileSync(out, Buffer.from(await ask(viewer, KEPT_BYTES), 'base64'));
  }

  async function fill(page, { pdf, stages }) {
    const sessions = await open(page, pdf);
    const { viewer, plugin } = sessions;
    for (const { pages, out, shots, look } of stages) {
      for (const { number, width, height, marks } of pages) {
        const sheet = await turn(sessions, number);
        for (const { box: [left, low, right, high], text } of marks) {
          const x = sheet.x + ((left + right) / 2 / width) * sheet.width;
          const y = sheet.y + (1 - (low + high) / 2 / height) * sheet.height;
          await click(plugin, x, y);
          if (text !== undefined) await type(plugin, text);
        }
        // Into the margin, where there is no field.
        await click(plugin, sheet.x + 8, sheet.y + 8);
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

  // What a screen reader is given of each page: depth, role, level and name of every node. The whole tree, with
  // the plug-in's, is only to be had from the browser's own page about it.
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
        }, address(pdf));
        const whole = now.includes(`'Page ${fields.length}'`) && now.length === last;
        last = now.length;
        await sleep(400);
        return whole && now;
      });
      return { pages: parted(text) };
    } finally {
      await inside.close();
    }
  }

  return { fill, aloud };
}

// The nodes of each page in the tree as it is printed, each with as many plus signs as it is deep.
function parted(text) {
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

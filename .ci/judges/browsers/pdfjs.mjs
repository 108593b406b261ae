// Runs pdf.js, the engine of Firefox, without a browser: the tree that it makes for screen readers, and its sandbox
// for the scripts of forms. Orders and results have the form that ../shared/browser.mjs describes.

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , npm, orders, results] = process.argv;
const importLibrary = (file) => import(pathToFileURL(path.resolve(npm, 'node_modules/pdfjs-dist/legacy/build', file)));

async function openDocument(pdf) {
  const { getDocument } = await importLibrary('pdf.mjs');
  return getDocument({ data: new Uint8Array(fs.readFileSync(pdf)), useSystemFonts: false, verbosity: 0 }).promise;
}

// Returns the nodes of each page: depth, role, level and name. Marked content has the role `text`; fields have the role
// of their kind and the name that the viewer gives them.
async function aloud({ pdf }) {
  const document = await openDocument(pdf);
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const texts = readMarkedContent((await page.getTextContent({ includeMarkedContent: true })).items);
    const widgets = new Map((await page.getAnnotations()).map((one) => [`pdfjs_internal_id_${one.id}`, one]));
    const nodes = [];
    const walk = (node, depth) => {
      if (node.type === 'content') nodes.push([depth, 'text', 0, texts.get(node.id) ?? '']);
      else if (node.type === 'annotation') nodes.push([depth, ...describeField(widgets.get(node.id))]);
      else {
        const level = Number(/^H(\d)$/.exec(node.role)?.[1] ?? 0);
        nodes.push([depth, level ? 'heading' : node.role, level, node.alt ?? '']);
        for (const child of node.children ?? []) walk(child, depth + 1);
      }
    };
    const root = await page.getStructTree();
    if (root) walk(root, 0);
    pages.push(nodes);
  }
  return { pages };
}

// Returns the texts of the marked content of a page, by id.
function readMarkedContent(items) {
  const texts = new Map();
  const open = [];
  for (const item of items) {
    if (item.type?.startsWith('beginMarkedContent')) open.push(item.id);
    else if (item.type === 'endMarkedContent') open.pop();
    else if (open.at(-1)) {
      const text = (texts.get(open.at(-1)) ?? '') + item.str + (item.hasEOL ? '\n' : '');
      texts.set(open.at(-1), text);
    }
  }
  return texts;
}

function describeField(annotation) {
  if (annotation?.subtype !== 'Widget') return [annotation?.subtype ?? 'nothing', 0, ''];
  const kind = annotation.checkBox ? 'check' : annotation.radioButton ? 'radio' : 'entry';
  return [kind, 0, annotation.alternativeText ?? ''];
}

// Chooses values of fields in the sandbox, stage by stage, and returns the texts that scripts have set after each stage,
// by field name.
async function means({ pdf, stages }) {
  const document = await openDocument(pdf);
  const objects = await document.getFieldObjects();
  const order = await document.getCalculationOrderIds();
  const names = new Map(Object.entries(objects).flatMap(([name, all]) => all.map(({ id }) => [id, name])));
  const set = {};
  const events = new EventTarget();
  events.addEventListener('updatefromsandbox', ({ detail }) => {
    for (const one of Array.isArray(detail) ? detail : [detail]) {
      const value = one.value ?? one.formattedValue;
      if (value !== undefined && names.has(one.id)) set[names.get(one.id)] = String(value);
    }
  });
  const { CustomEvent, setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
  const timers = { setTimeout, clearTimeout, setInterval, clearInterval };
  globalThis.window = Object.assign(events, { CustomEvent, console, ...timers });
  const { QuickJSSandbox } = await importLibrary('pdf.sandbox.mjs');
  const sandbox = await QuickJSSandbox();
  const actions = (await document.getJSActions()) ?? {};
  sandbox.create({
    objects, calculationOrder: order, appInfo: { platform: 'Linux', language: 'en' },
    docInfo: { actions, numPages: document.numPages, filename: 'kit.pdf', URL: '' },
  });
  const done = [];
  for (const chosen of stages) {
    for (const { id, value } of chosen) sandbox.dispatchEvent({ id, name: 'Action', value });
    done.push({ ...set });
  }
  sandbox.nukeSandbox?.();
  return { order: order.map((id) => names.get(id)), done };
}

const functions = { aloud, means };
const done = [];
for (const order of JSON.parse(fs.readFileSync(orders, 'utf8'))) {
  try {
    done.push(await functions[order.do](order));
  } catch (error) {
    done.push({ error: error.message });
  }
}
fs.writeFileSync(results, JSON.stringify(done));

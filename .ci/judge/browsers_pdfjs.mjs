// The engine of Firefox without Firefox: the tree that its viewer makes for screen readers, and its sandbox
// for the scripts of forms. Orders and results as in browsers_drive.mjs, whose file this does without.

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , npm, orders, results] = process.argv;
const library = (file) => import(pathToFileURL(path.resolve(npm, 'node_modules/pdfjs-dist/legacy/build', file)));

async function open(pdf) {
  const { getDocument } = await library('pdf.mjs');
  return getDocument({ data: new Uint8Array(fs.readFileSync(pdf)), useSystemFonts: false, verbosity: 0 }).promise;
}

// The nodes of each page: depth, role, level and name. Contents have the role `text`, fields the role of their
// kind and the name that the viewer gives them.
async function aloud({ pdf }) {
  const document = await open(pdf);
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const texts = contents((await page.getTextContent({ includeMarkedContent: true })).items);
    const widgets = new Map((await page.getAnnotations()).map((one) => [`pdfjs_internal_id_${one.id}`, one]));
    const nodes = [];
    const walk = (node, depth) => {
      if (node.type === 'content') nodes.push([depth, 'text', 0, texts.get(node.id) ?? '']);
      else if (node.type === 'annotation') nodes.push([depth, ...spoken(widgets.get(node.id))]);
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

// The text of each marked content of a page, by id.
function contents(items) {
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

function spoken(annotation) {
  if (annotation?.subtype !== 'Widget') return [annotation?.subtype ?? 'nothing', 0, ''];
  const kind = annotation.checkBox ? 'check' : annotation.radioButton ? 'radio' : 'entry';
  return [kind, 0, annotation.alternativeText ?? ''];
}

// Chooses values of fields one after another in the sandbox, stage by stage, and tells the texts that scripts
// then set, by name of field.
async function means({ pdf, stages }) {
  const document = await open(pdf);
  const objects = await document.getFieldObjects();
  const order = await document.getCalculationOrderIds();
  const names = new Map(Object.entries(objects).flatMap(([name, all]) => all.map(({ id }) => [id, name])));
  const set = {};
  const told = new EventTarget();
  told.addEventListener('updatefromsandbox', ({ detail }) => {
    for (const one of Array.isArray(detail) ? detail : [detail]) {
      const value = one.value ?? one.formattedValue;
      if (value !== undefined && names.has(one.id)) set[names.get(one.id)] = String(value);
    }
  });
  const { CustomEvent, setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
  const timers = { setTimeout, clearTimeout, setInterval, clearInterval };
  globalThis.window = Object.assign(told, { CustomEvent, console, ...timers });
  const { QuickJSSandbox } = await library('pdf.sandbox.mjs');
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

const can = { aloud, means };
const done = [];
for (const order of JSON.parse(fs.readFileSync(orders, 'utf8'))) {
  try {
    done.push(await can[order.do](order));
  } catch (error) {
    done.push({ error: error.message });
  }
}
fs.writeFileSync(results, JSON.stringify(done));

// The engines in JavaScript. NPM is the folder that npm installed into.
//
//     node engines.mjs NPM fill ENGINE KIT VALUES FILLED   VALUES: JSON, field name to value
//     node engines.mjs NPM read ENGINE FILLED              prints JSON of the same form

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , npm, task, engine, pdf, values, out] = process.argv;
const importLibrary = (file) => import(pathToFileURL(path.resolve(npm, 'node_modules', file)));
const readBytes = () => new Uint8Array(fs.readFileSync(pdf));

async function openDocument() {
  const { getDocument } = await importLibrary('pdfjs-dist/legacy/build/pdf.mjs');
  return getDocument({ data: readBytes(), useSystemFonts: false, verbosity: 0 }).promise;
}

async function readWidgets(document) {
  const found = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    found.push(...(await page.getAnnotations()).filter((one) => one.subtype === 'Widget'));
  }
  return found;
}

const tasks = {
  // The engine of Firefox, called as its viewer calls it: the first radio button of a value is clicked, and the
  // viewer turns all other buttons of the field off.
  'fill pdf.js': async (wanted) => {
    const document = await openDocument();
    const clicked = new Set();
    for (const widget of await readWidgets(document)) {
      let value = wanted[widget.fieldName];
      if (value === undefined) continue;
      if (widget.checkBox) value = true;
      if (widget.radioButton) {
        value = widget.buttonValue === value && !clicked.has(widget.fieldName);
        if (value) clicked.add(widget.fieldName);
      }
      document.annotationStorage.setValue(widget.id, { value });
    }
    return document.saveDocument();
  },

  'read pdf.js': async () => {
    const found = {};
    for (const { fieldName, fieldValue } of await readWidgets(await openDocument())) {
      // If every place of a field has a value of its own, the one that is set counts.
      if (!(fieldName in found) || fieldValue !== 'Off') found[fieldName] = fieldValue;
    }
    return found;
  },

  'fill pdf-lib': async (wanted) => {
    const { PDFDocument, PDFTextField, PDFCheckBox, PDFName, PDFBool } =
      (await importLibrary('pdf-lib/cjs/index.js')).default;
    const document = await PDFDocument.load(readBytes());
    const form = document.getForm();
    for (const field of form.getFields()) {
      const value = wanted[field.getName()];
      if (value === undefined) continue;
      if (field instanceof PDFTextField) {
        field.setText(value);
        try {
          field.defaultUpdateAppearances(form.getDefaultFont());
        } catch {
          // pdf-lib draws nothing outside of WinAnsi: the value is set, and its drawing is left to readers.
          form.markFieldAsClean(field.ref);
          form.acroForm.dict.set(PDFName.of('NeedAppearances'), PDFBool.True);
        }
      } else if (field instanceof PDFCheckBox) field.check();
      else field.select(value);
    }
    return document.save();
  },
};

const done = await tasks[`${task} ${engine}`](values && JSON.parse(fs.readFileSync(values, 'utf8')));
if (task === 'fill') fs.writeFileSync(out, done);
else process.stdout.write(JSON.stringify(done));

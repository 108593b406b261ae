"""Judges kits in Firefox and Chromium, and in pdf.js without a browser.

| module   | holds                                                                               |
|----------|-------------------------------------------------------------------------------------|
| `sheets` | the fields to fill in, and checks of the files that browsers save                   |
| `means`  | the fields that scripts calculate: what they must show                              |
| `aloud`  | what a screen reader is given: fields, headings, lists, tables and text in order    |

`firefox.mjs`, `chromium.mjs` and `pdfjs.mjs` carry out orders in the program of their name; the modules decide
whether the results are right. Run by `.ci/run browsers`.
"""

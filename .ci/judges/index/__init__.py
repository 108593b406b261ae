"""Judges the page that `index` writes, and its checksums and pictures.

| module     | holds                                                                            |
|------------|----------------------------------------------------------------------------------|
| `documents`| a folder with kits under hostile names, and files that must not be listed         |
| `pictures` | the pictures of first pages, compared with those that MuPDF draws                 |

`drive.mjs` uses the page in a browser; the modules decide whether the results are right. Run by `.ci/run index`.
"""

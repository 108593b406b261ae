"""Judges what `batch` reports and reads, and what it leaves behind when something goes wrong.

| module     | judges                                                                          |
|------------|---------------------------------------------------------------------------------|
| `reports`  | test results against the schema and the readers of CI systems                   |
| `terminal` | the progress bar and tables on a terminal                                       |
| `schemas`  | the JSON Schemas of manifests and banks against the program                     |
| `workbench`| a folder with a manifest and a bank, and checks of what a run left in it        |
| `faults`   | a full disk, killed runs, runs at the same time, an edited bank, a jumping clock |
| `injection`| failing system calls, kills and limits, in short form, for all that write files   |
| `names`    | hostile names in manifests and in folders                                       |
| `many`     | 50,000 kits                                                                     |

Run by `.ci/run reports`, `.ci/run schemas` and `.ci/run faults`.
"""

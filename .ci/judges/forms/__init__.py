"""Judges the form fields of kits with other people's engines.

| module     | holds                                                                          |
|------------|--------------------------------------------------------------------------------|
| `engines`  | the engines with Python libraries and programs: filling in, reading, drawing   |
| `call`     | calls to all engines, those in JavaScript (`engines.mjs`) and Java included    |
| `fields`   | the fields of a kit, as they are in the file                                   |
| `values`   | the values to fill in                                                          |
| `limits`   | what engines are known not to do, with the reason                              |
| `drawing`  | the pages as engines draw them, compared with the values                       |
| `filled`   | the judging of one filled kit                                                  |
| `returned` | kits that other programs merged, split, annotated or took apart                |
| `broken`   | filled kits broken on purpose, each of which must be rejected                  |

Run by `.ci/run forms`.
"""

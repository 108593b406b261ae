"""Judges the files that the program builds.

| module          | judges                                                                            |
|-----------------|-----------------------------------------------------------------------------------|
| `readers`       | every reader opens a kit without a complaint                                      |
| `libraries`     | the readers that are Python libraries, each in a process of its own               |
| `secrecy`       | a candidate kit gives no answer away                                              |
| `reading_order` | a screen reader is given the text in the order of the language                    |
| `identity`      | a kit says what it is; a protected one opens with its password only               |
| `same_bytes`    | the same request gives the same bytes under any circumstances                     |
| `accessibility` | veraPDF finds kits to be PDF/UA-1 and, where asked for, PDF/A-3a                  |
| `damage`        | kits broken on purpose, each of which must be rejected                            |

Run by `.ci/run pdf` and `.ci/run accessibility`.
"""

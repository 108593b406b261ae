"""The judges: other people's programs that read, fill in, draw and validate what interview-kit writes.

| package     | judges                                                                       |
|-------------|------------------------------------------------------------------------------|
| `pdf`       | the files themselves: syntax, text, reading order, identity, PDF/UA, PDF/A   |
| `forms`     | form fields: filled in, read back and drawn by other engines                 |
| `index`     | the index page, in Chromium and Firefox                                      |
| `batch`     | reports, JSON Schemas, and `batch` when the disk, the clock or a run fails   |
| `browsers`  | kits in Firefox and Chromium: filling in, and what a screen reader is given  |
| `workflows` | the GitHub action, the workflows `init` writes, GitLab jobs, pre-commit hooks |
| `shared`    | the program under test, kits, verdicts, Java, browsers: used by all others   |

Every judge is run as a module, for example `python -m judges.pdf target/release/interview-kit` in `.ci`, by the
Python of the virtual environment that `.ci/run` makes in `target/judges`.
"""

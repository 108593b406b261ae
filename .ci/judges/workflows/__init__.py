"""Judges what teams run in CI: the GitHub action, the files that `init` writes, and the pre-commit hooks.

| module        | holds                                                                           |
|---------------|---------------------------------------------------------------------------------|
| `lint`        | a script that lints all these files, with the linters of each                   |
| `bench`       | projects that `init` made, and checks of steps and jobs                         |
| `runner`      | the jobs of a workflow, run as a runner of GitHub does                          |
| `expressions` | the expressions in workflows                                                    |
| `install`     | the ways in which the action installs the program                               |
| `gitlab`      | the jobs for GitLab                                                             |
| `hooks`       | the hooks for pre-commit                                                        |
| `documented`  | the examples in the documentation, pinned actions, targets of releases          |
| `sbom`        | the software bills of materials of a release                                    |

Run by `.ci/run lint`, `.ci/run workflows` and `.ci/run sbom`.
"""

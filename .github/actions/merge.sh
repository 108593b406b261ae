#!/usr/bin/env bash
# Joins the reports that shards left in a folder; fails if any of them tells of a failure.
set -euo pipefail
. "$GITHUB_ACTION_PATH/.github/actions/tell.sh"

one_line merge-reports "$INPUT_REPORTS"
one_line report "$INPUT_REPORT"

summary=$(summary_file)
status=0
interview-kit merge-reports --report=json="$INPUT_REPORT" --report=github="$summary" -- "$INPUT_REPORTS"/*.json || status=$?
[ "$status" -ne 1 ] || echo '::error title=interview-kit::not every part did all it was to do; the summary says what is missing'
tell "$status" "$INPUT_REPORT" "$summary"
exit "$status"

#!/usr/bin/env bash
# Joins the reports that shards left in a folder; fails if any of them tells of a failure.
set -euo pipefail
. "$GITHUB_ACTION_PATH/.github/actions/tell.sh"

one_line merge-reports "$INPUT_REPORTS"
one_line report "$INPUT_REPORT"

status=0
arguments=(--report=json="$INPUT_REPORT" --report=json="$report" --report=github="$summary")
interview-kit merge-reports "${arguments[@]}" -- "$INPUT_REPORTS"/*.json || status=$?
if [ "$status" -eq 1 ]; then
  echo '::error title=interview-kit::not every part did all it was to do; the summary of the job says what'
fi
# The page is of the documents that are there, whether or not all are.
if is_true index "$INPUT_INDEX"; then
  indexed=0
  interview-kit index --findings=github -- "$INPUT_OUT" || indexed=$?
  [ "$status" -ne 0 ] || status=$indexed
fi
tell "$status"
exit "$status"

#!/usr/bin/env bash
# Merges the reports of shards in a folder; fails if one of them has a failure.
set -euo pipefail
. "$GITHUB_ACTION_PATH/.github/actions/outputs.sh"

one_line merge-reports "$INPUT_REPORTS"
one_line report "$INPUT_REPORT"

status=0
arguments=(--report=json="$INPUT_REPORT" --report=json="$report" --report=github="$summary")
interview-kit merge-reports "${arguments[@]}" -- "$INPUT_REPORTS"/*.json || status=$?
if [ "$status" -eq 1 ]; then
  echo '::error title=interview-kit::not every part built all its documents; the summary of the job names them'
fi
# The page lists the documents that are there, even if some are missing.
if is_true index "$INPUT_INDEX"; then
  indexed=0
  interview-kit index --findings=github -- "$INPUT_OUT" || indexed=$?
  [ "$status" -ne 0 ] || status=$indexed
fi
write_outputs "$status"
exit "$status"

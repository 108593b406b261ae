#!/usr/bin/env bash
# Shared by the steps of the action: reads inputs, and writes outputs and the summary of the job.

# is_true NAME VALUE
is_true() {
  case "$2" in
    true) return 0 ;;
    false | '') return 1 ;;
    *)
      echo "::error title=interview-kit::the input $1 is neither true nor false"
      exit 2
      ;;
  esac
}

# one_line NAME VALUE: outputs are lines of a file, so a line break in one would begin another.
one_line() {
  case "$2" in
    *$'\n'* | *$'\r'*)
      echo "::error title=interview-kit::the input $1 has more than one line"
      exit 2
      ;;
  esac
}

# The files that the program writes for this step; files of an earlier run are deleted.
report=$RUNNER_TEMP/interview-kit-report.json
summary=$RUNNER_TEMP/interview-kit-summary.md
rm -f "$report" "$summary"

# count RESULTS: the number of documents in the report with one of these results. The JSON has a line for each value.
count() {
  if [ -s "$report" ]; then grep -cE "^ *\"result\": \"($1)\"" "$report" || true; else echo 0; fi
}

# write_outputs STATUS
write_outputs() {
  {
    echo "report=$INPUT_REPORT"
    echo "documents=$(count '.*')"
    echo "written=$(count written)"
    echo "unchanged=$(count unchanged)"
    echo "failed=$(count 'failed|missing|stale')"
  } >> "$GITHUB_OUTPUT"
  if [ "$1" -gt 1 ]; then
    echo '::error title=interview-kit::interview-kit could not do everything; the log of this step says why'
  fi
  # The program keeps the summary below the size limit of GitHub.
  if [ -s "$summary" ]; then
    cat "$summary" >> "$GITHUB_STEP_SUMMARY"
  fi
}

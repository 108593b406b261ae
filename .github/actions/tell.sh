#!/usr/bin/env bash
# What the steps of the action share: reading inputs, and telling the workflow how it went.

# Whether an input that is true or false is true.
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

# Outputs are lines of a file: a line break in one would begin another.
one_line() {
  case "$2" in
    *$'\n'* | *$'\r'*)
      echo "::error title=interview-kit::the input $1 has more than one line"
      exit 2
      ;;
  esac
}

# Where the program is to write what this step tells of: files that no run before can have left.
report=$RUNNER_TEMP/interview-kit-report.json
summary=$RUNNER_TEMP/interview-kit-summary.md
rm -f "$report" "$summary"

# How many documents of the report, which is JSON with a line for each value, came to one of some results.
count() {
  if [ -s "$report" ]; then grep -cE "^ *\"result\": \"($1)\"" "$report" || true; else echo 0; fi
}

# Sets the outputs and writes the summary of the job, after a run that ended with a status.
tell() {
  {
    echo "report=$INPUT_REPORT"
    echo "documents=$(count '.*')"
    echo "written=$(count written)"
    echo "unchanged=$(count unchanged)"
    echo "failed=$(count 'failed|missing|stale')"
  } >> "$GITHUB_OUTPUT"
  if [ "$1" -gt 1 ]; then
    echo '::error title=interview-kit::interview-kit could not do it all; the log of this step says why'
  fi
  # The program keeps to the size that GitHub shows.
  if [ -s "$summary" ]; then
    cat "$summary" >> "$GITHUB_STEP_SUMMARY"
  fi
}

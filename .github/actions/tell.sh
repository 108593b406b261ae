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

# Where the program is to write the summary of this step. It writes whole files and never over another's, so
# that it cannot write into the file the runner gives.
summary_file() {
  local file="$RUNNER_TEMP/interview-kit-summary.md"
  rm -f "$file"
  echo "$file"
}

# How many documents of a report, which is JSON with a line for each value, came to a result.
count() {
  if [ -s "$2" ]; then grep -c "\"result\": \"\($1\)\"" "$2" || true; else echo 0; fi
}

# Sets the outputs and writes the summary of the job.
tell() {
  local status=$1 report=$2 summary=$3
  {
    echo "report=$report"
    echo "documents=$(count '.*' "$report")"
    echo "written=$(count written "$report")"
    echo "unchanged=$(count unchanged "$report")"
    echo "failed=$(count 'failed\|missing\|stale' "$report")"
  } >> "$GITHUB_OUTPUT"
  if [ "$status" -gt 1 ]; then
    echo '::error title=interview-kit::interview-kit could not do it all; the log of this step says why'
  fi
  [ -s "$summary" ] || return 0
  # GitHub shows no summary of more than 1 MiB.
  if [ "$(wc -c < "$summary")" -lt 1000000 ]; then
    cat "$summary" >> "$GITHUB_STEP_SUMMARY"
  else
    echo "The report has $(count '.*' "$report") documents, too many to list here." >> "$GITHUB_STEP_SUMMARY"
  fi
}

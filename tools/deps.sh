#!/usr/bin/env bash
# Sees to it that what the tests need is here: a Postgres server (each test run starts a throw-away one of its own), a
# Chromium for the pages of the sandbox, Node with Slack's own client as the sandbox's second opinion, and a C compiler
# for the race detector. On Debian, Ubuntu and their like it installs what is missing; anywhere else it says what to
# install, and fails.
set -euo pipefail
cd "$(dirname "$0")/.."

node_least=18 # what sandbox/contract/package.json asks for

find_postgres() { # prints the newest server's initdb, as the tests will find it
  command -v initdb || { compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 | grep .; }
}

find_chromium() { # prints the browser; LAUREL_CHROME names one that stands elsewhere
  if [ -n "${LAUREL_CHROME:-}" ]; then command -v "$LAUREL_CHROME"; return; fi
  local name
  for name in chromium chromium-browser google-chrome /snap/bin/chromium; do
    # Ubuntu's chromium-browser can be a stub that only asks for the snap.
    if command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then command -v "$name"; return; fi
  done
  return 1
}

find_compiler() { command -v "${CC:-gcc}" || command -v clang; }

find_node() { command -v node && command -v npm >/dev/null; }

major() { # VERSION: v18.20.4 or 1:18.20.4+dfsg-1 → 18
  sed -E 's/^([0-9]+:)?v?([0-9]+).*/\2/' <<<"$1"
}

missing() {
  lacking=()
  find_postgres >/dev/null || lacking+=(postgresql)
  find_chromium >/dev/null || lacking+=(chromium)
  # A compiler without the C library's headers does not do: minimal images have one without the other.
  if ! find_compiler >/dev/null || ! echo '#include <stdlib.h>' | "$(find_compiler)" -E - >/dev/null 2>&1; then
    lacking+=(gcc libc6-dev)
  fi
  command -v node >/dev/null || lacking+=(nodejs)
  command -v npm >/dev/null || lacking+=(npm)
}

give_up() {
  echo "make test: $*" >&2
  exit 1
}

candidate() { # PACKAGE: prints the version that apt-get would install; fails where it knows none
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | awk '/Candidate:/ && $2 != "(none)" { print $2; found = 1 } END { exit !found }'
}

# Ubuntu has Chromium as a snap only: its package is a pointer to that. Without any list apt-get knows neither;
# apt-get update ends well even if it reached no server.
install_snap() {
  if ! candidate chromium-browser >/dev/null && ! candidate chromium >/dev/null; then
    tail -n 5 "$log" >&2
    give_up "apt-get knows no package chromium; the last words of apt-get update stand above."
  fi
  if ! "${root[@]}" snap version >/dev/null 2>&1; then
    give_up "this system has Chromium as a snap only, and no snapd runs here. Install Google Chrome from" \
      "https://www.google.com/chrome/, or set LAUREL_CHROME to a Chromium that you have; then run make test again."
  fi
  echo "make test: installing chromium with snap, for the tests only"
  "${root[@]}" snap install chromium >"$log" 2>&1 ||
    { tail -n 5 "$log" >&2; give_up "snap could not install chromium; its last words stand above."; }
  mapfile -t lacking < <(printf '%s\n' "${lacking[@]}" | grep -vx chromium)
}

install() {
  echo "make test: installing ${lacking[*]}, for the tests only"
  local log
  log=$(mktemp)
  # The tests start their own Postgres: the package must not create and start a cluster of this machine as well.
  local no_cluster=/etc/postgresql-common/createcluster.d/laurel-tests.conf
  "${root[@]}" mkdir -p "${no_cluster%/*}"
  echo 'create_main_cluster = false' | "${root[@]}" tee "$no_cluster" >/dev/null
  # shellcheck disable=SC2064 # both are known now
  trap "${root[*]} rm -f $no_cluster; rm -f $log" EXIT
  "${root[@]}" apt-get -q update >"$log" 2>&1 || { tail -n 5 "$log" >&2; give_up "apt-get update failed."; }
  local version
  if [[ " ${lacking[*]} " == *" chromium "* ]]; then
    version=$(candidate chromium) || version=snap
    [[ "$version" != *snap* ]] || install_snap
  fi
  if [[ " ${lacking[*]} " == *" nodejs "* ]]; then
    if version=$(candidate nodejs) && [ "$(major "$version")" -lt $node_least ]; then
      give_up "this system's Node is $version, and the tests need $node_least or newer. Install one from" \
        "https://nodejs.org/en/download, then run make test again."
    fi
    # Node from elsewhere than Debian brings npm with it, and does not suffer Debian's beside it.
    if apt-cache show --no-all-versions nodejs | grep -q '^Provides:.*\bnpm\b'; then
      mapfile -t lacking < <(printf '%s\n' "${lacking[@]}" | grep -vx npm)
    fi
  fi
  [ ${#lacking[@]} -gt 0 ] || return 0
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 \
    install --no-install-recommends "${lacking[@]}" >"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; give_up "apt-get could not install ${lacking[*]}; its last words stand above."; }
}

fetch_packages() { # Slack's Node client and axe; none of their scripts is run
  local at=sandbox/contract
  # npm writes this file last. Its own verdict would take a second on each run.
  if [ $at/node_modules/.package-lock.json -nt $at/package-lock.json ]; then return; fi
  echo "make test: fetching the packages of $at with npm, for the tests only"
  local log
  log=$(mktemp)
  (cd $at && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; rm -f "$log"; give_up "npm could not fetch them; its last words stand above."; }
  rm -f "$log"
}

if [ -n "${LAUREL_CHROME:-}" ] && ! command -v "$LAUREL_CHROME" >/dev/null; then
  give_up "LAUREL_CHROME is $LAUREL_CHROME, and there is no such program."
fi
missing
if [ ${#lacking[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    give_up "please install ${lacking[*]} (so named on Debian): a Postgres server with initdb in PATH, Chromium or" \
      "Google Chrome in PATH or named by LAUREL_CHROME, Node $node_least or newer with npm, and a C compiler. Then run" \
      "make test again."
  fi
  root=(env)
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || give_up "this needs ${lacking[*]}; please run: sudo tools/deps.sh"
    root=(sudo -n)
  fi
  install
  missing
  [ ${#lacking[@]} -eq 0 ] || give_up "${lacking[*]} is still not found after the installation."
fi
node_here=$(node --version 2>/dev/null) || node_here="a program that does not run"
if ! [ "$(major "$node_here")" -ge $node_least ] 2>/dev/null; then
  give_up "$(command -v node) is $node_here, and the tests need Node $node_least or newer: install one from" \
    "https://nodejs.org/en/download, or put it first in PATH. Then run make test again."
fi
fetch_packages
echo "make test: with $(find_postgres), $(find_chromium), $(find_node), $(find_compiler)"

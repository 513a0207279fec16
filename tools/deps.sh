#!/usr/bin/env bash
# Sees to it that what the tests need is here: a Postgres server (each test run starts a throw-away one of its own), a
# Chromium for the pages of the sandbox, and a C compiler for the race detector. On Debian and its like it installs what
# is missing; anywhere else it says what to install, and fails.
set -euo pipefail

find_postgres() { # prints the newest server's initdb, as the tests will find it
  command -v initdb || { compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 | grep .; }
}

find_chromium() { # prints the browser; LAUREL_CHROME names one that stands elsewhere
  if [ -n "${LAUREL_CHROME:-}" ]; then command -v "$LAUREL_CHROME"; return; fi
  local name
  for name in chromium chromium-browser google-chrome; do
    # Ubuntu's chromium-browser can be a stub that only asks for the snap.
    if command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then command -v "$name"; return; fi
  done
  return 1
}

find_compiler() { command -v "${CC:-gcc}" || command -v clang; }

missing() {
  lacking=()
  find_postgres >/dev/null || lacking+=(postgresql)
  find_chromium >/dev/null || lacking+=(chromium)
  # A compiler without the C library's headers does not do: minimal images have one without the other.
  if ! find_compiler >/dev/null || ! echo '#include <stdlib.h>' | "$(find_compiler)" -E - >/dev/null 2>&1; then
    lacking+=(gcc libc6-dev)
  fi
}

give_up() {
  echo "make test: $*" >&2
  exit 1
}

install() {
  echo "make test: installing ${lacking[*]} with apt-get, for the tests only"
  local log
  log=$(mktemp)
  # The tests start their own Postgres: the package must not create and start a cluster of this machine as well.
  local no_cluster=/etc/postgresql-common/createcluster.d/laurel-tests.conf
  "${root[@]}" mkdir -p "${no_cluster%/*}"
  echo 'create_main_cluster = false' | "${root[@]}" tee "$no_cluster" >/dev/null
  # shellcheck disable=SC2064 # both are known now
  trap "${root[*]} rm -f $no_cluster; rm -f $log" EXIT
  "${root[@]}" apt-get -q update >"$log" 2>&1 || { tail -n 5 "$log" >&2; give_up "apt-get update failed."; }
  local candidate
  candidate=$(LC_ALL=C apt-cache policy chromium | awk '/Candidate:/ { print $2 }')
  if [[ " ${lacking[*]} " == *" chromium "* && "${candidate:-(none)}" =~ none|snap ]]; then
    give_up "this system has Chromium as a snap only. Install Google Chrome from https://www.google.com/chrome/," \
      "or run 'snap install chromium', or set LAUREL_CHROME to a Chromium that you have; then run make test again."
  fi
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 \
    install --no-install-recommends "${lacking[@]}" >"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; give_up "apt-get could not install ${lacking[*]}; its last words stand above."; }
}

if [ -n "${LAUREL_CHROME:-}" ] && ! command -v "$LAUREL_CHROME" >/dev/null; then
  give_up "LAUREL_CHROME is $LAUREL_CHROME, and there is no such program."
fi
missing
if [ ${#lacking[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    give_up "please install ${lacking[*]} (so named on Debian): a Postgres server with initdb in PATH, Chromium or" \
      "Google Chrome in PATH or named by LAUREL_CHROME, and a C compiler. Then run make test again."
  fi
  root=(env)
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || give_up "please run: sudo apt-get install --no-install-recommends ${lacking[*]}"
    root=(sudo -n)
  fi
  install
  missing
  [ ${#lacking[@]} -eq 0 ] || give_up "${lacking[*]} is still not found after the installation."
fi
echo "make test: with $(find_postgres), $(find_chromium), $(find_compiler)"

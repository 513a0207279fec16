#!/usr/bin/env bash
# Everything that a change must pass, the quick things first. Stops at the first that fails and says which.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { # NAME COMMAND…
  local name=$1 begun=$SECONDS
  shift
  echo "── $name"
  "$@" || { echo "make check stopped at: $name" >&2; exit 1; }
  echo "   good, $((SECONDS - begun)) s"
}

formatted() {
  local difference
  if difference=$(go tool -modfile=tools/go.mod gofumpt -d .) && [ -z "$difference" ]; then return; fi
  echo "$difference"
  echo "go tool -modfile=tools/go.mod gofumpt -w . puts this right."
  return 1
}

goldens() { # all written anew from nothing, so that a file which no test writes any more is found too
  local kept dir good=yes
  kept=$(mktemp -d) && cp -R --parents bot/view/testdata reviews/testdata wins/files/testdata "$kept" || return 1
  find bot/view/testdata reviews/testdata wins/files/testdata \( -name '*.json' -o -name '*.md' -o -name 'wins.*' \) -delete
  go test ./bot/view ./reviews ./wins/files -run Golden -golden || good=no
  for dir in bot/view/testdata reviews/testdata wins/files/testdata; do
    diff -ru "$kept/$dir" "$dir" || good=no
    rm -rf "$dir" && cp -R "$kept/$dir" "$dir"
  done
  rm -rf "$kept"
  [ $good = yes ] || { echo "Read the difference (- as committed, + as drawn now); make golden accepts it."; return 1; }
}

step "go mod tidy" go mod tidy -diff
step "go mod tidy, in tools" go -C tools mod tidy -diff
step "gofumpt" formatted
step "go build" go build -buildvcs=false -o /dev/null ./...
step "go vet" go vet ./...
step "staticcheck" go tool -modfile=tools/go.mod staticcheck ./...
step "what the tests need" tools/deps.sh # the packet's golden file is drawn from both databases
step "golden files" goldens
step "make test" make --no-print-directory test
step "flows under Slack's limits, events late, twice and in any order" env LAUREL_STRICT=1 CI=1 go test ./bot
echo "── make check: all good, $SECONDS s"

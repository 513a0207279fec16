.DEFAULT_GOAL := help
.PHONY: help sandbox test check golden bench long validate-live build vuln

# The race detector also checks each conversion of a pointer. SQLite, translated from C, consists of such conversions:
# checking them again on every machine took half of the time.
# Four tests at once, for the detector makes them work rather than wait, and a flow has 2.5 s, as in Slack.
TRUSTED := -gcflags='modernc.org/...=-d=checkptr=0'

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

sandbox: ## try laurel in the browser: nothing to install, no Slack, no database (ARGS="--port 9000")
	@trap 'exit 0' INT; go run ./cmd/laurel sandbox $(ARGS)

test: ## all tests with the race detector, on SQLite and Postgres; on Debian and Ubuntu installs what they need
	@tools/deps.sh
	CI=1 go test -race -parallel 4 $(TRUSTED) ./...

check: ## what CI runs: formatting, vet, staticcheck, tidy modules, golden files, build, and make test
	@tools/check.sh

golden: ## write the golden files of the messages and forms anew; then read git diff
	@go vet ./bot/view
	@find bot/view/testdata reviews/testdata wins/files/testdata \( -name '*.json' -o -name '*.md' -o -name 'wins.*' \) -delete
	go test ./bot/view ./reviews ./wins/files -run Golden -golden
	@git status --short -- bot/view/testdata reviews/testdata wins/files/testdata

bench: ## measure the costs that must hold, on both databases
	@tools/deps.sh
	CI=1 go test -run '^$$' -bench . -benchmem -timeout 30m ./...

long: ## the tests that take minutes: the sandbox and slack-go for ten without a reconnect (LAUREL_LONG=1m tries it)
	CI=1 LAUREL_LONG=$${LAUREL_LONG:-1} go test ./sandbox -run '^TestLong' -v -count=1 -timeout 60m

validate-live: ## ask Slack itself about every message and form in the golden files; needs SLACK_BOT_TOKEN
	@go run ./sandbox/live bot/view/testdata

build: ## the binary, ./laurel
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o laurel ./cmd/laurel

vuln: ## known vulnerabilities that our code reaches (fetches govulncheck and its database)
	go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...

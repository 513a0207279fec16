.DEFAULT_GOAL := help
.PHONY: help sandbox test check golden bench build fmt vuln

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

sandbox: ## try laurel in the browser: nothing to install, no Slack, no database (ARGS="--port 9000")
	go run ./cmd/laurel sandbox $(ARGS)

test: ## all tests with the race detector, on SQLite and Postgres; on Debian and Ubuntu installs what they need
	@tools/deps.sh
	CI=1 go test -race ./...

check: ## what CI runs: formatting, vet, staticcheck, tidy modules, golden files, build, and make test
	@tools/check.sh

golden: ## write the golden files of the messages and forms anew; then read git diff
	@go vet ./bot/view
	@find bot/view/testdata reviews/testdata \( -name '*.json' -o -name '*.md' \) -delete
	go test ./bot/view ./reviews -run Golden -golden
	@git status --short -- bot/view/testdata reviews/testdata

bench: ## measure the costs that must hold, on both databases
	@tools/deps.sh
	CI=1 go test -run '^$$' -bench . -benchmem -timeout 30m ./...

build: ## the binary, ./laurel
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o laurel ./cmd/laurel

fmt: ## format the Go code
	go tool -modfile=tools/go.mod gofumpt -w .

vuln: ## known vulnerabilities that our code reaches (fetches govulncheck and its database)
	go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...

# Waybill. `make help` lists the targets.

GO        ?= go
TESTSUM   := $(GO) tool -modfile=tools/dev.mod gotestsum --format pkgname-and-test-fails
LINT      := $(GO) tool -modfile=tools/golangci-lint.mod golangci-lint
NPM_TOOLS := contracts/node_modules/.package-lock.json

.DEFAULT_GOAL := test

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 14

test: $(NPM_TOOLS) ## install the test tools, vet and run every test
	$(GO) vet ./...
	$(TESTSUM) -- -timeout 20m ./...
	$(MAKE) -C contracts test

check: $(NPM_TOOLS) ## lint, race detector, architecture, generated files
	$(LINT) run ./...
	$(TESTSUM) -- -race -timeout 30m ./...
	$(GO) test -count=1 ./internal/archtest ./contracts/bindings

generate: $(NPM_TOOLS) ## write everything that is generated
	$(MAKE) -C contracts generate
	$(GO) test ./internal/archtest -run TestGeneratedFilesAreInStep -update

stage: ## build dist/ for the Functions host
	$(GO) run ./internal/stage/dist

up: ## run everything on this machine, with the handler from dist/
	$(GO) run ./internal/stage/dist -here
	$(GO) run ./cmd/waybill up --handler dist/handler

bench: ## run the benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./...

contracts: $(NPM_TOOLS) ## compile and test the contracts, compare gas
	$(MAKE) -C contracts test

$(NPM_TOOLS): contracts/package-lock.json
	npm ci --prefix contracts --ignore-scripts --no-audit --no-fund
	@touch $@

.PHONY: help test check generate stage up bench contracts

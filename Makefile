# Waybill. `make help` lists the targets.

GO        ?= go
TESTSUM   := $(GO) tool -modfile=tools/dev.mod gotestsum --format pkgname-and-test-fails
LINT      := $(GO) tool -modfile=tools/golangci-lint.mod golangci-lint
NPM_TOOLS := contracts/node_modules/.package-lock.json internal/azurite/node_modules/.package-lock.json
BICEP_TOOLS := bicep/check/node_modules/.package-lock.json

.DEFAULT_GOAL := test

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 14

test: $(NPM_TOOLS) ## install the test tools, vet and run every test
	$(GO) vet ./...
	$(TESTSUM) -- -timeout 30m ./...
	$(MAKE) -C contracts test
	$(MAKE) bicep-check

check: $(NPM_TOOLS) ## lint, race detector, architecture, generated files
	$(LINT) run ./...
	$(TESTSUM) -- -race -timeout 60m ./...
	$(GO) test -count=1 ./internal/archtest ./contracts/bindings

generate: $(NPM_TOOLS) ## write everything that is generated
	$(MAKE) -C contracts generate
	$(GO) test ./internal/archtest -run TestGeneratedFilesAreInStep -update

stage: ## build dist/ and dist.zip for the Functions host in Azure
	$(GO) run ./internal/stage/dist

up: ## run everything on this machine, with the handler from dist/
	$(GO) run ./internal/stage/dist -here
	$(GO) run ./cmd/waybill up --handler dist/handler

bench: ## run the benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./...

bench-accept: ## how many commands a second are accepted durably, beside SQLite's ceiling
	@$(GO) run ./internal/acceptbench/run

bench-engine: ## how many transactions a second are mined, beside a node's ceiling
	@CGO_ENABLED=0 $(GO) run ./internal/enginebench

bench-trace: ## how long traces and recalls take; EVENTS=10000000 for more events
	@$(GO) run ./internal/tracebench/run -events $(or $(EVENTS),1000000)

bench-gas: $(NPM_TOOLS) ## the contract's gas beside that of ERC-721, ERC-1155, ERC-7401 and EAS
	$(MAKE) -C contracts gas

sim: ## simulate a million commands, half a million kills, and engines known to be bad
	@$(GO) run ./internal/sim/long

endurance: $(NPM_TOOLS) ## kill real processes a thousand times beside real nodes
	LIVE=1 $(GO) test ./internal/endurance -kills 250 -timeout 60m

bicep-check: $(BICEP_TOOLS) ## check bicep/ against Azure's schemas, settings, queues and seeded mistakes
	@node bicep/check/main.mjs

managed-app: $(BICEP_TOOLS) ## compile bicep/ and pack it as a managed application
	@node bicep/check/pack.mjs

contracts: $(NPM_TOOLS) ## compile and test the contracts, compare gas
	$(MAKE) -C contracts test

%/node_modules/.package-lock.json: %/package-lock.json
	npm ci --prefix $* --ignore-scripts --no-audit --no-fund
	@touch $@

.PHONY: help test check generate stage up bench bench-accept bench-engine bench-trace bench-gas sim endurance bicep-check managed-app contracts

# make test    everything that must be right, with its own set-up
# make lint    form and static checks only
# make cover   which statements of generator/ the tests reach
# make bench   the benchmarks beside the hot code
# make bench-preview SITES="folder…"    the preview on large sites: from saving to the new page, start, memory
# make fonts   the theme's fonts anew, from their npm packages (asks the network)
# make vuln    known weaknesses in what the project depends on (asks the network)

.PHONY: test lint cover bench bench-preview fonts vuln debian

COVER := $(or $(TMPDIR),/tmp)/guong-cover.out

# What the tests in a browser need is there when this file is.
E2E := e2e/node_modules/.package-lock.json

test: lint $(E2E)
	go test -race ./...

lint:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	go vet ./...
	go tool staticcheck ./...

cover: $(E2E)
	go test -coverpkg=./generator/... -coverprofile=$(COVER) ./...
	go tool cover -func=$(COVER) | tail -n 1

bench:
	go test -run='^$$' -bench=. -benchmem ./...

bench-preview: $(E2E)
	GUONG_BENCH_SITES="$(SITES)" go test -tags bench -timeout 60m -count 1 -run TestBenchPreview -v ./e2e

fonts: | debian
	themes/fonts.sh

vuln:
	go tool govulncheck ./...

$(E2E): e2e/package.json e2e/package-lock.json | debian
	cd e2e && npm ci
	touch $@

debian:
	@missing=; \
	command -v chromium >/dev/null || missing="$$missing chromium fonts-dejavu-core"; \
	command -v node >/dev/null || missing="$$missing nodejs"; \
	command -v npm >/dev/null || missing="$$missing npm"; \
	test -z "$$missing" || { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $$missing; }

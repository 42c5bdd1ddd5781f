# make test    everything that must be right, with its own set-up
# make lint    form and static checks only
# make cover   which statements of generator/ the tests reach
# make bench   the benchmarks beside the hot code
# make vuln    known weaknesses in what the project depends on (asks the network)

.PHONY: test lint cover bench vuln

COVER := $(or $(TMPDIR),/tmp)/guong-cover.out

test: lint
	go test -race ./...

lint:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	go vet ./...
	go tool staticcheck ./...

cover:
	go test -coverpkg=./generator/... -coverprofile=$(COVER) ./...
	go tool cover -func=$(COVER) | tail -n 1

bench:
	go test -run='^$$' -bench=. -benchmem ./...

vuln:
	go tool govulncheck ./...

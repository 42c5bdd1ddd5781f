# make test    everything that must be right, with its own set-up
# make lint    form and static checks only
# make cover   which statements of generator/ the tests reach
# make bench STORIES=10000    a site built from nothing, unchanged, and after small edits: time, memory, files
# make bench-code    the benchmarks beside the hot code
# make profile STORIES=10000 PROFILES=folder    CPU and heap of a build from nothing and of builds after an edit
# make bench-preview SITES="folder…"    the preview on large sites: from saving to the new page, start, memory
# make bench-search SITE=public QUERIES=file.json    search of a finished site on slow 4G: from Enter to results, kB, requests
# make picture-quality PHOTOS="file…"    the quality of WebP that looks like JPEG of quality 80: a table
# make bench-front SITE=folder    the front page of a site on a telephone with slow 4G: largest paint, kB
# make bench-fonts SITE=folder    pages on a telephone with slow 4G, forty first visits: fonts, layout shift, kB (without SITE: the sample)
# make lighthouse    what Lighthouse says of the main pages
# make screenshots   the pictures in docs/ anew
# make sample-pictures   the photographs, the film and the sound of the sample site anew (needs ffmpeg)
# make fonts   the theme's fonts anew, from their npm packages (asks the network)
# make release    what people install, in dist/: archives, packages, checksums (PLATFORMS=linux/amd64,… for some only)
# make release-twice    the same twice, in two folders, with empty caches, compared (slow)
# make vuln    known weaknesses in what the project depends on (asks the network)

.PHONY: test test-races test-whole test-edits lint cover bench bench-code profile bench-preview bench-search bench-front bench-fonts picture-quality sample-pictures fonts release release-twice vuln debian

COVER := $(or $(TMPDIR),/tmp)/guong-cover.out

STORIES := 10000
PROFILES := $(or $(TMPDIR),/tmp)/guong-profiles
PROFILE := GUONG_BENCH_STORIES=$(STORIES) GUONG_BENCH_SITE=$(PROFILES)/site-$(STORIES)

# What the tests in a browser need is there when this file is.
E2E := e2e/node_modules/.package-lock.json

KILLED := TestKilled
PARALLEL := ./generator ./generator/filelock ./generator/parallel ./generator/preview/... ./generator/publish \
	./generator/search ./generator/site ./generator/stamp ./generator/store

# Lighthouse is large, and no test needs it.
LIGHTHOUSE := e2e/lighthouse/node_modules/.package-lock.json

# The race detector looks at the rooms whose code runs on several cores, and in the others at what
# several use at once: the rest is text and arithmetic, and takes five times as long under it. The
# command and the browser run the same code; so do most of the sites that are edited at random and
# all builds that are killed. All of it at once: a browser waits much.
test: lint $(E2E)
	$(MAKE) --jobs=3 --output-sync=target test-races test-whole test-edits

test-races:
	go test -race -timeout 28m -skip '$(KILLED)' $(PARALLEL)
	go test -race -timeout 28m -run 'Budget|Concurrent|ShareNothing' ./generator/...

# Built as releases are, so that the release that is tested need not be compiled once more.
test-whole: $(E2E)
	CGO_ENABLED=0 GOFLAGS=-trimpath go test -timeout 28m ./cmd/... ./e2e/... ./themes/... ./scripts/... $$(go list ./generator/... | grep -vxF "$$(go list $(PARALLEL))")

test-edits:
	go test -timeout 28m -run 'TestIncrementalEqualsClean|TestUpdateEqualsWrite|$(KILLED)' ./generator ./generator/search ./generator/publish ./generator/store

lint:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	go vet ./...
	go tool staticcheck ./...

cover: $(E2E)
	go test -coverpkg=./generator/... -coverprofile=$(COVER) ./...
	go tool cover -func=$(COVER) | tail -n 1

bench:
	GUONG_BENCH_STORIES=$(STORIES) go test -run='^$$' -bench=BenchmarkBuild -benchtime=5x -timeout 60m ./generator

bench-code:
	go test -run='^$$' -bench=. -benchmem ./...

# The program of the tests is built once: what it remembers of one run serves the next.
profile:
	mkdir -p $(PROFILES)
	go test -c -o $(PROFILES)/generator.test ./generator
	cd $(PROFILES) && $(PROFILE) GUONG_BENCH_HEAP=clean-live.heap ./generator.test -test.run='^$$' -test.bench=BenchmarkBuild/clean -test.benchtime=1x -test.cpuprofile=clean.cpu -test.memprofile=clean.heap
	cd $(PROFILES) && $(PROFILE) ./generator.test -test.run='^$$' -test.bench=BenchmarkBuild/body -test.benchtime=10x -test.cpuprofile=edit.cpu -test.memprofile=edit.heap
	cd $(PROFILES) && for p in clean.cpu edit.cpu; do go tool pprof -top -nodecount=25 generator.test $$p; done
	cd $(PROFILES) && go tool pprof -top -nodecount=25 -sample_index=inuse_space generator.test clean-live.heap
	cd $(PROFILES) && go tool pprof -top -nodecount=25 -sample_index=alloc_space generator.test edit.heap

bench-preview: $(E2E)
	GUONG_BENCH_SITES="$(SITES)" go test -tags bench -timeout 60m -count 1 -run TestBenchPreview -v ./e2e

bench-search: $(E2E)
	GUONG_BENCH_SITE="$(abspath $(SITE))" GUONG_BENCH_QUERIES="$(abspath $(QUERIES))" go test -tags bench -timeout 60m -count 1 -run TestBenchSearch -v ./e2e

# ssimulacra2 comes with Debian's libjxl-devtools (from 13 on), dwebp with webp.
picture-quality:
	GUONG_QUALITY_PHOTOS="$(abspath $(PHOTOS))" go test -tags quality -count 1 -timeout 60m -run TestQuality ./generator/picture/webp -v

bench-front: $(E2E)
	GUONG_BENCH_SITE="$(abspath $(SITE))" go test -tags bench -timeout 30m -count 1 -run TestBenchFront -v ./e2e

bench-fonts: $(E2E)
	GUONG_BENCH_SITE="$(and $(SITE),$(abspath $(SITE)))" go test -tags bench -timeout 60m -count 1 -run TestBenchFonts -v ./e2e

lighthouse: $(E2E) $(LIGHTHOUSE)
	go test -tags lighthouse -count 1 -timeout 30m -run TestLighthouse ./e2e -v

screenshots: $(E2E)
	go test -tags screenshots -count 1 -run TestScreenshots ./e2e

sample-pictures:
	go run ./scripts/samplepictures

fonts: | debian
	command -v pyftsubset >/dev/null || apt-get install -y --no-install-recommends fonttools python3-brotli
	themes/fonts.sh

RELEASE = go run ./scripts/release $(if $(PLATFORMS),-platforms $(PLATFORMS))

release:
	$(RELEASE)

release-twice:
	@twice=$$(mktemp -d) && trap 'chmod -R u+w '$$twice'; rm -rf '$$twice'; git worktree prune' EXIT && \
	for n in 1 22; do \
		git worktree add --detach $$twice/$$n && \
		(cd $$twice/$$n && GOCACHE=$$twice/cache-$$n $(RELEASE) -out $$twice/dist-$$n) || exit; \
		git worktree remove --force $$twice/$$n; \
	done && \
	diff -r $$twice/dist-1 $$twice/dist-22 && cat $$twice/dist-1/SHA256SUMS

vuln:
	go tool govulncheck ./...

$(E2E): e2e/package.json e2e/package-lock.json | debian
	cd e2e && npm ci
	touch $@

$(LIGHTHOUSE): e2e/lighthouse/package.json e2e/lighthouse/package-lock.json | debian
	cd e2e/lighthouse && npm ci
	touch $@

debian:
	@missing=; \
	command -v chromium >/dev/null || missing="$$missing chromium fonts-dejavu-core"; \
	command -v node >/dev/null || missing="$$missing nodejs"; \
	command -v npm >/dev/null || missing="$$missing npm"; \
	command -v /usr/sbin/sshd >/dev/null || missing="$$missing openssh-server"; \
	command -v /usr/sbin/nginx >/dev/null || missing="$$missing nginx"; \
	command -v /usr/bin/caddy >/dev/null || missing="$$missing caddy"; \
	command -v curl >/dev/null || missing="$$missing ca-certificates curl"; \
	command -v systemd-analyze >/dev/null || missing="$$missing systemd"; \
	test -z "$$missing" || { apt-get update && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $$missing; }

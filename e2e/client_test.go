package e2e

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"guong/generator/search"
)

// searchData is where the golden files of Go's search engine lie.
const searchData = "../generator/search/testdata/"

// goldenAnswer is a line of answers.golden: a request, and what the sample site answers.
type goldenAnswer struct {
	Request search.Request `json:"request"`
	Answer  search.Answer  `json:"answer"`
}

// goldenAnswers returns the lines of answers.golden.
func goldenAnswers(t *testing.T) (list []goldenAnswer) {
	t.Helper()
	raw, err := os.ReadFile(searchData + "answers.golden")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		var a goldenAnswer
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		list = append(list, a)
	}
	return list
}

// clientPage opens a page of the sample site and loads its search script and all
// files of its index; what testdata/client.js says is then there.
func clientPage(t *testing.T) *page {
	t.Helper()
	s := serveSample(t)
	folder := os.DirFS(path.Join(s.dir, "search"))
	raw, err := fs.ReadFile(folder, "manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct{ Client string }
	if err := json.Unmarshal(raw, &manifest); err != nil {
		t.Fatal(err)
	}
	var names []string
	err = fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(name) != ".js" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	lab, err := os.ReadFile("testdata/client.js")
	if err != nil {
		t.Fatal(err)
	}
	p := newPage(t, s)
	p.open("/")
	p.exec(string(lab) + "; 0")
	p.exec(fmt.Sprintf("lab.load(%s, %s)", literal(t, manifest.Client), literal(t, names)))
	return p
}

// literal returns a value as it is written in JavaScript.
func literal(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestClientAnalyses holds the analysis in the browser to that in Go.
func TestClientAnalyses(t *testing.T) {
	t.Parallel()
	p := clientPage(t)
	file, err := os.Open(searchData + "analysis.golden")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var texts, want []string
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if text, tokens, row := strings.Cut(lines.Text(), "\t"); row && !strings.HasPrefix(text, "# ") {
			texts, want = append(texts, text), append(want, tokens)
		}
	}
	if len(texts) < 400 {
		t.Errorf("%d texts, want at least 400", len(texts))
	}
	got := eval[[]string](p, literal(t, texts)+".map(lab.tokens)")
	for i, text := range texts {
		if got[i] != want[i] {
			t.Errorf("%q:\n got %s\nwant %s", text, got[i], want[i])
		}
	}
}

// TestClientAnswers holds answers and marks in the browser to those in Go: the same
// documents in the same order, and scores to 1e-6.
func TestClientAnswers(t *testing.T) {
	t.Parallel()
	p := clientPage(t)
	p.exec("lab.open()")
	golden := goldenAnswers(t)
	requests := make([]search.Request, len(golden))
	for i, a := range golden {
		requests[i] = a.Request
	}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-6 })
	var pairs [][2]string
	for i, got := range eval[[]search.Answer](p, fmt.Sprintf("lab.answers(%s)", literal(t, requests))) {
		for k, r := range got.Results {
			pairs = append(pairs, [2]string{r.Title, requests[i].Query}, [2]string{r.Summary, requests[i].Query})
			got.Results[k] = search.Result{URL: r.URL, Score: r.Score, Missing: r.Missing, Fragment: r.Fragment}
		}
		if diff := cmp.Diff(golden[i].Answer, got, near, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%.200q (-want +got):\n%s", requests[i].Query, diff)
		}
	}
	units := func(s string) int { return len(utf16.Encode([]rune(s))) }
	for i, got := range eval[[][][2]int](p, fmt.Sprintf("lab.marks(%s)", literal(t, pairs))) {
		want := [][2]int{}
		for _, place := range search.Mark(pairs[i][0], pairs[i][1]) {
			want = append(want, [2]int{units(pairs[i][0][:place[0]]), units(pairs[i][0][:place[1]])})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("marks of %q in %q (-want +got):\n%s", pairs[i][1], pairs[i][0], diff)
		}
	}
	if troubles := p.troubles(); troubles != nil {
		t.Error(troubles)
	}
}

// TestClientSurvivesDamage asks a thousand indexes that are damaged by chance.
func TestClientSurvivesDamage(t *testing.T) {
	t.Parallel()
	p := clientPage(t)
	var queries []string
	for _, a := range goldenAnswers(t) {
		if len(a.Request.Query) < 200 {
			queries = append(queries, a.Request.Query)
		}
	}
	total := map[string]int{}
	const rounds, batch = 400, 50
	for seed := range rounds / batch {
		got := eval[struct {
			Wrong  []string
			Counts map[string]int
		}](p, fmt.Sprintf("lab.hurt(%d, %d, %s)", seed, batch, literal(t, queries)))
		for _, wrong := range got.Wrong {
			t.Error(wrong)
		}
		for what, n := range got.Counts {
			total[what] += n
		}
	}
	t.Log(total)
	for _, what := range []string{"refused", "incomplete", "whole"} {
		if total[what] < rounds/20 {
			t.Errorf("%d %s of %d rounds: the damage is of one kind", total[what], what, rounds)
		}
	}
	if troubles := p.troubles(); troubles != nil {
		t.Error(troubles)
	}
}

// TestClientTakesAnyQuery asks what nobody should be hurt by.
func TestClientTakesAnyQuery(t *testing.T) {
	t.Parallel()
	p := clientPage(t)
	p.exec("lab.open()")
	for _, query := range []string{
		"", " ", "của", "và là của những", strings.Repeat("thi đua ", 1250), strings.Repeat("ă", 10_000), strings.Repeat("🏅", 5000),
		strings.Repeat(`"`, 999), strings.Repeat("((((", 2500), "🎉 thi đua 👩‍🏫", "中国", "越南", "العربية", "हिन्दी", "\\ud800 thi \\udfff",
		"<script>alert(1)</script>", `<img src=x onerror="alert(1)">`, ".*", "(?:thi|đua)+$", "[a-z]{3", `\d+`, "(", "\\", "$&",
		`"thi đua`, `thi đua"`, `"thi" "đua" "`, "“thi đua” khen", `"`, "%00", "\x00", "constructor", "__proto__ toString", "&amp;", "1e309", "NaN",
	} {
		expression := strings.ReplaceAll(literal(t, query), `\\ud`, `\ud`) // a half of a character
		for _, options := range []string{"{}", "{ facets: true, sort: 'date' }", "{ from: 3, size: 2 }", "{ filters: { years: [] } }"} {
			wrong := eval[[]string](p, fmt.Sprintf("lab.index.search(%s, %s).then((a) => lab.faults(a))", expression, options))
			if len(wrong) > 0 {
				t.Errorf("%.60q %s: %q", query, options, wrong)
			}
		}
		if got := eval[int](p, fmt.Sprintf("lab.index.suggest(%s).then((list) => list.length)", expression)); got > 8 {
			t.Errorf("%.60q has %d suggestions", query, got)
		}
		p.exec(fmt.Sprintf("lab.index.mark('Thi đua yêu nước', %s)", expression))
	}
	if troubles := p.troubles(); troubles != nil {
		// The one that is expected: there are no suggestions for what nothing begins with.
		for _, trouble := range troubles {
			if !strings.Contains(trouble, "/search/suggest/") {
				t.Error(trouble)
			}
		}
	}
}

// TestClientSuggests looks at what is proposed for the beginning of a word.
func TestClientSuggests(t *testing.T) {
	t.Parallel()
	p := clientPage(t)
	p.exec("lab.open()")
	for _, typed := range []string{"hai ph", "Hải Ph", "HAIPH", "“hải phò"} {
		got := eval[string](p, fmt.Sprintf("lab.index.suggest(%s).then(([s]) => [s.text, s.kind, s.detail, s.url].join())", literal(t, typed)))
		if want := "Hải Phòng,term,Tỉnh, thành phố,/dia-phuong/hai-phong/"; got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

// neighbours are sites asked as one: the first includes a second, which has the same
// texts, one that is dead, one that is slow and one of another version.
const neighbours = `(async () => {
	const edit = (change) => new Map(lab.files).set("manifest.json", new TextEncoder().encode(JSON.stringify({ ...lab.manifest, ...change })))
	const sites = {
		"https://a.example/": edit({ title: "A", include: ["https://b.example/search/", "https://dead.example/", "https://slow.example", "https://new.example/", "https://a.example/"] }),
		"https://b.example/": edit({ title: "B", include: ["https://c.example/search/"] }),
		"https://new.example/": edit({ version: 3 }),
	}
	const fromSites = lab.fetchFrom(sites)
	const fetch = (address, options) => address.startsWith("https://slow") ? new Promise(() => {}) : fromSites(address, options)
	const [one, both] = await Promise.all([{ include: [] }, {}].map((change) =>
		lab.client.openIndex("https://a.example/search/", { fetch, manifest: { ...lab.manifest, title: "A", include: JSON.parse(new TextDecoder().decode(sites["https://a.example/"].get("manifest.json"))).include, ...change } })))
	const start = performance.now()
	const alone = await one.search("thi đua", { facets: true, size: 5 })
	const first = await both.search("thi đua", { facets: true, size: 10 })
	const waited = performance.now() - start
	const second = await both.search("thi đua", { from: 10, size: 10 })
	const whole = await both.search("thi đua", { size: 20 })
	const newest = await both.search("thi đua", { size: 20, sort: "date" })
	return {
		faults: [alone, first, second].flatMap((a) => lab.faults(a)).concat(lab.faults(whole, 20), lab.faults(newest, 20)),
		totals: [alone.total, first.total, second.total],
		facets: [alone, first].map((a) => a.facets.years.map((y) => y.count)),
		sites: [...new Set(first.results.map((r) => r.site))].sort(),
		urls: [...new Set(first.results.map((r) => r.site + new URL(r.url, "https://a.example").origin))].sort(),
		failed: first.failed.map((f) => f.site + " " + f.reason).sort(),
		sorted: whole.results.every((r, i, all) => !i || all[i - 1].score >= r.score) && newest.results.every((r, i, all) => !i || all[i - 1].date >= r.date),
		paged: JSON.stringify(whole.results.map((r) => r.url)) == JSON.stringify([...first.results, ...second.results].map((r) => r.url)),
		patient: waited > 4000 && waited < 20000,
		impatient: performance.now() - start - waited < 4000,
	}
})()`

// TestClientAsksNeighbours asks several sites as one.
func TestClientAsksNeighbours(t *testing.T) {
	t.Parallel()
	p := clientPage(t)
	got := eval[struct {
		Faults, Sites, URLs, Failed       []string
		Totals                            []int
		Facets                            [][]int
		Sorted, Paged, Patient, Impatient bool
	}](p, neighbours)
	if len(got.Faults) > 0 {
		t.Error(got.Faults)
	}
	if got.Totals[0] == 0 || got.Totals[1] != 2*got.Totals[0] || got.Totals[2] != got.Totals[1] {
		t.Errorf("totals %d", got.Totals)
	}
	for i, n := range got.Facets[0] {
		if got.Facets[1][i] != 2*n {
			t.Errorf("facets %d", got.Facets)
		}
	}
	if diff := cmp.Diff([]string{"", "B"}, got.Sites); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Bhttps://b.example", "https://a.example"}, got.URLs); diff != "" {
		t.Error(diff)
	}
	failed := []string{"https://dead.example/search/ offline", "https://new.example/search/ version", "https://slow.example/search/ timeout"}
	if diff := cmp.Diff(failed, got.Failed); diff != "" {
		t.Error(diff)
	}
	if !got.Sorted || !got.Paged || !got.Patient || !got.Impatient {
		t.Errorf("sorted %v, paged %v, patient %v, impatient %v", got.Sorted, got.Paged, got.Patient, got.Impatient)
	}
	if troubles := p.troubles(); troubles != nil {
		t.Error(troubles)
	}
}

// refusals opens indexes that cannot be opened.
const refusals = `(async () => {
	const code = (fetch, manifest) => lab.client.openIndex("https://a.example/search/", { fetch, manifest }).then(() => "opened", (error) => error instanceof Error && error.code)
	const hostile = (list, more) => ({ version: 2, years: [], facets: [], segments: list.map(([documents, pairs, singles, stamp]) => ({ name: "a", documents, pairs, singles, stamp })), ...more })
	const text = (body, status) => async () => new Response(body, { status })
	return [
		await code(async () => { throw new TypeError() }), await code(() => { throw new TypeError() }),
		await code(text("", 404)), await code(text("", 503)),
		await code(text('{"version":3}')), await code(text("{}")), await code(undefined, { version: 7 }),
		await code(text("<!doctype html>")), await code(text("null")), await code(text('{"version":2}')),
		await code(text('{"version":2,"segments":[{"documents":1e12}],"years":[],"facets":[]}')),
		await code(text('{"version":2,"segments":[],"years":[],"facets":[]}')),
		await code(undefined, hostile([[2 ** 18, 1, 1], [2 ** 18, 1, 2 ** 16]])), await code(undefined, hostile([[2 ** 18, 1, 1], [2 ** 18 + 1, 1, 1]])),
		await code(undefined, hostile([[1, 2 ** 16 + 1, 1]])), await code(undefined, hostile([[1, 1, 0]])),
		await code(undefined, hostile(Array(256).fill([1, 1, 1]))), await code(undefined, hostile(Array(257).fill([1, 1, 1]))),
		await code(undefined, hostile([], { facets: Array(33).fill({ key: "a" }) })), await code(undefined, hostile([], { years: Array(1001).fill([1, 1]) })),
		await code(undefined, hostile([undefined, null, 0, 2 ** 32 - 1].map((stamp) => [1, 1, 1, stamp]))),
		...(await Promise.all([-1, 2 ** 32, 1.5, "1", [1]].map((stamp) => code(undefined, hostile([[1, 1, 1, stamp]]))))),
		await code(text(" ".repeat(2 ** 20) + '{"version":2,"segments":[],"years":[],"facets":[]}')),
	].join(" ")
})()`

// requests asks one index several times, and returns which files it fetched, and in
// how many round trips, as evaluations count them.
const requests = `(async () => {
	const asked = []
	const fromSites = lab.fetchFrom({ "https://a.example/": lab.files }, asked)
	let open = 0, trips = 0, broken = false
	const fetch = async (address, options) => {
		if (open++ == 0) trips++
		try {
			await new Promise((done) => setTimeout(done, 5))
			if (broken) throw new TypeError("offline")
			return await fromSites(address, options)
		} finally {
			open--
		}
	}
	const index = await lab.client.openIndex("https://a.example/search/", { fetch })
	const first = await index.search("thi dua hai phong")
	const cold = trips
	const files = asked.map(([address]) => address)
	await index.search("thi dua hai phong")
	const again = asked.length - files.length
	broken = true
	const offline = await index.search("khen thuong", { facets: true })
	broken = false
	const online = await index.search("khen thuong", { facets: true })
	return {
		cold, again, twice: files.length - new Set(files).size,
		fresh: asked.filter(([, cache]) => cache).map(([address]) => address),
		incomplete: [first, offline, online].map((a) => a.incomplete),
	}
})()`

// editions asks an index of which a cache or a page has files of another edition.
const editions = `(async () => {
	const site = "https://a.example/", query = "thi dua hai phong", options = { facets: true }
	const plain = (answer) => JSON.stringify(answer)
	const server = lab.restamped(lab.files, 4294967295)
	const asked = []
	const current = lab.fetchFrom({ [site]: server }, asked)
	const want = plain(await (await lab.client.openIndex(site + "search/", { fetch: current })).search(query, options))
	const old = lab.fetchFrom({ [site]: lab.files })
	const isStamped = (address) => /search\/\d\//.test(address)

	// The cache has old files; asked to look again, it has the new ones.
	const reloaded = []
	const cached = (address, options) => {
		if (options?.cache == "reload") reloaded.push(address)
		return (options?.cache || !isStamped(address) ? current : old)(address, options)
	}
	const cache = plain(await (await lab.client.openIndex(site + "search/", { fetch: cached })).search(query, options))

	// The page has been open since the last edition.
	const kept = await lab.client.openIndex(site + "search/", { fetch: current, manifest: lab.manifest })
	asked.length = 0
	const page = [plain(await kept.search(query, options)), plain(await kept.search(query, options))]
	const manifests = asked.filter(([address]) => address.endsWith("manifest.json")).length

	// Two searches are under way on such a page, and the second is held up until the first has its answer.
	let answered
	const first = new Promise((done) => (answered = done))
	const held = async (address, options) => {
		if (address.includes("/f/")) await first
		return current(address, options)
	}
	const shared = await lab.client.openIndex(site + "search/", { fetch: held, manifest: lab.manifest })
	const both = await Promise.all([shared.search(query).finally(answered), shared.search(query, options)])

	// The manifest has no stamp: it is 0.
	const nameless = lab.restamped(lab.files, 0)
	const stampless = JSON.parse(new TextDecoder().decode(nameless.get("manifest.json")))
	delete stampless.segments[0].stamp
	const without = await lab.client.openIndex(site + "search/", { fetch: lab.fetchFrom({ [site]: nameless }), manifest: stampless })
	const zero = plain(await without.search(query, options))

	// The server has old files for ever, then no more.
	let mixed = true, fetched = 0
	const torn = await lab.client.openIndex(site + "search/", { fetch: (address, options) => (fetched++, (mixed && isStamped(address) ? old : current)(address, options)) })
	const answer = await torn.search(query, options)
	const again = await torn.search(query, options)
	const most = fetched
	mixed = false
	return {
		same: [cache == want, ...page.map((p) => p == want), !both[0].incomplete && plain(both[1]) == want, zero == want, plain(await torn.search(query, options)) == want], reloaded: reloaded.length, manifests,
		torn: [answer, again].map((a) => [a.incomplete, a.total, a.results.length].join(" ")), most: most > 0 && most < 4 * asked.length, faults: lab.faults(answer),
	}
})()`

// TestClientTellsEditions holds that files of different editions are never mixed.
func TestClientTellsEditions(t *testing.T) {
	t.Parallel()
	p := clientPage(t)
	got := eval[struct {
		Same, Most          any
		Reloaded, Manifests int
		Torn, Faults        []string
	}](p, editions)
	if got.Reloaded == 0 || got.Manifests != 1 || got.Most != true || len(got.Faults) > 0 {
		t.Errorf("%+v", got)
	}
	if diff := cmp.Diff([]any{true, true, true, true, true, true}, got.Same); diff != "" {
		t.Errorf("answers from a cache, an old page, again, of two searches at once, without a stamp, and when all is new: %s", diff)
	}
	if diff := cmp.Diff([]string{"true 0 0", "true 0 0"}, got.Torn); diff != "" {
		t.Errorf("answers from a torn edition: %s", diff)
	}
	if troubles := p.troubles(); troubles != nil {
		t.Error(troubles)
	}
}

// bombs asks an index whose every file inflates to 64 MB, and returns how many bytes
// were inflated, and what was answered.
const bombs = `(async () => {
	const bomb = new Uint8Array(await new Response(new Blob(Array(64).fill(new Uint8Array(2 ** 20))).stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer())
	let inflated = 0
	const Real = DecompressionStream
	globalThis.DecompressionStream = class {
		constructor(kind) {
			const real = new Real(kind)
			this.writable = real.writable
			this.readable = real.readable.pipeThrough(new TransformStream({ transform(part, to) { inflated += part.length; to.enqueue(part) } }))
		}
	}
	try {
		const stamped = new Blob([Uint32Array.of(lab.manifest.segments[0].stamp), bomb])
		const fetch = async (address) => new Response(address.endsWith(".json") ? JSON.stringify(lab.manifest) : /\/\d\//.test(address) ? stamped : bomb)
		const index = await lab.client.openIndex("https://a.example/search/", { fetch })
		const answer = await index.search("thi dua hai phong", { facets: true })
		return { inflated, faults: lab.faults(answer), incomplete: answer.incomplete, suggestions: (await index.suggest("hai")).length }
	} finally {
		globalThis.DecompressionStream = Real
	}
})()`

// TestClientSurvivesBombs holds that a search inflates little, whatever there is.
func TestClientSurvivesBombs(t *testing.T) {
	t.Parallel()
	p := clientPage(t)
	got := eval[struct {
		Inflated, Suggestions int
		Faults                []string
		Incomplete            bool
	}](p, bombs)
	// The search takes 8 MB, and so do the suggestions; what each stream was at comes on top.
	if got.Inflated > 64<<20 || got.Inflated == 0 || !got.Incomplete || len(got.Faults) > 0 || got.Suggestions > 0 {
		t.Errorf("%+v", got)
	}
}

// TestClientFetches looks at how the files of an index are fetched.
func TestClientFetches(t *testing.T) {
	t.Parallel()
	p := clientPage(t)
	want := "offline offline missing offline version version version damaged damaged damaged damaged opened" +
		" opened damaged damaged damaged opened damaged damaged damaged" +
		" opened damaged damaged damaged damaged damaged damaged"
	if got := eval[string](p, refusals); got != want {
		t.Errorf("refused with\n%s, want\n%s", got, want)
	}
	got := eval[struct {
		Cold, Again, Twice int
		Fresh              []string
		Incomplete         []bool
	}](p, requests)
	if got.Cold > 3 || got.Again != 0 || got.Twice != 0 {
		t.Errorf("%d round trips, %d files fetched again, %d twice", got.Cold, got.Again, got.Twice)
	}
	if diff := cmp.Diff([]string{"https://a.example/search/manifest.json"}, got.Fresh); diff != "" {
		t.Errorf("asked for without the cache: %s", diff)
	}
	if diff := cmp.Diff([]bool{false, true, false}, got.Incomplete); diff != "" {
		t.Errorf("incomplete at first, offline, and online again: %s", diff)
	}
	if troubles := p.troubles(); troubles != nil {
		t.Error(troubles)
	}
}

package e2e

import (
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"guong/generator/search"
	"guong/generator/vietnamese"
)

// Where the search page and the parts of it are.
const (
	searchPage  = "/tim-kiem/"
	searchField = "main form[data-search] input[name=q]"
	headerField = "header form[data-search] input[name=q]"
	statusLine  = "main [role=status]"
	cardLink    = ".found .card h3 a"
)

// shown is what the search page says.
type shown struct {
	Status  string
	Notes   string
	Results []result
}

type result struct {
	URL   string // its path
	Title string
	Lacks string // "thiếu: …"
}

// answered waits until the page shows what its address, query or ?query&page=2, asks
// for, and returns that.
func answered(p *page, query string) shown {
	p.t.Helper()
	p.wait(fmt.Sprintf(`new URLSearchParams(location.search).get("q") === %q &&
		document.querySelector(".results").getAttribute("aria-busy") === "false"`, query))
	return eval[shown](p, `({
		Status: document.querySelector("main [role=status]").innerText,
		Notes: document.querySelector(".notes").innerText,
		Results: [...document.querySelectorAll(".found .card")].map((card) => ({
			URL: card.querySelector("h3 a").pathname,
			Title: card.querySelector("h3").innerText,
			Lacks: card.querySelector(".hint")?.innerText ?? "",
		})),
	})`)
}

// urls are the paths of results.
func (s shown) urls() (list []string) {
	for _, r := range s.Results {
		list = append(list, r.URL)
	}
	return list
}

// address is where the search page shows a query.
func address(query string) string {
	return searchPage + "?" + url.Values{"q": {query}}.Encode()
}

// expected is what the engine in Go finds on the site of s.
func expected(t *testing.T, s *server, r search.Request) search.Answer {
	t.Helper()
	x, err := search.Open(os.DirFS(s.dir))
	if err != nil {
		t.Fatal(err)
	}
	a := x.Search(r)
	if len(a.Results) == 0 {
		t.Fatalf("the sample site has nothing for %+v", r)
	}
	return a
}

func urlsOf(a search.Answer) (list []string) {
	for _, r := range a.Results {
		list = append(list, r.URL)
	}
	return list
}

// ask types a query into the field of the page, in place of what is there, and
// presses Enter.
func ask(p *page, query string) shown {
	p.t.Helper()
	p.keys("k", chromedp.ModifierCtrl)
	p.keys(query)
	p.keys(kb.Enter)
	return answered(p, query)
}

// press presses keys as a keyboard does, one after another: what a page does with a key
// keeps it from doing what it does else. After p.keys, Chromium does both.
func press(p *page, keys string) {
	p.t.Helper()
	run(p, chromedp.KeyEvent(keys, func(k *input.DispatchKeyEventParams) {
		if k.Type == kb.KeyDown {
			k.Type = input.DispatchKeyEventTypeRawKeyDown
		}
	}))
}

// asked returns what was asked of the search index since the last call.
func asked(s *server) (list []string) {
	for _, path := range s.requests() {
		if strings.HasPrefix(path, "/search/") {
			list = append(list, path)
		}
	}
	return list
}

// suggested waits for suggestions of which the first has a text.
func suggested(p *page, first string) {
	p.t.Helper()
	p.wait(fmt.Sprintf(`document.activeElement.getAttribute("aria-expanded") === "true" &&
		document.getElementById(document.activeElement.getAttribute("aria-controls")).firstChild?.innerText.startsWith(%q)`, first))
}

// silent holds that nothing went wrong.
func silent(p *page) {
	p.t.Helper()
	for _, trouble := range p.troubles() {
		p.t.Error(trouble)
	}
}

// TestSearchWaitsForInterest holds that a reader who does not search loads nothing for it,
// and one who does only what the next step needs.
func TestSearchWaitsForInterest(t *testing.T) {
	t.Parallel()
	s := serveSample(t)
	p := newPage(t, s)
	for _, address := range []string{"/", searchPage, "/guong-sang/co-giao-lo-thi-anh/"} {
		p.open(address)
		p.wait(`document.querySelector("input[role=combobox]")`)
		p.exec(`new Promise((done) => requestIdleCallback(done))`)
		if got := asked(s); got != nil {
			t.Errorf("%s asks for %q", address, got)
		}
	}
	p.click(headerField)
	p.exec(`new Promise((done) => setTimeout(done, 200))`)
	p.wait(`performance.getEntriesByType("resource").some(({ name }) => /\/search\/client\./.test(name))`)
	got := asked(s)
	if len(got) != 2 || got[0] != "/search/manifest.json" || !strings.HasPrefix(got[1], "/search/client.") {
		t.Errorf("the focus asks for %q", got)
	}
	p.keys("lo")
	suggested(p, "Lò Thị Ánh")
	if got := asked(s); !slices.Equal(got, []string{"/search/suggest/lo.bin"}) {
		t.Errorf("typing asks for %q", got)
	}
	silent(p)
}

// TestSearchSuggests holds the combobox to its pattern: what a screen reader hears, and
// what the keys do.
func TestSearchSuggests(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveSample(t))
	p.open("/")
	p.wait(`document.querySelector("input[role=combobox]")`)
	attribute := func(name string) string {
		t.Helper()
		return eval[string](p, fmt.Sprintf(`document.querySelector(%q).getAttribute(%q) ?? "none"`, headerField, name))
	}
	if got, want := p.accessible(headerField), (accessible{"combobox", "Từ cần tìm"}); got != want {
		t.Errorf("the field is %+v, want %+v", got, want)
	}
	if got, want := p.accessible("header form[data-search]"), (accessible{"search", "Tìm kiếm"}); got != want {
		t.Errorf("the form is %+v, want %+v", got, want)
	}
	if got := attribute("aria-expanded"); got != "false" {
		t.Errorf("at first, aria-expanded is %s", got)
	}

	p.click(headerField)
	p.keys("lo")
	suggested(p, "Lò Thị Ánh")
	list := "#" + attribute("aria-controls")
	if got, want := p.accessible(list), (accessible{"listbox", "Gợi ý"}); got != want {
		t.Errorf("the list is %+v, want %+v", got, want)
	}
	if got := attribute("aria-activedescendant"); got != "none" {
		t.Errorf("before an arrow, %s is active", got)
	}
	if got := eval[string](p, fmt.Sprintf(`document.querySelector("%s li mark").innerText`, list)); got != "Lò" {
		t.Errorf("what is typed is marked as %q", got)
	}
	options := eval[int](p, fmt.Sprintf(`document.querySelectorAll("%s > li").length`, list))
	p.keys(kb.ArrowDown)
	active := attribute("aria-activedescendant")
	if got := p.accessible("#" + active); got.role != "option" || !strings.HasPrefix(got.name, "Lò Thị Ánh") {
		t.Errorf("the first option is %+v", got)
	}
	if got := eval[string](p, fmt.Sprintf(`document.querySelector("%s [aria-selected=true]").id`, list)); got != active {
		t.Errorf("%s is selected, %s is active", got, active)
	}
	p.keys(kb.ArrowUp) // into the field
	if got := attribute("aria-activedescendant"); got != "none" {
		t.Errorf("above the first option, %s is active", got)
	}
	p.keys(kb.ArrowUp) // around, to the last
	if got := attribute("aria-activedescendant"); !strings.HasSuffix(got, fmt.Sprintf("_%d", options-1)) {
		t.Errorf("above the field, %s of %d is active", got, options)
	}
	if got := eval[string](p, `document.activeElement.value`); got != "lo" {
		t.Errorf("the arrows made %q of the text", got)
	}

	p.keys(kb.Escape)
	if got := attribute("aria-expanded") + eval[string](p, `document.activeElement.value`); got != "falselo" {
		t.Errorf("after Esc: %q", got)
	}
	if !eval[bool](p, fmt.Sprintf(`document.querySelector(%q).closest(".popup").hidden`, list)) {
		t.Error("Esc leaves the list open")
	}
	p.keys(kb.ArrowDown)
	suggested(p, "Lò Thị Ánh")
	press(p, kb.ArrowDown+kb.Enter)
	p.wait(`location.pathname === "/dien-hinh/lo-thi-anh/"`)

	// A click does what Enter does; what has no marks and no spaces to spare is found.
	p.wait(`document.querySelector("input[role=combobox]")`)
	p.click(headerField)
	p.keys("  hai phong: d")
	suggested(p, "Hải Phòng: Đổi mới thi đua")
	p.click("header .popup li")
	p.wait(`location.pathname === "/phong-trao/hai-phong-doi-moi-thi-dua/"`)
	silent(p)
}

// TestSearchSuggestsTheLatest holds that an answer which comes while the reader types on
// does not keep back the one to what was typed last.
func TestSearchSuggestsTheLatest(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveSample(t))
	p.open("/")
	p.wait(`document.querySelector("input[role=combobox]")`)
	p.click(headerField)
	p.keys("lo")
	suggested(p, "Lò Thị Ánh") // the script is there
	p.connect(connection{latency: 400, bandwidth: -1})
	// What is asked 120 ms after the first is answered 400 ms later.
	p.exec(`(() => {
		const field = document.activeElement
		const type = (text) => {
			field.value = text
			field.dispatchEvent(new InputEvent("input", { bubbles: true }))
		}
		type("ha")
		setTimeout(() => type("hai phong: d"), 480)
	})()`)
	suggested(p, "Hải Phòng: Đổi mới thi đua")
	silent(p)
}

// TestSearchKeys holds that "/" and Ctrl-K lead to the field, and "/" can be written.
func TestSearchKeys(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveSample(t))
	for _, c := range []struct{ address, field string }{{"/", headerField}, {searchPage, searchField}} {
		p.open(c.address)
		p.wait(`document.querySelector("input[role=combobox]")`)
		focused := fmt.Sprintf(`document.activeElement === document.querySelector(%q)`, c.field)
		press(p, "/")
		if !eval[bool](p, focused) {
			t.Errorf("%s: / leads elsewhere", c.address)
		}
		p.keys("2/9")
		if got := eval[string](p, `document.activeElement.value`); got != "2/9" {
			t.Errorf("%s: the field has %q", c.address, got)
		}
		p.exec(`document.activeElement.blur()`)
		p.keys("k", chromedp.ModifierCtrl)
		if !eval[bool](p, focused) {
			t.Errorf("%s: Ctrl-K leads elsewhere", c.address)
		}
		p.keys("84")
		if got := eval[string](p, `document.activeElement.value`); got != "84" {
			t.Errorf("%s: Ctrl-K leaves %q", c.address, got)
		}
	}
	silent(p)
}

// TestSearchAnswers follows a reader who types without marks, from the front page.
func TestSearchAnswers(t *testing.T) {
	t.Parallel()
	const query = "thi dua hai phong"
	s := serveSample(t)
	want := expected(t, s, search.Request{Query: query})
	p := newPage(t, s)
	p.open("/")
	p.wait(`document.querySelector("input[role=combobox]")`)
	got := ask(p, query)
	if at := eval[string](p, `location.pathname + location.search`); at != "/tim-kiem/?q=thi+dua+hai+phong" {
		t.Errorf("Enter leads to %s", at)
	}
	if diff := cmp.Diff(urlsOf(want), got.urls()); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	if said := fmt.Sprintf("Tìm thấy %d bài", want.Total); got.Status != said {
		t.Errorf("the status line says %q, want %q", got.Status, said)
	}
	if got := p.accessible(statusLine).role; got != "status" {
		t.Errorf("the status line is a %s", got)
	}
	if title := eval[string](p, `document.title`); !strings.HasPrefix(title, query+" - Tìm kiếm") {
		t.Errorf("the title is %q", title)
	}
	if value := eval[string](p, `document.querySelector("`+searchField+`").value`); value != query {
		t.Errorf("the field has %q", value)
	}
	marks := eval[[]string](p, `[...document.querySelectorAll(".found .card:first-child mark")].map((mark) => mark.innerText)`)
	for _, text := range []string{"Hải Phòng", "thi đua"} {
		if !slices.Contains(marks, text) {
			t.Errorf("%q is not marked in the first result; %q are", text, marks)
		}
	}
	if got.Notes != "Có phải bạn tìm: thi đua Hải Phòng" {
		t.Errorf("the page notes %q", got.Notes)
	}
	p.shoot("search-results")

	p.click(".notes a")
	got = answered(p, "thi đua Hải Phòng")
	if got.Notes != "" || got.Results[0].URL != want.Results[0].URL {
		t.Errorf("with marks: %+v", got)
	}
	if id := eval[string](p, `document.activeElement.id`); id != "ket_qua" {
		t.Errorf("the focus is on %q, want the results", id)
	}
	p.exec(`history.back()`)
	if got := answered(p, query); got.Results[0].URL != want.Results[0].URL || got.Notes == "" {
		t.Errorf("Back shows %+v", got)
	}
	silent(p)
}

// TestSearchSays holds what the page says of queries that are not quite right.
func TestSearchSays(t *testing.T) {
	t.Parallel()
	s := serveSample(t)
	p := newPage(t, s)
	p.open(searchPage)
	p.wait(`document.querySelector("input[role=combobox]")`)

	got := ask(p, "thi dua hai phonh")
	if got.Notes != "Kết quả cho “thi đua Hải Phòng”" || got.Results[0].URL != "/phong-trao/hai-phong-doi-moi-thi-dua/" {
		t.Errorf("misspelt: %+v", got)
	}
	if marks := eval[[]string](p, `[...document.querySelectorAll(".found .card:first-child mark")].map((mark) => mark.innerText)`); !slices.Contains(marks, "Hải Phòng") {
		t.Errorf("misspelt: %q are marked", marks)
	}

	const partly = "lớp học đêm sông"
	want := expected(t, s, search.Request{Query: partly}).Results[0]
	got = ask(p, partly)
	if want.Missing == nil || got.Results[0].Lacks != "thiếu: "+strings.Join(want.Missing, ", ") {
		t.Errorf("the first result lacks %q, and is said to: %q", want.Missing, got.Results[0].Lacks)
	}

	got = ask(p, "qwrtpsdf")
	if len(got.Results) != 0 || !strings.HasPrefix(got.Status, "Không tìm thấy bài nào phù hợp.") {
		t.Errorf("nothing: %+v", got)
	}
	if wrong := p.axe(); len(wrong) > 0 {
		t.Error(wrong)
	}

	const hostile = `<img src=x onerror=alert(1)> " (`
	if got = ask(p, hostile); eval[int](p, `document.querySelectorAll("main img[src=x]").length`) != 0 {
		t.Errorf("a query became HTML: %+v", got)
	}
	silent(p)
}

// TestSixQueriesTyped types what the design of search promises to answer.
func TestSixQueriesTyped(t *testing.T) {
	t.Parallel()
	const haiPhong = "/phong-trao/hai-phong-doi-moi-thi-dua/"
	s := serveSample(t)
	p := newPage(t, s)
	p.open(searchPage)
	p.wait(`document.querySelector("input[role=combobox]")`)
	for _, c := range []struct {
		query string
		first string // the first result, if the query has one
		only  string // all marks are like this
		total int    // 0: as many as there are
	}{
		{query: "thi dua hai phong", first: haiPhong, only: `(?i)^(thi đua|hải|phòng|hải phòng)( (thi đua|hải phòng))?$`},
		{query: "thi đua Hải Phòng", first: haiPhong, only: `(?i)^(thi đua|hải phòng)( (thi đua|hải phòng))?$`},
		{query: "TĐKT", only: `^TĐKT$`},
		{query: "dien hinh tien tien", only: `(?i)^(điển hình|tiên tiến|điển hình tiên tiến)$`},
		{query: `"nông thôn mới"`, only: `(?i)^nông thôn mới$`},
		{query: "84.016 tỷ", first: haiPhong, only: `^84\.016 tỷ$`, total: 1},
	} {
		want := expected(t, s, search.Request{Query: c.query})
		got := ask(p, c.query)
		if diff := cmp.Diff(urlsOf(want), got.urls()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.query, diff)
		}
		if c.first != "" && got.Results[0].URL != c.first {
			t.Errorf("%s: first comes %s", c.query, got.Results[0].URL)
		}
		if c.total > 0 && len(got.Results) != c.total {
			t.Errorf("%s: %d results, want %d", c.query, len(got.Results), c.total)
		}
		for _, mark := range eval[[]string](p, `[...document.querySelectorAll(".found .card:nth-child(-n+3) mark")].map((mark) => mark.innerText)`) {
			if !regexp.MustCompile(c.only).MatchString(mark) {
				t.Errorf("%s marks %q", c.query, mark)
			}
		}
	}
	silent(p)
}

// TestSearchOpensAtThePassage holds that a result leads to where its page has what was
// asked for.
func TestSearchOpensAtThePassage(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveSample(t))
	p.open(address("84.016 ty dong"))
	answered(p, "84.016 ty dong")
	if link := eval[string](p, `document.querySelector("`+cardLink+`").getAttribute("href")`); !strings.Contains(link, "#:~:text=84.016%20t") {
		t.Errorf("the result leads to %s", link)
	}
	p.click(cardLink)
	p.wait(`location.pathname === "/phong-trao/hai-phong-doi-moi-thi-dua/" && scrollY > 0`)
	if !eval[bool](p, `(() => {
		const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT)
		for (let text; text = texts.nextNode();) {
			const place = text.data.search(/84\.016\stỷ/)
			if (place < 0) continue
			const range = document.createRange()
			range.setStart(text, place)
			range.setEnd(text, place + 9)
			const { top, bottom } = range.getBoundingClientRect()
			return top >= 0 && bottom <= innerHeight
		}
	})()`) {
		t.Error("the passage is not in the window")
	}
	silent(p)
}

// TestSearchBack holds that Back leads to the results and the place in them, whether the
// browser has kept the page or loads it anew, and that a reload does.
func TestSearchBack(t *testing.T) {
	t.Parallel()
	const query = "thi dua"
	for _, kept := range []bool{true, false} {
		t.Run(fmt.Sprintf("kept=%t", kept), func(t *testing.T) {
			t.Parallel()
			p := newPage(t, serveSample(t))
			p.viewport(360, 640)
			p.open(address(query))
			before := answered(p, query)
			if p.exec(`window.mine = true`); !kept {
				p.exec(`addEventListener("unload", () => {})`) // such a page is loaded anew
			}
			p.exec(`document.querySelector(".found .card:nth-child(7) a").scrollIntoView({ block: "center" })`)
			p.wait(`history.state?.top === scrollY && scrollY > 500`)
			place := eval[float64](p, `scrollY`)
			same := func(how string) {
				t.Helper()
				if diff := cmp.Diff(before, answered(p, query)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", how, diff)
				}
				p.wait(`scrollY > 0`)
				if got := eval[float64](p, `new Promise((done) => setTimeout(() => done(scrollY), 100))`); got < place-2 || got > place+2 {
					t.Errorf("%s: at %.0f, want %.0f", how, got, place)
				}
			}
			p.click(".found .card:nth-child(7) h3 a")
			p.wait(`location.pathname !== "/tim-kiem/" && document.readyState === "complete"`)
			p.exec(`history.back()`)
			p.wait(`location.pathname === "/tim-kiem/"`)
			same("Back")
			if got := eval[bool](p, `window.mine === true`); got != kept {
				t.Errorf("the page was kept: %t", got)
			}
			if !kept {
				p.reload()
				same("a reload")
			}
			silent(p)
		})
	}
}

// TestSearchPages holds that there is more than the first page of results, and that its
// address can be shared.
func TestSearchPages(t *testing.T) {
	t.Parallel()
	const query = "thi dua"
	s := serveSample(t)
	first := expected(t, s, search.Request{Query: query})
	second := expected(t, s, search.Request{Query: query, From: 10})
	p := newPage(t, s)
	p.open(address(query))
	if diff := cmp.Diff(urlsOf(first), answered(p, query).urls()); diff != "" {
		t.Errorf("page 1 (-want +got):\n%s", diff)
	}
	p.click(".results .pager a[rel=next]")
	p.wait(`location.search.includes("page=2")`)
	got := answered(p, query)
	if diff := cmp.Diff(urlsOf(second), got.urls()); diff != "" {
		t.Errorf("page 2 (-want +got):\n%s", diff)
	}
	if got, want := p.accessible(".results .pager [aria-current=page]"), (accessible{"link", "Trang 2"}); got != want {
		t.Errorf("the pager's current page is %+v", got)
	}
	if !eval[bool](p, `document.activeElement.id === "ket_qua" && document.activeElement.getBoundingClientRect().top >= 0`) {
		t.Error("the reader is not led to the top of the results")
	}
	other := newPage(t, s)
	other.open(eval[string](p, `location.pathname + location.search`))
	if diff := cmp.Diff(got, answered(other, query)); diff != "" {
		t.Errorf("the address, shared (-here +there):\n%s", diff)
	}
	silent(p)
	silent(other)
}

// TestSearchNarrows narrows results down by province and year, has the newest first, and
// shares what is left.
func TestSearchNarrows(t *testing.T) {
	t.Parallel()
	const query = "thi dua"
	s := serveSample(t)
	p := newPage(t, s)
	p.open(address(query))
	all := answered(p, query)
	status := func(want string) {
		t.Helper()
		p.wait(`document.querySelector(".results").getAttribute("aria-busy") === "false"`)
		if got := eval[string](p, `document.querySelector("`+statusLine+`").innerText`); got != want {
			t.Errorf("the status line says %q, want %q", got, want)
		}
	}
	found := func(n int) string { return fmt.Sprintf("Tìm thấy %d bài", n) }
	counts := func() map[string]string {
		t.Helper()
		p.wait(`document.querySelector(".facets input") && document.querySelector(".results").getAttribute("aria-busy") === "false"`)
		return eval[map[string]string](p, `Object.fromEntries([...document.querySelectorAll(".facets label")].map((label) => {
			const { name, value } = label.querySelector("input")
			return [name + "=" + value, label.querySelector(".number").textContent]
		}).filter(([, count]) => count))`)
	}
	wanted := func(r search.Request) map[string]string {
		t.Helper()
		r.Facets = true
		m := make(map[string]string)
		for key, values := range expected(t, s, r).Facets {
			for _, v := range values {
				m[key+"="+v.Value] = fmt.Sprintf("(%d)", v.Count)
			}
		}
		return m
	}

	if diff := cmp.Diff(wanted(search.Request{Query: query}), counts()); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	for key, values := range eval[map[string][]string](p, `Object.fromEntries([...document.querySelectorAll(".facets fieldset:not([data-key=years])")].map((group) =>
		[group.dataset.key, [...group.querySelectorAll("label")].map((label) => [label.querySelector(".number").textContent, label.querySelector("input").value].join(" "))]))`) {
		if !slices.IsSortedFunc(values, byCount) {
			t.Errorf("%s: the commonest first, then by the alphabet: %q", key, values)
		}
	}
	province := expected(t, s, search.Request{Query: query, Facets: true}).Facets["localities"][0]
	p.click(fmt.Sprintf(".facets input[name=localities][value=%q]", province.Value))
	p.wait(`location.search.includes("localities=")`)
	status(found(province.Count))
	filters := map[string][]string{"localities": {province.Value}}
	if diff := cmp.Diff(wanted(search.Request{Query: query, Filters: filters}), counts()); diff != "" {
		t.Errorf("counts with %s (-want +got):\n%s", province.Value, diff)
	}
	if got, want := p.accessible(".drop a"), (accessible{"link", "Bỏ lọc theo " + province.Value}); got != want {
		t.Errorf("the filter is shown as %+v, want %+v", got, want)
	}

	year := expected(t, s, search.Request{Query: query, Filters: filters, Facets: true}).Facets["years"][0]
	p.click(fmt.Sprintf(".facets input[name=years][value=%q]", year.Value))
	p.wait(`location.search.includes("years=")`)
	status(found(year.Count))
	for _, day := range eval[[]string](p, `[...document.querySelectorAll(".found time")].map((time) => time.dateTime)`) {
		if !strings.HasPrefix(day, year.Value) {
			t.Errorf("narrowed down to %s: %s", year.Value, day)
		}
	}
	p.exec(`history.back()`)
	p.wait(`!location.search.includes("years=")`)
	status(found(province.Count))
	p.click(".drop a")
	p.wait(`!location.search.includes("localities=")`)
	status(all.Status)
	if eval[bool](p, `[...document.querySelectorAll(".facets input")].some(({ checked }) => checked)`) {
		t.Error("a box is ticked that filters nothing")
	}

	p.click(".results [data-sort=date]")
	p.wait(`location.search.includes("sort=date")`)
	answered(p, query)
	days := eval[[]string](p, `[...document.querySelectorAll(".found time")].map((time) => time.dateTime)`)
	if len(days) < 5 || !slices.IsSortedFunc(days, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("newest first: %q", days)
	}
	if got := eval[string](p, `document.querySelector(".sort [aria-current=true]").innerText`); got != "Mới nhất" {
		t.Errorf("the order is %q", got)
	}
	p.click(fmt.Sprintf(".facets input[name=localities][value=%q]", province.Value))
	p.wait(`location.search.includes("localities=")`)
	here := answered(p, query)

	other := newPage(t, s)
	other.open(eval[string](p, `location.pathname + location.search`))
	if diff := cmp.Diff(here, answered(other, query)); diff != "" {
		t.Errorf("the address, shared (-here +there):\n%s", diff)
	}
	if got := eval[string](other, `document.querySelector(".facets input:checked").value + document.querySelector(".sort [aria-current=true]").innerText`); got != province.Value+"Mới nhất" {
		t.Errorf("the address, shared, shows as chosen: %s", got)
	}
	silent(p)
	silent(other)
}

// byCount compares values of a facet that are written "(3) Điện Biên".
func byCount(a, b string) int {
	count := func(value string) (number int, name string) {
		before, name, _ := strings.Cut(value, ") ")
		_, _ = fmt.Sscan(strings.TrimPrefix(before, "("), &number)
		return number, name
	}
	m, first := count(a)
	n, second := count(b)
	if n != m {
		return n - m
	}
	return vietnamese.NewCollator().Compare(first, second)
}

// TestSearchRemembers holds that past searches are offered, and forgotten when told to.
func TestSearchRemembers(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveSample(t))
	p.open(searchPage)
	p.wait(`document.querySelector("input[role=combobox]")`)
	ask(p, "hai phong")
	ask(p, "nông thôn mới")
	p.open("/")
	p.wait(`document.querySelector("input[role=combobox]")`)
	p.click(headerField)
	suggested(p, "nông thôn mới")
	if got, want := p.accessible("header [role=listbox]"), (accessible{"listbox", "Đã tìm gần đây"}); got != want {
		t.Errorf("the list is %+v, want %+v", got, want)
	}
	if wrong := p.axe(); len(wrong) > 0 {
		t.Error(wrong)
	}
	press(p, kb.ArrowDown+kb.ArrowDown+kb.Enter)
	answered(p, "hai phong")
	p.open("/")
	p.wait(`document.querySelector("input[role=combobox]")`)
	p.click(headerField)
	suggested(p, "hai phong")
	p.click("header .popup button")
	p.wait(`document.querySelector("header .popup").hidden`)
	if got := eval[string](p, `JSON.stringify(Object.entries(localStorage))`); strings.Contains(got, "hai phong") {
		t.Errorf("the device keeps %s", got)
	}
	silent(p)
}

// TestSearchWithoutScript holds that the form leads to something useful.
func TestSearchWithoutScript(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveSample(t))
	p.scripts(false)
	p.open("/")
	p.click(headerField)
	p.keys("thi dua")
	p.keys(kb.Enter)
	p.wait(`location.pathname + location.search === "/tim-kiem/?q=thi+dua" && document.readyState === "complete"`)
	if got := eval[string](p, `document.querySelector("main noscript").innerText`); !strings.Contains(got, "đã tắt JavaScript") {
		t.Errorf("the page says %q", got)
	}
	if got := eval[string](p, `document.querySelector("main").innerText`); strings.Contains(got, "#") || strings.Contains(got, "Liên quan nhất") {
		t.Errorf("the page shows what it is for scripts only:\n%s", got)
	}
	year := eval[string](p, `document.querySelector("[aria-labelledby=nam] ul a").pathname`)
	for _, name := range []string{"nam", "chuyen_muc", "dien_hinh"} {
		if n := eval[int](p, fmt.Sprintf(`[...document.querySelectorAll("[aria-labelledby=%s] a")].filter((link) => link.checkVisibility()).length`, name)); n < 2 {
			t.Errorf("%d ways by %s", n, name)
		}
	}
	p.scripts(true) // axe's own
	if wrong := p.axe(); len(wrong) > 0 {
		t.Error(wrong)
	}
	p.open(year)
	silent(p)
}

const (
	saysOffline    = "Không có kết nối mạng nên chưa tìm được. Khi có mạng trở lại, trang này sẽ tự tìm."
	saysCannot     = "Chưa tìm theo từ được. Bạn vẫn có thể chọn bài theo các danh mục dưới đây."
	saysOtherKind  = "Dữ liệu tìm kiếm vừa được cập nhật. Bạn hãy tải lại trang này để tìm."
	saysIncomplete = "Một phần dữ liệu tìm kiếm chưa tải được, kết quả có thể chưa đầy đủ."
)

// TestSearchOffline holds that the page says what is the matter, and goes on by itself.
func TestSearchOffline(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveSample(t))
	p.open(searchPage)
	p.wait(`document.querySelector("input[role=combobox]")`)
	// Before anything of the index is there, and after.
	for _, query := range []string{"thi dua hai phong", "nông thôn mới"} {
		p.connect(offline)
		if got := ask(p, query); got.Status != saysOffline || len(got.Results) > 0 || got.Notes != "" {
			t.Errorf("offline: %+v", got)
		}
		if wrong := p.troubles(consoleError, exception); len(wrong) > 0 {
			t.Error(wrong)
		}
		p.connect(online)
		p.wait(`document.querySelectorAll(".found .card").length > 1`)
		if got := answered(p, query); !strings.HasPrefix(got.Status, "Tìm thấy ") || got.Notes == saysIncomplete {
			t.Errorf("online again: %+v", got)
		}
		p.forgive()
	}
	// What has been fetched can be asked again.
	p.connect(offline)
	if got := ask(p, "thi dua hai phong"); !strings.HasPrefix(got.Status, "Tìm thấy ") {
		t.Errorf("asked again: %+v", got)
	}
}

// TestSearchDamaged takes parts of the index away, one of each kind: the rest answers,
// and the page says that something may be missing.
func TestSearchDamaged(t *testing.T) {
	t.Parallel()
	const query = "thi dua hai phong"
	s := serveSample(t)
	whole := newPage(t, s)
	whole.open(address(query))
	all := answered(whole, query)
	part := make(map[string]string) // kind → a file of it
	for _, file := range asked(s) {
		if at := strings.Split(file, "/"); len(at) == 5 {
			part[at[3]] = file
		}
	}
	silent(whole)
	for _, kind := range []string{"p", "d"} {
		if part[kind] == "" {
			t.Fatalf("a search asks for none of %s: %q", kind, part)
		}
		for how, damage := range map[string]func(){
			"missing": func() { s.remove(part[kind]) },
			"garbled": func() { s.garble(part[kind], "<!doctype html><title>Not found</title>") },
		} {
			damage()
			p := newPage(t, s)
			p.open(address(query))
			got := answered(p, query)
			if !strings.Contains(got.Notes, saysIncomplete) || !strings.HasPrefix(got.Status, "Tìm thấy ") || len(got.Results) == 0 {
				t.Errorf("%s %s: %+v", part[kind], how, got)
			}
			for _, r := range got.Results {
				if r.Title == "" {
					t.Errorf("%s %s: a result is empty", part[kind], how)
				}
			}
			wrong := p.troubles(consoleError, exception)
			if how == "missing" {
				wrong = append(wrong, p.axe()...)
			}
			for _, w := range wrong {
				t.Errorf("%s %s: %s", part[kind], how, w)
			}
			s.repair()
			ask(p, "nông thôn mới")
			if got := ask(p, query); !cmp.Equal(all, got) {
				t.Errorf("%s repaired: %s", part[kind], cmp.Diff(all, got))
			}
		}
	}
}

// TestSearchWithoutIndex holds what the page says where there is no index to ask, and
// that it does not give up.
func TestSearchWithoutIndex(t *testing.T) {
	t.Parallel()
	s := serveSample(t)
	const query = "thi dua hai phong"
	manifest, err := os.ReadFile(s.dir + "/search/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		do   func()
		says string
	}{
		{"another version", func() {
			s.garble("/search/manifest.json", strings.Replace(string(manifest), `"version":2`, `"version":99`, 1))
		}, saysOtherKind},
		{"no script", func() { s.remove("/search/client.*.js") }, saysOtherKind},
		{"no manifest", func() { s.remove("/search/manifest.json") }, saysCannot},
		{"a garbled manifest", func() { s.garble("/search/manifest.json", "<!doctype html>") }, saysCannot},
		{"no segments", func() { s.garble("/search/manifest.json", strings.Replace(string(manifest), `"segments"`, `"x"`, 1)) }, saysCannot},
		{"no shards", func() { s.remove("/search/*/*/*.bin") }, saysCannot},
	} {
		c.do()
		p := newPage(t, s)
		p.open(address(query))
		if got := answered(p, query); got.Status != c.says || got.Notes != "" || len(got.Results) != 0 {
			t.Errorf("%s: %+v", c.name, got)
		}
		if wrong := p.troubles(consoleError, exception); len(wrong) > 0 {
			t.Errorf("%s: %q", c.name, wrong)
		}
		s.repair()
		p.keys("k", chromedp.ModifierCtrl)
		p.keys(kb.Enter)
		p.wait(`document.querySelectorAll(".found .card").length > 1`)
	}
}

// english is a small site whose readers read English.
const english = `
-- config.toml --
title = "Good People"
baseURL = "https://good.example/"
language = "en"
-- content/favicon.ico --
-- content/stories/night-class.md --
+++
title = "A night class of Lò Thị Ánh"
date = 2026-01-02
summary = "Teacher Lò Thị Ánh lights the lamps."
localities = ["Điện Biên"]
+++
When the day is over, teacher Lò Thị Ánh opens her night class.
-- content/stories/river.md --
+++
title = "The river keeper"
date = 2025-03-04
summary = "He keeps the river clean."
localities = ["Hải Phòng"]
+++
Every night he rows out, and the class of his daughter with him.
`

// TestSearchInEnglish holds that an English page speaks English.
func TestSearchInEnglish(t *testing.T) {
	t.Parallel()
	s := serveSite(t, unpack(t, english))
	p := newPage(t, s)
	p.open(searchPage)
	p.wait(`document.querySelector("input[role=combobox]")`)
	if got, want := p.accessible(searchField), (accessible{"combobox", "Words to search for"}); got != want {
		t.Errorf("the field is %+v, want %+v", got, want)
	}
	p.click(searchField)
	p.keys("the r")
	suggested(p, "The river keeper")
	if got, want := p.accessible("main [role=listbox]"), (accessible{"listbox", "Suggestions"}); got != want {
		t.Errorf("the list is %+v, want %+v", got, want)
	}
	got := ask(p, "lo thi anh")
	if got.Status != "Stories found: 1" || got.Notes != "Did you mean: Lò Thị Ánh" {
		t.Errorf("%+v", got)
	}
	p.wait(`document.querySelector(".facets legend")`)
	text := eval[string](p, `document.querySelector("main").innerText`)
	for _, want := range []string{"Did you mean", "Years", "Điện Biên"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
	if got := ask(p, "qwrtpsdf"); !strings.HasPrefix(got.Status, "No story was found.") {
		t.Errorf("%+v", got)
	}
	for _, wrong := range p.axe() {
		t.Error(wrong)
	}
	silent(p)
	p = newPage(t, s)
	p.open(searchPage)
	p.wait(`document.querySelector("input[role=combobox]")`)
	p.connect(offline)
	if got := ask(p, "river keeper"); !strings.HasPrefix(got.Status, "There is no network connection.") {
		t.Errorf("%+v", got)
	}
}

// TestSearchLooks holds the looks of the page, with suggestions and with results, on each
// screen by day and by night: axe-core is silent, nobody scrolls sideways, nothing jumps.
func TestSearchLooks(t *testing.T) {
	t.Parallel()
	const query = "thi dua hai phong"
	s := serveSample(t)
	for _, width := range []int64{320, 360, 1280} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			p := newPage(t, s)
			look := func(state string) {
				t.Helper()
				if wider := p.overflow(); wider > 0 {
					t.Errorf("%s: %d pixels to the right of the window", state, wider)
				}
				for _, scheme := range []string{"light", "dark"} {
					p.scheme(scheme)
					p.shoot(fmt.Sprintf("search-%s-%d-%s", state, width, scheme))
					if width == 320 {
						continue // as 360
					}
					for _, violation := range p.axe() {
						t.Errorf("%s, %s: %s", state, scheme, violation)
					}
				}
			}
			still := func(state string) {
				t.Helper()
				if shift := p.shift(); shift > 0.02 {
					t.Errorf("%s: layout shift %.3f", state, shift)
				}
			}
			p.viewport(width, 800)
			p.open(address(query))
			answered(p, query)
			still("an address")
			look("results")
			if eval[bool](p, `document.querySelector(".index").checkVisibility()`) {
				t.Error("what there is to choose from stands below results")
			}
			if top := eval[float64](p, `document.querySelector(".found .card h3").getBoundingClientRect().bottom`); top > 700 {
				t.Errorf("the first title is %.0f pixels below the top", top)
			}
			if width < 1024 {
				p.click("main .narrow summary")
			}
			p.wait(`document.querySelector(".facets input")`)
			look("filters")
			if width < 1024 {
				p.exec(`document.querySelector(".facets input").focus()`)
				p.keys(kb.Escape)
				p.wait(`!document.querySelector(".narrow").open && document.activeElement === document.querySelector(".narrow summary")`)
			}
			p.click(".pager [rel=next]")
			p.wait(`location.search.includes("page=2")`)
			answered(p, query)
			if title := eval[string](p, `document.title`); !strings.HasPrefix(title, query+" - Trang 2 - Tìm kiếm") {
				t.Errorf("the title is %q", title)
			}

			p.open(searchPage)
			p.wait(`document.querySelector("input[role=combobox]")`)
			p.click(searchField)
			p.keys("th")
			suggested(p, "Th")
			p.keys(kb.ArrowDown)
			look("suggestions")
			p.keys(kb.Escape)
			ask(p, query)
			still("an answer")
			silent(p)
		})
	}
}

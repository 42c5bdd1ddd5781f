package search

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"guong/generator/vietnamese"
)

// formatDocument is docs/search-format.md, whose examples these tests compute.
var formatDocument = sync.OnceValue(func() string {
	raw, err := os.ReadFile("../../docs/search-format.md")
	if err != nil {
		panic(err)
	}
	return string(raw)
})

// formatTable returns the cells of the table with these headings.
func formatTable(t *testing.T, headings ...string) (rows [][]string) {
	t.Helper()
	head := "| " + strings.Join(headings, " | ") + " |\n"
	if strings.HasSuffix(head, " |  |\n") {
		head = strings.TrimSuffix(head, " |  |\n") + " | |\n"
	}
	_, table, ok := strings.Cut(formatDocument(), "\n"+head)
	if !ok {
		t.Fatalf("no table begins with %s", head)
	}
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "|") {
			break
		}
		if strings.HasPrefix(line, "|--") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "|\n"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(cells) != len(headings) {
			t.Fatalf("%d cells under %d headings: %s", len(cells), len(headings), line)
		}
		rows = append(rows, cells)
	}
	return rows
}

// formatBlock returns the first block of a kind behind some text.
func formatBlock(t *testing.T, kind, behind string) string {
	t.Helper()
	_, rest, ok := strings.Cut(formatDocument(), behind)
	_, block, found := strings.Cut(rest, "```"+kind+"\n")
	if !ok || !found {
		t.Fatalf("no block %s behind %q", kind, behind)
	}
	block, _, _ = strings.Cut(block, "```")
	return block
}

func numberIn(t *testing.T, cell string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		t.Errorf("%s: the document has %s, the code %s", what, w, g)
	}
}

func TestFormatPlaces(t *testing.T) {
	for _, row := range formatTable(t, "term", "hash", "shard", "key", "of 100 files") {
		h := hashOf(row[0])
		p := termPlace(h)
		equal(t, row[0], fmt.Sprintf("%08x %08x %05x %d", h, p.shard, p.key, p.shardOf(100)), strings.Join(row[1:], " "))
	}
	for _, row := range formatTable(t, "first", "second", "shard", "key", "of 100 files") {
		p := pairPlace(hashOf(row[0]), hashOf(row[1]))
		equal(t, row[0]+" "+row[1], fmt.Sprintf("%08x %05x %d", p.shard, p.key, p.shardOf(100)), strings.Join(row[2:], " "))
	}
}

func TestFormatAnalysis(t *testing.T) {
	for _, row := range formatTable(t, "syllable", "term", "reading") {
		l := Analyse(row[0])[0]
		equal(t, row[0], fmt.Sprintf("%s %d", l.Term, l.Reading), row[1]+" "+row[2])
	}
	for _, row := range formatTable(t, "text", "tokens: term, reading, kind; `¦` breaks") {
		got := strings.ReplaceAll(written(Analyse(vietnamese.RepairString(row[0]))), "|", "¦")
		equal(t, row[0], got, row[1])
	}
	rhymes := 0
	for line := range strings.Lines(formatBlock(t, "rhymes", "**Syllables**")) {
		fields := strings.Fields(strings.ReplaceAll(line, "-", "#"))
		for _, coda := range fields[2:] {
			want := vietnamese.Syllable{Glide: strings.Trim(fields[0], "#"), Nucleus: fields[1], Coda: strings.Trim(coda, "#")}
			rhyme := want.Glide + want.Nucleus + want.Coda
			found := slices.ContainsFunc([]string{"", "b", "h", "qu", "th"}, func(onset string) bool {
				s, ok := vietnamese.ParseToneless(onset + rhyme)
				s.Onset = ""
				return ok && s == want
			})
			if !found {
				t.Errorf("the rhyme %s is not the code's", rhyme)
			}
			rhymes++
		}
	}
	if rhymes != 171 {
		t.Errorf("%d rhymes", rhymes)
	}
}

func TestFormatShard(t *testing.T) {
	var lists []list
	for _, row := range formatTable(t, "key", "reading", "tail", "documents", "impacts") {
		key, err := strconv.ParseUint(row[0], 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		l := list{key: uint32(key), reading: uint32(numberIn(t, row[1])), tail: int(numberIn(t, row[2]))}
		for _, doc := range strings.Fields(row[3]) {
			l.docs = append(l.docs, uint32(numberIn(t, doc)))
		}
		for _, impact := range strings.Fields(row[4]) {
			l.impacts = append(l.impacts, byte(numberIn(t, impact)))
		}
		lists = append(lists, l)
	}
	raw, err := hex.DecodeString(strings.Join(strings.Fields(formatBlock(t, "hex", "## Shards")), ""))
	if err != nil {
		t.Fatal(err)
	}
	if got := appendShard(nil, lists); !bytes.Equal(got, raw) {
		t.Errorf("the shard is\n% x, the document has\n% x", got, raw)
	}
	if got, err := decodeShard(raw, 301, roomy()); err != nil || !reflect.DeepEqual(got, lists) {
		t.Errorf("the document's shard has %v, %v", got, err)
	}
	for _, row := range formatTable(t, "weight", "norm", "impact") {
		equal(t, strings.Join(row[:2], " by "), impactOf(uint32(numberIn(t, row[0])), numberIn(t, row[1])), row[2])
	}
}

func TestFormatSizes(t *testing.T) {
	for _, row := range formatTable(t, "address", "hash") {
		equal(t, row[0], fmt.Sprintf("%08x", boundHash(row[0])), row[1])
	}
	for _, row := range formatTable(t, "number", "in steps of 2^(1/8)", "of 2^(1/4)") {
		n := int(numberIn(t, row[0]))
		equal(t, row[0], fmt.Sprintf("%.2f %.2f", stepped(n, lengthSteps), stepped(n, averageSteps)), row[1]+" "+row[2])
	}
	for _, row := range formatTable(t, "postings", "documents", "shards") {
		equal(t, row[0]+" postings", shardCount(int(numberIn(t, row[0])), int(numberIn(t, row[1]))), row[2])
	}
	for _, row := range formatTable(t, "text", "file") {
		equal(t, row[0], suggestFile(letterKey(row[0])), row[1])
	}
}

func TestFormatJSON(t *testing.T) {
	for _, test := range []struct {
		behind string
		into   any
	}{
		{"## Manifest", new(manifest)},
		{"A block of cards", new([]card)},
		{"A facet's column", new(column)},
		{"The vocabulary:", new(wordList)},
	} {
		block := formatBlock(t, "json", test.behind)
		decoder := json.NewDecoder(strings.NewReader(block))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(test.into); err != nil {
			t.Errorf("%s: %v", test.behind, err)
			continue
		}
		raw, err := json.Marshal(test.into)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, test.behind, string(raw), strings.TrimSpace(block))
	}
	var described []string
	for _, row := range formatTable(t, "key", "value") {
		for _, key := range strings.Split(strings.TrimPrefix(row[0], "… "), ", ") {
			described = append(described, strings.Trim(key, "`"))
		}
	}
	for _, kind := range []reflect.Type{reflect.TypeFor[manifest](), reflect.TypeFor[segment]()} {
		for i := range kind.NumField() {
			if key, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ","); !slices.Contains(described, key) {
				t.Errorf("the key %s of the manifest is not described", key)
			}
		}
	}
}

// TestFormatExample holds the worked scores.
func TestFormatExample(t *testing.T) {
	rows := formatTable(t, "document", "title", "summary", "query", "score")
	var docs []Document
	for i, row := range rows {
		docs = append(docs, Document{URL: row[0], Title: row[1], Summary: row[2], Date: time.Date(2025, 1, 1+i, 8, 0, 0, 0, time.UTC)})
	}
	x := Opened(t, Written(t, Options{Base: "/"}, docs))
	for _, row := range rows {
		score := ""
		for _, r := range x.Search(Request{Query: row[3]}).Results {
			if r.URL == row[0] {
				score = fmt.Sprintf("%.6f", r.Score)
			}
		}
		equal(t, row[0], score, row[4])
	}
}

func TestFormatConstants(t *testing.T) {
	code := map[string]float64{
		"FormatVersion": FormatVersion, "keyBits": keyBits, "readings": readings, "impactBits": impactBits,
		"titleWeight": titleWeight, "summaryWeight": summaryWeight, "namesWeight": namesWeight, "bodyWeight": bodyWeight,
		"saturation": saturation, "lengthPart": lengthPart, "headSize": headSize, "cardsPerBlock": cardsPerBlock,
		"lengthSteps": lengthSteps, "averageSteps": averageSteps, "stampSize": stampSize,
		"leastDivided": leastDivided, "baseWindow": baseWindow, "recentWindow": recentWindow,
		"longestSummary": longestSummary, "longestTerm": longestTerm, "mostJoined": mostJoined,
		"shortestLearnt": shortestLearnt, "longestLearnt": longestLearnt, "mostSuggestions": mostSuggestions,
		"leastDocuments": leastDocuments, "mostWords": mostWords, "mostTokens": mostTokens, "longestQuery": longestQuery,
		"singlePart": singlePart, "misread": misread, "unread": unread, "newest": newest, "shortQuery": shortQuery, "longQuery": longQuery,
		"few": few, "enough": enough, "defaultSize": defaultSize, "wholeTitle": wholeTitle, "wholeSummary": wholeSummary,
		"exactWhole": exactWhole, "titleIsQuery": titleIsQuery, "leastLetters": leastLetters, "mostCandidates": mostCandidates,
		"mostCounts": mostCounts, "mostDirectives": mostDirectives,
		"mostDocuments": mostDocuments, "mostSegments": mostSegments, "mostShards": mostShards, "mostFacets": mostFacets, "mostYears": mostYears,
		"largestManifest": largestManifest, "largestFile": largestFile, "largestPage": largestPage,
	}
	described := 0
	for _, row := range formatTable(t, "constant", "value", "") {
		values := strings.Split(row[1], ", ")
		for i, name := range strings.Split(row[0], ", ") {
			described++
			if want, ok := code[name]; !ok || want != numberIn(t, values[i]) {
				t.Errorf("%s: the document has %s, the code %v", name, values[i], want)
			}
		}
	}
	if described != len(code) {
		t.Errorf("%d constants are described, want %d", described, len(code))
	}
}

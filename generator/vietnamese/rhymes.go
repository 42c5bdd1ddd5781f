package vietnamese

import "strings"

// rhymeTable lists the rhymes of written Vietnamese: glide, nucleus, codas. A
// dash stands for none. Sources: the rhyme tables of the first-form textbooks
// (QĐ 1989/QĐ-BGDĐT spelling), with ăk, ak and âk for place names of the Tây
// Nguyên, and oo for loans (xoong, moóc).
const rhymeTable = `
- a   - c ch i k m n ng nh o p t u y
- ă   c k m n ng p t
- â   c k m n ng p t u y
- e   - c m n ng o p t
- ê   - ch m n nh p t u
- i   - ch m n nh p t u
- iê  c m n ng p t u
- ia  -
- o   - c i m n ng p t
- oo  c ng
- ô   - c i m n ng p t
- ơ   - i m n p t
- u   - c i m n ng p t
- uô  c i m n ng t
- ua  -
- ư   - c i m n ng t u
- ươ  c i m n ng p t u
- ưa  -
- y   - ch n nh t
- yê  m n ng t u
o a   - c ch i m n ng nh o p t y
o ă   c m n ng t
o e   - m n ng o t
u â   n ng t y
u ê   - ch n nh u
u ơ   -
u y   - ch n nh p t u
u yê  n t
u ya  -
`

// rhymes maps a rhyme as spelled, without tone, to its parts. It is filled once
// and never written again.
var rhymes = newRhymes()

func newRhymes() map[string]*Syllable {
	table := make(map[string]*Syllable, 192)
	for line := range strings.Lines(rhymeTable) {
		fields := strings.Fields(line)
		if len(fields) < 3 {
			continue
		}
		glide := strings.Trim(fields[0], "-")
		for _, coda := range fields[2:] {
			s := &Syllable{Glide: glide, Nucleus: fields[1], Coda: strings.Trim(coda, "-")}
			table[s.Glide+s.Nucleus+s.Coda] = s
		}
	}
	return table
}

// foldedRhymes are the rhymes without marks. It is filled once and never written
// again.
var foldedRhymes = newFoldedRhymes()

func newFoldedRhymes() map[string]bool {
	table := make(map[string]bool, len(rhymes))
	for rhyme := range rhymes {
		table[Fold(rhyme)] = true
	}
	return table
}

// onsets maps the consonant letters that a syllable begins with to its onset;
// the vowel letter of qu is named with it, and that of gi is seen to later. It
// is filled once and never written again.
var onsets = newOnsets()

func newOnsets() map[string]string {
	table := map[string]string{"": "", "q": "qu"}
	for _, onset := range strings.Fields("b c ch d đ g gh h k kh l m n ng ngh nh p ph r s t th tr v x") {
		table[onset] = onset
	}
	return table
}

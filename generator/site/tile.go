package site

import (
	"strings"
	"unicode/utf8"
)

// Tile is where a province stands on a map of squares, which keeps who lies north,
// south, east and west of whom, and no borders. Columns count from the west, rows
// from the north, both from 1; a province without a tile has 0.
type Tile struct{ Column, Row int }

// How large tiles are on the map, with the room around them.
const (
	tileWidth  = 54
	tileHeight = 46
)

// X returns where the tile begins on the map, from the left.
func (t Tile) X() int { return (t.Column-1)*tileWidth + 1 }

// Y returns where the tile begins on the map, from the top.
func (t Tile) Y() int { return (t.Row-1)*tileHeight + 1 }

// TileLine is a line of the name on a tile, and the height at which it stands.
type TileLine struct {
	Text string
	Y    int
}

// Lines returns the name of the province as its tile shows it, in lines of up to
// seven letters where words allow it.
func (p *Province) Lines() (lines []TileLine) {
	for word := range strings.FieldsSeq(p.Title) {
		if n := len(lines); n > 0 && utf8.RuneCountInString(lines[n-1].Text+word) < 7 {
			lines[n-1].Text += " " + word
		} else {
			lines = append(lines, TileLine{Text: word})
		}
	}
	for i := range lines {
		lines[i].Y = 26 - 7*(len(lines)-1) + 14*i
	}
	return lines
}

// Shade returns how dark the tile is, by the number of stories: 0 for none, up to 3.
func (p *Province) Shade() int {
	switch {
	case p.Count == 0:
		return 0
	case p.Count < 3:
		return 1
	case p.Count < 10:
		return 2
	}
	return 3
}

// tiles are those of the 34 provinces, by their ids in the registry.
var tiles = map[string]Tile{
	"lai-chau": {1, 1}, "lao-cai": {2, 1}, "tuyen-quang": {3, 1}, "cao-bang": {4, 1},
	"dien-bien": {1, 2}, "son-la": {2, 2}, "phu-tho": {3, 2}, "thai-nguyen": {4, 2}, "lang-son": {5, 2},
	"ha-noi": {3, 3}, "bac-ninh": {4, 3}, "quang-ninh": {5, 3},
	"ninh-binh": {3, 4}, "hung-yen": {4, 4}, "hai-phong": {5, 4},
	"thanh-hoa": {3, 5},
	"nghe-an":   {3, 6}, "ha-tinh": {4, 6},
	"quang-tri": {4, 7}, "hue": {5, 7},
	"da-nang":    {5, 8},
	"quang-ngai": {5, 9},
	"gia-lai":    {5, 10},
	"dak-lak":    {5, 11},
	"tay-ninh":   {3, 12}, "dong-nai": {4, 12}, "lam-dong": {5, 12}, "khanh-hoa": {6, 12},
	"an-giang": {2, 13}, "dong-thap": {3, 13}, "ho-chi-minh": {4, 13},
	"can-tho": {2, 14}, "vinh-long": {3, 14},
	"ca-mau": {2, 15},
}

// near reports whether two tiles touch, at a side or at a corner.
func (t Tile) near(other Tile) bool {
	if t == (Tile{}) || other == (Tile{}) || t == other {
		return false
	}
	x, y := t.Column-other.Column, t.Row-other.Row
	return -1 <= x && x <= 1 && -1 <= y && y <= 1
}

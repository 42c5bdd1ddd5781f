// Package registry holds the facts of the domain that change with the law: the
// awards (danh hiệu thi đua, hình thức khen thưởng), the emulation movements
// (phong trào thi đua), the fields (lĩnh vực) and the provinces, each with its
// earlier names, its other spellings and the days on which it holds. It tells
// which of them a writer meant.
//
// # Words
//
//   - A record is one award, movement, field or province. Its id is a slug that
//     never changes; official codes are no ids, because they were reused in 2025.
//   - A name is how a record is called today, a former name how it was called
//     before, a spelling any other way to write one of them.
//   - A head is the beginning of an award whose text goes on with the body that
//     gives it, the giver: "Bằng khen" in "Bằng khen của Chủ tịch UBND tỉnh Đồng Tháp".
//   - A general award says less than the law does: "Bằng khen" without its giver,
//     "Huân chương Lao động" without its class.
//   - A former province is one of those before 1/7/2025; it may share its name
//     with the present one that took in its territory.
//
// # Where the facts stand
//
// In data/*.toml, which are part of the program, each with its legal source and
// with a note where a fact is only general knowledge. A site adds to them and
// overrides them in files of the same form:
//
//	registry/awards.toml  registry/movements.toml  registry/fields.toml  registry/provinces.toml
//
// A record with a known id replaces that record, one with a new id is added. The
// comments at the head of each data file explain its keys.
//
// # How a text is recognised
//
// Texts are compared by [vietnamese.Key], after abbreviations (UBND, TP, CSTĐ)
// are written out; introductions ("danh hiệu", "phong trào thi đua", "tỉnh") and
// a period at the end ("giai đoạn 2021 - 2025") may be there or not. A text without
// any marks is recognised too, if only one record can be meant. Where some marks
// are missing or wrong, and for slips as [vietnamese.Nearest] forgives them, there
// is a proposal and no more: [Near].
//
// # Guarantees
//
// All values are immutable, must not be changed by those who get them, and are
// safe for concurrent use. The same files give the same answers. On two cores of
// 2026 a look-up takes 0.5 µs, with a giver 6 µs, and 50 to 100 µs for what is
// misspelt or unknown (BenchmarkAward): who asks for the same text often keeps the
// answer.
package registry

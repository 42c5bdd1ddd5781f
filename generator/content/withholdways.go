package content

import (
	"maps"
	"slices"
	"strings"

	"guong/generator/value"
)

// way is how a key keeps a story from the public, and the key of Gương that
// means the same.
type way struct {
	when  when
	means string
}

// when tells with which values a key keeps a story from the public.
type when uint8

const (
	whenTrue   when = iota // unless it is blank or says no: hidden, password
	whenFalse              // unless it says yes or "public": visible, status
	whenNo                 // if it says no or has a word such as "draft": permalink, done
	whenRobots             // unless it lets robots in
	whenWord               // if it has a word such as "draft": tags
	whenDate               // unless it is blank: publish, below another key
)

// public reports whether a value says clearly that the story is public.
func (w way) public(n value.Node) bool { return !w.holds(n) }

// holds reports whether a value may keep the story from the public.
func (w way) holds(n value.Node) bool {
	yes, clear := truth(n)
	switch w.when {
	case whenTrue:
		return !isBlank(n) && !(clear && !yes)
	case whenFalse:
		return !(clear && yes) && !publicWords[words(n.Text)]
	case whenNo:
		return clear && !yes || heldWords[words(n.Text)] || n.Text == "local" || n.Text == "link" // values of Hugo's build
	case whenRobots:
		if isBlank(n) || n.Kind == value.Table {
			return false
		}
		tokens := strings.FieldsFunc(strings.ToLower(strings.Join(texts(n), ",")), func(c rune) bool { return c == ',' || c == ';' || c == ' ' })
		return !slices.ContainsFunc(tokens, func(t string) bool { return t == "index" || t == "all" || t == "follow" }) ||
			slices.Contains(tokens, "noindex") || slices.Contains(tokens, "none")
	case whenWord:
		return slices.ContainsFunc(texts(n), func(text string) bool { return heldWords[words(text)] })
	}
	return !isBlank(n) && !(clear && yes == (w.means == "publish"))
}

// ownWays are the keys of Gương that keep a story from the public, where they
// stand below another key.
var ownWays = map[string]way{
	"draft": {whenTrue, "draft"}, "publish": {whenDate, "publish"}, "expires": {whenDate, "expires"},
	"removed": {whenDate, "removed"}, "consent": {whenDate, "consent"},
}

// ways are the foreign keys that keep a story from the public, folded.
var ways = foldWays(map[way]string{
	{whenTrue, "draft"}: `hidden, hide, is hidden, invisible, private, is private, unlisted, is unlisted, unpublished, unpublish, is unpublished,
		not published, not public, nonpublic, do not publish, dont publish, no publish, skip publish, draft mode, wip, work in progress, unfinished, incomplete,
		pending, pending review, in review, under review, needs review, needs approval, unapproved, secret, confidential, sensitive, internal, internal only,
		restricted, protected, is protected, password protected, members only, subscribers only, login required, require login, requires login, auth required,
		password, passwd, post password, noindex, no index, robots noindex, robots no index, exclude, excluded, exclude from search, exclude from sitemap, exclude from index,
		exclude from collections, exclude from list, exclude from feed, exclude search, search exclude, sitemap exclude, sitemap ignore, eleventy exclude from collections,
		search hidden, hidden in home list, hide from list, hide from index, hide from home, hide from search, hide from feed, hide post, hide page,
		ignore, ignored, skip, disable, disabled, is disabled, inactive, suspended, blocked, headless, archived, archive, is archived, trash, trashed, deleted, is deleted, deleted at, delete,
		chưa đăng, không đăng, khoan đăng, đừng đăng, chưa công khai, không công khai, chưa xuất bản, không xuất bản, chưa công bố, không công bố, chưa phát hành,
		chưa duyệt, chờ duyệt, đang duyệt, chờ đăng, chưa xong, chưa hoàn thành, đang viết, đang soạn, đang sửa, ẩn, ẩn bài, ẩn đi, bị ẩn, tạm ẩn, không hiển thị, không hiện,
		riêng tư, bí mật, mật, tối mật, tuyệt mật, nội bộ, lưu hành nội bộ, mật khẩu, bảo mật, hạn chế, cấm đăng, tạm dừng, tạm dừng đăng, ngừng đăng, hủy đăng,
		không lập chỉ mục, không tìm kiếm, lưu trữ, xóa, xóa bài, đã xóa, thùng rác`,
	{whenTrue, "publish"}: `embargo, embargoed, embargo until, embargo date, embargoed until, hold, hold until, on hold, not before, schedule, scheduled, is scheduled,
		scheduled date, release date, release at, release on, released at, launch date, start publishing, post later,
		hẹn, hẹn lịch, lịch đăng, đặt lịch, đặt lịch đăng, giữ đến, giữ bài đến, cấm công bố đến, chưa đăng trước, không đăng trước, đăng sau, đăng từ, đăng từ ngày, ngày phát hành, ngày công bố`,
	{whenTrue, "expires"}: `expired, is expired, end publishing, finish publishing, remove after, delete after, archive date, archive at, offline at, offline date,
		đã hết hạn, hết hiệu lực, đến ngày, hiển thị đến, tự gỡ, tự động gỡ`,
	{whenTrue, "removed"}: `remove, is removed, removed at, removed on, removed date, date removed, removal, removal date, removal reason, withdraw, withdrawn, is withdrawn, withdrawal, retract, retracted,
		retraction, revoked, recalled, takedown, take down, taken down, takedown date, redacted,
		rút bài, đã rút, rút xuống, thu hồi, đã thu hồi, tạm gỡ, bị gỡ, hạ bài, đã hạ, hạ xuống, gỡ xuống, ngày gỡ, ngày gỡ bài, giờ gỡ, ngày hạ, lý do gỡ, lý do gỡ bài`,
	{whenTrue, "consent"}: `no consent, consent withdrawn, consent pending, consent required, anonymous, anonymize, anonymised, hide name,
		không đồng ý, chưa đồng ý, rút đồng ý, chưa xin phép, không cho phép, ẩn danh, ẩn tên, giấu tên, giấu danh tính`,
	{whenFalse, "consent"}: `consents, consented, consent given, has consent, permission, permission to publish, model release, release form,
		cho phép, cho phép đăng, đã đồng ý, đã xin phép, phụ huynh đồng ý, gia đình đồng ý, người giám hộ đồng ý, nhân vật đồng ý`,
	{whenFalse, "draft"}: `is published, public, is public, visible, is visible, visibility, listed, is listed, live, is live, online, is online, active, is active, enabled, is enabled,
		approved, is approved, released, status, post status, page status, article status, entry status, publish status, published status,
		publication status, publication state, publishing status, state, workflow, workflow state, workflow status, moderation, moderation state, moderation status, review status,
		review state, access, access level, privacy, indexed, indexable, indexing, searchable, in search index, in sitemap, show in list, show in search,
		công khai, hiển thị, hiện, được đăng, cho đăng, đăng, đăng bài, đã đăng, xuất bản, đã xuất bản, công bố, đã công bố, phát hành, đã phát hành, duyệt, đã duyệt, phê duyệt,
		trạng thái, trạng thái bài, trạng thái đăng, trạng thái xuất bản, tình trạng, tình trạng bài, tình trạng đăng, chế độ hiển thị, chế độ xem, quyền xem, quyền truy cập, độ mật, mức độ mật, mức mật, lập chỉ mục`,
	{whenNo, "draft"}:     `permalink, url, path, build render, build list, sitemap, search, index, render, list, build, output, stage, ready, is ready, ready to publish, done, complete, completed, finished, hoàn thành`,
	{whenRobots, "draft"}: `robots, googlebot, robots meta, meta robots`,
	{whenWord, "draft"}: `type, post type, layout, template, tag, tags, category, categories, keywords, label, labels, flag, flags, class, section, folder, collection,
		thẻ, nhãn, từ khóa, chuyên mục, mục, thể loại`,
})

func foldWays(lists map[way]string) map[string]way {
	folded := map[string]way{}
	for w, list := range lists {
		for name := range strings.SplitSeq(list, ",") {
			folded[value.FoldKey(name)] = w
		}
	}
	return folded
}

// stems begin, end or join words that mean the same as the keys above.
var stems = []string{"draft", "hidden", "private", "noindex", "unlist", "embargo", "unpublish", "expir", "withdraw", "retract", "confidential", "password", "bannhap", "hethan"}

// coreNames are the keys that people misspell, and the keys of Gương that mean
// the same.
var coreNames = slices.Concat(slices.Sorted(maps.Keys(ownWays)), []string{
	"hidden", "private", "unlisted", "published", "unpublished", "visible", "visibility", "status", "public", "password", "noindex", "embargo", "scheduled", "archived",
	"deleted", "withdrawn", "retracted", "ispublished", "expired", "publishdate", "expirydate", "unpublishdate",
	"nhap", "bannhap", "bainhap", "hengio", "hengiodang", "hethan", "ngayhethan", "gobai", "dongy", "trangthai", "congkhai", "chuadang", "khongdang", "riengtu", "noibo", "matkhau", "xuatban",
})

// harmless are keys of other programs that resemble those above and mean nothing
// of the kind.
var harmless = map[string]bool{
	"content": true, "contents": true, "comment": true, "comments": true, "publisher": true, "publishers": true, "publication": true, "publications": true, "statistics": true, "stats": true,
	"craft": true, "drama": true, "remote": true, "expert": true, "experts": true, "static": true, "stations": true, "video": true, "videos": true, "wide": true, "side": true, "podcast": true,
	"drafter": true, "drafters": true, "draftedby": true, "draftby": true, "nhom": true, "nhac": true,
}

// publicWords say that a story is public.
var publicWords = set("public, publish, published, live, released, everyone, everybody, anyone, all, always, visible, listed, online, index, indexed",
	"cong khai, cong bo, xuat ban, da dang, da xuat ban, da cong bo, da phat hanh, duoc dang, hien, hien thi, moi nguoi, tat ca, khong mat")

// heldWords say that it is not.
var heldWords = set("draft, drafts, auto draft, private, hidden, unlisted, unpublished, pending, future, scheduled, trash, archived, deleted, removed, wip, never, noindex, password, members, internal, embargo",
	"nhap, ban nhap, bai nhap, rieng tu, noi bo, chua dang, khong dang, an, cho duyet, chua duyet, hen gio, het han, go bai, da go, mat, bi mat")

func set(lists ...string) map[string]bool {
	words := map[string]bool{}
	for _, list := range lists {
		for word := range strings.SplitSeq(list, ", ") {
			words[word] = true
		}
	}
	return words
}

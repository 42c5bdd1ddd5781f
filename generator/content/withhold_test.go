package content_test

import (
	"strings"
	"testing"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
)

// yaml reads a story whose front matter has lines besides title and date.
func yaml(lines string) (*content.Article, diag.List) {
	article, _, wrong := read("tin/bai.md", "---\ntitle: Bài\ndate: 2024-01-02\n"+lines+"\n---\nBí mật\n")
	return article, wrong
}

// withholding are lines that keep a story from the public in some program.
var withholding = []string{
	// Hugo
	"draft: true", "Draft: true", "DRAFT: true", "isDraft: true", "publishDate: 2999-01-01", "publishdate: 2999-01-01", "PublishDate: 2999-01-01", "pubdate: 2999-01-01", "expiryDate: 2001-01-01",
	"expirydate: 2001-01-01", "unpublishdate: 2001-01-01", "headless: true", "_build: {list: never}", "_build: {render: never}", "build: {render: link}", "build:\n  list: local", "build.render: never",
	"cascade: {draft: true}", "cascade:\n  - draft: true", "params: {draft: true}", "params: {hidden: true}", "sitemap: {disable: true}", "robotsNoIndex: true", "searchHidden: true", "hiddenInHomeList: true",
	// Jekyll, Eleventy, Zola, Astro, Gatsby
	"published: false", "published: no", "Published: False", `published: "false"`, "published: 0", "published: 2999-01-01", "sitemap: false", "search: false", "search_exclude: true", "nav_exclude: {hidden: true}",
	"permalink: false", "eleventyExcludeFromCollections: true", "render: false", "in_search_index: false", "extra: {private: true}", "extra:\n  meta:\n    noindex: true", "pubDate: 2999-01-01", "unlisted: true", "isPublished: false",
	// WordPress, Ghost, Drupal, Joomla, Decap, Notion, Obsidian
	"status: draft", "status: pending", "status: future", "status: trash", "status: private", "status: auto-draft", "status: inherit", "status:", "status: []", "post_status: draft", "post_password: abc", "password: abc",
	"visibility: private", "visibility: password", "visibility: members", "published_at: 2999-01-01", "publishedAt: 2999-01-01", "publish_on: 2999-01-01", "unpublish_on: 2001-01-01", "publish_up: 2999-01-01", "publish_down: 2001-01-01",
	"state: 0", "state: -2", "access: registered", "moderation_state: draft", "workflow: in_review", "archived: true", "trashed: true", "deleted: true", "deleted_at: 2020-01-01", "Status: In progress", "publish: false", "publish: no",
	// what programs have in common
	"hidden: true", "hide: true", "hidden: 1", "hidden: yes", "private: true", "is_private: true", "noindex: true", "no_index: true", "robots: noindex", `robots: "none"`, "robots: noindex, follow", "robots: [noindex]", "robots: {index: false}",
	"seo: {noindex: true}", "wip: true", "embargo: 2999-01-01", "embargo_until: 2999-01-01", "hold: true", "scheduled: true", "scheduled: 2999-01-01", "release_date: 2999-01-01", "live: false", "public: false", "visible: false", "listed: false",
	"approved: false", "enabled: false", "active: false", "expired: true", "expires_at: 2001-01-01", "valid_until: 2001-01-01", "withdrawn: true", "retracted: 2020-01-01", "removed: true", "removed: 2020-01-01", "takedown: true", "unpublished: true",
	"consent: false", "consent: no", "consented: false", "no_consent: true", "anonymous: true", "permission: pending", "tags: [draft]", "tags: a\ncategories: draft", "type: draft", "index: false", "exclude: true", "internal: true",
	// Vietnamese
	"nháp: true", "Nháp: true", "nhap: true", "bản nháp: true", "bai_nhap: true", "bài-nháp: true", "hẹn giờ: 2999-01-01", "hen_gio: 2999-01-01", "hẹn giờ đăng: 01/01/2999", "hết hạn: 2001-01-01", "het-han: 2001-01-01", "Ngày hết hạn: 01/01/2001",
	"gỡ bài: 15/09/2025", "gỡ bài: {ngày: 15/09/2025, lý do: Theo yêu cầu}", "go_bai: {date: 15/09/2025, reason: x}", "ngày gỡ: 15/09/2025", "rút bài: có", "thu hồi: true", "trạng thái: nháp", "trạng thái: chờ duyệt", "tình trạng: chưa đăng",
	"công khai: không", "hiển thị: không", "ẩn: có", "ẩn bài: true", "riêng tư: có", "nội bộ: true", "mật: true", "xuất bản: chưa", "đăng: không", "đã duyệt: chưa", "chưa đăng: true", "không đăng: có", "mật khẩu: abc", "đồng ý: không", "đồng ý: chưa",
	"chưa đồng ý: true", "giấu tên: có", "thẻ: nháp", "hẹn lịch: 01/01/2999", "độ mật: Mật", "nháp: có", "draft: có", "draft: yes", "draft: 1", `draft: "true"`,
	// misspelt
	"darft: true", "draf: true", "draftt: true", "drafts: true", "darft: đang viết", "publised: false", "pubished: false", "publishd: false", "published_: false", "exprires: 2001-01-01", "expirs: 2001-01-01", "hiden: true", "hiddden: true", "privat: true",
	"statsu: draft", "unlisetd: true", "nhapp: true", "bannhapp: true", "remvoed: {date: 15/09/2025, reason: x}", "visibilty: private", "noidex: true", "draft_post: true", "is-hidden-post: true",
	// in tables of Gương
	"image: {src: a.jpg, hidden: true}", "honorees:\n  - name: Lan\n    private: true", "honorees:\n  - name: Lan\n    ẩn danh: true", "image:\n  src: a.jpg\n  draft: true", "source: {name: x, published: false}",
}

// TestWithheld: what keeps a story from the public elsewhere keeps it here, or
// is an error: as a draft, or by a time that has or has not come.
func TestWithheld(t *testing.T) {
	for _, lines := range withholding {
		a, wrong := yaml(lines)
		held := a.Draft || a.Publish.Year() == 2999 || a.Expires.Year() == 2001 || !a.Front.Removed.Date.IsZero()
		if failed := wrong.Count(diag.Error) > 0; !failed && !held {
			t.Errorf("%s: would be published: %v", lines, wrong)
		}
	}
}

// TestWithheldInTOML: the same below headers and in quotation marks.
func TestWithheldInTOML(t *testing.T) {
	for _, lines := range []string{
		"published = false", "Draft = true", `"nháp" = true`, "nhap = true", `status = "draft"`, "[build]\nrender = 'never'", "[extra]\nhidden = true", "[params]\ndraft = true", "[[cascade]]\ndraft = true",
		"[image]\nsrc = 'a.jpg'\nhidden = true", "[image]\nsrc = 'a.jpg'\ndraft = true", "[sitemap]\ndisable = true", "[seo.robots]\nnoindex = true", "build.list = 'never'", "nháp = true", "Bản nháp = true", "chưa đăng = true", "mật khẩu = 'abc'", "hẹn giờ = 01/01/2999", "hết hạn = 01/01/2001", "trạng thái = 'chờ duyệt'",
		"[thông tin]\ntrạng thái = 'nháp'", "publishDate = 2999-01-01", "expiryDate = 2001-01-01T00:00:00Z",
	} {
		a, _, wrong := read("tin/bai.md", "+++\ntitle = 'Bài'\ndate = 2024-01-02\n"+lines+"\n+++\nBí mật\n")
		held := a.Draft || a.Publish.Year() == 2999 || a.Expires.Year() == 2001
		if wrong.Count(diag.Error) == 0 && !held {
			t.Errorf("%s: would be published: %v", lines, wrong)
		}
	}
}

// TestClearlyPublic: a value that says "public" is no reason to stop, and none
// to say anything.
func TestClearlyPublic(t *testing.T) {
	for _, lines := range []string{
		"draft: false", "nháp: false", "nháp: không", "draft: no", `draft: "false"`, "draft: 0", "Draft: false", "draft:", "published: true", "published: yes", `published: "true"`, "published: 1", "Published: True", "published: 2024-01-01", "publish: true", "publish:", "status: publish", "status: published", "post_status: publish",
		"status: Published", "status: 1", "state: 1", "visibility: public", "hidden: false", "hidden:", "hidden: no", "hidden: 0", "hidden: không", "private: false", "unlisted: false", "noindex: false", "robots: index, follow", `robots: "all"`, "robots: [index, follow]",
		"password:", `password: ""`, "post_password: ''", "archived: false", "live: true", "public: true", "visible: true", "expires: false", "hết hạn: không", "removed: false", "gỡ bài: không", "công khai: có", "trạng thái: đã đăng", "trạng thái: công khai",
		"hiển thị: có", "ẩn: không", "đã duyệt: rồi", "xuất bản: có", "consented: true", "isDraft: false",
	} {
		a, wrong := yaml(lines)
		if len(wrong) > 0 || a.Draft || a.Publish.Year() == 2999 || !a.Expires.IsZero() || !a.Front.Removed.Date.IsZero() {
			t.Errorf("%s: %v, %+v", lines, wrong, a.Front)
		}
	}
}

// TestForeignKeysThatAreHarmless get no error.
func TestForeignKeysThatAreHarmless(t *testing.T) {
	for _, lines := range strings.Split(`layout: post|type: posts|toc: true|comments: false|comment_status: closed|ping_status: closed|share: true|math: true|mermaid: true|lang: vi|locale: vi_VN|series: [a]|menu: main|tags: [a, b]|keywords: x
categories: [Tin]|subtitle: x|ShowToc: true|hideMeta: true|hideSummary: true|searchHidden: false|disableShare: true|linkTitle: x|translationKey: a|resources: [{src: a}]|markup: md|sidebar: false|header: {image: a.jpg}|read_time: true|author_profile: true
classes: wide|excerpt_separator: x|video: true|mathjax: true|highlight: true|license: cc|publisher: NXB Giáo dục|publication: Báo Nhân Dân|craft: nghề mộc|content: xin chào|contents: true|wide: true|version: 2|id: 12|guid: http://a.example/?p=1|permalink: /a/b/
url: /a/b/|sitemap: true|sitemap: {priority: 0.5, changefreq: weekly}|build: {publishResources: true}|search: true|nhóm: A|người nhập: Lan|nhóm nhạc: x|danh sách: [a]|tên: x|gallery: [a.jpg]|thumbnail: a.jpg|outputs: [html]|views: 12|rating: 5|likes: 3
draft_by: Lan|drafter: Lan|created: 2020-01-01|feed: true|og_image: a.jpg|cssclass: wide|parent: a|stats: {a: 1}|remote: true|statistics: 5|location: Hà Nội|người duyệt: Lan|template: page.html|extra: {a: 1, b: {c: true}}|phạm vi: toàn quốc|án: phí|mặt: trời`, "|") {
		for line := range strings.SplitSeq(lines, "\n") {
			if _, wrong := yaml(line); wrong.Count(diag.Error) > 0 {
				t.Errorf("%s: %v", line, wrong)
			}
		}
	}
}

// TestWithheldHints: the message names the key, and the hint a key of Gương.
func TestWithheldHints(t *testing.T) {
	for lines, want := range map[string]string{
		"published: false":    "Chưa đăng thì hãy viết: draft: true; muốn đăng thì hãy xóa dòng này.",
		"embargo: 2999-01-01": `Hẹn giờ đăng thì hãy viết: publish: "08/07/2021 - 06:00"; chưa đăng: draft: true; muốn đăng ngay thì hãy xóa dòng này.`,
		"expired: true":       `Hẹn giờ gỡ thì hãy viết: expires: "31/12/2021 - 23:59"; chưa đăng: draft: true; muốn đăng thì hãy xóa dòng này.`,
		"rút bài: có":         `Gỡ bài đã đăng thì hãy viết: removed: { date: "15/09/2025", reason: "Theo yêu cầu của nhân vật." }; chưa đăng: draft: true; muốn đăng thì hãy xóa dòng này.`,
		"consented: false":    `Đã được đồng ý thì hãy viết: consent: { date: "01/09/2025", form: "văn bản", minors: true }; chưa đăng: draft: true; nếu không liên quan thì hãy xóa dòng này.`,
	} {
		_, wrong := yaml(lines)
		if len(wrong) != 1 || wrong[0].Message.ID != "content.withheld" || wrong[0].Line != 4 || wrong[0].Hint.In(message.Vietnamese) != want {
			t.Errorf("%s: %v", lines, wrong)
			for _, d := range wrong {
				t.Log(d.Hint.In(message.Vietnamese))
			}
		}
	}
}

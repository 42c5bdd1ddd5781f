package config

import (
	"guong/generator/message"
	"guong/generator/value"
)

// deployKeys are the keys of a place where the site is published.
func deployKeys() []key {
	text := func(name string, vietnamese, foreign []string, meaning message.Message, example string, target func(*Deploy) *string) key {
		k := value.Key{Name: name, Vietnamese: vietnamese, Foreign: foreign, Takes: value.TakesText, Meaning: meaning, Example: example}
		return key{k, func(r *reader, f value.Field) { *target(&r.target) = r.String(f) }}
	}
	list := func(name string, vietnamese, foreign []string, meaning message.Message, example string, target func(*Deploy) *[]string) key {
		k := value.Key{Name: name, Vietnamese: vietnamese, Foreign: foreign, Takes: value.TakesTexts, Meaning: meaning, Example: example}
		return key{k, func(r *reader, f value.Field) { r.programme(f, target(&r.target)) }}
	}
	return []key{
		{value.Key{
			Name: "kind", Vietnamese: []string{"kiểu", "loại"}, Foreign: []string{"type"}, Resembling: []string{"provider", "backend", "target"},
			Takes: value.TakesText, OneOf: deployKinds, Required: true, Meaning: message.New("config.key-deploy-kind"), Example: `"s3"`,
		}, func(r *reader, f value.Field) { r.oneOf(f, (*string)(&r.target.Kind), deployKinds...) }},
		{value.Key{
			Name: "baseURL", Vietnamese: []string{"địa chỉ", "địa chỉ trang"}, Foreign: []string{"site_url"}, Resembling: []string{"url", "domain", "tên miền"},
			Takes: value.TakesText, Meaning: message.New("config.key-deploy-base-url"), Example: `"https://thu.tdkt.example/"`,
		}, (*reader).targetURL},
		{value.Key{
			Name: "noindex", Vietnamese: []string{"trang thử", "ẩn với máy tìm kiếm"}, Resembling: []string{"staging", "robots"},
			Takes: value.TakesBool, Meaning: message.New("config.key-deploy-noindex"), Example: `true`,
		}, func(r *reader, f value.Field) { r.target.NoIndex = r.Bool(f) }},
		{value.Key{
			Name: "keep", Vietnamese: []string{"số bản giữ lại", "giữ"}, Foreign: []string{"keep_editions", "keep_releases"}, Resembling: []string{"editions"},
			Takes: value.TakesInt, Meaning: message.New("config.key-deploy-keep"), Example: `3`,
		}, func(r *reader, f value.Field) { r.count(f, &r.target.Keep, 3, 1, 50) }},
		list("purge", []string{"lệnh xóa bộ đệm", "xóa bộ đệm"}, []string{"purge_command"}, message.New("config.key-deploy-purge"), `["/usr/local/bin/xoa-bo-dem"]`, func(d *Deploy) *[]string { return &d.Purge }),
		text("cloudflareZone", []string{"vùng Cloudflare"}, []string{"zone", "zoneID", "cf_zone"}, message.New("config.key-deploy-cloudflare-zone"), `"0123456789abcdef0123456789abcdef"`, func(d *Deploy) *string { return &d.Zone }),
		list("notify", []string{"lệnh báo tin", "báo tin"}, []string{"notify_command"}, message.New("config.key-deploy-notify"), `["/usr/local/bin/bao-tin"]`, func(d *Deploy) *[]string { return &d.Notify }),
		text("path", []string{"thư mục", "đường dẫn"}, []string{"folder", "directory", "remote_path"}, message.New("config.key-deploy-path"), `"/srv/www/tdkt"`, func(d *Deploy) *string { return &d.Path }),
		{value.Key{
			Name: "endpoint", Vietnamese: []string{"địa chỉ kho", "điểm truy cập"}, Foreign: []string{"endpoint_url"},
			Takes: value.TakesText, Meaning: message.New("config.key-deploy-endpoint"), Example: `"https://s3.example.vn"`,
		}, (*reader).endpoint},
		text("region", []string{"vùng"}, nil, message.New("config.key-deploy-region"), `"hn"`, func(d *Deploy) *string { return &d.Region }),
		text("bucket", []string{"kho", "tên kho"}, []string{"container"}, message.New("config.key-deploy-bucket"), `"tdkt"`, func(d *Deploy) *string { return &d.Bucket }),
		{value.Key{
			Name: "prefix", Vietnamese: []string{"thư mục trong kho", "tiền tố"}, Foreign: []string{"key_prefix"},
			Takes: value.TakesText, Meaning: message.New("config.key-deploy-prefix"), Example: `"tin-tuc"`,
		}, (*reader).prefix},
		{value.Key{
			Name: "pathStyle", Vietnamese: []string{"tên kho trong đường dẫn"}, Foreign: []string{"force_path_style", "use_path_style", "s3_force_path_style"},
			Takes: value.TakesBool, Meaning: message.New("config.key-deploy-path-style"), Example: `true`,
		}, func(r *reader, f value.Field) { r.target.PathStyle = r.Bool(f) }},
		text("acl", []string{"quyền đọc"}, nil, message.New("config.key-deploy-acl"), `"public-read"`, func(d *Deploy) *string { return &d.ACL }),
		text("profile", []string{"hồ sơ"}, []string{"aws_profile"}, message.New("config.key-deploy-profile"), `"tdkt"`, func(d *Deploy) *string { return &d.Profile }),
		{value.Key{
			Name: "compress", Vietnamese: []string{"nén"}, Foreign: []string{"compression"}, Takes: value.TakesText, OneOf: []string{"gzip"},
			Resembling: []string{"gzip"}, Meaning: message.New("config.key-deploy-compress"), Example: `"gzip"`,
		}, func(r *reader, f value.Field) { r.choice(f, "gzip", &r.target.Compress, "gzip") }},
		{value.Key{
			Name: "redirects", Vietnamese: []string{"địa chỉ cũ"}, Takes: value.TakesText, OneOf: []string{"object"},
			Meaning: message.New("config.key-deploy-redirects"), Example: `"object"`,
		}, func(r *reader, f value.Field) { r.choice(f, "object", &r.target.Redirects, "object") }},
		{value.Key{
			Name: "layout", Vietnamese: []string{"cách đặt trang"}, Takes: value.TakesText, OneOf: []string{"index", "exact"},
			Meaning: message.New("config.key-deploy-layout"), Example: `"index"`,
		}, func(r *reader, f value.Field) { r.choice(f, "exact", &r.target.Exact, "index", "exact") }},
		{value.Key{
			Name: "host", Vietnamese: []string{"máy chủ"}, Foreign: []string{"hostname", "server"},
			Takes: value.TakesText, Meaning: message.New("config.key-deploy-host"), Example: `"may-chu.example.vn"`,
		}, (*reader).host},
		{value.Key{
			Name: "port", Vietnamese: []string{"cổng"}, Takes: value.TakesInt, Meaning: message.New("config.key-deploy-port"), Example: `22`,
		}, func(r *reader, f value.Field) { r.count(f, &r.target.Port, 22, 1, 65_535) }},
		text("user", []string{"người dùng", "tên đăng nhập"}, []string{"username", "login"}, message.New("config.key-deploy-user"), `"tdkt"`, func(d *Deploy) *string { return &d.User }),
		{value.Key{
			Name: "identity", Vietnamese: []string{"tệp khóa"}, Foreign: []string{"identity_file", "key_file"}, Resembling: []string{"private_key"},
			Takes: value.TakesText, Meaning: message.New("config.key-deploy-identity"), Example: `"~/.ssh/id_ed25519"`,
		}, (*reader).identity},
		text("knownHosts", []string{"tệp máy chủ đã biết"}, []string{"known_hosts_file", "user_known_hosts_file"}, message.New("config.key-deploy-known-hosts"), `"~/.ssh/known_hosts"`, func(d *Deploy) *string { return &d.KnownHosts }),
	}
}

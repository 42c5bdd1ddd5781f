package config

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// Deploy is a place where the site is published: a table [deploy.NAME]. It holds no
// credentials: those come from the environment, or from the files of other programs.
type Deploy struct {
	Name string
	Kind DeployKind

	BaseURL string   // of the site there, in place of Config.BaseURL; "" for the same
	NoIndex bool     // search engines are asked to leave the whole site out
	Keep    int      // editions that one can go back to; 0 if nothing is said
	Purge   []string // a command that is told which addresses caches must forget; nil for none
	Zone    string   // of Cloudflare, whose cache must forget them; "" for none
	Notify  []string // a command that is told how each deployment went; nil for none

	Path string // the folder, of kinds dir and sftp

	// Of kind s3.
	Endpoint  string // "https://s3.example.vn"
	Region    string
	Bucket    string
	Prefix    string // of all keys, without slashes around it; "" for none
	ACL       string // a canned ACL that objects get, "public-read"; "" for none
	Profile   string // in the file of credentials
	PathStyle bool   // the bucket stands in the path of addresses, not before the host
	Compress  bool   // texts are stored as gzip
	Redirects bool   // former addresses are objects that lead on
	Exact     bool   // pages lie at "a/", not at "a/index.html"

	// Of kind sftp.
	Host       string
	Port       int // 0 for the usual one
	User       string
	Identity   string // file of the private key; "" for those that the agent has
	KnownHosts string // file of the keys of servers; "" for the user's own
}

// DeployKind is the kind of a place.
type DeployKind string

// A folder that this machine sees, a store that speaks S3, a server with SFTP.
const (
	DeployFolder DeployKind = "dir"
	DeployS3     DeployKind = "s3"
	DeploySFTP   DeployKind = "sftp"
)

var deployKinds = []string{string(DeployFolder), string(DeployS3), string(DeploySFTP)}

// Target returns the place that is called name.
func (c *Config) Target(name string) (Deploy, bool) {
	i := slices.IndexFunc(c.Deploy, func(d Deploy) bool { return d.Name == name })
	if i < 0 {
		return Deploy{}, false
	}
	return c.Deploy[i], true
}

// deploy reads the places, each a table with a name.
func (r *reader) deploy(f value.Field) {
	first := len(r.Wrong)
	hidden := map[int]bool{}
	for _, place := range r.Table(f) {
		if r.secret(place, hidden) {
			continue
		}
		if place.Value.Kind != value.Table {
			r.Report(diag.Error, place.Offset, place.Offset+len(place.Key), message.New("config.deploy-name-missing", place.Key), message.New("value.write", "[deploy.chinh]\nkind = \"dir\"\npath = \"/srv/www\""))
			continue
		}
		if place.Key != vietnamese.Slug(place.Key) || place.Key == "" {
			r.Report(diag.Error, place.Offset, place.Offset+len(place.Key), message.New("config.deploy-name", place.Key), message.New("value.write", "[deploy."+cmp.Or(vietnamese.Slug(place.Key), "chinh")+"]"))
			continue
		}
		r.place(place, hidden)
	}
	for i := first; i < len(r.Wrong); i++ { // what is said of other keys of the line shows it too
		if d := &r.Wrong[i]; hidden[d.Line] {
			d.Excerpt, d.Skipped = "", 0
		}
	}
}

// place reads one place. It notes the lines that must not be shown in hidden.
func (r *reader) place(f value.Field, hidden map[int]bool) {
	before := len(r.Wrong)
	r.target = Deploy{Name: f.Key}
	fields := slices.DeleteFunc(slices.Clone(f.Value.Fields), func(f value.Field) bool { return r.secret(f, hidden) })
	for _, f := range fields {
		i, known := r.tables.deploy.names.Find(f.Key)
		if !known && isOpaque(f.Value.Text) || known && slices.Contains(mayHoldSecrets, r.tables.deploy.keys[i].Name) && strings.ContainsAny(f.Value.Text, "@\n") {
			hidden[r.At(f.Offset, 1).Line] = true
		}
	}
	r.fields(r.tables.deploy, fields)
	if r.target.Kind == "" {
		if len(r.Wrong) == before {
			r.lacking(f, "kind")
		}
		return
	}
	for _, f := range fields {
		i, known := r.tables.deploy.names.Find(f.Key)
		if !known {
			continue
		}
		if kinds := kindsOf[r.tables.deploy.keys[i].Name]; kinds != nil && !slices.Contains(kinds, r.target.Kind) {
			r.Report(diag.Error, f.Offset, f.Offset+len(f.Key), message.New("config.deploy-kind", f.Key, string(r.target.Kind)), message.New("config.deploy-kind-hint", join(kinds)))
		}
	}
	if r.target.Zone != "" && r.target.Purge != nil {
		r.Report(diag.Error, f.Offset, f.Offset+len(f.Key), message.New("config.deploy-purge-twice"), message.New("value.keep-one"))
	}
	if len(r.Wrong) > before {
		return
	}
	for _, k := range r.tables.deploy.keys {
		if slices.Contains(needed[r.target.Kind], k.Name) && !slices.ContainsFunc(fields, func(f value.Field) bool {
			i, _ := r.tables.deploy.names.Find(f.Key)
			return r.tables.deploy.keys[i].Name == k.Name && f.Value.Text != ""
		}) {
			r.lacking(f, k.Name)
		}
	}
	r.config.Deploy = append(r.config.Deploy, r.target)
}

// lacking reports a key that the place does not have.
func (r *reader) lacking(place value.Field, name string) {
	i, _ := r.tables.deploy.names.Find(name)
	k := r.tables.deploy.keys[i]
	r.Report(diag.Error, place.Offset, place.Offset+len(place.Key), message.New("config.deploy-missing", place.Key, k.Name), r.Write(k.Name, k.Example))
}

// kindsOf are the kinds of places that have a key; nil if all.
var kindsOf = map[string][]DeployKind{
	"path":     {DeployFolder, DeploySFTP},
	"endpoint": {DeployS3}, "region": {DeployS3}, "bucket": {DeployS3}, "prefix": {DeployS3}, "acl": {DeployS3}, "profile": {DeployS3},
	"pathStyle": {DeployS3}, "compress": {DeployS3}, "redirects": {DeployS3}, "layout": {DeployS3},
	"host": {DeploySFTP}, "port": {DeploySFTP}, "user": {DeploySFTP}, "identity": {DeploySFTP}, "knownHosts": {DeploySFTP},
}

// needed are the keys that a place must have.
var needed = map[DeployKind][]string{
	DeployFolder: {"path"}, DeployS3: {"endpoint", "bucket"}, DeploySFTP: {"host", "user", "path"},
}

func join(kinds []DeployKind) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = `kind = "` + string(k) + `"`
	}
	return strings.Join(words, ", ")
}

// plainAddress returns the text of an address; ok is false if it is empty, or holds a
// user or a password, which is reported without showing it.
func (r *reader) plainAddress(f value.Field) (text string, ok bool) {
	if text, ok = r.word(f); !ok || text == "" {
		return "", false
	}
	if strings.Contains(text, "@") {
		r.failAddress(f)
		return "", false
	}
	return text, true
}

// failAddress reports an address with a user or a password.
func (r *reader) failAddress(f value.Field) {
	r.fail(f, message.New("config.deploy-address-secret"), message.New("config.deploy-secret-hint"))
}

// endpoint takes the address of a store: a host, with a scheme and nothing behind it.
func (r *reader) endpoint(f value.Field) {
	text, ok := r.plainAddress(f)
	if !ok {
		return
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		r.fail(f, message.New("config.deploy-endpoint"), r.Write(f.Key, `"https://s3.example.vn"`))
		return
	}
	r.target.Endpoint = u.Scheme + "://" + u.Host
}

// host takes the name of a server alone.
func (r *reader) host(f value.Field) {
	text, ok := r.word(f)
	if !ok || text == "" {
		return
	}
	if name, _, found := strings.Cut(text, "@"); found {
		if strings.Contains(name, ":") { // user:password
			r.failAddress(f)
		} else {
			r.fail(f, message.New("config.deploy-host-user"), message.New("config.deploy-host-user-hint"))
		}
		return
	}
	if strings.ContainsAny(text, "/ ") || strings.Count(text, ":") == 1 {
		r.fail(f, message.New("config.deploy-host"), r.Write(f.Key, `"may-chu.example.vn"`))
		return
	}
	r.target.Host = text
}

// identity takes the name of a file, not the key that is in it.
func (r *reader) identity(f value.Field) {
	text, ok := r.word(f)
	if ok && strings.Contains(text, "-----BEGIN") {
		r.fail(f, message.New("config.deploy-key-text"), r.Write(f.Key, `"~/.ssh/id_ed25519"`))
		return
	}
	r.target.Identity = text
}

// prefix takes folders in a bucket, with or without slashes around them.
func (r *reader) prefix(f value.Field) {
	text, ok := r.word(f)
	if !ok {
		return
	}
	clean := strings.Trim(text, "/")
	if clean != "" && (clean != path.Clean(clean) || strings.HasPrefix(clean, ".")) {
		r.fail(f, message.New("config.deploy-prefix", text), r.Write(f.Key, `"tin-tuc"`))
		return
	}
	r.target.Prefix = clean
}

// targetURL takes the address of the site at the place.
func (r *reader) targetURL(f value.Field) {
	r.target.BaseURL = r.siteURL(f, `"https://thu.tdkt.example/"`)
}

// programme takes a program with its arguments. One text is a program without any. A
// secret among them is warned of.
func (r *reader) programme(f value.Field, target *[]string) {
	before := len(r.Wrong)
	list := r.Strings(f)
	if len(r.Wrong) == before && len(list) == 0 {
		r.fail(f, message.New("config.deploy-command", f.Key), r.Write(f.Key, `["lenh", "tham-so"]`))
		return
	}
	if flag := secretFlag(list); flag != "" {
		d := r.At(f.Offset, len([]rune(f.Key)))
		d.Severity, d.Excerpt = diag.Warning, ""
		d.Message, d.Hint = message.New("config.deploy-command-secret", f.Key, flag), message.New("config.deploy-command-secret-hint")
		r.Wrong = append(r.Wrong, d)
	}
	*target = list
}

// choice takes one of the allowed words, and notes whether it is this one.
func (r *reader) choice(f value.Field, this string, target *bool, allowed ...string) {
	text := f.Value.Text
	if f.Value.Kind == value.Bool { // compress = true: the word is what is missing
		r.fail(f, message.New("config.one-of", f.Key, text), r.Write(f.Key, `"`+this+`"`))
		return
	}
	r.oneOf(f, &text, allowed...)
	*target = text == this
}

// count takes a number of a range; usual is what the hint proposes.
func (r *reader) count(f value.Field, target *int, usual, least, most int) {
	n := usual
	r.between(f, &n, least, most)
	*target = n
}

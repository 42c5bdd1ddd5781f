#!/bin/sh
# Fetches the fonts of the theme tdkt from their npm packages into
# tdkt/assets/fonts, with their licences, and writes down in versions.txt what they
# are. A package that is not what versions.txt says of its version is refused.
#
# Only the parts latin and vietnamese are taken: latin-ext, as published, claims
# U+1EF2–1EF9 too, so that "kỳ", "tỷ", "kỹ" would load it.
set -eu
cd "$(dirname "$0")/tdkt/assets/fonts"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# take PACKAGE VERSION LICENCE FILE…
take() {
	package=$1 version=$2 licence=$3
	shift 3
	mkdir "$work/package"
	npm pack --silent --json --pack-destination "$work" "$package@$version" >"$work/pack.json"
	archive=$(sed -n 's/.*"filename": "\(.*\)".*/\1/p' "$work/pack.json" | sed 's,.*/,,; s,^@,,')
	sum=$(openssl dgst -sha512 -binary "$work/$archive" | base64 -w 0)
	line="$package $version sha512-$sum"
	if grep -q "^$package $version " versions.txt 2>/dev/null && ! grep -qxF "$line" versions.txt; then
		echo "$package $version is not what versions.txt says" >&2
		exit 1
	fi
	tar -xzf "$work/$archive" -C "$work/package" --strip-components 1
	echo "$line" >>"$work/versions.txt"
	for file; do
		install -m 644 "$work/package/files/$file" "$file"
	done
	install -m 644 "$work/package/LICENSE" "$licence"
	sha256sum "$@" | sed 's/^/  /' >>"$work/versions.txt"
	rm -r "$work/package"
}

take @fontsource/be-vietnam-pro 5.3.0 BeVietnamPro-OFL.txt \
	be-vietnam-pro-latin-600-normal.woff2 be-vietnam-pro-vietnamese-600-normal.woff2 \
	be-vietnam-pro-latin-700-normal.woff2 be-vietnam-pro-vietnamese-700-normal.woff2
take @fontsource-variable/noto-serif 5.3.0 NotoSerif-OFL.txt \
	noto-serif-latin-wght-normal.woff2 noto-serif-vietnamese-wght-normal.woff2
install -m 644 "$work/versions.txt" versions.txt

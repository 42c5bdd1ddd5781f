#!/bin/sh
# Fetches the fonts of the theme tdkt from their npm packages into
# tdkt/assets/fonts and tdkt/share, with their licences, and writes down in the
# versions.txt of each folder what they are. A package that is not what versions.txt
# says of its version is refused.
#
# For pages, only the parts latin and vietnamese are taken: latin-ext, as published, claims
# U+1EF2–1EF9 too, so that "kỳ", "tỷ", "kỹ" would load it.
set -eu
cd "$(dirname "$0")/tdkt"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# fetch PACKAGE VERSION unpacks a package into $work/package, and adds its line to
# $work/versions.txt.
fetch() {
	package=$1 version=$2
	rm -rf "$work/package"
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
}

# take PACKAGE VERSION LICENCE FILE…
take() {
	fetch "$1" "$2"
	install -m 644 "$work/package/LICENSE" "$3"
	shift 3
	for file; do
		install -m 644 "$work/package/files/$file" "$file"
	done
	sha256sum "$@" | sed 's/^/  /' >>"$work/versions.txt"
}

cd assets/fonts
take @fontsource/be-vietnam-pro 5.3.0 BeVietnamPro-OFL.txt \
	be-vietnam-pro-latin-600-normal.woff2 be-vietnam-pro-vietnamese-600-normal.woff2 \
	be-vietnam-pro-latin-700-normal.woff2 be-vietnam-pro-vietnamese-700-normal.woff2
take @fontsource-variable/noto-serif 5.3.0 NotoSerif-OFL.txt \
	noto-serif-latin-wght-normal.woff2 noto-serif-vietnamese-wght-normal.woff2
install -m 644 "$work/versions.txt" versions.txt

# For title cards, TrueType: the letters of Vietnamese and of most European languages,
# with kerning, without what a drawing at large sizes does not need.
cd ../../share
rm "$work/versions.txt"
fetch @expo-google-fonts/be-vietnam-pro 0.4.1
install -m 644 "$work/package/LICENSE_FONT" BeVietnamPro-OFL.txt
for weight in 600SemiBold 700Bold; do
	file=be-vietnam-pro-${weight%%[A-Z]*}.ttf
	pyftsubset "$work/package/$weight/BeVietnamPro_$weight.ttf" --output-file="$work/$file" \
		--unicodes=U+20-7E,U+A0-17F,U+1A0-1A1,U+1AF-1B0,U+218-21B,U+300-301,U+303,U+309,U+323,U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032-2033,U+2039-203A,U+2044,U+20AB-20AC,U+2122,U+2212,U+2248,U+2260,U+2264-2265 \
		--layout-features=kern --no-hinting --drop-tables+=GSUB,GDEF,DSIG,gasp,meta \
		--name-IDs=0,1,2,13,14 --notdef-outline --no-glyph-names
	install -m 644 "$work/$file" "$file"
	sha256sum "$file" | sed 's/^/  /' >>"$work/versions.txt"
done
install -m 644 "$work/versions.txt" versions.txt

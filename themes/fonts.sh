#!/bin/sh
# Makes the fonts of the theme tdkt from the TrueType files of two npm packages: WOFF2
# for pages into tdkt/assets/fonts, TrueType for title cards into tdkt/share, with their
# licences. The versions.txt of each folder says what they are made of. A package that
# is not what versions.txt says of its version is refused. It needs pyftsubset with
# brotli (Debian's python3-fonttools and python3-brotli).
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
	archive=$(sed -n 's/.*"filename": "\(.*\)".*/\1/p' "$work/pack.json" | sed 's,.*/,,; s,^@,,; s,/,-,')
	sum=$(openssl dgst -sha512 -binary "$work/$archive" | base64 -w 0)
	line="$package $version sha512-$sum"
	if grep -q "^$package $version " versions.txt 2>/dev/null && ! grep -qxF "$line" versions.txt; then
		echo "$package $version is not what versions.txt says" >&2
		exit 1
	fi
	tar -xzf "$work/$archive" -C "$work/package" --strip-components 1
	echo "$line" >>"$work/versions.txt"
}

# What Vietnamese news is written with, in one file a face, so that no word is set in
# two fonts: ASCII; Latin-1 and the letters of other languages that names in the news
# have; Vietnamese, composed and with its marks by themselves; the letters with a breve,
# č and ƀ of Ê Đê, Ba Na and Gia Rai; spaces, dashes, quotation marks, đồng, euro.
letters=U+20-7E,U+A0-A9,U+AB-B4,U+B6-B7,U+BA-FF,U+102-103,U+106-107,U+10C-10D,U+110-115,U+11E-11F,U+128-12D,U+130-131,U+141-144,U+14C-153,U+158-15B,U+15E-161,U+164-165,U+168-171,U+179-17E,U+180,U+1A0-1A1,U+1AF-1B0,U+218-21B,U+243,U+1EA0-1EF9
marks=U+300-301,U+303,U+306,U+309,U+323
signs=U+2002-2003,U+2009,U+200B-200D,U+202F,U+2010-2015,U+2018-201A,U+201C-201E,U+2020,U+2022,U+2026,U+2030,U+2032-2033,U+2039-203A,U+20AB-20AC,U+2116,U+2122,U+2190-2193,U+2212

# face FILE NAME makes NAME.woff2 from a file of the package, without hints, which screens
# no longer need. Marks have their places: ê̆ of Ê Đê is no letter by itself.
face() {
	pyftsubset "$work/package/$1" --output-file="$work/$2.woff2" --flavor=woff2 \
		--unicodes=$letters,$marks,$signs --layout-features=kern,mark,ccmp,tnum \
		--no-hinting --drop-tables+=DSIG,gasp,meta,STAT --name-IDs=0,1,2,6,13,14 \
		--notdef-outline --no-glyph-names
	install -m 644 "$work/$2.woff2" "$2.woff2"
	sha256sum "$2.woff2" | sed 's/^/  /' >>"$work/versions.txt"
}

cd assets/fonts
fetch @expo-google-fonts/be-vietnam-pro 0.4.1
install -m 644 "$work/package/LICENSE_FONT" BeVietnamPro-OFL.txt
face 600SemiBold/BeVietnamPro_600SemiBold.ttf be-vietnam-pro-600
face 600SemiBold_Italic/BeVietnamPro_600SemiBold_Italic.ttf be-vietnam-pro-600-italic
face 700Bold/BeVietnamPro_700Bold.ttf be-vietnam-pro-700
fetch @expo-google-fonts/noto-serif 0.4.2
install -m 644 "$work/package/LICENSE_FONT" NotoSerif-OFL.txt
face 400Regular/NotoSerif_400Regular.ttf noto-serif-400
face 400Regular_Italic/NotoSerif_400Regular_Italic.ttf noto-serif-400-italic
face 600SemiBold/NotoSerif_600SemiBold.ttf noto-serif-600
face 600SemiBold_Italic/NotoSerif_600SemiBold_Italic.ttf noto-serif-600-italic
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

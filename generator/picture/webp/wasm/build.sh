#!/bin/sh
# Compiles libwebp and encode.c to libwebp.wasm.gz, with Debian's packages only:
#
#	clang-19 lld-19 libclang-rt-19-dev-wasm32 wasi-libc dpkg-dev
#
# The sources come with apt-get: libwebp, which needs a line deb-src of Debian 13 (or
# give the tarball: build.sh libwebp_1.5.0.orig.tar.gz), and of emscripten the headers
# that say SSE with the SIMD of WebAssembly. versions.txt has their checksums, the
# compiler and the checksum of the result, which is the same every time.
#
# No relaxed SIMD, no FMA and no threads: their results depend on the machine.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tarball=${1:+$(realpath "$1")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

test -n "$tarball" || apt-get source --download-only --tar-only libwebp=1.5.0-0.1
cp "${tarball:-libwebp_1.5.0.orig.tar.gz}" source.tar.gz
apt-get download emscripten=3.1.6~dfsg-5
mv emscripten_*.deb emscripten.deb
grep -E ' (source.tar.gz|emscripten.deb)$' "$here/versions.txt" | sha256sum --check --quiet

mkdir libwebp sse headers
tar -xzf source.tar.gz -C libwebp --strip-components 1
dpkg-deb -x emscripten.deb headers
for header in xmm emm; do
	cp "headers/usr/share/emscripten/system/include/compat/${header}intrin.h" sse
done

# EMSCRIPTEN makes libwebp take the SIMD that it is compiled with. SSE4.1 and -O3 gain
# nothing measurable over SSE2 and -O2.
for source in libwebp/src/enc/*.c libwebp/src/utils/*.c libwebp/src/dsp/*.c libwebp/sharpyuv/*.c "$here/encode.c"; do
	clang-19 --target=wasm32-wasi -O2 -msimd128 -ffp-contract=off -DNDEBUG -DWEBP_DISABLE_STATS \
		-DEMSCRIPTEN -D__SSE__ -D__SSE2__ -isystem sse \
		-ffile-prefix-map="$work"=. -Ilibwebp -c "$source" -o "$(basename "$source" .c).o"
done
clang-19 --target=wasm32-wasi -nostartfiles -Wl,--no-entry -Wl,--gc-sections -Wl,--strip-all \
	-Wl,--stack-first -Wl,-z,stack-size=524288 -Wl,--max-memory=268435456 ./*.o -o libwebp.wasm

gzip -9 -n libwebp.wasm
install -m 644 libwebp.wasm.gz "$here"
cat libwebp/COPYING libwebp/PATENTS >"$here/LICENSE.libwebp"
install -m 644 /usr/share/doc/wasi-libc/copyright "$here/LICENSE.wasi-libc"
sed -i '/  libwebp.wasm.gz$/d' "$here/versions.txt"
sha256sum libwebp.wasm.gz >>"$here/versions.txt"

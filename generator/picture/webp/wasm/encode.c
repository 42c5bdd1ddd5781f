// encode.c is the one function that libwebp is wrapped in. build.sh compiles it.
//
// The module imports one function and no system interface, so it can do nothing but
// compute. It imports "proceed", which reports whether to go on.
#include <stdint.h>
#include <stdlib.h>

#include "src/webp/encode.h"

__attribute__((import_module("host"), import_name("proceed"))) extern int host_proceed(void);

// What the pixels are. format in Go has the same values.
enum format {
	PLANES, // Y, Cb, Cr one after the other, each without padding; 4:2:0, limited range
	RGBA,   // four bytes a pixel, not premultiplied
};

// The finished file, which lasts until the next one is begun.
static WebPMemoryWriter file;

__attribute__((export_name("allocate"))) void *allocate(size_t size) { return malloc(size); }

__attribute__((export_name("file"))) const uint8_t *file_bytes(void) { return file.mem; }

__attribute__((export_name("size"))) size_t file_size(void) { return file.size; }

static int progress(int percent, const WebPPicture *picture) {
	(void)percent, (void)picture;
	return host_proceed();
}

// import_pixels makes the picture's planes from pixels. Lossless coding works on one
// plane of ARGB, lossy coding on Y, Cb, Cr and perhaps A.
static int import_pixels(WebPPicture *picture, uint8_t *pixels, enum format format) {
	const int width = picture->width, height = picture->height;
	switch (format) {
	case PLANES: {
		const int half = (width + 1) / 2;
		picture->y = pixels;
		picture->u = picture->y + (size_t)width * height;
		picture->v = picture->u + (size_t)half * ((height + 1) / 2);
		picture->y_stride = width;
		picture->uv_stride = half;
		return 1;
	}
	case RGBA:
		return WebPPictureImportRGBA(picture, pixels, 4 * width);
	}
	return 0;
}

// encode encodes pixels, frees them, and returns 0 or the WebPEncodingError. -1 is a
// setting that libwebp does not have.
__attribute__((export_name("encode"))) int encode(
	uint8_t *pixels, enum format format, int width, int height,
	int lossless, int quality, int method) {
	WebPConfig config;
	WebPPicture picture;
	WebPMemoryWriterClear(&file);
	if (!WebPConfigInit(&config) || !WebPPictureInit(&picture)) {
		free(pixels);
		return -1;
	}
	config.lossless = lossless;
	config.quality = (float)quality;
	config.method = method;
	picture.use_argb = lossless;
	picture.width = width;
	picture.height = height;
	picture.writer = WebPMemoryWrite;
	picture.custom_ptr = &file;
	picture.progress_hook = progress;

	if (!WebPValidateConfig(&config)) {
		free(pixels);
		return -1;
	}
	const int imported = import_pixels(&picture, pixels, format);
	if (format != PLANES) { // copied
		free(pixels);
		pixels = NULL;
	}
	if (imported) {
		WebPEncode(&config, &picture);
	}
	WebPPictureFree(&picture);
	free(pixels);
	return picture.error_code;
}

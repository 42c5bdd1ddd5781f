// Command samplepictures makes the photographs, the film and the sound of the sample
// site: no person and no place is in them. They are scenes of noise and shapes with
// the grain of a camera, so that they weigh as much as photographs.
//
//	go run ./scripts/samplepictures [-only name] [folder of content]
//
// The same pictures come out each time. The film and the sound need ffmpeg.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	only := flag.String("only", "", "make only the files whose names contain this")
	flag.Parse()
	folder := "content"
	if flag.NArg() > 0 {
		folder = flag.Arg(0)
	}
	for _, w := range works {
		if !strings.Contains(w.name, *only) {
			continue
		}
		name := filepath.Join(folder, filepath.FromSlash(w.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := w.make(name); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", w.name, err)
			os.Exit(1)
		}
	}
}

// A work is a file that is made.
type work struct {
	name string
	make func(name string) error
}

const quality = 80

var (
	teacherLo = look{skin: hex(0xd9a27c), hair: hex(0x1c1512), shirt: hex(0x2f4f86)}
	farmer    = look{skin: hex(0xb9835c), hair: hex(0x2b2522), shirt: hex(0x6c6a4a), hat: true, old: .9}
	elder     = look{skin: hex(0xcb9670), hair: hex(0xb9b4ac), shirt: hex(0x5a4a3c), short: true, old: 1}
	boatman   = look{skin: hex(0xa8744e), hair: hex(0x3a332f), shirt: hex(0x24544c), short: true, old: .7}
	counter   = look{skin: hex(0xe0b08c), hair: hex(0x241a17), shirt: hex(0x8c3048), old: .4}
)

var works = []work{
	{"tap-the/anh/may-pa-lu.jpg", photo(ridges(2./3, 0), 1600, 2400, .022)},
	{"guong-sang/anh/bai-ca-rot.jpg", photo(plain(3), 2400, 800, .016)},
	{"guong-sang/nguoi-tot-viec-tot/song-hoi-dao.jpg", photo(river(1.5), 2000, 1333, .02)},
	{"guong-sang/anh/vu-dinh-chien.jpg", photo(portrait(.8, farmer, 5, hex(0xbcd3c6), hex(0x8fae6a), hex(0x5f7f3f), hex(0x3e5a2c)), 1280, 1600, .018)},
	{"guong-sang/co-giao-lo-thi-anh/lo-thi-anh.jpg", photo(portrait(.8, teacherLo, 3, hex(0xe9dcb6), hex(0xb4b77c), hex(0x6d8256), hex(0x3c4f3d)), 1280, 1600, .018)},
	{"guong-sang/nguoi-tot-viec-tot/tran-dinh-mai.jpg", photo(closer(portrait(.8, elder, 11, hex(0xcfe0e6), hex(0x8fb0b4), hex(0x4f7a74), hex(0x2f4a46)), .8), 960, 1200, .018)},
	{"khen-thuong/anh/luong-van-ot.jpg", photo(closer(portrait(.8, boatman, 13, hex(0xd8d2c0), hex(0xa08f6a), hex(0x6a5a42), hex(0x40382c)), .8), 960, 1200, .018)},
	{"tap-the/hop-tac-xa-tan-thanh-phu/huynh-thi-be-nam.jpg", photo(closer(portrait(.8, counter, 17, hex(0xf0e6c4), hex(0xc6c47c), hex(0x7f9a4e), hex(0x46662f)), .8), 960, 1200, .018)},
	{"guong-sang/mot-ngay-o-pu-vang/lop-hoc.jpg", photo(classroom(1.5), 1800, 1200, .02)},
	// The largest has twelve megapixels. It is painted at half its size, as a lens that
	// does not draw every pixel, and quality 60 keeps its file small.
	{"guong-sang/mot-ngay-o-pu-vang/lop-dem.jpg", func(name string) error {
		return save(name, expose(night(4./3), 2000, 1500).doubled().developed(.03), 60)
	}},
	// Held upright, by a telephone that tells where it was.
	{"guong-sang/mot-ngay-o-pu-vang/duong-tre.jpg", func(name string) error {
		return save(name, turned(expose(bamboo(2./3), 1200, 1800).developed(.018)), quality, exif())
	}},
	// In the wide colours of a telephone.
	{"phong-trao/anh/ruong-bac-thang.jpg", func(name string) error {
		return save(name, terraces(3600, 2400).halved().developed(.016), quality, displayP3())
	}},
	{"guong-sang/co-giao-lo-thi-anh/may-sang.jpg", photo(ridges(16./9, 4), 1280, 720, .006)},
	{"guong-sang/co-giao-lo-thi-anh/may-sang.mp4", film},
	{"guong-sang/anh/tieng-trong.mp3", func(name string) error {
		return ffmpeg(bytes.NewReader(wave(drum(5.5))), "-i", "-", "-ac", "1", "-b:a", "64k", name)
	}},
}

func photo(s scene, width, height int, grain float64) func(string) error {
	return func(name string) error {
		return save(name, expose(s, width, height).developed(grain), quality)
	}
}

// film makes eight seconds of mist that drifts, with music, and with the place in it,
// as a telephone writes it.
func film(name string) error {
	const width, height, perSecond, seconds = 640, 360, 12, 8
	music, err := os.CreateTemp("", "*.wav")
	if err != nil {
		return err
	}
	defer os.Remove(music.Name())
	if _, err := music.Write(wave(monochord(seconds))); err != nil {
		return err
	}
	if err := music.Close(); err != nil {
		return err
	}
	frames, pipe := io.Pipe()
	go func() {
		for i := range perSecond * seconds {
			time := float64(i) / perSecond
			frame := expose(ridges(16./9, 4+2.5*time), width, height).developed(.004)
			if _, err := pipe.Write(opaque(frame)); err != nil {
				return
			}
		}
		_ = pipe.Close()
	}()
	return ffmpeg(frames, "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", fmt.Sprintf("%dx%d", width, height), "-r", fmt.Sprint(perSecond), "-i", "-",
		"-i", music.Name(), "-c:v", "libx264", "-preset", "slow", "-crf", "28", "-pix_fmt", "yuv420p", "-threads", "1", "-c:a", "aac", "-b:a", "48k", "-shortest",
		"-movflags", "+faststart", "-metadata", "location=+21.5042+103.1125/", name)
}

// opaque returns the pixels without their alpha.
func opaque(m *image.RGBA) []byte {
	out := make([]byte, 0, len(m.Pix)/4*3)
	for i := 0; i < len(m.Pix); i += 4 {
		out = append(out, m.Pix[i:i+3]...)
	}
	return out
}

func ffmpeg(input io.Reader, arguments ...string) error {
	command := exec.Command("ffmpeg", append([]string{"-y", "-loglevel", "error", "-fflags", "+bitexact", "-flags", "+bitexact"}, arguments...)...)
	command.Stdin, command.Stderr = input, os.Stderr
	return command.Run()
}

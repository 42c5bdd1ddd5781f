package s3_test

import (
	"log"
	"os"
	"testing"

	"github.com/minio/minio-go/v7"
)

const (
	testKey    = "AKIDKHOATHU0000TEST"
	testSecret = "bi-mat/Zq3xSecret+khong-lo-ra"
)

// TestMain gives all tests the same credentials, and no pause after faults: the library
// waits even if it does not try again.
func TestMain(m *testing.M) {
	minio.DefaultRetryUnit = 0
	home, err := os.MkdirTemp("", "guong-s3-home-")
	if err != nil {
		log.Fatal(err)
	}
	for _, name := range []string{"AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "HTTP_PROXY", "http_proxy"} {
		if err := os.Unsetenv(name); err != nil {
			log.Fatal(err)
		}
	}
	for name, value := range map[string]string{"AWS_ACCESS_KEY_ID": testKey, "AWS_SECRET_ACCESS_KEY": testSecret, "HOME": home} {
		if err := os.Setenv(name, value); err != nil {
			log.Fatal(err)
		}
	}
	code := m.Run()
	if err := os.RemoveAll(home); err != nil {
		log.Fatal(err)
	}
	os.Exit(code)
}

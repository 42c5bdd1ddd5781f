package s3_test

import (
	"io"
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
	for _, name := range []string{"AWS_SESSION_TOKEN", "AWS_PROFILE", "HTTP_PROXY", "http_proxy"} {
		if err := os.Unsetenv(name); err != nil {
			log.Fatal(err)
		}
	}
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID":           testKey,
		"AWS_SECRET_ACCESS_KEY":       testSecret,
		"AWS_SHARED_CREDENTIALS_FILE": "no/such/credentials",
		"AWS_CONFIG_FILE":             "no/such/config",
	} {
		if err := os.Setenv(name, value); err != nil {
			log.Fatal(err)
		}
	}
	os.Exit(m.Run())
}

// quiet takes what servers say about connections that break on purpose.
var quiet = log.New(io.Discard, "", 0)

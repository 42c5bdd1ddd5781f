package deploytest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"guong/generator/filelock"
)

// versity is the program behind [Store]: it keeps objects as files, and checks
// signatures, sums and conditions as AWS does.
const (
	versityModule  = "github.com/versity/versitygw/cmd/versitygw"
	versityVersion = "v1.8.0"
)

// Store is a real store that speaks S3, on a loopback address of this machine.
type Store struct {
	Address string // "127.0.0.1:40123", plain HTTP
	Region  string
	Key     string
	Secret  string
	PID     int // of its process

	folder string // with a folder for each bucket
	client *minio.Client
}

// Folder returns the folder in which the objects of a bucket lie as files.
func (s *Store) Folder(bucket string) string { return filepath.Join(s.folder, bucket) }

// StartStore starts a store that holds nothing, with these credentials; it ends with the
// test. The first call on a machine builds the program, which takes some four minutes of
// CPU, and keeps it in the user's folder for caches.
func StartStore(t testing.TB, key, secret string) *Store {
	t.Helper()
	program, err := versity(t.Context())
	if err != nil {
		t.Fatalf("building the store: %v", err)
	}
	for range 10 { // somebody else may take the port meanwhile
		s, err := start(t, program, key, secret)
		if err == nil {
			return s
		}
		t.Log(err)
	}
	t.Fatal("the store does not start")
	return nil
}

func start(t testing.TB, program, key, secret string) (*Store, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Store{Address: free.Addr().String(), Region: "vn-1", Key: key, Secret: secret}
	if err := free.Close(); err != nil {
		return nil, err
	}
	folder := t.TempDir()
	for _, name := range []string{"buckets", "sidecar"} {
		if err := os.Mkdir(filepath.Join(folder, name), 0o755); err != nil {
			return nil, err
		}
	}
	// The program wants whole paths.
	command := exec.Command(program, "--quiet", "--port", s.Address, "--region", s.Region, "--keep-alive",
		"posix", "--sidecar", filepath.Join(folder, "sidecar"), filepath.Join(folder, "buckets"))
	command.Env = append(os.Environ(), "ROOT_ACCESS_KEY="+key, "ROOT_SECRET_KEY="+secret)
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	if err := command.Start(); err != nil {
		return nil, err
	}
	s.PID, s.folder = command.Process.Pid, filepath.Join(folder, "buckets")
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = command.Wait() // that it was killed is no news
	}()
	t.Cleanup(func() {
		if err := command.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Error(err)
		}
		<-ended
	})
	if err := answers(s.Address, ended); err != nil {
		<-ended
		return nil, fmt.Errorf("%w: %s", err, said.Bytes())
	}
	s.client, err = minio.New(s.Address, &minio.Options{
		Creds: credentials.NewStaticV4(key, secret, ""), Region: s.Region, BucketLookup: minio.BucketLookupPath,
	})
	return s, err
}

// answers waits until somebody listens at an address, or until the program has ended
// that should.
func answers(address string, ended <-chan struct{}) error {
	for {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			return conn.Close()
		}
		select {
		case <-ended:
			return errors.New("the program has ended")
		case <-time.After(20 * time.Millisecond): // to ask again
		}
	}
}

// MakeBucket makes a bucket. Everybody may read a public one.
func (s *Store) MakeBucket(t testing.TB, name string, public bool) {
	t.Helper()
	if err := s.client.MakeBucket(t.Context(), name, minio.MakeBucketOptions{Region: s.Region}); err != nil {
		t.Fatal(err)
	}
	if !public {
		return
	}
	policy := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::` + name + `/*"}]}`
	if err := s.client.SetBucketPolicy(t.Context(), name, policy); err != nil {
		t.Fatal(err)
	}
}

// building is held while this process looks for the program, or builds it.
var building sync.Mutex

// versity returns the path of the program, which it builds if it is not there yet. Of
// several processes one builds.
func versity(ctx context.Context) (string, error) {
	building.Lock()
	defer building.Unlock()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	folder := filepath.Join(cache, "guong-tests", "versitygw-"+versityVersion+"-"+runtime.GOOS+"-"+runtime.GOARCH)
	program := filepath.Join(folder, "versitygw")
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	lock, err := os.OpenFile(filepath.Join(folder, "lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return "", err
	}
	defer lock.Close()
	for filelock.Try(lock) != nil {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(time.Second): // to ask again
		}
	}
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	made := filepath.Join(folder, "new")
	command := exec.CommandContext(ctx, "go", "install", "-ldflags=-s -w", versityModule+"@"+versityVersion)
	command.Env = append(os.Environ(), "GOBIN="+made, "GOWORK=off", "GOFLAGS=")
	command.Dir = folder
	if out, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go install: %w\n%s", err, out)
	}
	return program, os.Rename(filepath.Join(made, "versitygw"), program)
}

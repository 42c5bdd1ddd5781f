package s3

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/minio/minio-go/v7/pkg/credentials"

	"guong/generator/deploy/target"
)

// findCredentials returns the keys of the environment, else those of a profile in the
// files of the AWS command. What these files hold is never shown, not even where they
// cannot be read.
func findCredentials(profile string) (*credentials.Credentials, error) {
	environment := new(credentials.EnvAWS)
	if v, err := environment.Retrieve(); err == nil && v.AccessKeyID != "" && v.SecretAccessKey != "" {
		return credentials.New(environment), nil
	}
	file := &credentials.FileAWSCredentials{Profile: profile}
	v, err := file.RetrieveWithCredContext(new(credentials.CredContext))
	if err == nil && v.AccessKeyID != "" && v.SecretAccessKey != "" {
		return credentials.New(file), nil
	}
	wanted := cmp.Or(profile, os.Getenv("AWS_PROFILE"))
	if wanted == "" && (err == nil || errors.Is(err, fs.ErrNotExist) || os.Getenv("HOME") == "") {
		return nil, say(target.KindDenied, "s3-none")
	}
	wanted = cmp.Or(wanted, "default")
	return nil, advise(say(target.KindDenied, "s3-profile", wanted), wanted)
}

// redact removes credentials from a text that is going to be shown.
func (s *store) redact(text string) string {
	v, err := s.keys.GetWithContext(new(credentials.CredContext))
	if err != nil {
		return ""
	}
	for _, secret := range []string{v.SecretAccessKey, v.SessionToken, v.AccessKeyID} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return text
}

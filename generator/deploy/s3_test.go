package deploy_test

import (
	"fmt"
	"testing"

	"guong/generator/deploy/deploytest"
	"guong/generator/deploy/folder"
	"guong/generator/deploy/s3"
)

// TestReadersOverS3 is TestReaders for a store that speaks S3: people read what lies
// there, which the store keeps as files.
func TestReadersOverS3(t *testing.T) {
	var public []string
	for i := range 8 {
		public = append(public, smallSite(i, false).add(fmt.Sprintf("chan-%d/index.html", i%3), "Có rồi mất").publish(t))
	}
	const key, secret, bucket = "AKIDDOCGIA", "bi-mat-cua-doc-gia", "trang-tin"
	t.Setenv("AWS_ACCESS_KEY_ID", key)
	t.Setenv("AWS_SECRET_ACCESS_KEY", secret)
	store := deploytest.StartStore(t, key, secret)
	store.MakeBucket(t, bucket, false)
	to, err := s3.Open(s3.Options{Endpoint: store.Address, Region: store.Region, Bucket: bucket, PathStyle: true, Insecure: true})
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	site, err := folder.Open(store.Folder(bucket))
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	readWhileDeployed(t, public, to, site, 110)
}

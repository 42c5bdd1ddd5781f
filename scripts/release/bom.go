package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/CycloneDX/cyclonedx-go"
)

// writeBOM writes the list of what is in the program (an SBOM): CycloneDX as JSON, as
// scanners for known weaknesses read it.
func (b build) writeBOM(program string, parts []part) error {
	data, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	purl := "pkg:generic/guong@" + b.version
	bom := cyclonedx.NewBOM()
	bom.Metadata = &cyclonedx.Metadata{
		Timestamp: b.time().Format(time.RFC3339),
		Component: &cyclonedx.Component{
			BOMRef: purl, PackageURL: purl,
			Type: cyclonedx.ComponentTypeApplication, Name: "guong", Version: b.version,
			Licenses: &cyclonedx.Licenses{{License: &cyclonedx.License{ID: "Apache-2.0"}}},
			Hashes:   &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA256, Value: hex.EncodeToString(sum[:])}},
			Properties: &[]cyclonedx.Property{
				{Name: "guong:commit", Value: b.commit},
				{Name: "guong:os", Value: b.system},
				{Name: "guong:arch", Value: b.processor},
			},
		},
	}
	components := make([]cyclonedx.Component, len(parts))
	references := make([]string, len(parts))
	for i, p := range parts {
		if components[i], err = component(p); err != nil {
			return err
		}
		references[i] = components[i].BOMRef
	}
	bom.Components = &components
	bom.Dependencies = &[]cyclonedx.Dependency{{Ref: purl, Dependencies: &references}}
	f, err := os.Create(filepath.Join(b.dist, b.name()+".cdx.json"))
	if err != nil {
		return err
	}
	defer f.Close()
	encoder := cyclonedx.NewBOMEncoder(f, cyclonedx.BOMFileFormatJSON).SetPretty(true).SetEscapeHTML(false)
	if err := encoder.EncodeVersion(bom, cyclonedx.SpecVersion1_6); err != nil {
		return err
	}
	return f.Close()
}

// component returns a part as the list names it.
func component(p part) (cyclonedx.Component, error) {
	c := cyclonedx.Component{
		BOMRef: p.purl, PackageURL: p.purl,
		Type: cyclonedx.ComponentTypeLibrary, Name: p.name, Version: p.version,
	}
	if c.BOMRef == "" {
		c.BOMRef = p.name + "@" + p.version
	}
	if p.font {
		c.Type = cyclonedx.ComponentTypeFile
	}
	if coded, ok := strings.CutPrefix(p.sum, "h1:"); ok {
		sum, err := base64.StdEncoding.DecodeString(coded)
		if err != nil {
			return c, err
		}
		c.Hashes = &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA256, Value: hex.EncodeToString(sum)}}
	}
	ids, err := p.identifiers()
	if err != nil {
		return c, err
	}
	licences := make(cyclonedx.Licenses, len(ids))
	for i, id := range ids {
		licences[i] = cyclonedx.LicenseChoice{License: &cyclonedx.License{ID: id}}
	}
	c.Licenses = &licences
	return c, nil
}

// Package folder is a target of deployments that is a folder: a mounted web root, or a
// copy on another disk.
package folder

import (
	"errors"

	"guong/generator/deploy/target"
)

// Open opens the folder path, which must exist.
func Open(path string) (target.Target, error) { return nil, errors.ErrUnsupported }

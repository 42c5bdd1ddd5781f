package site

// AllFiles returns the files of the content folder, published or not.
func (s *Site) AllFiles() []*Resource { return s.allFiles }

package system

// OpenValues reads a folder's settings, or makes them.
func OpenValues(dir string) (map[string]string, error) { return openValues(dir) }

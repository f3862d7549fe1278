package azureblob

import "time"

// SetClock lets a test say what time it is.
func (s *Store) SetClock(now func() time.Time) { s.now = now }

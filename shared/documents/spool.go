package documents

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

// spoolInMemory is the largest plaintext that is held in memory until it is known to be whole; larger ones go to a
// file.
const spoolInMemory = 1 << 20

// A spool holds a plaintext back until it is known to be whole. The file, if there is one, has no name: nobody else
// can open it, and the system frees it when the process ends, however it ends.
type spool struct {
	memory bytes.Buffer
	inFile bool
	file   *os.File
}

func newSpool(size int64) *spool { return &spool{inFile: size > spoolInMemory} }

// Write adds to the end.
func (s *spool) Write(p []byte) (int, error) {
	if !s.inFile {
		return s.memory.Write(p)
	}
	if s.file == nil {
		file, err := os.CreateTemp("", "waybill-plaintext-*")
		if err != nil {
			return 0, fmt.Errorf("make a file for the plaintext: %w", err)
		}
		s.file = file
		if err := os.Remove(file.Name()); err != nil {
			return 0, fmt.Errorf("take the name from the plaintext's file: %w", err)
		}
	}
	return s.file.Write(p)
}

// rewind goes back to the beginning, for reading.
func (s *spool) rewind() error {
	if s.file == nil {
		return nil
	}
	_, err := s.file.Seek(0, io.SeekStart)
	return err
}

// Read reads on from the last place.
func (s *spool) Read(p []byte) (int, error) {
	if s.file == nil {
		return s.memory.Read(p)
	}
	return s.file.Read(p)
}

// Close frees the plaintext.
func (s *spool) Close() error {
	s.memory = bytes.Buffer{}
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}

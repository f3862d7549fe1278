// Package story plays custody stories: a file says which organisations do what in which order, [Load] reads and checks
// it against the rules of custody before anything runs, and a [Player] carries it out on a system as those
// organisations would.
package story

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"gopkg.in/yaml.v3"

	"waybill/docs/stories"
)

// A Story is the content of a story file.
type Story struct {
	Title         string         `yaml:"title"`
	Organizations []Organization `yaml:"organizations"`
	Steps         []Step         `yaml:"steps"`
	Trace         string         `yaml:"trace"` // the asset whose origin the story is about

	files fs.FS // the file's folder; documents stand beside it
	lines *yaml.Node
}

// An Organization takes part.
type Organization struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
	GLN  string `yaml:"gln"`
}

// A Step is something that one organisation does. What stands in one step happens at once, so nothing in it may build
// on something else in it. An id that is registered, handed over, certified, used, made or packed may contain {01..24},
// which stands for 24 ids.
type Step struct {
	Title     string        `yaml:"title"`
	By        string        `yaml:"by"`
	Register  []Asset       `yaml:"register"`
	Seal      []Document    `yaml:"seal"`
	Certify   []Certificate `yaml:"certify"`
	Revoke    []Revocation  `yaml:"revoke"`
	Handover  []Handover    `yaml:"handover"`
	Transform []Transform   `yaml:"transform"`
	Pack      []Pack        `yaml:"pack"`
	Unpack    []Unpack      `yaml:"unpack"`
}

// empty reports whether the step says nothing to do.
func (s Step) empty() bool {
	return len(s.Register)+len(s.Seal)+len(s.Certify)+len(s.Revoke)+len(s.Handover)+len(s.Transform)+len(s.Pack)+len(s.Unpack) == 0
}

// An Asset is registered or made.
type Asset struct {
	ID          string            `yaml:"id"`
	Type        string            `yaml:"type"`
	Quantity    string            `yaml:"quantity"`
	Unit        string            `yaml:"unit"`
	Description string            `yaml:"description"`
	Attributes  map[string]string `yaml:"attributes"`
}

// A Document is sealed; other actions refer to it by Name.
type Document struct {
	Name       string   `yaml:"name"`
	File       string   `yaml:"file"`
	MediaType  string   `yaml:"mediaType"`
	Asset      string   `yaml:"asset"`
	Recipients []string `yaml:"recipients"`
}

// A Certificate is issued.
type Certificate struct {
	ID       string            `yaml:"id"`
	Type     string            `yaml:"type"`
	Subjects []string          `yaml:"subjects"`
	Document string            `yaml:"document"`
	Claims   map[string]string `yaml:"claims"`
}

// A Revocation withdraws a certificate.
type Revocation struct {
	Certificate string `yaml:"certificate"`
	Reason      string `yaml:"reason"`
}

// A Handover is an offer and its answer: accept unless said otherwise.
type Handover struct {
	Asset         string `yaml:"asset"`
	To            string `yaml:"to"`
	WithOwnership bool   `yaml:"withOwnership"`
	Answer        string `yaml:"answer"`
}

// A Transform uses up inputs and makes outputs.
type Transform struct {
	Inputs  []Input `yaml:"inputs"`
	Outputs []Asset `yaml:"outputs"`
}

// An Input of a transformation.
type Input struct {
	Asset    string `yaml:"asset"`
	Quantity string `yaml:"quantity"`
}

// A Pack puts children into a parent; Unpack refers to it by Name.
type Pack struct {
	Name     string   `yaml:"name"`
	Parent   string   `yaml:"parent"`
	Children []string `yaml:"children"`
}

// An Unpack takes a bundle apart.
type Unpack struct {
	Bundle string `yaml:"bundle"`
}

// Load reads a story file, with its documents from the same folder, and checks all of it: its form, its ids, its
// documents, and by the rules of custody every action after those before it. The error names every line at fault.
func Load(files fs.FS, name string) (*Story, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	s, err := parse(text, files)
	if err == nil {
		_, err = s.Stages()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

// Chips is the story that comes with Waybill.
func Chips() (*Story, error) {
	files, err := fs.Sub(stories.Files, "chips")
	if err != nil {
		return nil, err
	}
	return Load(files, "story.yaml")
}

func parse(text []byte, files fs.FS) (*Story, error) {
	s := &Story{files: files, lines: &yaml.Node{}}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(s); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("line 1: the story is empty")
		}
		return nil, err
	}
	if err := yaml.Unmarshal(text, s.lines); err != nil {
		return nil, err
	}
	switch {
	case len(s.Organizations) == 0:
		return nil, errors.New("line 1: a story needs organizations")
	case len(s.Steps) == 0:
		return nil, errors.New("line 1: a story needs steps")
	}
	return s, nil
}

// lineOf finds the line of a part of the file by its path of keys and positions.
func (s *Story) lineOf(path ...any) int {
	n := s.lines.Content[0]
	for _, part := range path {
		next := child(n, part)
		if next == nil {
			break
		}
		n = next
	}
	return n.Line
}

func child(n *yaml.Node, part any) *yaml.Node {
	switch p := part.(type) {
	case int:
		if p < len(n.Content) {
			return n.Content[p]
		}
	case string:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == p {
				return n.Content[i+1]
			}
		}
	}
	return nil
}

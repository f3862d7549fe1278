package jsonrpc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// A Stream asks a node for arrays and reads them element by element: a full block's receipts are megabytes, of which one
// kilobyte at a time is enough. It is safe for concurrent use.
type Stream struct {
	client   *http.Client
	endpoint string
}

// NewStream gives the stream of the node at an http or https URL; false for other endpoints, where answers come whole.
func NewStream(endpoint string) (*Stream, bool) {
	if !strings.HasPrefix(endpoint, "http://") && !strings.HasPrefix(endpoint, "https://") {
		return nil, false
	}
	return &Stream{client(), endpoint}, true
}

// A Refusal is a node's error in place of an answer. It is an rpc.Error.
type Refusal struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// Error gives the node's words.
func (r *Refusal) Error() string { return r.Message }

// ErrorCode gives the code.
func (r *Refusal) ErrorCode() int { return r.Code }

// Ask asks one question and calls each for every element of the answer, which has to decode it. An answer of null has
// none. A [Refusal] if the node answers with an error.
func (s *Stream) Ask(ctx context.Context, method string, args []any, each func(decode func(any) error) error) error {
	body, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": 1, "method": method, "params": args})
	if err != nil {
		return fmt.Errorf("encode %s: %w", method, err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.endpoint, bytes.NewReader(body))
	if err != nil {
		return errors.New("the endpoint is no URL") // the error would repeat it
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := s.client.Do(request)
	if err != nil {
		return WithoutURL(err)
	}
	defer func() { _ = response.Body.Close() }() // everything was read, or will not be
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the node answers %s", response.Status)
	}
	return elements(json.NewDecoder(response.Body), each)
}

// elements reads the object that is the answer.
func elements(d *json.Decoder, each func(decode func(any) error) error) error {
	if err := delimiter(d, '{'); err != nil {
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return fmt.Errorf("read the answer: %w", err)
		}
		switch name {
		case "error":
			var refusal *Refusal
			if err := d.Decode(&refusal); err != nil {
				return fmt.Errorf("read the error: %w", err)
			}
			if refusal != nil {
				return refusal
			}
		case "result":
			if err := array(d, each); err != nil {
				return err
			}
		default:
			if err := d.Decode(new(json.RawMessage)); err != nil {
				return fmt.Errorf("read the answer: %w", err)
			}
		}
	}
	return delimiter(d, '}')
}

func array(d *json.Decoder, each func(decode func(any) error) error) error {
	start, err := d.Token()
	switch {
	case err != nil:
		return fmt.Errorf("read the result: %w", err)
	case start == nil:
		return nil
	case start != json.Delim('['):
		return errors.New("the result is no array")
	}
	for d.More() {
		if err := each(d.Decode); err != nil {
			return fmt.Errorf("read an element of the result: %w", err)
		}
	}
	return delimiter(d, ']')
}

func delimiter(d *json.Decoder, want json.Delim) error {
	got, err := d.Token()
	if err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	if got != want {
		return fmt.Errorf("the answer has %v where %v should be", got, want)
	}
	return nil
}

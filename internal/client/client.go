// Package client calls the REST API as a partner's program should: it repeats a request with the same Idempotency-Key
// until an answer comes, and waits for operations until they are done.
package client

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"waybill/shared/operations"
	"waybill/shared/problem"
	"waybill/shared/retry"
)

// A Client calls one system with one credential.
type Client struct {
	Base  string       // such as http://127.0.0.1:7071
	Token string       // app credential
	HTTP  *http.Client // default http.DefaultClient
	// Patience is how long a request is repeated while no answer comes, and how long Wait looks for an operation that is
	// not there yet; default one minute.
	Patience time.Duration
}

// maxAnswer bounds what is read of an answer that is not a document.
const maxAnswer = 64 << 20

// Post sends a command and gives the operation's receipt.
func (c *Client) Post(ctx context.Context, path, key string, body any) (operations.Receipt, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return operations.Receipt{}, fmt.Errorf("encode the body for %s: %w", path, err)
	}
	var receipt operations.Receipt
	err = c.call(ctx, http.MethodPost, path, func() (io.Reader, error) { return bytes.NewReader(text), nil },
		http.Header{"Content-Type": {"application/json"}, "Idempotency-Key": {key}}, &receipt)
	return receipt, err
}

// A Document is what Seal sends.
type Document struct {
	Name, MediaType, Asset string
	Recipients             []string
	Open                   func() (io.ReadCloser, error) // called once for each try
}

// Seal sends a document as a stream and gives its receipt.
func (c *Client) Seal(ctx context.Context, key string, d Document) (operations.Receipt, error) {
	query := url.Values{"name": {d.Name}}
	if d.Asset != "" {
		query.Set("asset", d.Asset)
	}
	for _, r := range d.Recipients {
		query.Add("recipient", r)
	}
	var receipt operations.Receipt
	err := c.call(ctx, http.MethodPost, "/api/v1/documents?"+query.Encode(), func() (io.Reader, error) { return d.Open() },
		http.Header{"Content-Type": {d.MediaType}, "Idempotency-Key": {key}}, &receipt)
	return receipt, err
}

// Get reads an answer into into.
func (c *Client) Get(ctx context.Context, path string, into any) error {
	return c.call(ctx, http.MethodGet, path, nil, http.Header{"Accept": {"application/json"}}, into)
}

// Push asks for something that has no body and needs no key, because asking again does no harm.
func (c *Client) Push(ctx context.Context, path string) error {
	return c.call(ctx, http.MethodPost, path, nil, nil, &struct{}{})
}

// Wait asks for the operation until it is done. A failed or refused operation is an error that says why. One that is
// not there may be a queue message that has not been taken yet.
func (c *Client) Wait(ctx context.Context, id string) (operations.Report, error) {
	delay := 10 * time.Millisecond
	missing := time.Now()
	for {
		var report operations.Report
		err := c.Get(ctx, operations.Path(id), &report)
		if err == nil {
			missing = time.Now()
		}
		switch {
		case errors.Is(err, problem.NotFound) && time.Since(missing) < c.patience():
		case err != nil:
			return report, err
		case report.Status == operations.Recorded:
			return report, nil
		case report.Status.Done() && report.Problem != nil:
			return report, fmt.Errorf("operation %s %s: %w", id, report.Status, report.Problem)
		case report.Status.Done():
			return report, fmt.Errorf("operation %s %s", id, report.Status)
		}
		if err := retry.Sleep(ctx, delay); err != nil {
			return report, fmt.Errorf("operation %s is still %q: %w", id, report.Status, err)
		}
		delay = min(2*delay, 250*time.Millisecond)
	}
}

// call makes one request until it is answered. No answer, a 5xx and a problem with Retry-After are tried again.
func (c *Client) call(ctx context.Context, method, path string, body func() (io.Reader, error), header http.Header, into any) error {
	patient, cancel := context.WithTimeout(ctx, c.patience())
	defer cancel()
	delay := 50 * time.Millisecond
	var last error // what was wrong before time ran out
	for {
		after, err := c.once(patient, method, path, body, header, into)
		if err == nil || after < 0 {
			return err
		}
		if last == nil || patient.Err() == nil {
			last = err
		}
		switch pauseErr := retry.Sleep(patient, max(after, delay/2+rand.N(delay))); {
		case ctx.Err() != nil:
			return fmt.Errorf("%s %s: %w", method, path, ctx.Err())
		case pauseErr != nil:
			return fmt.Errorf("%s %s: gave up after %v: %w", method, path, c.patience(), last)
		}
		delay = min(2*delay, 2*time.Second)
	}
}

func (c *Client) patience() time.Duration { return cmp.Or(c.Patience, time.Minute) }

// never says that a request must not be tried again.
const never = time.Duration(-1)

// once gives how long to wait before the next try, or never.
func (c *Client) once(ctx context.Context, method, path string, body func() (io.Reader, error), header http.Header, into any) (time.Duration, error) {
	var reader io.Reader
	if body != nil {
		var err error
		if reader, err = body(); err != nil {
			return never, err
		}
	}
	r, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(c.Base, "/")+path, reader)
	if err != nil {
		return never, err
	}
	for name, values := range header {
		r.Header[name] = values
	}
	if c.Token != "" {
		r.Header.Set("Authorization", "Bearer "+c.Token)
	}
	answer, err := cmp.Or(c.HTTP, http.DefaultClient).Do(r)
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return 0, err
	}
	if answer.StatusCode < 300 {
		if len(text) == 0 { // the handler died after it had begun to answer
			return 0, errors.New("the answer is empty")
		}
		if err := json.Unmarshal(text, into); err != nil {
			return never, fmt.Errorf("the answer to %s %s is not JSON: %w", method, path, err)
		}
		return never, nil
	}
	return retryAfter(answer), refusal(answer.StatusCode, text)
}

func retryAfter(answer *http.Response) time.Duration {
	if seconds, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil && seconds > 0 {
		return time.Duration(seconds) * time.Second
	}
	if answer.StatusCode >= 500 {
		return 0
	}
	return never
}

// refusal gives the problem in an answer; the host itself answers without one.
func refusal(status int, text []byte) error {
	var p problem.Problem
	if json.Unmarshal(text, &p) != nil || p.Type == "" {
		return problem.New(status, "host", fmt.Sprintf("The host answered %d.", status))
	}
	return &p
}

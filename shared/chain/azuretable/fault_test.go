package azuretable_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/retry"
)

var key = chain.Key{Chain: 1337, Signer: custody.Address{0xaa}}

// A wire carries requests, and lets a test spoil the transactions among them.
type wire struct {
	transactions int
	spoil        func(w *wire, request *http.Request) (*http.Response, error)
}

// Do carries one request.
func (w *wire) Do(request *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(request.URL.Path, "$batch") {
		return http.DefaultClient.Do(request)
	}
	w.transactions++
	return w.spoil(w, request)
}

// answer makes an answer of the service's front door.
func answer(request *http.Request, status int, code string, header ...string) *http.Response {
	h := http.Header{"X-Ms-Error-Code": {code}, "Content-Type": {"application/json"}}
	for i := 0; i < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	text := `{"odata.error":{"code":"` + code + `","message":{"lang":"en-US","value":"no"}}}`
	return &http.Response{Status: strconv.Itoa(status), StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(text)), Request: request}
}

func first() (chain.Head, []*chain.Row) {
	return chain.Head{Next: 1}, []*chain.Row{{
		State: chain.Signed, Organization: "northern-silicon", Operation: "op-1", Command: custody.Digest{1}, Raw: []byte{1},
		Attempts: []chain.Attempt{{Kind: chain.Carry, Hash: custody.Digest{2}}},
	}}
}

// A transaction whose answer is lost, cut off, or says that the service gave up on it, is not sent again and not taken
// for a conflict: the caller learns that it may have been written, and finds that it was.
func TestUnknownOutcomeIsToldAsSuch(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*http.Request, *http.Response) (*http.Response, error){
		"the connection breaks": func(_ *http.Request, r *http.Response) (*http.Response, error) {
			r.Body.Close()
			return nil, errors.New("connection reset by peer")
		},
		"the answer ends early": func(_ *http.Request, r *http.Response) (*http.Response, error) {
			text, err := io.ReadAll(r.Body)
			r.Body = io.NopCloser(bytes.NewReader(text[:len(text)*2/3]))
			return r, err
		},
		"the answer is empty": func(_ *http.Request, r *http.Response) (*http.Response, error) {
			r.Body = io.NopCloser(strings.NewReader(""))
			return r, nil
		},
		"the service timed out": func(request *http.Request, _ *http.Response) (*http.Response, error) {
			return answer(request, http.StatusInternalServerError, "OperationTimedOut"), nil
		},
		"a gateway is in between": func(request *http.Request, _ *http.Response) (*http.Response, error) {
			return answer(request, http.StatusServiceUnavailable, ""), nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			place := newPlace(t)
			w := &wire{spoil: func(_ *wire, request *http.Request) (*http.Response, error) {
				response, err := http.DefaultClient.Do(request)
				if err != nil {
					return nil, err
				}
				return spoil(request, response)
			}}
			place.Transport = w
			j := openAt(t, place)
			head, rows := first()
			err := j.Commit(t.Context(), key, chain.Change{Head: &head, Insert: rows})
			if err == nil || errors.Is(err, chain.ErrConflict) || retry.VerdictOf(err) != retry.Later {
				t.Errorf("the commit ends with %v", err)
			}
			if w.transactions != 1 {
				t.Errorf("the transaction was sent %d times", w.transactions)
			}
			if got, err := j.Rows(t.Context(), key, 0, 1); err != nil || len(got) != 1 {
				t.Errorf("%d rows, %v", len(got), err)
			}
		})
	}
}

// A service that is too busy has done nothing, so the same transaction is sent again, as long as it asks for.
func TestABusyServiceIsAskedAgain(t *testing.T) {
	t.Parallel()
	place := newPlace(t)
	w := &wire{spoil: func(w *wire, request *http.Request) (*http.Response, error) {
		if w.transactions < 3 {
			return answer(request, http.StatusServiceUnavailable, "ServerBusy", "retry-after-ms", "1"), nil
		}
		return http.DefaultClient.Do(request)
	}}
	place.Transport = w
	head, rows := first()
	if err := openAt(t, place).Commit(t.Context(), key, chain.Change{Head: &head, Insert: rows}); err != nil || head.Version == "" {
		t.Errorf("head %+v, %v", head, err)
	}
	if w.transactions != 3 {
		t.Errorf("the transaction was sent %d times", w.transactions)
	}
}

// What is larger than the service takes is refused for good before anything is sent.
func TestOversizedChangesAreRefused(t *testing.T) {
	t.Parallel()
	place := newPlace(t)
	w := &wire{spoil: func(_ *wire, request *http.Request) (*http.Response, error) { return http.DefaultClient.Do(request) }}
	place.Transport = w
	j := openAt(t, place)
	many := func(n, size int) (rows []*chain.Row) {
		for i := range n {
			_, one := first()
			one[0].Nonce, one[0].Command, one[0].Raw = uint64(i), custody.Digest{byte(i)}, make([]byte, size)
			rows = append(rows, one[0])
		}
		return rows
	}
	for name, change := range map[string]chain.Change{
		"more than 100 entities":      {Head: &chain.Head{Next: 50}, Insert: many(50, 1)},
		"more than 4 MiB":             {Head: &chain.Head{Next: 49}, Insert: many(49, 100<<10)},
		"a row of more than 512 KiB":  {Head: &chain.Head{Next: 1}, Insert: many(1, 512<<10+1)},
		"one row twice in one change": {Head: &chain.Head{Next: 2}, Insert: append(many(1, 1), many(1, 1)...)},
		"one command twice in a change": {Head: &chain.Head{Next: 2}, Insert: func() []*chain.Row {
			rows := many(2, 1)
			rows[1].Command = rows[0].Command
			return rows
		}()},
	} {
		if err := j.Commit(t.Context(), key, change); retry.VerdictOf(err) != retry.Never {
			t.Errorf("%s: %v", name, err)
		}
	}
	if w.transactions != 0 {
		t.Errorf("%d transactions were sent", w.transactions)
	}
}

// A hundred rows with long signed bytes are updated at once where the bytes stay as they are, because these do not travel.
func TestUpdatesOfLongRowsFit(t *testing.T) {
	t.Parallel()
	j := openAt(t, newPlace(t))
	head := chain.Head{}
	var rows []*chain.Row
	for head.Next < chain.MaxCommit {
		_, one := first()
		one[0].Nonce, one[0].Command, one[0].Raw = head.Next, custody.Digest{byte(head.Next)}, make([]byte, 100<<10)
		head.Next++
		if err := j.Commit(t.Context(), key, chain.Change{Head: &head, Insert: one}); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, one[0])
	}
	for range 2 {
		if err := j.Commit(t.Context(), key, chain.Change{Update: rows}); err != nil {
			t.Fatal(err)
		}
	}
}

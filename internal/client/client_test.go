package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"waybill/internal/client"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// An answer is what comes of a request.
type answer func(*http.Request) (*http.Response, error)

// A script answers requests one after the other, without a network, so that time can be that of a bubble. The last
// line is repeated.
type script struct {
	lines []answer
	seen  []request
}

type request struct{ method, path, key, token, body string }

// RoundTrip notes the request and gives the next answer.
func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	seen := request{method: r.Method, path: r.URL.RequestURI(), key: r.Header.Get("Idempotency-Key"), token: r.Header.Get("Authorization")}
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		seen.body = string(body)
	}
	s.seen = append(s.seen, seen)
	return s.lines[min(len(s.seen), len(s.lines))-1](r)
}

func (s *script) client() *client.Client {
	return &client.Client{Base: "http://waybill.test/", Token: "wb_secret", HTTP: &http.Client{Transport: s}}
}

// says answers with a status, headers in pairs and a body.
func says(status int, body string, header ...string) answer {
	return func(*http.Request) (*http.Response, error) {
		w := httptest.NewRecorder()
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
		return w.Result(), nil
	}
}

// refuses answers with a problem.
func refuses(p *problem.Problem) answer {
	return func(*http.Request) (*http.Response, error) {
		w := httptest.NewRecorder()
		problem.Write(w, p, "")
		return w.Result(), nil
	}
}

// loses breaks the connection before an answer.
func loses(*http.Request) (*http.Response, error) { return nil, errors.New("connection reset by peer") }

// cuts breaks the connection in the middle of an answer.
func cuts(*http.Request) (*http.Response, error) {
	body := io.MultiReader(strings.NewReader(`{"id":`), broken{})
	return &http.Response{StatusCode: http.StatusAccepted, Header: http.Header{}, Body: io.NopCloser(body)}, nil
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

const receipt = `{"id":"op-1","kind":"RegisterAsset","status":"accepted"}`

// Whatever happens on the way, the same request is repeated, byte for byte and under the same key, until there is an
// answer.
func TestARequestIsRepeatedUntilItIsAnswered(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]answer{
		"500":                refuses(problem.Internal),
		"connection lost":    loses,
		"answer cut off":     cuts,
		"answer empty":       says(http.StatusAccepted, ""),
		"502 by the host":    says(http.StatusBadGateway, "<html>"),
		"503":                refuses(problem.Unavailable),
		"asset busy":         refuses(problem.AssetBusy.After(2)),
		"too many requests":  refuses(problem.Throttled.After(1)),
		"retry after a date": says(http.StatusServiceUnavailable, "", "Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &script{lines: []answer{trouble, trouble, trouble, says(http.StatusAccepted, receipt)}}
				got, err := s.client().Send(t.Context(), "key-1", &custody.RegisterAsset{ID: "urn:chip:1", Type: "item"})
				if err != nil || got.ID != "op-1" || len(s.seen) != 4 {
					t.Fatalf("%+v, %v after %d requests", got, err, len(s.seen))
				}
				want := request{http.MethodPost, "/api/v1/assets", "key-1", "Bearer wb_secret", `{"id":"urn:chip:1","type":"item"}`}
				for _, r := range s.seen {
					if r != want {
						t.Errorf("sent %+v, want %+v", r, want)
					}
				}
			})
		})
	}
}

// The client waits as long as it is asked to, and longer each time if it is not asked.
func TestTheClientWaitsBetweenTries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &script{lines: []answer{refuses(problem.AssetBusy.After(7)), says(http.StatusAccepted, receipt)}}
		started := time.Now()
		if _, err := s.client().Post(t.Context(), "/api/v1/assets", "k", map[string]string{}); err != nil {
			t.Fatal(err)
		}
		if waited := time.Since(started); waited != 7*time.Second {
			t.Errorf("it waited %v", waited)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		s := &script{lines: []answer{loses}}
		c := s.client()
		c.Patience = 20 * time.Second
		_, _ = c.Post(t.Context(), "/api/v1/assets", "k", map[string]string{})
		if n := len(s.seen); n < 10 || n > 30 {
			t.Errorf("it made %d tries in 20 s", n)
		}
	})
}

// A refusal is an answer: it comes back as the problem that it is, after one try.
func TestARefusalIsNotRepeated(t *testing.T) {
	t.Parallel()
	for _, p := range []*problem.Problem{
		problem.InvalidField, problem.Unauthenticated, problem.Forbidden, problem.UnknownAsset, problem.AlreadyOffered, problem.KeyReused, problem.TooLarge,
	} {
		s := &script{lines: []answer{refuses(p.At("/id", "it is wrong"))}}
		_, err := s.client().Post(t.Context(), "/api/v1/assets", "k", nil)
		if !errors.Is(err, p) || problem.From(err).Detail != "it is wrong" || len(s.seen) != 1 {
			t.Errorf("%s: %v after %d requests", p.Type, err, len(s.seen))
		}
	}
	s := &script{lines: []answer{says(http.StatusNotFound, "no such route")}}
	if err := s.client().Get(t.Context(), "/api/v2", nil); err == nil || !strings.Contains(err.Error(), "404") || len(s.seen) != 1 {
		t.Errorf("a refusal of the host: %v after %d requests", err, len(s.seen))
	}
	s = &script{lines: []answer{says(http.StatusOK, "<html>")}}
	if err := s.client().Get(t.Context(), "/api/v1/trace", new(any)); err == nil || !strings.Contains(err.Error(), "not JSON") || len(s.seen) != 1 {
		t.Errorf("an answer of somebody else: %v after %d requests", err, len(s.seen))
	}
}

// After Patience the client gives up, and says what was wrong the last time and not that time ran out.
func TestTheClientGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &script{lines: []answer{loses, refuses(problem.Unavailable.With("the node does not answer"))}}
		started := time.Now()
		_, err := s.client().Post(t.Context(), "/api/v1/assets", "k", nil)
		if !errors.Is(err, problem.Unavailable) || !strings.Contains(err.Error(), "gave up after 1m0s") || time.Since(started) != time.Minute {
			t.Errorf("%v after %v", err, time.Since(started))
		}
	})
	synctest.Test(t, func(t *testing.T) {
		hangs := func(r *http.Request) (*http.Response, error) { <-r.Context().Done(); return nil, r.Context().Err() }
		s := &script{lines: []answer{refuses(problem.Unavailable), hangs}}
		if err := s.client().Get(t.Context(), "/x", nil); !errors.Is(err, problem.Unavailable) {
			t.Errorf("a server that hangs at last: %v", err)
		}
	})
}

// A caller that goes away is not kept waiting.
func TestTheClientStopsWithItsCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		s := &script{lines: []answer{loses}}
		if err := s.client().Get(ctx, "/x", nil); !errors.Is(err, context.DeadlineExceeded) || strings.Contains(err.Error(), "gave up") {
			t.Errorf("got %v", err)
		}
	})
}

// A document is opened anew for each try and goes with its name, asset, media type and readers.
func TestADocumentIsSentAgainFromItsBeginning(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &script{lines: []answer{loses, says(http.StatusAccepted, receipt)}}
		opened := 0
		_, err := s.client().Seal(t.Context(), "k", client.Document{
			Name: "a b.pdf", MediaType: "application/pdf", Asset: "urn:chip:1", Recipients: []string{"fab", "shop"},
			Open: func() (io.ReadCloser, error) { opened++; return io.NopCloser(strings.NewReader("%PDF")), nil },
		})
		want := request{http.MethodPost, "/api/v1/documents?asset=urn%3Achip%3A1&name=a+b.pdf&recipient=fab&recipient=shop", "k", "Bearer wb_secret", "%PDF"}
		if err != nil || opened != 2 || len(s.seen) != 2 || s.seen[0] != want || s.seen[1] != want {
			t.Errorf("%v, opened %d times, sent %+v", err, opened, s.seen)
		}
	})
	s := &script{lines: []answer{loses}}
	gone := errors.New("no such file")
	_, err := s.client().Seal(t.Context(), "k", client.Document{Open: func() (io.ReadCloser, error) { return nil, gone }})
	if !errors.Is(err, gone) || len(s.seen) != 0 {
		t.Errorf("a document that cannot be opened: %v after %d requests", err, len(s.seen))
	}
}

// An operation that is not there yet is waited for, and so is one that is not done.
func TestWaitEndsWhenTheOperationIsRecorded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &script{lines: []answer{
			refuses(problem.NotFound), refuses(problem.NotFound), report(operations.Accepted, nil), report(operations.Submitted, nil),
			report(operations.Confirmed, nil), report(operations.Recorded, nil),
		}}
		got, err := s.client().Wait(t.Context(), "op-1")
		if err != nil || got.Status != operations.Recorded || len(s.seen) != 6 || s.seen[0].path != "/api/v1/operations/op-1" {
			t.Errorf("%+v, %v, asked for %v", got, err, s.seen)
		}
	})
}

// An operation that changed nothing is an error that says why.
func TestWaitSaysWhyAnOperationDidNotSucceed(t *testing.T) {
	t.Parallel()
	for status, why := range map[operations.Status]*problem.Problem{
		operations.Failed:  problem.ContractRefused.With("the offer has expired"),
		operations.Refused: problem.NotHolder.At("/asset", "it is not held by mine"),
	} {
		s := &script{lines: []answer{report(status, why)}}
		got, err := s.client().Wait(t.Context(), "op-1")
		if !errors.Is(err, why) || !strings.Contains(err.Error(), why.Detail) || !strings.Contains(err.Error(), string(status)) || got.Status != status {
			t.Errorf("%s: %+v, %v", status, got, err)
		}
	}
	s := &script{lines: []answer{report(operations.Failed, nil)}}
	if _, err := s.client().Wait(t.Context(), "op-1"); err == nil || !strings.Contains(err.Error(), "op-1 failed") {
		t.Errorf("without a reason: %v", err)
	}
}

// Waiting ends with the caller's patience: for an operation that never comes, or never is done.
func TestWaitEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &script{lines: []answer{refuses(problem.NotFound)}}
		if _, err := s.client().Wait(t.Context(), "op-1"); !errors.Is(err, problem.NotFound) {
			t.Errorf("an operation that never comes: %v", err)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		s := &script{lines: []answer{report(operations.Submitted, nil)}}
		if _, err := s.client().Wait(ctx, "op-1"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("an operation that never ends: %v", err)
		}
	})
}

func report(status operations.Status, why *problem.Problem) answer {
	detail := "null"
	if why != nil {
		w := httptest.NewRecorder()
		problem.Write(w, why, "")
		detail = w.Body.String()
	}
	return says(http.StatusOK, fmt.Sprintf(`{"id":"op-1","status":%q,"problem":%s}`, status, detail))
}

// Every command that partners send has its route; what stands in the path is not in the body.
func TestCommandsGoToTheirRoutes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		command    custody.Command
		path, body string
	}{
		{&custody.RegisterOrganization{ID: "mine", Name: "Mine", Key: &custody.Address{1}}, "/api/v1/organizations", `{"id":"mine","name":"Mine"}`},
		{&custody.OfferHandover{Asset: "urn:a:1", To: "fab"}, "/api/v1/handovers", `{"asset":"urn:a:1","to":"fab"}`},
		{&custody.AnswerHandover{Handover: "op-1", Answer: "reject", Reason: "wet"}, "/api/v1/handovers/op-1/reject", `{"reason":"wet"}`},
		{&custody.Aggregate{Parent: "urn:p:1", Children: []string{"urn:a:1"}}, "/api/v1/bundles", `{"children":["urn:a:1"],"parent":"urn:p:1"}`},
		{&custody.Disaggregate{Bundle: "op-2"}, "/api/v1/bundles/op-2/unpack", `{}`},
		{&custody.Transform{Inputs: []custody.TransformInput{{Asset: "urn:a:1"}}, Outputs: []custody.TransformOutput{}}, "/api/v1/transformations", `{"inputs":[{"asset":"urn:a:1"}],"outputs":[]}`},
		{&custody.IssueCertificate{Type: "quality", Subjects: []string{"urn:a:1"}}, "/api/v1/certificates", `{"subjects":["urn:a:1"],"type":"quality"}`},
		{&custody.RevokeCertificate{Certificate: "https://x.example/1"}, "/api/v1/certificates/https:%2F%2Fx.example%2F1/revoke", `{}`},
		{&custody.RecordEvent{Type: "ObjectEvent", Reason: "seen", Event: []byte(`{}`)}, "/api/v1/events", `{"event":{},"reason":"seen","type":"ObjectEvent"}`},
	} {
		s := &script{lines: []answer{says(http.StatusAccepted, receipt)}}
		if _, err := s.client().Send(t.Context(), "k", test.command); err != nil {
			t.Fatal(err)
		}
		if got := s.seen[0]; got.path != test.path || got.body != test.body {
			t.Errorf("%s: %s %s", test.command.Kind(), got.path, got.body)
		}
	}
	s := &script{}
	if _, err := s.client().Send(t.Context(), "k", &custody.AnchorDigest{}); err == nil || len(s.seen) != 0 {
		t.Errorf("a command of the system itself: %v", err)
	}
}

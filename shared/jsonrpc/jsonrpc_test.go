package jsonrpc_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"waybill/shared/jsonrpc"
)

// Keys of providers stand in paths, so no error repeats them.
func TestErrorsDoNotNameTheURL(t *testing.T) {
	t.Parallel()
	for _, endpoint := range []string{"http://127.0.0.1:1/v3/secret", "ws://127.0.0.1:1/v3/secret", "gopher://127.0.0.1:1/v3/secret", "http://[/v3/secret"} {
		client, err := jsonrpc.Dial(t.Context(), endpoint)
		if err == nil {
			err = jsonrpc.WithoutURL(client.CallContext(t.Context(), new(string), "eth_chainId"))
			client.Close()
		}
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", endpoint, err)
		}
	}
}

// A node that talks without end is cut off before it fills the memory.
func TestAnswersAreBounded(t *testing.T) {
	t.Parallel()
	const limit = 10_000
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(make([]byte, 512)); err != nil {
				return
			}
		}
	}))
	t.Cleanup(server.Close)
	client := http.Client{Transport: jsonrpc.Bounded(http.DefaultTransport, limit)}
	response, err := client.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if read, err := io.ReadAll(response.Body); err == nil || len(read) != limit {
		t.Errorf("it read %d bytes, %v", len(read), err)
	}
}

// answered is a node's error.
type answered struct {
	code int
	text string
}

func (a answered) Error() string  { return a.text }
func (a answered) ErrorCode() int { return a.code }

// Nodes say in two ways that no block has a tag; whatever else goes wrong says nothing about it.
func TestUnknownTag(t *testing.T) {
	t.Parallel()
	for want, all := range map[bool][]error{
		true:  {answered{-32000, "finalized block not found"}, answered{-39001, "Unknown block"}},
		false: {nil, answered{-32005, "rate limit exceeded"}, answered{-32000, "request timed out"}, errors.New("proxy: block not found")},
	} {
		for _, err := range all {
			if jsonrpc.UnknownTag(err) != want {
				t.Errorf("%v: %v", err, !want)
			}
		}
	}
}

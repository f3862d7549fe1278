package jsonrpc_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/rpc"

	"waybill/shared/jsonrpc"
)

// ask gives the numbers that a node which answers with the text is understood to have said.
func ask(t *testing.T, status int, text string) ([]int, error) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, text)
	}))
	defer server.Close()
	stream, ok := jsonrpc.NewStream(server.URL + "/key-of-the-provider")
	if !ok {
		t.Fatal("an http URL has no stream")
	}
	var numbers []int
	err := stream.Ask(context.WithoutCancel(t.Context()), "eth_numbers", []any{"0x1"}, func(decode func(any) error) error {
		var n int
		err := decode(&n)
		numbers = append(numbers, n)
		return err
	})
	return numbers, err
}

// Elements come in order, wherever in the answer the result stands; null has none.
func TestStream(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"jsonrpc":"2.0","id":1,"result":[1,2,3]}`:                       "[1 2 3]",
		`{"result":[4],"error":null,"id":1,"jsonrpc":"2.0","x":{"y":[]}}`: "[4]",
		`{"jsonrpc":"2.0","id":1,"result":[]}`:                            "[]",
		`{"jsonrpc":"2.0","id":1,"result":null}`:                          "[]",
	} {
		if got, err := ask(t, http.StatusOK, text); err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
}

// A node's error is its answer; whatever is cut off or something else is none.
func TestStreamFails(t *testing.T) {
	t.Parallel()
	_, err := ask(t, http.StatusOK, `{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no such method"}}`)
	var answered rpc.Error
	if !errors.As(err, &answered) || answered.ErrorCode() != -32601 || answered.Error() != "no such method" {
		t.Errorf("a refusal is %v", err)
	}
	for _, text := range []string{``, `[]`, `{"result":[1,2`, `{"result":[1,2]`, `{"result":7}`, `{"result":["one"]}`, `<html>`} {
		if _, err := ask(t, http.StatusOK, text); err == nil || errors.As(err, &answered) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := ask(t, http.StatusTooManyRequests, `{"result":[1]}`); err == nil || errors.As(err, &answered) {
		t.Errorf("status 429: %v", err)
	}
	gone, _ := jsonrpc.NewStream("http://127.0.0.1:1/key-of-the-provider")
	err = gone.Ask(t.Context(), "eth_numbers", nil, nil)
	if err == nil || strings.Contains(err.Error(), "key-of-the-provider") {
		t.Errorf("a node that is not there: %v", err)
	}
	if _, ok := jsonrpc.NewStream("/var/run/geth.ipc"); ok {
		t.Error("a socket has a stream")
	}
}

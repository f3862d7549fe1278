package evm_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum/rpc"

	"waybill/shared/chain/evm"
)

// A question is one JSON-RPC request.
type question struct {
	ID     json.RawMessage   `json:"id"`
	Method string            `json:"method"`
	Params []json.RawMessage `json:"params"`
}

// A reply is the answer to it.
type reply struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   json.RawMessage `json:"error,omitempty"`
}

// A lie is one way in which a node, or what stands before it, tells something else than what is. Fields that are nil
// change nothing.
type lie struct {
	ask   func(index int, q *question) (refusal string) // before the node is asked; a refusal is an error in its place
	tell  func(q question, result json.RawMessage) json.RawMessage
	batch func([]reply) []reply
	hang  func(asked []question) bool // everything is carried out, and nobody ever hears the answer
}

// A liar is an HTTP endpoint before a real node. It tells the truth until it is given a lie.
type liar struct {
	node *rpc.Client
	mu   sync.Mutex
	lie  lie
	told int // how often something was asked
}

// newLiar gives the liar before the node, and the backend that has to believe it.
func newLiar(t *testing.T, node *rpc.Client) (*liar, *evm.Backend) {
	t.Helper()
	l := &liar{node: node}
	server := httptest.NewServer(l)
	t.Cleanup(server.Close)
	b, err := evm.Dial(t.Context(), server.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return l, b
}

func (l *liar) tell(what lie) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lie = what
}

// ServeHTTP answers a request or a batch.
func (l *liar) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.told++
	var body json.RawMessage
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var questions []question
	single := json.Unmarshal(body, &questions) != nil
	if single {
		questions = make([]question, 1)
		if err := json.Unmarshal(body, &questions[0]); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
	}
	replies := make([]reply, len(questions))
	for i, q := range questions {
		replies[i] = l.answer(r, i, q)
	}
	if l.lie.hang != nil && l.lie.hang(questions) {
		panic(http.ErrAbortHandler) // the connection ends without an answer
	}
	w.Header().Set("Content-Type", "application/json")
	if single {
		_ = json.NewEncoder(w).Encode(replies[0])
		return
	}
	if l.lie.batch != nil {
		replies = l.lie.batch(replies)
	}
	_ = json.NewEncoder(w).Encode(replies)
}

func (l *liar) answer(r *http.Request, index int, q question) reply {
	a := reply{Version: "2.0", ID: q.ID}
	if l.lie.ask != nil {
		if refusal := l.lie.ask(index, &q); refusal != "" {
			a.Error = encoded(map[string]any{"code": -32000, "message": refusal})
			return a
		}
	}
	args := make([]any, len(q.Params))
	for i := range args {
		args[i] = q.Params[i]
	}
	if err := l.node.CallContext(r.Context(), &a.Result, q.Method, args...); err != nil {
		a.Error = encoded(map[string]any{"code": -32000, "message": err.Error()})
		return a
	}
	if a.Result == nil {
		a.Result = json.RawMessage("null")
	}
	if l.lie.tell != nil {
		a.Result = l.lie.tell(q, a.Result)
	}
	return a
}

func encoded(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // only maps of strings and numbers come here
	}
	return text
}

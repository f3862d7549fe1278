package story_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"waybill/handlers/ingestcommand"
	"waybill/internal/client"
	"waybill/internal/story"
	"waybill/shared/bus"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// A system is a system that a story is played on. It answers without a network, so that a test can run in a bubble.
type system struct {
	mu      sync.Mutex
	sent    []string        // keys, in the order of arrival
	refused map[string]bool // keys whose operations fail
	sealed  map[string]string
	arrived func(key string) // called while a command is on its way
}

// Send takes a command.
func (s *system) Send(_ context.Context, by custody.OrganizationID, key string, c custody.Command) error {
	s.mu.Lock()
	s.sent = append(s.sent, fmt.Sprintf("%s %s %s", by, key, c.Kind()))
	s.mu.Unlock()
	if s.arrived != nil {
		s.arrived(key)
	}
	return nil
}

// RoundTrip answers for operations and documents.
func (s *system) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := httptest.NewRecorder()
	if r.Method == http.MethodPost {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		s.sealed[r.URL.Query().Get("name")] = r.Header.Get("Content-Type") + " " + string(body)
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, "{}")
		return w.Result(), nil
	}
	id := strings.TrimPrefix(r.URL.Path, operations.Path(""))
	report := operations.Report{ID: id, Status: operations.Recorded}
	if s.refused[id] {
		report.Status, report.Problem = operations.Failed, problem.ContractRefused.With("the offer has expired")
	}
	_ = json.NewEncoder(w).Encode(report)
	return w.Result(), nil
}

func (s *system) player() *story.Player {
	join := func(_ context.Context, organization custody.OrganizationID) (*client.Client, error) {
		return &client.Client{Base: "http://waybill.test", Token: "of " + string(organization), HTTP: &http.Client{Transport: s}}, nil
	}
	operator, _ := join(context.Background(), operations.Operator)
	return &story.Player{
		Clients: map[custody.OrganizationID]*client.Client{operations.Operator: operator}, Sender: s, Joined: join,
	}
}

func newSystem() *system { return &system{refused: map[string]bool{}, sealed: map[string]string{}} }

func stagesOf(t *testing.T, text string) []story.Stage {
	t.Helper()
	told, err := story.Load(folder(text), "story.yaml")
	if err != nil {
		t.Fatal(err)
	}
	stages, err := told.Stages()
	if err != nil {
		t.Fatal(err)
	}
	return stages
}

// All actions of a stage are on their way before the first of them has to be done, and the next stage begins when all
// are.
func TestAStageRunsAtOnceAndStagesInOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		stages := stagesOf(t, opening+"    handover: [{asset: 'urn:chip:{1..2}', to: fab}]")
		stageOf, together := map[string]int{}, make([]sync.WaitGroup, len(stages))
		for i, s := range stages {
			together[i].Add(len(s.Actions))
			for _, a := range s.Actions {
				stageOf[a.Key] = i
			}
		}
		s := newSystem()
		s.arrived = func(key string) { // would wait for ever for an action that is not on its way
			together[stageOf[key]].Done()
			together[stageOf[key]].Wait()
		}
		if err := s.player().Play(t.Context(), stages); err != nil {
			t.Fatal(err)
		}
		var order []int
		for _, line := range s.sent {
			order = append(order, stageOf[strings.Fields(line)[1]])
		}
		if got := fmt.Sprint(order); got != "[0 0 1 1 1 1 2 2 3 3]" {
			t.Errorf("the actions went out in the order of stages %s", got)
		}
	})
}

// No more commands are on their way at once than the player was told.
func TestThePlayerKeepsToItsBound(t *testing.T) {
	t.Parallel()
	for _, bound := range []int{1, 3} {
		synctest.Test(t, func(t *testing.T) {
			s := newSystem()
			var now, most atomic.Int32
			s.arrived = func(string) {
				most.Store(max(most.Load(), now.Add(1)))
				time.Sleep(time.Second) // of the bubble: it passes once every other command has come as far as it may
				now.Add(-1)
			}
			p := s.player()
			p.Parallel = bound
			if err := p.Play(t.Context(), stagesOf(t, opening+"    pack: [{parent: 'urn:pallet:1', children: ['urn:chip:{1..2}']}]")); err != nil {
				t.Fatal(err)
			}
			if got := int(most.Load()); got != bound {
				t.Errorf("%d commands at once, not %d", got, bound)
			}
		})
	}
}

// An action that fails ends the story there, and the error names its line and what was wrong.
func TestAnErrorNamesTheLine(t *testing.T) {
	t.Parallel()
	stages := stagesOf(t, opening+"    handover:\n      - {asset: 'urn:chip:1', to: fab}\n      - {asset: 'urn:chip:2', to: fab}")
	s := newSystem()
	s.refused[stages[2].Actions[1].ID()] = true
	err := s.player().Play(t.Context(), stages)
	if !errors.Is(err, problem.ContractRefused) || !strings.Contains(err.Error(), "It goes on: line 17: ") || !strings.Contains(err.Error(), "the offer has expired") {
		t.Errorf("got %v", err)
	}
	for _, line := range s.sent {
		if strings.Contains(line, "AnswerHandover") {
			t.Errorf("the story went on with %s", line)
		}
	}
}

// Documents go over HTTP with their bytes and media type; their file's name is the name that readers see.
func TestDocumentsAreSealed(t *testing.T) {
	t.Parallel()
	text := opening + "    seal: [{name: paper, file: papers/paper.pdf, mediaType: application/pdf, asset: 'urn:chip:1', recipients: [fab]}]"
	told, err := story.Load(fstest.MapFS{"story.yaml": {Data: []byte(text)}, "papers/paper.pdf": {Data: []byte("%PDF")}}, "story.yaml")
	if err != nil {
		t.Fatal(err)
	}
	stages, err := told.Stages()
	if err != nil {
		t.Fatal(err)
	}
	s := newSystem()
	if err := s.player().Play(t.Context(), stages); err != nil {
		t.Fatal(err)
	}
	if got := s.sealed["paper.pdf"]; got != "application/pdf %PDF" {
		t.Errorf("sealed %q", got)
	}
}

// Progress begins at nothing and ends with everything.
func TestProgressIsTold(t *testing.T) {
	t.Parallel()
	var told []string
	p := newSystem().player()
	p.Progress = func(e story.Event) {
		told = append(told, fmt.Sprintf("%d/%d %s %d/%d", e.Stage, e.Stages, e.Title, e.Done, e.Total))
	}
	if err := p.Play(t.Context(), stagesOf(t, opening+"    handover: [{asset: 'urn:chip:1', to: fab}]")); err != nil {
		t.Fatal(err)
	}
	want := "1/4 The organisations join 0/8, 2/4 It registers 2/8, 3/4 It goes on 6/8, 4/4 It goes on 7/8, 4/4 The story is told 8/8"
	if got := strings.Join(told, ", "); got != want {
		t.Errorf("told %s", got)
	}
}

// An organisation for which no credential can be made ends the story with its name.
func TestAnOrganisationWithoutCredentialEndsTheStory(t *testing.T) {
	t.Parallel()
	p := newSystem().player()
	p.Joined = func(context.Context, custody.OrganizationID) (*client.Client, error) {
		return nil, errors.New("disk full")
	}
	if err := p.Play(t.Context(), stagesOf(t, opening+"    revoke: []\n    handover: [{asset: 'urn:chip:1', to: fab}]")); err == nil || !strings.Contains(err.Error(), "mine: disk full") {
		t.Errorf("got %v", err)
	}
}

// Over the queue a command goes as the message that IngestCommand reads, with the credential of its organisation.
func TestCommandsGoOverTheQueue(t *testing.T) {
	t.Parallel()
	var sent []bus.Message
	s := newSystem()
	p := s.player()
	queue := story.OverQueue{Bus: sender(func(m bus.Message) { sent = append(sent, m) }), Clients: p.Clients}
	if err := queue.Send(t.Context(), operations.Operator, "k", &custody.RegisterOrganization{ID: "mine", Name: "Mine"}); err != nil {
		t.Fatal(err)
	}
	var got ingestcommand.Message
	if err := json.Unmarshal(sent[0].Body, &got); err != nil {
		t.Fatal(err)
	}
	if sent[0].Queue != "commands" || got.Authorization != "Bearer of operator" || got.IdempotencyKey != "k" || got.Kind != custody.KindRegisterOrganization || string(got.Command) != `{"id":"mine","name":"Mine"}` {
		t.Errorf("sent %s to %s", sent[0].Body, sent[0].Queue)
	}
	for name, s := range map[string]story.Sender{"queue": queue, "HTTP": story.OverHTTP(p.Clients)} {
		if err := s.Send(t.Context(), "ghost", "k", &custody.RegisterAsset{}); err == nil || !strings.Contains(err.Error(), "ghost") {
			t.Errorf("over %s without a credential: %v", name, err)
		}
	}
}

// A sender is a bus that only tells what is put on it.
type sender func(bus.Message)

// Send tells of the messages.
func (s sender) Send(_ context.Context, messages ...bus.Message) error {
	for _, m := range messages {
		s(m)
	}
	return nil
}

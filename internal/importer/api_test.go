package importer_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"waybill/internal/client"
	"waybill/internal/importer"
	"waybill/shared/custody"
	"waybill/shared/epcis"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// An api is the REST API as an importer sees it. An operation is recorded when it was asked for once.
type api struct {
	t            *testing.T
	organization custody.OrganizationID // whose credential the importer has

	mu         sync.Mutex
	operations map[string]*operations.Report
	asset      map[string]string       // id of the operation's main asset, by operation
	assets     map[string]assetInView  // what is recorded
	posts      []string                // "path asset", in the order in which they were accepted
	open       map[string]bool         // assets with an operation that is not recorded
	refuse     func(post string) error // why a post is not accepted; may be nil
	fail       func(post string) bool  // whether the operation fails on chain; may be nil
	meet       func(post string)       // called without the lock; may be nil
}

type assetInView struct {
	ID       string `json:"id"`
	Handover string `json:"handover,omitempty"`
	Contents string `json:"contents,omitempty"`
}

func newAPI(t *testing.T) *api {
	return &api{
		t: t, organization: "mine", operations: map[string]*operations.Report{}, asset: map[string]string{},
		assets: map[string]assetInView{}, open: map[string]bool{},
	}
}

// importer gives an importer that calls the API.
func (a *api) importer() *importer.Importer {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/operations/{id}", a.showOperation)
	mux.HandleFunc("GET /api/v1/assets", a.showAsset)
	mux.HandleFunc("POST /api/v1/", a.accept)
	server := httptest.NewServer(mux)
	a.t.Cleanup(server.Close)
	return &importer.Importer{
		Organization: "mine",
		Client:       &client.Client{Base: server.URL, Token: "wb", HTTP: server.Client(), Patience: 5 * time.Second},
	}
}

func (a *api) showOperation(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	report, found := a.operations[r.PathValue("id")]
	if !found {
		problem.Write(w, problem.NotFound, "")
		return
	}
	_ = json.NewEncoder(w).Encode(report)
	if report.Status == operations.Accepted {
		a.finish(report)
	}
}

// finish records what the report says, or has it fail.
func (a *api) finish(report *operations.Report) {
	post := a.asset[report.ID]
	path, id, _ := strings.Cut(post, " ")
	delete(a.open, id)
	report.Status = operations.Recorded
	if a.fail != nil && a.fail(post) {
		report.Status, report.Problem = operations.Failed, problem.ContractRefused.With("somebody was faster")
		return
	}
	switch path {
	case "assets":
		a.assets[id] = assetInView{ID: id}
	case "handovers":
		a.assets[id] = assetInView{ID: id, Handover: report.ID}
	}
}

func (a *api) showAsset(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	asset, found := a.assets[r.URL.Query().Get("id")]
	if !found {
		problem.Write(w, problem.UnknownAsset, "")
		return
	}
	_ = json.NewEncoder(w).Encode(asset)
}

func (a *api) accept(w http.ResponseWriter, r *http.Request) {
	var body struct{ ID, Asset, Parent, Type string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		a.t.Errorf("%s: %v", r.URL, err)
	}
	path := strings.TrimPrefix(r.URL.Path, "/api/v1/")
	thing := a.thing(path, body.ID+body.Asset+body.Parent)
	if path == "events" {
		thing = body.Type
	}
	post := path + " " + thing
	if a.meet != nil {
		a.meet(post)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	id := custody.OperationID(a.organization, r.Header.Get("Idempotency-Key"))
	if _, known := a.operations[id]; !known {
		if a.refuse != nil {
			if err := a.refuse(post); err != nil {
				problem.Write(w, err, "")
				return
			}
		}
		if path != "events" && a.open[thing] {
			a.t.Errorf("%s came before the earlier command on it was recorded", post)
		}
		a.open[thing] = true
		a.operations[id] = &operations.Report{ID: id, Status: operations.Accepted, Command: json.RawMessage(`{}`)}
		a.asset[id] = post
		a.posts = append(a.posts, post)
	}
	w.WriteHeader(http.StatusAccepted)
	_ = json.NewEncoder(w).Encode(operations.Receipt{ID: id, Status: operations.Accepted})
}

// thing gives what a command is about: what its body names, or what the handover in its path is about.
func (a *api) thing(path, named string) string {
	parts := strings.Split(path, "/")
	if named != "" || len(parts) < 3 {
		return named
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	_, thing, _ := strings.Cut(a.asset[parts[1]], " ")
	if thing == "" {
		return parts[1]
	}
	return thing
}

// sent gives what was accepted, in alphabetical order.
func (a *api) sent() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Sorted(slices.Values(a.posts))
}

// play plays a file and gives its results, a line each: the place, the outcome and the reason.
func play(t *testing.T, im *importer.Importer, file importer.File) (lines []string, err error) {
	t.Helper()
	err = im.Play(t.Context(), file, func(r importer.Result) {
		lines = append(lines, strings.TrimSuffix(fmt.Sprintf("%s %s: %s", file.Place(r.Row), r.Outcome, r.Reason), ": "))
	})
	return lines, err
}

// document gives a file with the given events.
func document(t *testing.T, events ...string) importer.File {
	t.Helper()
	for i, event := range events {
		events[i] = `{"eventTime":"2026-11-20T08:30:00Z","eventTimeZoneOffset":"+00:00",` + event + `}`
	}
	name := write(t, "document.jsonld", `{"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],"type":"EPCISDocument",`+
		`"schemaVersion":"2.0","creationDate":"2026-11-20T10:00:00Z","epcisBody":{"eventList":[`+strings.Join(events, ",")+`]}}`)
	parties, err := epcis.NewParties(map[string]string{"urn:x:fab": "fab"})
	if err != nil {
		t.Fatal(err)
	}
	file, err := importer.OpenDocument(name, epcis.Options{Caller: "mine", Parties: parties})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

const mapping = `
name: test
delimiter: ";"
fields:
  action: {column: Do}
  id: {template: "urn:x:{Serial}"}
  type: {constant: item}
  to: {column: To}
`

const header = "Do;Serial;To\n"

func readMapping(t *testing.T) epcis.Mapping {
	t.Helper()
	m, err := epcis.ReadMapping(strings.NewReader(mapping))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// table gives a CSV file with the given rows.
func table(t *testing.T, rows ...string) importer.File {
	t.Helper()
	file, err := importer.OpenRows(write(t, "table.csv", header+strings.Join(rows, "\n")), readMapping(t))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %s\nwant %s", what, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

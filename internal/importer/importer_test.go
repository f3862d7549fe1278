package importer_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"waybill/internal/client"
	"waybill/internal/importer"
	"waybill/shared/problem"
)

const (
	add     = `"type":"ObjectEvent","action":"ADD","epcList":["urn:x:1","urn:x:2"]`
	ship    = `"type":"ObjectEvent","action":"OBSERVE","bizStep":"shipping","epcList":["urn:x:1"],"destinationList":[{"type":"possessing_party","destination":"urn:x:fab"}]`
	receive = `"type":"ObjectEvent","action":"OBSERVE","bizStep":"receiving","epcList":["urn:x:9"]`
	look    = `"type":"ObjectEvent","action":"OBSERVE","bizStep":"inspecting","epcList":["urn:x:1"]`
	pack    = `"type":"AggregationEvent","action":"ADD","parentID":"urn:x:1","childEPCs":["urn:x:2"]`
	unpack  = `"type":"AggregationEvent","action":"DELETE","parentID":"urn:x:1"`
)

// Every event of a document comes to an outcome, in its order; what the rules refuse is kept with the reason. A second
// import sends nothing.
func TestEventsComeToOutcomes(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.refuse = func(post string) error {
		if post == "bundles urn:x:1" {
			return problem.NotHolder.At("/parent", "urn:x:1 is held by fab")
		}
		return nil
	}
	events := []string{add, look, ship, receive, pack}
	got, err := play(t, a.importer(), document(t, events...))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "outcomes", got, []string{
		"event 0 recorded",
		"event 0 recorded",
		`event 1 kept: an observation of "inspecting" changes nobody's custody`,
		"event 2 recorded",
		"event 3 kept: urn:x:9 is not registered",
		"event 4 unchanged",
		"event 4 kept: /parent: urn:x:1 is held by fab",
	})
	sent := []string{
		"assets urn:x:1", "assets urn:x:2", "events AggregationEvent", "events ObjectEvent", "events ObjectEvent", "handovers urn:x:1",
	}
	same(t, "sent", a.sent(), sent)

	again, err := play(t, a.importer(), document(t, add, look, ship, receive, pack))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "second import", again, []string{
		"event 0 known", "event 0 known", "event 1 known", "event 2 known", "event 3 known", "event 4 unchanged", "event 4 known",
	})
	same(t, "sent in both", a.sent(), sent)
}

// Every row comes to an outcome, in the order of the file; what is wrong is refused and not kept.
func TestRowsComeToOutcomes(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.refuse = func(post string) error {
		if post == "handovers urn:x:2" {
			return problem.UnknownOrg.At("/to", "nobody has not joined")
		}
		return nil
	}
	a.fail = func(post string) bool { return post == "assets urn:x:4" }
	rows := []string{"register;1;", "register;2;", "destroy;3;", "offer;1;fab", "offer;2;nobody", "accept;3;", "register;4;", "register;5;;extra"}
	got, err := play(t, a.importer(), table(t, rows...))
	if err != nil {
		t.Fatal(err)
	}
	refused := []string{
		`line 4 refused: column:Do: it must be register, offer, accept, reject or cancel, not "destroy"`,
		"line 6 refused: /to: nobody has not joined",
		"line 7 refused: urn:x:3 is not registered",
		"line 8 refused: The contract refused the transaction; nothing changed: somebody was faster",
		"line 9 refused: The request is not well-formed: the row has 4 values and the file 3 columns",
	}
	same(t, "outcomes", got, []string{"line 2 recorded", "line 3 recorded", refused[0], "line 5 recorded", refused[1], refused[2], refused[3], refused[4]})
	sent := a.sent()
	again, err := play(t, a.importer(), table(t, rows...))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "second import", again, []string{"line 2 known", "line 3 known", refused[0], "line 5 known", refused[1], refused[2], refused[3], refused[4]})
	same(t, "sent in both", a.sent(), sent)
}

// What the contract refused is kept as an event, and known under that key afterwards.
func TestEventsThatFailOnChainAreKept(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.fail = func(post string) bool { return strings.HasPrefix(post, "assets") }
	const one = `"type":"ObjectEvent","action":"ADD","epcList":["urn:x:1"]`
	for _, want := range []string{"event 0 kept: The contract refused the transaction; nothing changed: somebody was faster", "event 0 known"} {
		got, err := play(t, a.importer(), document(t, one))
		if err != nil {
			t.Fatal(err)
		}
		same(t, "outcomes", got, []string{want})
	}
}

// Rows on one asset follow each other in the order of the file, however many are on their way; the API of the test
// complains about any that comes too early.
func TestRowsOnOneAssetFollowEachOther(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	var rows []string
	for i := range 20 {
		rows = append(rows, fmt.Sprintf("register;%d;", i), fmt.Sprintf("offer;%d;fab", i), fmt.Sprintf("cancel;%d;", i))
	}
	im := a.importer()
	im.Parallel = 16
	got, err := play(t, im, table(t, rows...))
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range got {
		if line != fmt.Sprintf("line %d recorded", i+2) {
			t.Errorf("%d: %s", i, line)
		}
	}
	if len(got) != len(rows) {
		t.Errorf("%d outcomes of %d rows", len(got), len(rows))
	}
	place := map[string]int{}
	for i, post := range a.posts {
		place[post] = i
	}
	for i := range 20 {
		registered, offered := place[fmt.Sprintf("assets urn:x:%d", i)], place[fmt.Sprintf("handovers urn:x:%d", i)]
		if registered > offered {
			t.Errorf("urn:x:%d was offered before it was registered", i)
		}
	}
}

// Rows on different assets are on their way at once: each of two waits here until the other has come.
func TestRowsOnDifferentAssetsGoSideBySide(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	first, second := make(chan struct{}), make(chan struct{})
	a.meet = func(post string) {
		switch post {
		case "assets urn:x:1":
			close(first)
			<-second
		case "assets urn:x:2":
			close(second)
			<-first
		}
	}
	im := a.importer()
	im.Parallel = 2
	for _, rows := range [][]string{{"register;0;"}, {"register;1;", "register;2;"}} { // the first proves whose the credential is
		if _, err := play(t, im, table(t, rows...)); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "sent", a.sent(), []string{"assets urn:x:0", "assets urn:x:1", "assets urn:x:2"})
}

// Unpacking touches what only the ledger knows to be inside, so it waits for all before it, and all after it wait.
func TestUnpackingStandsAlone(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.assets["urn:x:1"] = assetInView{ID: "urn:x:1", Contents: "op-7"}
	_, err := play(t, a.importer(), document(t,
		`"type":"ObjectEvent","action":"ADD","epcList":["urn:x:3"]`, unpack, `"type":"ObjectEvent","action":"ADD","epcList":["urn:x:4"]`))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "order", a.posts, []string{"assets urn:x:3", "bundles/op-7/unpack op-7", "assets urn:x:4"})
}

// An import that breaks off names the place, and goes on there when it is started again.
func TestAnImportGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.refuse = func(post string) error {
		if post == "assets urn:x:3" {
			return problem.Unavailable
		}
		return nil
	}
	im := a.importer()
	im.Parallel = 1
	im.Client.Patience = time.Second
	rows := []string{"register;1;", "register;2;", "register;3;", "offer;3;fab", "register;4;"}
	got, err := play(t, im, table(t, rows...))
	if !errors.Is(err, problem.Unavailable) || !strings.HasPrefix(err.Error(), "line 4: ") {
		t.Errorf("it stopped with %v", err)
	}
	same(t, "outcomes until it stopped", got, []string{"line 2 recorded", "line 3 recorded"})

	a.mu.Lock()
	a.refuse = nil
	a.mu.Unlock()
	got, err = play(t, a.importer(), table(t, rows...))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) > 2 && got[2] == "line 4 known" {
		got[2] = "line 4 recorded" // the last try of the first import was on its way when nothing was refused any more
	}
	same(t, "outcomes afterwards", got, []string{"line 2 known", "line 3 known", "line 4 recorded", "line 5 recorded", "line 6 recorded"})
	same(t, "sent", a.sent(), []string{"assets urn:x:1", "assets urn:x:2", "assets urn:x:3", "assets urn:x:4", "handovers urn:x:3"})
}

// Problems that are not about a row stop the import: nothing is refused or kept because of them.
func TestProblemsOfTheCallerStopTheImport(t *testing.T) {
	t.Parallel()
	for _, p := range []*problem.Problem{
		problem.Unauthenticated, problem.Forbidden, problem.Throttled, problem.AssetBusy, problem.Internal,
		problem.New(http.StatusNotFound, "host", "The host answered 404."),
	} {
		a := newAPI(t)
		a.refuse = func(string) error { return p }
		im := a.importer()
		im.Client.Patience = time.Second
		got, err := play(t, im, document(t, add))
		if !errors.Is(err, p) || len(got) > 0 {
			t.Errorf("%s: %v, %v", p.Type, err, got)
		}
	}
}

// A credential of another organisation is found out by the first receipt, and no second command goes out.
func TestAWrongOrganizationIsFoundOut(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.organization = "other"
	got, err := play(t, a.importer(), table(t, "register;1;", "register;2;", "register;3;"))
	if err == nil || !strings.Contains(err.Error(), "another organisation than mine") || len(got) > 0 {
		t.Errorf("%v, %v", err, got)
	}
	if len(a.sent()) != 1 {
		t.Errorf("sent: %v", a.sent())
	}
}

// Stopped by its context, an import ends with that and waits for nothing.
func TestAnImportStopsWithItsContext(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	ctx, cancel := context.WithCancel(t.Context())
	a.refuse = func(post string) error {
		if post == "assets urn:x:2" {
			cancel()
			return problem.Unavailable
		}
		return nil
	}
	im := a.importer()
	im.Parallel = 1
	told := 0
	err := im.Play(ctx, table(t, "register;1;", "register;2;", "register;3;"), func(importer.Result) { told++ })
	if !errors.Is(err, context.Canceled) || told != 1 {
		t.Errorf("%v after %d rows", err, told)
	}
}

// A dry run asks nothing and sends nothing, and still says what is wrong with the file.
func TestADryRunSendsNothing(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s %s", r.Method, r.URL) }))
	t.Cleanup(server.Close)
	im := &importer.Importer{Organization: "mine", DryRun: true, Client: &client.Client{Base: server.URL, HTTP: server.Client()}}
	got, err := play(t, im, document(t, ship, look))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "events", got, []string{"event 0 good", `event 1 kept: an observation of "inspecting" changes nobody's custody`})
	got, err = play(t, im, table(t, "register;1;", "destroy;1;"))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "rows", got, []string{"line 2 good", `line 3 refused: column:Do: it must be register, offer, accept, reject or cancel, not "destroy"`})
}

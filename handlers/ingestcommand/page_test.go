package ingestcommand_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"waybill/shared/custody"
)

// The message that docs/messages.md shows is taken, and its operation has the id that the page says.
func TestTheMessageInTheDocumentationIsGood(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/messages.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := bytes.Cut(page, []byte("```json\n"))
	body, _, found := bytes.Cut(rest, []byte("```"))
	if !found {
		t.Fatal("the page shows no message")
	}
	w, host := newWorld(t)
	if err := host.Messages(message(strings.Replace(string(body), "wb_prod_0123456789abcdef_…", "mine-token-0123456789", 1))); err != nil {
		t.Fatal(err)
	}
	if len(w.accepted) != 1 {
		t.Errorf("accepted %v, aside %v", w.accepted, w.AllSetAside())
	}
	if id := custody.OperationID("northern-silicon", "despatch-80017-1"); !bytes.Contains(page, []byte(id)) {
		t.Errorf("the page does not say that the operation is %s", id)
	}
}

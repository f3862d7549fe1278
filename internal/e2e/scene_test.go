package e2e_test

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"waybill/internal/client"
	"waybill/internal/system"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/partner/partnertest"
)

// A scene is a running system on which three organisations have something of every kind.
type scene struct {
	*system.System
	tokens map[custody.OrganizationID]string

	offered, bundle, certificate, document string // ids of what the mine has
	operation                              string // one of the mine's operations
}

// What is in the scene. The mine holds everything but the wafer; the box holds the packed chip; chip 3 is offered to the
// maker.
const (
	chip     = "https://id.gs1.org/01/09521141300015/21/"
	chip1    = chip + "1"
	chip3    = chip + "3"
	quartz   = "https://id.gs1.org/01/09521141100011/10/Q1" // 10 kg
	tray     = "https://id.gs1.org/8003/09521141500019T1"   // empty
	box      = "https://id.gs1.org/8003/09521141500019T2"
	packed   = chip + "packed"
	wafer    = "https://id.gs1.org/01/09521141200018/21/W1" // the maker's
	grade    = "https://mine.example/certificates/grade"
	readable = "an origin that only the maker may read"
)

func newScene(t *testing.T, o system.Options) *scene {
	t.Helper()
	s := &scene{System: start(t, o), tokens: map[custody.OrganizationID]string{}}
	s.tokens[operations.Operator] = s.AdminToken
	s.set(t, func(id custody.OrganizationID) string {
		token, err := s.NewCredential(t.Context(), id, false)
		if err != nil {
			t.Fatal(err)
		}
		return token
	})
	return s
}

// newSceneOfTokens is a scene in which all callers come with tokens of Microsoft Entra ID.
func newSceneOfTokens(t *testing.T, o system.Options) *scene {
	t.Helper()
	directory := partnertest.NewDirectory(t)
	o.Settings = map[string]string{
		"WAYBILL_ENTRA_TENANT": partnertest.Tenant, "WAYBILL_ENTRA_AUDIENCE": partnertest.Audience, "WAYBILL_ENTRA_EMULATOR": directory.Keys,
	}
	s := &scene{System: start(t, o), tokens: map[custody.OrganizationID]string{}}
	s.tokens[operations.Operator] = directory.Token(operations.Operator, true)
	s.set(t, func(id custody.OrganizationID) string { return directory.Token(id, false) })
	return s
}

// set gives three organisations something of every kind.
func (s *scene) set(t *testing.T, token func(custody.OrganizationID) string) {
	t.Helper()
	for _, id := range []custody.OrganizationID{"mine", "maker", "shop"} {
		s.do(t, operations.Operator, &custody.RegisterOrganization{ID: string(id), Name: string(id)})
		s.tokens[id] = token(id)
	}
	ten := custody.Quantity(10_000)
	s.operation = s.do(t, "mine", &custody.RegisterAsset{ID: chip1, Type: "item"})
	s.do(t, "mine", &custody.RegisterAsset{ID: chip3, Type: "item"})
	s.do(t, "mine", &custody.RegisterAsset{ID: packed, Type: "item"})
	s.do(t, "mine", &custody.RegisterAsset{ID: quartz, Type: "lot", Quantity: &ten, Unit: "KGM"})
	s.do(t, "mine", &custody.RegisterAsset{ID: tray, Type: "unit"})
	s.do(t, "mine", &custody.RegisterAsset{ID: box, Type: "unit"})
	s.do(t, "maker", &custody.RegisterAsset{ID: wafer, Type: "item"})
	s.offered = s.do(t, "mine", &custody.OfferHandover{Asset: chip3, To: "maker"})
	s.bundle = s.do(t, "mine", &custody.Aggregate{Parent: box, Children: []string{packed}})
	s.do(t, "mine", &custody.IssueCertificate{ID: grade, Type: "quality", Subjects: []string{chip1}})
	s.certificate = grade

	a := s.ask(t, "mine", http.MethodPost, "/api/v1/documents?name=origin.txt&recipient=maker&asset="+url.QueryEscape(chip1), readable,
		"Content-Type", "text/plain; charset=utf-8", "Idempotency-Key", "origin")
	var receipt struct{ Document, ID string }
	a.decode(t, http.StatusAccepted, &receipt)
	s.document = receipt.Document
	s.await(t, "mine", receipt.ID)
}

// do sends a command and waits until it is recorded; it gives the operation's id.
func (s *scene) do(t *testing.T, by custody.OrganizationID, c custody.Command) string {
	t.Helper()
	partner := client.Client{Base: s.URL, Token: s.tokens[by]}
	receipt, err := partner.Send(deadline(t), keyOf(c), c)
	if err != nil {
		t.Fatal(err)
	}
	s.await(t, by, receipt.ID)
	return receipt.ID
}

// keyOf is the Idempotency-Key under which do sends a command.
func keyOf(c custody.Command) string {
	return fmt.Sprintf("%x", sha256.Sum256(custody.EncodeCommand(c)))
}

func (s *scene) await(t *testing.T, by custody.OrganizationID, operation string) {
	t.Helper()
	c := client.Client{Base: s.URL, Token: s.tokens[by]}
	if _, err := c.Wait(deadline(t), operation); err != nil {
		t.Fatal(err)
	}
}

// outcome waits until an operation is done, whatever becomes of it.
func (s *scene) outcome(t *testing.T, by custody.OrganizationID, operation string) (report operations.Report) {
	t.Helper()
	eventually(t, operation+" is done", func() bool {
		a := s.ask(t, by, http.MethodGet, operations.Path(operation), "")
		if a.status == http.StatusNotFound { // a queue message that has not been taken yet
			return false
		}
		a.decode(t, http.StatusOK, &report)
		return report.Status.Done()
	})
	return report
}

package opendocument_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"waybill/handlers/opendocument"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
	"waybill/shared/problem"
)

// A vault has one document, doc-1, that fab may read.
type vault struct {
	name string
	tail io.Reader // what comes after the first bytes of a body
}

func (v vault) check(reader custody.OrganizationID, id string) error {
	if reader != "fab" || id != "doc-1" {
		return problem.NotFound.With("there is no such document for you")
	}
	return nil
}

func (v vault) body(text string) io.ReadCloser {
	if v.tail == nil {
		return io.NopCloser(strings.NewReader(text))
	}
	return io.NopCloser(io.MultiReader(strings.NewReader(text), v.tail))
}

// Open gives the plaintext.
func (v vault) Open(_ context.Context, reader custody.OrganizationID, id string) (documents.Manifest, io.ReadCloser, error) {
	return documents.Manifest{Name: v.name, MediaType: "text/html"}, v.body("<script>"), v.check(reader, id)
}

// Manifest gives the signed manifest.
func (v vault) Manifest(_ context.Context, reader custody.OrganizationID, id string) ([]byte, error) {
	return []byte("a.b.c"), v.check(reader, id)
}

// Body gives the sealed body.
func (v vault) Body(_ context.Context, reader custody.OrganizationID, id string) (io.ReadCloser, error) {
	return v.body("\x00sealed"), v.check(reader, id)
}

func host(t *testing.T, v vault, caller custody.OrganizationID) *azfunctest.Host {
	t.Helper()
	return azfunctest.NewWith(t, opendocument.New(v), azfunc.Options{Middleware: partnertest.As(partner.Caller{Organization: caller})})
}

// Each form is given as what it is; contents go as a download that no browser shows as a page.
func TestADocumentHasThreeForms(t *testing.T) {
	t.Parallel()
	h := host(t, vault{name: `Prüf "1".html`}, "fab")
	for form, want := range map[string]struct{ mediaType, disposition, body string }{
		"":               {"text/html", "attachment; filename*=utf-8''Pr%C3%BCf%20%221%22.html", "<script>"},
		"?form=plain":    {"text/html", "attachment; filename*=utf-8''Pr%C3%BCf%20%221%22.html", "<script>"},
		"?form=manifest": {"application/jose", "", "a.b.c"},
		"?form=sealed":   {"application/octet-stream", "attachment; filename=doc-1.age", "\x00sealed"},
	} {
		answer := h.HTTP(http.MethodGet, "/api/v1/documents/doc-1"+form, nil, "")
		header := answer.Header()
		if answer.Code != http.StatusOK || answer.Body.String() != want.body || header.Get("Content-Type") != want.mediaType || header.Get("Content-Disposition") != want.disposition {
			t.Errorf("%q: %d %v %q", form, answer.Code, header, answer.Body)
		}
		if want.disposition != "" && (header.Get("X-Content-Type-Options") != "nosniff" || header.Get("Cache-Control") != "private, no-store") {
			t.Errorf("%q: %v", form, header)
		}
	}
}

// Who may not read a document learns nothing of it, in any form.
func TestOthersLearnNothing(t *testing.T) {
	t.Parallel()
	for _, form := range []string{"", "?form=manifest", "?form=sealed"} {
		stranger := host(t, vault{}, "shop").HTTP(http.MethodGet, "/api/v1/documents/doc-1"+form, nil, "")
		missing := host(t, vault{}, "shop").HTTP(http.MethodGet, "/api/v1/documents/doc-2"+form, nil, "")
		if stranger.Code != http.StatusNotFound || stranger.Body.String() != missing.Body.String() || stranger.Header().Get("Content-Disposition") != "" {
			t.Errorf("%q: %s and %s", form, stranger.Body, missing.Body)
		}
	}
	if answer := host(t, vault{}, "").HTTP(http.MethodGet, "/api/v1/documents/doc-1", nil, ""); answer.Code != http.StatusUnauthorized {
		t.Errorf("without a caller: %d", answer.Code)
	}
}

// A form that there is not is refused with the names of those that there are.
func TestAnUnknownFormIsRefused(t *testing.T) {
	t.Parallel()
	answer := host(t, vault{}, "fab").HTTP(http.MethodGet, "/api/v1/documents/doc-1?form=copy", nil, "")
	if answer.Code != http.StatusBadRequest || !strings.Contains(answer.Body.String(), "query:form") || !strings.Contains(answer.Body.String(), "manifest") {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}

// A body that turns out to be damaged is cut off: nobody may take the half for the whole.
func TestADamagedBodyIsCutOff(t *testing.T) {
	t.Parallel()
	server, err := azfunc.NewServer([]azfunc.Function{opendocument.New(vault{tail: damaged{}})}, azfunc.Options{
		Middleware: partnertest.As(partner.Caller{Organization: "fab"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	url := serve(t, server)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/api/v1/documents/doc-1", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return // cut before anything came
	}
	defer func() { _ = answer.Body.Close() }()
	if text, err := io.ReadAll(answer.Body); err == nil {
		t.Errorf("%d %q looks whole", answer.StatusCode, text)
	}
}

type damaged struct{}

// Read finds the damage.
func (damaged) Read([]byte) (int, error) { return 0, errors.New("the body is damaged") }

func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

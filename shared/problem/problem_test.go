package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"waybill/shared/problem"
)

// A problem wrapped on its way up is still found, told apart by its type, and written with its field.
func TestAWrappedProblemReachesTheCaller(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("accept: %w", problem.NotHolder.At("/asset", "it is held by mine"))
	if !errors.Is(err, problem.NotHolder) || errors.Is(err, problem.WrongParty) {
		t.Fatal("problems are told apart by type")
	}
	w := httptest.NewRecorder()
	problem.Write(w, err, "id-1")
	var got problem.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if w.Code != 403 || w.Header().Get("Content-Type") != "application/problem+json" || got.Instance != "id-1" ||
		len(got.Errors) != 1 || got.Errors[0].Field != "/asset" {
		t.Fatalf("got %d %+v", w.Code, got)
	}
	if len(problem.NotHolder.Errors) != 0 {
		t.Fatal("the catalogue's entry was changed")
	}
}

// What is not a problem is hidden: callers learn nothing of what went wrong inside.
func TestAnInternalErrorIsHidden(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	problem.Write(w, errors.New("password=secret"), "")
	if w.Code != 500 || !json.Valid(w.Body.Bytes()) || strings.Contains(w.Body.String(), "secret") {
		t.Fatalf("got %d %s", w.Code, w.Body)
	}
}

// A caller that should come back is told when, and one without a credential how to authenticate.
func TestHeadersTellTheRemedy(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	problem.Write(w, problem.AssetBusy.After(2), "")
	if w.Header().Get("Retry-After") != "2" {
		t.Fatalf("Retry-After is %q", w.Header().Get("Retry-After"))
	}
	w = httptest.NewRecorder()
	problem.Write(w, problem.Unauthenticated, "")
	if w.Header().Get("WWW-Authenticate") == "" {
		t.Fatal("401 has no WWW-Authenticate")
	}
}

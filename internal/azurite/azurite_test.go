package azurite_test

import (
	"net/http"
	"os/exec"
	"testing"

	"waybill/internal/azurite"
)

// A server answers on all three addresses when Run returns, and no more when it was stopped; stopping twice does no harm.
func TestServerRunsUntilItIsStopped(t *testing.T) {
	t.Parallel()
	azurite.Start(t) // skips where it is not installed
	s, err := azurite.Run(t.Context(), azurite.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{s.Blobs, s.Queues, s.Tables} {
		if err := get(t, address); err != nil {
			t.Error(err)
		}
	}
	for range 2 {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}
	if err := get(t, s.Tables); err == nil {
		t.Error("it answers after its end")
	}
}

// A script that is not there is an error that says so, not a wait.
func TestMissingScriptIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("there is no Node.js here")
	}
	if _, err := azurite.Run(t.Context(), azurite.Options{Script: "/nowhere/azurite.js"}); err == nil {
		t.Error("it started from nothing")
	}
}

func get(t *testing.T, address string) error {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

package e2e_test

import (
	"testing"

	"waybill/internal/azurite"
	"waybill/internal/system"
)

// The program that runs on a laptop is the one that runs in Azure: on stand-ins for Table Storage, Blob Storage, Service Bus
// and Azure SQL, through Azure's own libraries, every telling ends in the state of the embedded one.
func TestOnAzuresServicesTheStoryEndsInTheSameState(t *testing.T) {
	azurite.Start(t) // says whether there is one
	want := plain(t)
	for name, c := range map[string]struct {
		adversity system.Adversity
		queue     bool
	}{
		"in two processes":                  {adversity: system.Adversity{TwoProcesses: true}},
		"as queue messages that come again": {adversity: system.Adversity{RedeliverRate: 0.3, Duplicate: true, TwoProcesses: true}, queue: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, system.Options{AzureEmulators: true, Adversity: c.adversity})
			tell(t, s, c.queue)
			mustVerify(t, s)
			if got := state(t, s); got != want {
				t.Fatalf("the state differs from the undisturbed telling's:\n%s", got)
			}
			s.Stop()
		})
	}
}

// killsOnAzure is how often the handler dies while the story is told on stand-ins for Azure.
const killsOnAzure = 8

// The handler is killed at random moments, everything is stopped and started again, and the story is told once more: nothing
// is lost or doubled, for what was kept is in the services and nothing in the processes.
func TestOnAzuresServicesNothingIsLost(t *testing.T) {
	azurite.Start(t)
	want := plain(t)
	data := t.TempDir()
	s := start(t, system.Options{Data: data, AzureEmulators: true})
	if _, err := s.Play(deadline(t), chips(t), false, whileTold(t, killsOnAzure, s.Host.KillHandler)); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, s)
	if got := state(t, s); got != want {
		t.Fatalf("after the kills the state differs from the undisturbed telling's:\n%s", got)
	}
	s.Stop()
	s = start(t, system.Options{Data: data, AzureEmulators: true})
	tell(t, s, false)
	mustVerify(t, s)
	if got := state(t, s); got != want {
		t.Fatalf("after the restart the state differs from the undisturbed telling's:\n%s", got)
	}
}

// A folder is gone on with as it was begun, for what is in it is found there only.
func TestAFolderKeepsToItsStores(t *testing.T) {
	data := t.TempDir()
	start(t, system.Options{Data: data}).Stop()
	if s, err := system.Start(deadline(t), system.Options{Data: data, AzureEmulators: true}); err == nil {
		s.Stop()
		t.Fatal("embedded stores are gone on with on stand-ins for Azure")
	}
}

package system

import (
	"fmt"
	"os"
	"regexp"
	"testing"

	"waybill/handlers"
)

// The stand-in's queues are those of the deployment, with its sessions and locks.
func TestQueuesAreThoseDeployed(t *testing.T) {
	t.Parallel()
	template, err := os.ReadFile("../../bicep/modules/bus.bicep")
	if err != nil {
		t.Fatal(err)
	}
	deployed := map[string]string{}
	for _, m := range regexp.MustCompile(`{ name: '(\w+)', sessions: (\w+), lock: 'PT(\w+)M' }`).FindAllStringSubmatch(string(template), -1) {
		deployed[m[1]] = fmt.Sprintf("sessions %s, locks of %s minutes", m[2], m[3])
	}
	made := map[string]string{}
	for _, q := range queues(handlers.Definitions()) {
		made[q.Name] = fmt.Sprintf("sessions %t, locks of %.0f minutes", q.RequiresSession, q.LockDuration.Minutes())
	}
	if len(made) != 3 || fmt.Sprint(made) != fmt.Sprint(deployed) {
		t.Errorf("made %v, deployed %v", made, deployed)
	}
}

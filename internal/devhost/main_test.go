package devhost_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain runs the tests, or, when a host or a test started this binary as something else, that.
func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case roleHandler:
		runHandler()
	case roleHost:
		runHost()
	default:
		goleak.VerifyTestMain(m)
	}
}

// The roles that this binary can play in a process of its own.
const (
	roleVariable = "DEVHOST_TEST_ROLE"
	roleHandler  = "handler"
	roleHost     = "host"
)

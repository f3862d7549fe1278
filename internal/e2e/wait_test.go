package e2e_test

import "waybill/internal/endurance/process"

// Waiting is the same for all tests of real processes.
var (
	deadline   = process.Deadline
	eventually = process.Eventually
)

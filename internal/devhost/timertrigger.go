package devhost

import (
	"context"
	"log/slog"
	"time"

	"waybill/internal/devhost/protocol"
	"waybill/internal/devhost/schedule"
)

// A timerTrigger fires one function by its schedule, never twice at once.
type timerTrigger_ struct {
	host     *Host
	function *function
	schedule schedule.Schedule
	monitor  *timerMonitor // nil if the schedule is not monitored
	log      *slog.Logger
}

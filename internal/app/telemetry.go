package app

import (
	"context"
	"log/slog"
	"os"

	"waybill/handlers/ingestcommand"
	"waybill/handlers/projectevents"
	"waybill/handlers/recordonchain"
	"waybill/handlers/showmetrics"
	"waybill/internal/observe"
	"waybill/shared/bus"
	"waybill/shared/chain"
	"waybill/shared/config"
	"waybill/shared/operations"
	"waybill/shared/telemetry"
)

// StartTelemetry begins to tell the collector of the environment, if it names one, what the process does. Log lines go to
// lines in any case.
func StartTelemetry(ctx context.Context, s config.Settings, lines slog.Handler) (*telemetry.Telemetry, error) {
	return telemetry.Start(ctx, telemetry.Options{
		Lookup: os.LookupEnv, Log: lines, TraceOf: observe.OriginOf, Environment: s.Environment,
	})
}

// queues are those that functions read.
var queues = []string{ingestcommand.Queue, recordonchain.Queue, projectevents.Queue}

// depths tells how many dead letters there are; nil for Service Bus, which has a metric of them and would have to be asked
// for each.
func (w wiring) depths() showmetrics.Bus {
	if w.settings.Bus == "servicebus" {
		return nil
	}
	return w.stores.Bus
}

// operations gives the operations under observation.
func (w wiring) operations() operations.Store { return w.observer.Operations(w.stores.Operations) }

// bus gives the bus under observation.
func (w wiring) bus() bus.Sender { return w.observer.Bus(w.stores.Bus) }

// journal gives the journal under observation.
func (w wiring) journal() chain.Journal { return w.observer.Journal(w.stores.Journal) }

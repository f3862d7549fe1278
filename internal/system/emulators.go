package system

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"waybill/handlers"
	"waybill/internal/azuresql"
	"waybill/internal/azurite"
	"waybill/internal/servicebus"
	"waybill/shared/azfunc"
)

// onAzure are the settings that put everything on the services of Azure, but for the signing keys: there is no stand-in
// for a Key Vault that outlives its process.
var onAzure = map[string]string{
	"WAYBILL_BUS":         "servicebus",
	"WAYBILL_OPERATIONS":  "azuretable",
	"WAYBILL_JOURNAL":     "azuretable",
	"WAYBILL_CREDENTIALS": "azuretable",
	"WAYBILL_DOCUMENTS":   "azureblob",
	"WAYBILL_DIGESTS":     "azureblob",
	"WAYBILL_LEDGER":      "azuresql",
}

// startEmulators starts what stands in for Azure's services, and points the settings at it. The ports are new at each
// start, what is kept is not.
func (s *System) startEmulators(ctx context.Context, o Options) error {
	known := s.values["WAYBILL_CONTRACT"] != ""
	if was := s.values["WAYBILL_LEDGER"] == onAzure["WAYBILL_LEDGER"]; known && was != o.AzureEmulators {
		return fmt.Errorf("%s: %s", o.Data, otherParts(was))
	}
	if !o.AzureEmulators {
		return nil
	}
	for name, value := range onAzure {
		s.values[name] = value
	}
	at := func(name string) string { return filepath.Join(o.Data, "emulators", name) }
	storage, err := azurite.Run(ctx, azurite.Options{Folder: at("azurite")})
	if err != nil {
		return err
	}
	s.stop = append(s.stop, func() { _ = storage.Stop() })
	s.values["WAYBILL_STORAGE_EMULATOR"] = storage.ConnectionString()
	messages, err := servicebus.Run(ctx, servicebus.Options{Queues: queues(handlers.Definitions()), Folder: at("servicebus")})
	if err != nil {
		return err
	}
	s.stop = append(s.stop, messages.Stop)
	s.values["ServiceBusConnection"] = messages.ConnectionString()
	database, err := azuresql.Run(ctx, azuresql.Options{Folder: at("azuresql")})
	if err != nil {
		return err
	}
	s.stop = append(s.stop, func() { _ = database.Stop() })
	s.values["WAYBILL_SQL_EMULATOR"] = database.URL()
	return nil
}

// otherParts says why a data folder cannot be gone on with.
func otherParts(onEmulators bool) string {
	if onEmulators {
		return "its data is on stand-ins for Azure; start it with --azure-emulators, or choose another --data"
	}
	return "its data is in embedded stores; start it without --azure-emulators, or choose another --data"
}

// queues are those that the functions read, as the deployment makes them.
func queues(definitions []azfunc.Definition) []servicebus.Queue {
	var all []servicebus.Queue
	for _, d := range definitions {
		if trigger, ok := d.Trigger.(azfunc.QueueTrigger); ok {
			all = append(all, servicebus.Queue{Name: trigger.Queue, RequiresSession: trigger.Sessions, LockDuration: lockOf(trigger)})
		}
	}
	return all
}

// lockOf is how long a queue locks messages, as bicep/modules/bus.bicep says.
func lockOf(trigger azfunc.QueueTrigger) time.Duration {
	if trigger.Sessions {
		return 5 * time.Minute
	}
	return time.Minute
}

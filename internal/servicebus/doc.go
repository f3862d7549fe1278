// Package servicebus stands in for Azure Service Bus: a broker in the process that speaks AMQP 1.0 to the unmodified
// azservicebus SDK, on the loopback interface only. Tests start it with [Start], waybill up --azure-emulators with [Run].
// It is never a part of the handler.
//
// It has queues with peek-lock and receive-and-delete, delivery counts, dead-letter queues, times to live, scheduled and
// deferred messages, duplicate detection, and sessions with state; the requests to $cbs and $management that the SDK
// makes; and what goes wrong on demand: [Server.DropConnections], [Server.FailSettlements], [Server.LoseSettlements],
// [Server.RejectSends], [Server.LoseSends], [Server.ExpireLocks], and a clock that tests move ([Options].Now,
// [Server.Wake]), also past the end of a token. With [Options].Folder it keeps the messages over restarts and crashes.
//
// Package amqp below it reads and writes the protocol, package entity is the state of the queues.
//
// # What it does not imitate
//
//   - Topics and subscriptions, auto-forwarding, transactions, partitions, large messages of the Premium tier, rules,
//     batched deletion, AMQP over WebSockets, HTTP, and the management of entities.
//   - Rights: what a token says is not checked, nor its signature; only that there is one for the queue and when it ends.
//   - Quotas, throttling and latency, the 128 characters that ids may have, the 5 minutes that a lock may last, and that a
//     link without traffic ends after 10 minutes. A lock never is lost because the service moved the queue.
//   - Exact words of errors. Conditions and status codes are those that the SDK and Microsoft's pages name; they were
//     not compared with the service.
//   - A session's lock is free as soon as its link or connection ends. Messages locked without a session stay locked then,
//     as in the service.
//   - Expired messages leave at once, also when nobody receives.
//   - A restart forgets locks, held sessions, and that a delivery was under way.
//
// # Against the service
//
// The package's tests run against a namespace of the Standard tier or Microsoft's emulator when
// AZURE_SERVICEBUS_CONNECTION (connection string) or AZURE_SERVICEBUS_NAMESPACE (host; signed in to with azidentity) is
// set, except those of faults. They empty these queues, which must be there:
//
//	waybill-plain     lockDuration PT5S, maxDeliveryCount 3, deadLetteringOnMessageExpiration
//	waybill-once      lockDuration PT5S, requiresDuplicateDetection, duplicateDetectionHistoryTimeWindow PT20S
//	waybill-sessions  lockDuration PT5S, maxDeliveryCount 3, requiresSession
package servicebus

// Package servicebus stands in for Azure Service Bus: a broker in the process that speaks AMQP 1.0 to the unmodified
// azservicebus SDK, on the loopback interface only. Tests start it, and so does waybill up --azure-emulators. It is never
// a part of the handler.
package servicebus

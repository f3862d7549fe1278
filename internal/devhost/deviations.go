package devhost

// Deviations says in one sentence each what the host does not imitate, for printing at start.
func Deviations() []string {
	return []string{
		"Triggers: http, serviceBus (queues, no topics), timer and queue start functions; others only through POST /admin/functions/<name>.",
		"Outputs: http, serviceBus and queue; writing any other fails the invocation. There are no input bindings besides the trigger.",
		"Storage queues live in memory and end with the host.",
		"Queues have a lock of 30 seconds and a MaxDeliveryCount of 10, whatever is deployed.",
		"Files are read at start and not watched.",
		"There is one instance: no scale-out, no scale-in, no cold start, no lease on timers.",
		"Of the platform's authentication only function keys are there, and only with --enable-auth.",
		"Timers run in UTC; WEBSITE_TIME_ZONE is not read.",
		"Of host.json: functionTimeout, customHandler, extensions.http (routePrefix, maxOutstandingRequests), extensions.serviceBus (concurrency, batch size, lock renewal, autoComplete), extensions.queues.",
		"Route templates know the constraints int, long, guid, bool and alpha, and no default values.",
		"The proxy has no activity timeout of 240 seconds, and there is no front-end limit of 230 seconds.",
	}
}

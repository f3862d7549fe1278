// Package sim runs the product's own steps in a small world that one number decides. [Run] accepts commands over HTTP,
// journals and sends them with RecordOnChain, watches them with PollConfirmations, sweeps them with SweepOperations and
// lets people cancel and retry them, against a bus, stores, a chain and a clock that are simulated; it kills and freezes
// tasks, loses answers, reorganises the chain, and in the end compares what clients were told with what stands in the
// chain.
//
// The same seed gives the same run, call by call. What a run reports:
//
//	doubled      a command stands in the chain more than once
//	lost         a command was accepted and does not stand in the chain, without a reason
//	stuck        when all was quiet again, an operation, a nonce or a message was still open
//	untruthful   somebody was told what the chain does not say: a status, a transaction, an answer
//	unjournaled  something was sent that was not durable in the journal
//	panicked     the product panicked
//	unlisted     a call that is not in the list of kill points
//
// # How to read a failure
//
// A failure names seed and variant and the command that repeats it:
//
//	go run ./internal/sim/long -seed 4711 -trace
//
// -trace prints "tick task step call" each time that a task comes to a call, and "killed" behind it if the task dies
// there. A line that ends in "failed" is a call without effect, one in "lost" an effect whose answer did not arrive;
// both look the same to the step. A write has two lines, one before its effect and one after it. Blocks, reorgs and
// whatever else happens outside of the steps stand between the calls. Look for the transaction or the operation that the
// failure names, go back to the last "killed", "failed", "lost" or "reorg" before it, and ask what was durable then: the
// tables in docs/state-machine.md say what should have happened next.
//
// A run in which nothing fails proves something only if a bad engine would be caught. The variants in package
// mutant are such engines: each breaks one rule, and each is caught. When the engine calls its ports in another order,
// package sim says "unlisted", and the list in points.go has to follow.
package sim

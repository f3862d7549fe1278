// Package custody holds the rules of custody as pure values: organisations, assets, handovers, bundles,
// transformations and certificates, what may be done to them by whom, and what that means on chain.
//
// A [Command] is what a partner asks for, in his words. [Decide] holds it against a [View] of the ledger and either
// refuses it with a problem that names the field, or gives the [Instruction] that the contract will carry out. What
// the contract did comes back as an [Event]. Nothing here has a network, a clock or a database.
package custody

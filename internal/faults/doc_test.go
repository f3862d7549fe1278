// Package faults puts bad networks and many workers between the parts that are real: an engine, a node, a journal. It
// has tests only.
//
// toxic_test.go spoils the connections of an engine to its node and to its tables, and then asks the chain whether
// everything happened once. linear_test.go and status_test.go record what eight workers saw of a journal and of an
// operations store, and ask whether one worker after the other could have seen the same (linearizability).
package faults_test

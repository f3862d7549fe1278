// Package epcis takes in what other systems know: EPCIS 2.0 documents in JSON and CSV exports of an ERP. [Parse] reads
// a document strictly, [Commands] says what its events mean for custody, and [Rows] does the same for the rows of a
// CSV file. Both give a [Step] at a time: a command with the Idempotency-Key that belongs to it, so that the same file
// played twice changes nothing the second time. Nothing here has a network, a clock or a database.
package epcis

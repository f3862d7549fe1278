package sqlite

import "fmt"

// Migrations make the file's schema.
var Migrations = []string{schema, duplicates}

// Texts are the statements that run for every message or poll.
var Texts = []string{anyMessage, anySession, promote, promoted, freeSession, fmt.Sprintf(lock, ofSession), fmt.Sprintf(lock, ofAny), reach, complete, renew, abandon, deadLetter}

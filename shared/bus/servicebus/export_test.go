package servicebus

import "time"

// Gather sets how long a further message may take after one has come: tests run on machines that do much else.
func (b *Broker) Gather(d time.Duration) { b.gather = d }

package observe

import (
	"sync"

	"waybill/shared/custody"
)

// generation is how many names a generation of [known] has: two of them take about 3 MiB.
const generation = 8192

// known remembers for a while to which operation a transaction or a command id belongs. What it has forgotten costs a
// span and nothing else.
type known struct {
	mu          sync.Mutex
	young, aged map[custody.Digest]string
}

func (k *known) add(name custody.Digest, operation string) {
	if name.IsZero() || operation == "" {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.young == nil || len(k.young) >= generation {
		k.young, k.aged = map[custody.Digest]string{}, k.young
	}
	k.young[name] = operation
}

// operation gives "" for a name that is not known.
func (k *known) operation(name custody.Digest) string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if operation, found := k.young[name]; found {
		return operation
	}
	return k.aged[name]
}

package keyvault

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
)

// freshFor is how long what was seen in the vault counts. A key that another process made may be missing for so long.
const freshFor = time.Minute

// SignersOf gives the addresses of the organisation's keys, its first one first and the others in the order of their
// names; none if it has none. It looks into the vault once a minute, and for an organisation whose first key is not
// known; while the vault does not answer, what was seen before counts.
func (v *Vault) SignersOf(ctx context.Context, organization custody.OrganizationID) ([]custody.Address, error) {
	if err := check(organization, ""); err != nil {
		return nil, err
	}
	refreshErr := v.refresh(ctx, freshFor)
	if _, known := v.named(nameOf(organization, "")); !known {
		if _, _, err := v.find(ctx, nameOf(organization, "")); err != nil || refreshErr != nil {
			return nil, fmt.Errorf("look for the keys of %s: %w", organization, errors.Join(err, refreshErr))
		}
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	var own []key
	for _, k := range v.byName {
		if k.organization == organization {
			own = append(own, k)
		}
	}
	slices.SortFunc(own, func(a, b key) int { return strings.Compare(a.signer, b.signer) }) // the first one's name is ""
	addresses := make([]custody.Address, len(own))
	for i, k := range own {
		addresses[i] = k.address
	}
	return addresses, nil
}

// CreateSigner makes the organisation's key with the name, "" for its first, or gives the one it has. The key is in the
// vault on return. If several make one key at once, the oldest version wins and all give its address; to be sure of
// that, making a key takes two seconds.
func (v *Vault) CreateSigner(ctx context.Context, organization custody.OrganizationID, name string) (custody.Address, error) {
	if err := check(organization, name); err != nil {
		return custody.Address{}, err
	}
	inVault := nameOf(organization, name)
	if k, known := v.named(inVault); known {
		return k.address, nil
	}
	k, found, err := v.find(ctx, inVault)
	if err == nil && !found {
		if err = v.create(ctx, organization, name); err == nil {
			k, found, err = v.find(ctx, inVault)
		}
	}
	if err == nil && !found {
		err = fmt.Errorf("%s is not there after it was made", inVault)
	}
	if err != nil {
		return custody.Address{}, fmt.Errorf("make a key for %s: %w", organization, err)
	}
	return k.address, nil
}

// keyOf gives the key with the address, from the vault if it is not known yet.
func (v *Vault) keyOf(ctx context.Context, address custody.Address) (key, error) {
	if k, known := v.addressed(address); known {
		return k, nil
	}
	if err := v.refresh(ctx, 0); err != nil {
		return key{}, fmt.Errorf("look for the key of %s: %w", address, err)
	}
	k, known := v.addressed(address)
	if !known {
		return key{}, fmt.Errorf("there is no key of %s in the vault", address)
	}
	return k, nil
}

// refresh looks for keys that are not known yet, unless somebody has tried that within the given time.
func (v *Vault) refresh(ctx context.Context, within time.Duration) error {
	v.refreshing.Lock()
	defer v.refreshing.Unlock()
	now := v.now()
	if now.Sub(v.listed) < within {
		return nil
	}
	v.listed = now         // also if it fails: a vault that does not answer is not asked for every command
	var all errgroup.Group // one key that cannot be read keeps nobody from the others
	all.SetLimit(atOnce)
	for pager := v.client.NewListKeyPropertiesPager(nil); pager.More(); {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return errors.Join(explain(err), all.Wait())
		}
		for _, k := range page.Value {
			if k.KID == nil || !strings.HasPrefix(k.KID.Name(), namePrefix) {
				continue
			}
			if _, known := v.named(k.KID.Name()); known {
				continue
			}
			all.Go(func() error {
				_, _, err := v.find(ctx, k.KID.Name())
				if errors.Is(err, errForeign) {
					return nil // somebody else's business, until it is asked for by name
				}
				return err
			})
		}
	}
	return all.Wait()
}

// find reads a key from the vault and remembers it: what is pinned never changes.
func (v *Vault) find(ctx context.Context, name string) (key, bool, error) {
	k, found, err := v.pin(ctx, name)
	if err != nil || !found {
		return key{}, false, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.byName[name], v.byAddress[k.address] = k, k
	return k, true, nil
}

func (v *Vault) named(name string) (key, bool) { return lookUp(&v.mu, v.byName, name) }

func (v *Vault) addressed(address custody.Address) (key, bool) {
	return lookUp(&v.mu, v.byAddress, address)
}

func lookUp[K comparable](mu *sync.RWMutex, in map[K]key, k K) (key, bool) {
	mu.RLock()
	defer mu.RUnlock()
	found, ok := in[k]
	return found, ok
}

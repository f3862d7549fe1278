package custody

// maxAdministrators is the most administrators that there are at a time.
const maxAdministrators = 32

// administer makes the calls of administrators. Most take effect when enough of them have made the same one.
func (m *Machine) administer(c Call) *Refusal {
	agreed, refusal := m.agreed(c)
	if refusal != nil || !agreed {
		return refusal
	}
	switch i := c.Instruction.(type) {
	case *JoinOrganization:
		return m.join(i.Key)
	case *SetOrganizationStatus:
		if _, known := m.organizations[i.Organization]; !known || i.Organization == 0 {
			return refuse(UnknownOrganization)
		}
		return m.setActive(i.Organization, i.ExpectedVersion, i.Active)
	case *Pause:
		return m.setActive(0, i.ExpectedVersion, false)
	case *Unpause:
		return m.setActive(0, i.ExpectedVersion, true)
	case *SetAdministrators:
		return m.setAdministrators(i)
	}
	return nil
}

// agreed counts the sender's confirmation of the call, and reports whether it was the last one that it needed.
func (m *Machine) agreed(c Call) (bool, *Refusal) {
	if !m.isAdministrator(c.Sender) {
		return false, refuse(NotAdministrator)
	}
	if m.threshold == 1 {
		return true, nil
	}
	call := m.sameCall(c)
	if m.confirmations[call][c.Sender] {
		return false, refuse(AlreadyConfirmed)
	}
	confirmed := map[Address]bool{c.Sender: true}
	for who := range m.confirmations[call] {
		confirmed[who] = true
	}
	if len(confirmed) == int(m.threshold) {
		change(m, m.confirmations, call, nil)
		return true, nil
	}
	change(m, m.confirmations, call, confirmed)
	return false, nil
}

func (m *Machine) isAdministrator(key Address) bool { return m.keys[key].round == m.round }

func (m *Machine) join(key Address) *Refusal {
	number := m.joined + 1
	if refusal := m.enrol(key, number); refusal != nil {
		return refusal
	}
	adjust(m, &m.joined, number)
	change(m, m.organizations, number, &organizationState{active: true})
	return nil
}

// enrol lets a key speak for an organisation. A key is used once and for good.
func (m *Machine) enrol(key Address, organization uint32) *Refusal {
	if key.IsZero() || m.isAdministrator(key) {
		return refuse(InvalidKey)
	}
	if taken := m.keys[key]; taken.organization != 0 || taken.former != 0 {
		return refuse(KeyInUse)
	}
	change(m, m.keys, key, keyState{organization: organization})
	return nil
}

func (m *Machine) removeKey(sender Address, actor uint32, key Address) *Refusal {
	if key == sender {
		return refuse(RemovesItself)
	}
	if m.keys[key].organization != actor {
		return refuse(NotKeyOf)
	}
	m.retire(key)
	return nil
}

func (m *Machine) retire(key Address) {
	change(m, m.keys, key, keyState{former: m.keys[key].organization})
}

func (m *Machine) setActive(organization, expectedVersion uint32, active bool) *Refusal {
	o := *m.organizations[organization]
	if o.changes+1 != expectedVersion {
		return refuse(StaleOrganization)
	}
	if o.active == active {
		return refuse(InvalidOrganizationStatus)
	}
	o.active = active
	o.changes++
	change(m, m.organizations, organization, &o)
	return nil
}

func (m *Machine) setAdministrators(i *SetAdministrators) *Refusal {
	if m.round != i.ExpectedRound {
		return refuse(StaleRound)
	}
	if len(i.Administrators) > maxAdministrators || i.Threshold == 0 || int(i.Threshold) > len(i.Administrators) {
		return refuse(InvalidThreshold)
	}
	round := m.round + 1
	for _, key := range i.Administrators {
		taken := m.keys[key]
		if key.IsZero() || taken.organization != 0 || taken.former != 0 || taken.round == round {
			return refuse(InvalidKey)
		}
		change(m, m.keys, key, keyState{round: round})
	}
	adjust(m, &m.round, round)
	adjust(m, &m.threshold, i.Threshold)
	return nil
}

// Organization gives the number of the organisation that a key speaks for, 0 for none.
func (m *Machine) Organization(key Address) uint32 { return m.keys[key].organization }

package ledgertest

import "waybill/shared/custody"

// carryOutNotice gives the event of a command that changes no custody but what people make of things.
func (c *Chain) carryOutNotice(operation string, h custody.EventHead, command custody.Command) custody.Event {
	switch x := command.(type) {
	case *custody.DecommissionAsset:
		gone := custody.AssetDecommissioned{EventHead: h, Asset: Secret.AssetKey(x.Asset), Quantity: c.assets[x.Asset].quantity, Version: c.bump(x.Asset)}
		c.assets[x.Asset].quantity = 0
		return gone
	case *custody.StartRecall:
		key := Secret.AssetKey(x.Asset)
		c.handovers[operation] = x.Asset // what the operation is about
		return custody.RecallOpened{EventHead: h, Asset: key, Version: c.warnings(key, h.Actor) + 1}
	case *custody.EndRecall:
		key := Secret.AssetKey(c.handovers[x.Recall])
		return custody.RecallClosed{EventHead: h, Asset: key, Version: c.warnings(key, h.Actor) + 1}
	case *custody.SuspendCertificate:
		key := Secret.AssetKey(x.Certificate)
		return custody.CertificateSuspended{EventHead: h, Certificate: key, Version: c.changes(key) + 2}
	case *custody.ReinstateCertificate:
		key := Secret.AssetKey(x.Certificate)
		return custody.CertificateReinstated{EventHead: h, Certificate: key, Version: c.changes(key) + 2}
	case *custody.DeclareEventError:
		reason, _ := custody.ParseErrorReason(x.Reason)
		return custody.ErrorDeclared{EventHead: h, Subject: Secret.AssetKey(Board), Erroneous: c.hashOf(x.Operation), Reason: uint8(reason), Correction: c.hashOf(x.CorrectiveOperation)}
	}
	return custody.EventRecorded{EventHead: h}
}

// hashOf gives the event hash of an accepted operation, zero if there is none.
func (c *Chain) hashOf(operation string) custody.Digest {
	id := Secret.CommandID(operation)
	if record, found := c.commands[id]; found {
		return Secret.EventHash(id, record.Payload)
	}
	return custody.Digest{}
}

// warnings counts what an organisation did with its recall of an asset.
func (c *Chain) warnings(asset custody.Digest, actor uint32) uint32 {
	return c.count(func(e custody.Event) bool {
		switch e := e.(type) {
		case custody.RecallOpened:
			return e.Asset == asset && e.Actor == actor
		case custody.RecallClosed:
			return e.Asset == asset && e.Actor == actor
		}
		return false
	})
}

// changes counts what happened to a certificate since it was issued.
func (c *Chain) changes(key custody.Digest) uint32 {
	return c.count(func(e custody.Event) bool {
		switch e := e.(type) {
		case custody.CertificateSuspended:
			return e.Certificate == key
		case custody.CertificateReinstated:
			return e.Certificate == key
		}
		return false
	})
}

func (c *Chain) count(counts func(custody.Event) bool) (n uint32) {
	for _, b := range c.blocks {
		for _, e := range b.Events {
			if counts(e.Event) {
				n++
			}
		}
	}
	return n
}

package custody

import "strings"

// ClaimsOf gives what a command changes or builds on, as far as that follows from the command alone (an asset's URI, a
// bundle's or handover's id): it explains why a command that follows too fast cannot be judged yet.
func ClaimsOf(c Command) []string {
	switch c := c.(type) {
	case *RegisterOrganization:
		return []string{organizationClaim(c.ID)}
	case *RegisterAsset:
		return assetClaims(c.ID)
	case *OfferHandover:
		return append(assetClaims(c.Asset), organizationClaim(c.To))
	case *AnswerHandover:
		return []string{handoverClaim(c.Handover)}
	case *Aggregate:
		return append(assetClaims(c.Parent), assetClaims(c.Children...)...)
	case *Disaggregate:
		return []string{bundleClaim(c.Bundle)}
	case *Transform:
		var ids []string
		for _, in := range c.Inputs {
			ids = append(ids, in.Asset)
		}
		for _, out := range c.Outputs {
			ids = append(ids, out.ID)
		}
		return assetClaims(ids...)
	case *IssueCertificate:
		return append(assetClaims(c.Subjects...), certificateClaims(c.ID)...)
	case *RevokeCertificate:
		return certificateClaims(c.Certificate)
	case *RecordDocument:
		return assetClaims(c.Asset)
	case *RemoveSigner:
		return []string{SignerClaim(c.Signer)}
	case *SuspendCertificate:
		return certificateClaims(c.Certificate)
	case *ReinstateCertificate:
		return certificateClaims(c.Certificate)
	case *StartRecall:
		return assetClaims(c.Asset)
	case *EndRecall:
		return []string{recallClaim(c.Recall)}
	case *DecommissionAsset:
		return assetClaims(c.Asset)
	case *OfferOwnership:
		return append(assetClaims(c.Asset), organizationClaim(c.To))
	case *RelayHandover:
		return append(assetClaims(c.Assets...), organizationClaim(c.From), organizationClaim(c.To))
	case *ReleaseChild:
		return append(assetClaims(c.Asset), bundleClaim(c.Bundle))
	case *ConsumeAsset:
		return assetClaims(c.Asset)
	}
	return nil
}

func assetClaims(ids ...string) []string {
	claims := make([]string, 0, len(ids)+1)
	for _, id := range ids {
		if parsed, err := ParseAssetID(id, ""); err == nil {
			claims = append(claims, string(parsed))
		}
	}
	return claims
}

// SignerClaim is what an open RemoveSigner claims. As long as it does, its key is draining: no new command is given to it.
func SignerClaim(signer Address) string { return "signer:" + signer.Hex() }

// signersClaim keeps changes of an organisation's keys in a row, so that its last key is not taken away by two at once.
func signersClaim(id OrganizationID) string { return "signers:" + string(id) }

func organizationClaim(id string) string { return "organization:" + id }
func handoverClaim(id string) string     { return "handover:" + id }
func bundleClaim(id string) string       { return "bundle:" + id }
func certificateClaim(id string) string  { return "certificate:" + id }
func certificateClaims(id string) (c []string) {
	if id != "" {
		c = append(c, certificateClaim(CertificateID(id)))
	}
	return c
}

// CertificateID gives the id under which a certificate is known: a canonical URI, or an operation's id.
func CertificateID(id string) string {
	if !strings.Contains(id, ":") {
		return id
	}
	if parsed, err := ParseAssetID(id, ""); err == nil {
		return string(parsed)
	}
	return id
}

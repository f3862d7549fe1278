package custody

// String gives the kind as the API writes it.
func (k Kind) String() string {
	switch k {
	case KindItem:
		return "item"
	case KindLot:
		return "lot"
	case KindUnit:
		return "unit"
	}
	return "unknown"
}

// ParseKind reads what String gives.
func ParseKind(s string) (Kind, bool) {
	for _, k := range []Kind{KindItem, KindLot, KindUnit} {
		if k.String() == s {
			return k, true
		}
	}
	return 0, false
}

// String gives the type as the API writes it.
func (t CertificateType) String() string {
	switch t {
	case CertificateQuality:
		return "quality"
	case CertificateOrigin:
		return "origin"
	case CertificateCarbonFootprint:
		return "carbon-footprint"
	case CertificateRecycledContent:
		return "recycled-content"
	}
	return "unknown"
}

// ParseCertificateType reads what String gives.
func ParseCertificateType(s string) (CertificateType, bool) {
	for _, t := range []CertificateType{CertificateQuality, CertificateOrigin, CertificateCarbonFootprint, CertificateRecycledContent} {
		if t.String() == s {
			return t, true
		}
	}
	return 0, false
}

package custody

// Model is a chain of custody model of ISO 22095: the rule by which what is claimed of inputs may be claimed of outputs.
// The values are those of the contract.
type Model uint8

// The models, from the strictest.
const (
	IdentityPreserved  Model = 1
	Segregated         Model = 2
	ControlledBlending Model = 3
	MassBalance        Model = 4
	BookAndClaim       Model = 5
)

var modelNames = map[Model]string{
	IdentityPreserved: "identity-preserved", Segregated: "segregated", ControlledBlending: "controlled-blending",
	MassBalance: "mass-balance", BookAndClaim: "book-and-claim",
}

// String gives the model as the API writes it.
func (m Model) String() string {
	if name, known := modelNames[m]; known {
		return name
	}
	return "unknown"
}

// ParseModel reads what String gives.
func ParseModel(s string) (Model, bool) {
	for m, name := range modelNames {
		if name == s {
			return m, true
		}
	}
	return 0, false
}

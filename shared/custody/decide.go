package custody

import "context"

// Decide holds a command of an organisation against the view. It gives the decision, or a *problem.Problem that names
// the field at fault; any other error comes from the view.
func Decide(ctx context.Context, view View, secret Secret, caller OrganizationID, operation string, c Command) (Decision, error) {
	panic("to be written")
}

// ClaimsOf gives what a command would change as far as that follows from the command alone (an asset's URI, a bundle's
// or handover's id): it explains why a command that follows too fast cannot be judged yet.
func ClaimsOf(c Command) []string {
	panic("to be written")
}

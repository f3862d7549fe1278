package custody

import "context"

// Decide holds a command of an organisation against the view. It gives the decision, or a *problem.Problem that names
// the field at fault; any other error comes from the view.
func Decide(ctx context.Context, view View, secret Secret, caller OrganizationID, operation string, c Command) (Decision, error) {
	panic("to be written")
}

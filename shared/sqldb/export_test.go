package sqldb

// Waiting tells how many writes wait for their turn.
func (g *Group) Waiting() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.waiting)
}

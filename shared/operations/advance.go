package operations

import "time"

// After gives the operation as it is after the news: the rule that every [Store.Advance] applies. News of a rank that
// the operation has or is past only fills in what was not known.
func (o Operation) After(news Outcome, now time.Time) Operation {
	if news.Status.Rank() > o.Status.Rank() {
		o.Status, o.Problem, o.UpdatedAt = news.Status, news.Problem, now.UTC()
		if !news.Transaction.IsZero() {
			o.Transaction, o.Block = news.Transaction, news.Block
		}
	}
	if o.Transaction.IsZero() {
		o.Transaction = news.Transaction
	}
	if o.Block == 0 && o.Transaction == news.Transaction {
		o.Block = news.Block
	}
	return o
}

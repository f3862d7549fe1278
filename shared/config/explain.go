package config

import (
	"fmt"
	"slices"
	"strings"
)

// A Line explains one setting.
type Line struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
	Value   string `json:"value"`             // what counts; of a secret only whether it is there
	Source  string `json:"source"`            // where the value comes from
	Problem string `json:"problem,omitempty"` // a sentence that names the remedy
}

// Where a value comes from, if not from the caller's source.
const (
	FromDefault = "default"
	FromNowhere = "not set"
)

// An Explanation says what a program with these settings would do.
type Explanation struct {
	Lines    []Line   `json:"settings"`
	Problems []string `json:"problems"` // everything that is wrong, those of the lines among it
}

// Explain explains every setting of [Table], with the values that a source has. Its name is told beside them. It finds
// what [Load] finds, and names that look like settings of Waybill and are none. A reference to a Key Vault is taken as it
// is: who reads app settings from outside sees the reference, and the program gets the value.
func Explain(source string, values map[string]string) Explanation {
	var s Settings
	e := Explanation{Problems: []string{}}
	unusable := map[string]bool{}
	for _, row := range Table {
		line := row.line(source, values[row.Name])
		if line.Problem = row.problem(&s, values[row.Name]); line.Problem != "" {
			unusable[row.Name] = true
			e.Problems = append(e.Problems, line.Problem)
		}
		e.Lines = append(e.Lines, line)
	}
	for _, err := range s.incomplete(unusable) {
		e.Problems = append(e.Problems, err.Error())
	}
	for _, name := range slices.Sorted(keys(values)) {
		if text := unknown(name); text != "" {
			e.Problems = append(e.Problems, text)
		}
	}
	return e
}

func (row Setting) line(source, value string) Line {
	l := Line{Name: row.Name, Meaning: row.Meaning, Value: value, Source: source}
	switch {
	case value == "" && row.Default == "":
		l.Source = FromNowhere
	case value == "":
		l.Value, l.Source = row.Default, FromDefault
	case strings.HasPrefix(value, keyVaultReference):
		l.Value = "(from Key Vault)"
	case row.Secret:
		l.Value = "(secret)"
	}
	return l
}

// problem says what is wrong with the value alone.
func (row Setting) problem(s *Settings, value string) string {
	switch {
	case value == "" && row.Needed:
		return fmt.Sprintf("%s is not set: %s", row.Name, row.Meaning)
	case value == "":
		value = row.Default
	case strings.HasPrefix(value, keyVaultReference):
		return ""
	}
	if err := row.take(s, value); err != nil {
		return err.Error()
	}
	return ""
}

// elsewhere are names that begin like a setting and belong to the commands for people, or to a deployment, whose
// parameters are read from the same shell or file (docs/deploy.md).
var elsewhere = []string{
	"WAYBILL_URL", "WAYBILL_CREDENTIAL", "WAYBILL_CORPORA",
	"WAYBILL_OPERATORS_NAME", "WAYBILL_OPERATORS_ID", "WAYBILL_OPERATOR_ADDRESSES",
	"WAYBILL_ALERT_EMAILS", "WAYBILL_MONTHLY_BUDGET", "WAYBILL_BUDGET_START",
}

// unknown says that a name is no setting, and which one is near.
func unknown(name string) string {
	if !strings.HasPrefix(name, "WAYBILL_") || slices.Contains(elsewhere, name) {
		return ""
	}
	nearest, least := "", 4 // letters that differ at the most
	for _, row := range Table {
		if row.Name == name {
			return ""
		}
		if d := distance(name, row.Name); d < least {
			nearest, least = row.Name, d
		}
	}
	if nearest == "" {
		return name + " is no setting: remove it"
	}
	return name + " is no setting: do you mean " + nearest + "?"
}

// distance is how many letters have to be put in, left out or changed to make b of a (Levenshtein, 1966).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

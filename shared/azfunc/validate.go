package azfunc

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The longest names that the host and Service Bus take. They are counted apart from the expressions, which would take the
// start of every handler ten milliseconds.
const (
	longestFunction = 128
	longestQueue    = 260
)

var (
	functionName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`) // the host's own rule
	settingName  = regexp.MustCompile(`^%[A-Za-z_][A-Za-z0-9_]*%$`)
	queueName    = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?(/\$DeadLetterQueue)?$`)
	routeSegment = regexp.MustCompile(`^([A-Za-z0-9._~-]+|\{[A-Za-z_][A-Za-z0-9_]*\})$`)
	cronField    = regexp.MustCompile(`^[0-9A-Za-z*/,-]+$`)
)

var methods = []string{
	http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions,
}

// Validate says what is wrong with a definition. The host would skip the function with a line in its log and start the
// others, so mistakes are refused before they get there.
func (d Definition) Validate() error {
	if err := d.check(); err != nil {
		return fmt.Errorf("function %q: %w", d.Name, err)
	}
	return nil
}

func (d Definition) check() error {
	if !functionName.MatchString(d.Name) || len(d.Name) > longestFunction {
		return errors.New("the name must be a letter and up to 127 letters, digits, _ or -")
	}
	if strings.EqualFold(d.Name, "host") {
		return errors.New("the host keeps this name for itself")
	}
	if d.Trigger == nil {
		return errors.New("there is no trigger")
	}
	if err := d.Trigger.check(); err != nil {
		return err
	}
	for _, o := range d.Outputs {
		if err := checkQueue(o.Queue); err != nil {
			return fmt.Errorf("output: %w", err)
		}
	}
	return d.checkRetry()
}

func (d Definition) checkRetry() error {
	if d.Retry == nil {
		return nil
	}
	if _, timer := d.Trigger.(TimerTrigger); !timer {
		return errors.New("the host keeps to a retry policy for timers only")
	}
	if d.Retry.MaxCount < -1 || d.Retry.MaxCount == 0 {
		return fmt.Errorf("retry count %d: give a number from 1, or -1 for no end", d.Retry.MaxCount)
	}
	if delay := d.Retry.Delay; delay < time.Second || delay >= 24*time.Hour || delay%time.Second != 0 {
		return fmt.Errorf("retry delay %v: give whole seconds, less than a day", delay)
	}
	return nil
}

func (t HTTPTrigger) check() error {
	if len(t.Methods) == 0 {
		return errors.New("there is no method")
	}
	for i, m := range t.Methods {
		if !slices.Contains(methods, m) {
			return fmt.Errorf("method %q: give one of %s", m, strings.Join(methods, " "))
		}
		if slices.Contains(t.Methods[:i], m) {
			return fmt.Errorf("method %s stands there twice", m)
		}
	}
	var parameters []string
	for segment := range strings.SplitSeq(t.Route, "/") {
		if !routeSegment.MatchString(segment) || segment == "." || segment == ".." {
			return fmt.Errorf("route %q: %q is neither a plain segment nor a {parameter}", t.Route, segment)
		}
		if segment[0] == '{' {
			if slices.Contains(parameters, segment) {
				return fmt.Errorf("route %q: %s stands there twice", t.Route, segment)
			}
			parameters = append(parameters, segment)
		}
	}
	switch t.Level {
	case "", AuthAnonymous, AuthFunction, AuthAdmin:
		return nil
	}
	return fmt.Errorf("level %q: give %s, %s or %s", t.Level, AuthAnonymous, AuthFunction, AuthAdmin)
}

func (t QueueTrigger) check() error { return checkQueue(t.Queue) }

func checkQueue(name string) error {
	if settingName.MatchString(name) || queueName.MatchString(name) && len(strings.TrimSuffix(name, "/$DeadLetterQueue")) <= longestQueue {
		return nil
	}
	return fmt.Errorf("queue %q is neither a queue's name nor a %%SETTING%%", name)
}

func (t TimerTrigger) check() error {
	if settingName.MatchString(t.Schedule) {
		return nil
	}
	fields := strings.Fields(t.Schedule)
	if len(fields) != 6 || slices.ContainsFunc(fields, func(f string) bool { return !cronField.MatchString(f) }) {
		return fmt.Errorf("schedule %q: give six fields {second} {minute} {hour} {day} {month} {weekday}, or a %%SETTING%%", t.Schedule)
	}
	return nil
}

// Validate says what is wrong with a function: its definition, or a handler that does not fit the trigger.
func (f Function) Validate() error {
	if err := f.Definition.Validate(); err != nil {
		return err
	}
	handlers := 0
	for _, set := range []bool{f.HTTP != nil, f.Messages != nil, f.Timer != nil} {
		if set {
			handlers++
		}
	}
	var fits bool
	switch f.Definition.Trigger.(type) {
	case HTTPTrigger:
		fits = f.HTTP != nil
	case QueueTrigger:
		fits = f.Messages != nil
	case TimerTrigger:
		fits = f.Timer != nil
	}
	if !fits || handlers != 1 {
		return fmt.Errorf("function %q: exactly the handler of its trigger must be set", f.Definition.Name)
	}
	return nil
}

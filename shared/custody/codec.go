package custody

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"waybill/shared/problem"
)

// NewCommand gives an empty command of the kind, or nil if there is no such kind.
func NewCommand(kind CommandKind) Command {
	switch kind {
	case KindRegisterOrganization:
		return &RegisterOrganization{}
	case KindRegisterAsset:
		return &RegisterAsset{}
	case KindOfferHandover:
		return &OfferHandover{}
	case KindAnswerHandover:
		return &AnswerHandover{}
	case KindAggregate:
		return &Aggregate{}
	case KindDisaggregate:
		return &Disaggregate{}
	case KindTransform:
		return &Transform{}
	case KindIssueCertificate:
		return &IssueCertificate{}
	case KindRevokeCertificate:
		return &RevokeCertificate{}
	case KindRecordDocument:
		return &RecordDocument{}
	case KindRecordEvent:
		return &RecordEvent{}
	case KindAnchorDigest:
		return &AnchorDigest{}
	case KindAddSigner:
		return &AddSigner{}
	case KindRemoveSigner:
		return &RemoveSigner{}
	case KindStartRecall:
		return &StartRecall{}
	case KindEndRecall:
		return &EndRecall{}
	case KindSuspendCertificate:
		return &SuspendCertificate{}
	case KindReinstateCertificate:
		return &ReinstateCertificate{}
	case KindDeclareEventError:
		return &DeclareEventError{}
	case KindDecommissionAsset:
		return &DecommissionAsset{}
	case KindRelayHandover:
		return &RelayHandover{}
	case KindOfferOwnership:
		return &OfferOwnership{}
	case KindReleaseChild:
		return &ReleaseChild{}
	case KindConsumeAsset:
		return &ConsumeAsset{}
	}
	return nil
}

// DecodeCommand reads a command strictly: unknown fields and wrong types are problems that name the field, and so that
// everybody reads the same command, a key that is there twice in one object is problem.Malformed. It reads all that
// [EncodeCommand] writes.
func DecodeCommand(kind CommandKind, body []byte) (Command, error) {
	c := NewCommand(kind)
	if c == nil {
		return nil, problem.InvalidField.At("/kind", fmt.Sprintf("there is no command %q", kind))
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(c); err != nil {
		return nil, decodeProblem(kind, body, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, problem.Malformed.With("the body has more than one JSON value")
	}
	if err := CheckJSON(body, false); err != nil {
		return nil, problem.Malformed.With(err.Error())
	}
	return c, nil
}

// EncodeCommand gives the command's canonical bytes: what is stored, hashed for idempotency and committed to on chain.
func EncodeCommand(c Command) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(c); err != nil {
		panic(fmt.Sprintf("custody: a command that JSON cannot hold: %v", err)) // only strings, numbers and times inside
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

// decodeProblem says what is wrong in the body, and where.
func decodeProblem(kind CommandKind, body []byte, err error) error {
	if !json.Valid(body) {
		return problem.Malformed.With("the body is not one JSON value: " + err.Error())
	}
	field := faulty(body, func(part json.RawMessage) error {
		dec := json.NewDecoder(bytes.NewReader(part))
		dec.DisallowUnknownFields()
		return dec.Decode(NewCommand(kind))
	})
	var typeErr *json.UnmarshalTypeError
	switch {
	case field == "":
		return problem.Malformed.With("the body is not a JSON object")
	case errors.As(err, &typeErr):
		return problem.InvalidField.At(field, fmt.Sprintf("it must be %s, not a %s", inWords(typeErr.Type), typeErr.Value))
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		return problem.UnknownField.At(field, "remove it or correct its name")
	}
	return problem.InvalidField.At(field, err.Error())
}

// inWords says what JSON value a Go type takes.
func inWords(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "a string"
	default:
		return "a number"
	}
}

// faulty gives the JSON pointer of the innermost part that fails when it stands alone. It does not look into an object
// or list that has no place there at all.
func faulty(value json.RawMessage, try func(json.RawMessage) error) string {
	var object map[string]json.RawMessage
	if json.Unmarshal(value, &object) == nil && try([]byte("{}")) == nil {
		for _, name := range slices.Sorted(maps.Keys(object)) {
			quoted, _ := json.Marshal(name)
			alone := func(v json.RawMessage) error {
				return try(slices.Concat([]byte("{"), quoted, []byte(":"), v, []byte("}")))
			}
			if alone(object[name]) != nil {
				return "/" + escapePointer(name) + faulty(object[name], alone)
			}
		}
	}
	var list []json.RawMessage
	if json.Unmarshal(value, &list) == nil && try([]byte("[]")) == nil {
		for i, v := range list {
			alone := func(v json.RawMessage) error { return try(slices.Concat([]byte("["), v, []byte("]"))) }
			if alone(v) != nil {
				return fmt.Sprintf("/%d", i) + faulty(v, alone)
			}
		}
	}
	return ""
}

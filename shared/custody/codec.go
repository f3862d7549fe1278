package custody

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	}
	return nil
}

// DecodeCommand reads a command strictly: unknown fields, wrong types and trailing text are problems that name the
// field.
func DecodeCommand(kind CommandKind, body []byte) (Command, error) {
	c := NewCommand(kind)
	if c == nil {
		return nil, problem.InvalidField.At("/kind", fmt.Sprintf("there is no command %q", kind))
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(c); err != nil {
		return nil, decodeProblem(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, problem.Malformed.With("the body has more than one JSON value")
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

func decodeProblem(err error) error {
	var typeErr *json.UnmarshalTypeError
	switch {
	case errors.As(err, &typeErr):
		field := "/" + strings.ReplaceAll(typeErr.Field, ".", "/")
		return problem.InvalidField.At(field, fmt.Sprintf("it must be a %s, not a %s", typeErr.Type, typeErr.Value))
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		name := strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), `"`)
		return problem.UnknownField.At("/"+name, "remove it or correct its name")
	}
	return problem.Malformed.With("the body is not valid JSON: " + err.Error())
}

package epcis

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// hashVersion stands in every hash, since a later profile gives others.
const hashVersion = "CBV2.0"

// eventHash gives the event's hash as GS1 writes it, "ni:///sha-256;…?ver=CBV2.0" (Core Business Vocabulary 2.0, section
// 8.9): the same for every spelling of the same event. When it was recorded, its id and an error declaration are not
// part of it. The namespaces are those that the document declares.
func eventHash(event map[string]any, n namespaces) string {
	sum := sha256.Sum256([]byte(preHash(event, n)))
	return "ni:///sha-256;" + hex.EncodeToString(sum[:]) + "?ver=" + hashVersion
}

// ordered are the fields of an event in the order in which they are hashed; what is not among them follows, sorted.
var ordered = []string{
	"eventTime", "eventTimeZoneOffset", "certificationInfo",
	"parentID", "epcList", "inputEPCList", "childEPCs", "quantityList", "childQuantityList", "inputQuantityList",
	"outputEPCList", "outputQuantityList",
	"action", "transformationID", "bizStep", "disposition", "persistentDisposition", "readPoint", "bizLocation", "sensorElementList",
}

// unhashed are the fields that say nothing about what happened.
var unhashed = map[string]bool{
	"type": true, "@context": true, "recordTime": true, "eventID": true, "errorDeclaration": true, "rdfs:comment": true, "comment": true,
}

// preHash gives the text that is hashed.
func preHash(event map[string]any, n namespaces) string {
	var b strings.Builder
	b.WriteString("eventType=" + textOf(event["type"]))
	for _, name := range ordered {
		b.WriteString(n.field(name, event[name]))
	}
	var rest []string
	for name, value := range event {
		if !unhashed[name] && !slices.Contains(ordered, name) {
			rest = append(rest, n.field(name, value))
		}
	}
	slices.Sort(rest)
	b.WriteString(strings.Join(rest, ""))
	return b.String()
}

// items are the lists, and how an item of each begins.
var items = map[string]string{
	"epcList": "epc", "childEPCs": "epc", "inputEPCList": "epc", "outputEPCList": "epc",
	"quantityList": "quantityElement", "childQuantityList": "quantityElement", "inputQuantityList": "quantityElement",
	"outputQuantityList": "quantityElement",
	"bizTransactionList": "", "sourceList": "", "destinationList": "",
	"sensorElementList": "sensorElement", "sensorReport": "sensorReport",
}

// members are the fields of inner objects in the order in which they are hashed; extensions follow, sorted.
var members = map[string][]string{
	"quantityElement":       {"epcClass", "quantity", "uom"},
	"bizTransactionList":    {"type", "bizTransaction"},
	"sourceList":            {"type", "source"},
	"destinationList":       {"type", "destination"},
	"persistentDisposition": {"set", "unset"},
	"readPoint":             {"id"},
	"bizLocation":           {"id"},
	"sensorElement":         {"sensorMetadata", "sensorReport"},
	"sensorMetadata": {
		"time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules",
	},
	"sensorReport": {
		"type", "exception", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "time", "microorganism", "chemicalSubstance",
		"value", "component", "stringValue", "booleanValue", "hexBinaryValue", "uriValue", "minValue", "maxValue", "meanValue", "sDev",
		"percRank", "percValue", "uom", "coordinateReferenceSystem",
	},
}

// field gives a field of an event or of an inner object.
func (n namespaces) field(name string, value any) string {
	if strings.Contains(name, ":") {
		return n.extension(name, value)
	}
	item, isList := items[name]
	list, many := value.([]any)
	switch {
	case value == nil || many && len(list) == 0:
		return ""
	case name == "ilmd":
		return name + n.extensions(value, nil)
	case isList && item == name: // reports stand side by side, without a name for all of them
		return sorted(list, func(v any) string { return name + n.inner(name, v) })
	case isList && item == "":
		return name + sorted(list, func(v any) string { return n.inner(name, v) })
	case isList && item == "epc":
		return name + sorted(list, func(v any) string { return "epc=" + n.value("epc", v) })
	case isList:
		return name + sorted(list, func(v any) string { return item + n.inner(item, v) })
	case members[name] != nil:
		return name + n.inner(name, value)
	case many:
		return sorted(list, func(v any) string { return n.field(name, v) })
	}
	return name + "=" + n.value(name, value)
}

// inner gives what is in an object of the named sort.
func (n namespaces) inner(sort string, value any) string {
	object, _ := value.(map[string]any)
	var b strings.Builder
	for _, name := range members[sort] {
		if v := object[name]; v != nil {
			if name == "type" {
				b.WriteString("type=" + n.typeOf(sort, textOf(v)))
				continue
			}
			b.WriteString(n.field(name, v))
		}
	}
	return b.String() + n.extensions(value, members[sort])
}

// extensions gives the members of an object that have another namespace, sorted, but for the known ones.
func (n namespaces) extensions(value any, known []string) string {
	object, _ := value.(map[string]any)
	var all []string
	for name, v := range object {
		if !slices.Contains(known, name) && !unhashed[name] {
			all = append(all, n.extension(name, v))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "")
}

// extension gives a field of another namespace, with all that is in it.
func (n namespaces) extension(name string, value any) string {
	switch v := value.(type) {
	case []any:
		return sorted(v, func(item any) string { return n.extension(name, item) })
	case map[string]any:
		return n.expandName(name) + n.extensions(v, nil)
	case nil:
		return ""
	}
	return n.expandName(name) + "=" + n.value(name, value)
}

// sorted renders the items and gives them in the order of their bytes.
func sorted(list []any, render func(any) string) string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = render(v)
	}
	slices.Sort(texts)
	return strings.Join(texts, "")
}

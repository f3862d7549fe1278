package epcis

import "maps"

// The rules of the five event types (GS1 EPCIS 2.0, section 7.4).
var eventRules = map[string]rule{
	"ObjectEvent": event(map[string]rule{
		"epcList": list(0, uri), "quantityList": list(0, quantityElement), "action": action, "ilmd": ilmd,
	}, "action"),
	"AggregationEvent": event(map[string]rule{
		"parentID": uri, "childEPCs": list(0, uri), "childQuantityList": list(0, quantityElement), "action": action,
	}, "action"),
	"AssociationEvent": event(map[string]rule{
		"parentID": uri, "childEPCs": list(0, uri), "childQuantityList": list(0, quantityElement), "action": action,
	}, "action", "parentID"),
	"TransactionEvent": event(map[string]rule{
		"parentID": uri, "epcList": list(0, uri), "quantityList": list(0, quantityElement), "action": action,
	}, "action", "bizTransactionList"),
	"TransformationEvent": event(map[string]rule{
		"inputEPCList": list(0, uri), "inputQuantityList": list(0, quantityElement), "outputEPCList": list(0, uri),
		"outputQuantityList": list(0, quantityElement), "transformationID": uri, "ilmd": ilmd,
	}),
}

// event adds to the rules of a type what every event has.
func event(own map[string]rule, required ...string) rule {
	members := map[string]rule{
		"@context":              contextRule,
		"type":                  text,
		"eventID":               uri,
		"eventTime":             timestamp,
		"recordTime":            timestamp,
		"eventTimeZoneOffset":   matches(`^[+-]((0\d|1[0-3]):[0-5]\d|14:00)$`, "it must be an offset such as +02:00"),
		"certificationInfo":     uris,
		"bizStep":               wordOf(bizStepWords),
		"disposition":           wordOf(dispositionWords),
		"persistentDisposition": object(false, nil, map[string]rule{"set": list(1, wordOf(dispositionWords)), "unset": list(1, wordOf(dispositionWords))}),
		"readPoint":             place,
		"bizLocation":           place,
		"bizTransactionList":    list(1, object(false, []string{"bizTransaction"}, map[string]rule{"type": wordOf(transactionWords), "bizTransaction": uri})),
		"sourceList":            list(1, object(false, []string{"type", "source"}, map[string]rule{"type": wordOf(partyWords), "source": uri})),
		"destinationList":       list(1, object(false, []string{"type", "destination"}, map[string]rule{"type": wordOf(partyWords), "destination": uri})),
		"sensorElementList":     list(1, sensorElement),
		"errorDeclaration": object(true, []string{"declarationTime"}, map[string]rule{
			"declarationTime": timestamp, "reason": wordOf(errorWords), "correctiveEventIDs": list(0, uri),
		}),
	}
	maps.Copy(members, own)
	return object(true, append([]string{"type", "eventTime", "eventTimeZoneOffset"}, required...), members)
}

var (
	action          = oneOf("ADD", "OBSERVE", "DELETE")
	place           = object(true, []string{"id"}, map[string]rule{"id": uri})
	ilmd            = object(true, nil, nil)
	quantityElement = object(false, []string{"epcClass"}, map[string]rule{
		"epcClass": uri, "quantity": number, "uom": matches(`^[A-Z0-9]{2,3}$`, "it must be a UN/ECE Rec 20 code such as KGM"),
	})
	sensorElement = object(true, []string{"sensorReport"}, map[string]rule{
		"sensorMetadata": object(true, nil, map[string]rule{
			"time": timestamp, "startTime": timestamp, "endTime": timestamp, "deviceID": uri, "deviceMetadata": uri, "rawData": uri,
			"dataProcessingMethod": uri, "bizRules": uri,
		}),
		"sensorReport": list(1, object(true, nil, map[string]rule{
			"type": text, "exception": text, "deviceID": uri, "deviceMetadata": uri, "rawData": uri, "dataProcessingMethod": uri,
			"bizRules": uri, "time": timestamp, "microorganism": uri, "chemicalSubstance": uri, "value": number, "component": text,
			"stringValue": text, "booleanValue": boolean, "hexBinaryValue": matches(`^[0-9A-Fa-f]+$`, "it must be hexadecimal"),
			"uriValue": uri, "minValue": number, "maxValue": number, "meanValue": number, "sDev": number, "percRank": number,
			"percValue": number, "uom": text, "coordinateReferenceSystem": uri,
		})),
	})
	documentRule = object(true, []string{"@context", "type", "schemaVersion", "creationDate"}, map[string]rule{
		"@context": contextRule, "type": oneOf("EPCISDocument"), "schemaVersion": matches(`^2(\.\d+)*$`, "it must be 2.0"),
		"creationDate": timestamp, "id": uri, "sender": uri, "receiver": uri, "instanceIdentifier": text, "epcisHeader": anything,
	})
)

// contextRule wants URIs and objects that declare prefixes; whether they are known is for whoever uses them.
func contextRule(c *checker, pointer string, v any) {
	switch v := v.(type) {
	case string:
		uri(c, pointer, v)
	case map[string]any:
	case []any:
		if len(v) == 0 {
			c.refuse(pointer, "it is empty")
		}
		for _, item := range v {
			if _, nested := item.([]any); nested {
				c.refuse(pointer, "it must not hold another list")
				continue
			}
			contextRule(c, pointer, item)
		}
	default:
		c.refuse(pointer, "it must be a URI, an object or a list of them")
	}
}

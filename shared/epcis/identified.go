package epcis

// identified checks that the event says what it is about (GS1 EPCIS 2.0, sections 7.4.2 to 7.4.7).
func identified(c *checker, pointer string, e Event) {
	children := len(e.EPCs)+len(e.Quantities) > 0
	inputs := len(e.InputEPCs)+len(e.InputQuantities) > 0
	outputs := len(e.OutputEPCs)+len(e.OutputQuantities) > 0
	switch {
	case e.Type == "ObjectEvent" && !children && !e.sensed:
		c.refuse(pointer+"/epcList", "the event names nothing: give epcList or quantityList")
	case e.Type == "TransactionEvent" && !children && e.ParentID == "":
		c.refuse(pointer+"/epcList", "the event names nothing: give epcList, quantityList or parentID")
	case e.Type == "AggregationEvent" && e.Action != "OBSERVE" && e.ParentID == "":
		c.refuse(pointer+"/parentID", "it is missing")
	case (e.Type == "AggregationEvent" || e.Type == "AssociationEvent") && e.Action != "DELETE" && !children:
		c.refuse(pointer+"/childEPCs", "the event names no child: give childEPCs or childQuantityList")
	case e.Type == "TransformationEvent" && !inputs && (!outputs || e.TransformationID == ""):
		c.refuse(pointer+"/inputEPCList", "the event names no input: give inputEPCList or inputQuantityList")
	case e.Type == "TransformationEvent" && !outputs && e.TransformationID == "":
		c.refuse(pointer+"/outputEPCList", "the event names no output: give outputEPCList or outputQuantityList")
	case e.described && e.Action != "ADD" && e.Type != "TransformationEvent":
		c.refuse(pointer+"/ilmd", "only an event with action ADD has it")
	}
}

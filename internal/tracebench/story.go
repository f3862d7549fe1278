package tracebench

import (
	"fmt"

	"waybill/shared/custody"
)

// The organisations, in the order of their numbers on chain.
var organizations = []custody.OrganizationID{"mine", "smelter", "foundry", "packager", "assembler", "distributor", "shop"}

// A Scale is how large the story is. A campaign begins with one lot of ore.
type Scale struct {
	WaferLots     int // of a campaign
	WafersPerLot  int
	DiesPerWafer  int
	DiesPerModule int
	ModulesOnPCB  int
}

// Full is the scale that is measured: more than 100,000 assets come of a lot of ore.
var Full = Scale{WaferLots: 14, WafersPerLot: 25, DiesPerWafer: 90, DiesPerModule: 4, ModulesOnPCB: 20}

// Depth is how many transformations lie between a box in the shop and the ore.
const Depth = 12

// story tells campaign after campaign, without end; who hears it stops it.
func (w *world) story(yield func(act) bool) {
	w.yield = yield
	w.join()
	for n := 0; !w.stopped; n++ {
		w.campaign(n)
	}
}

// gtin gives the number of a sort of goods: prefix 952 is GS1's own for examples.
func gtin(n int) string {
	body := fmt.Sprintf("0952%09d", n)
	sum := 0
	for i, digit := range body {
		sum += int(digit-'0') * (3 - i%2*2)
	}
	return fmt.Sprintf("%s%d", body, (10-sum%10)%10)
}

func item(kind int, serial string) string {
	return "https://id.gs1.org/01/" + gtin(kind) + "/21/" + serial
}

func lot(kind int, batch string) string {
	return "https://id.gs1.org/01/" + gtin(kind) + "/10/" + batch
}

// campaign turns a lot of ore into boxes in the shop.
func (w *world) campaign(n int) {
	ore := lot(1, fmt.Sprint("ORE-", n))
	w.register("mine", lotOf(ore, 900_000, "KGM"))
	w.certify("mine", fmt.Sprint("https://mine.example/certificates/", n), ore)
	w.hand("mine", "smelter", ore)
	concentrate, silicon, ingot := lot(2, fmt.Sprint("CON-", n)), lot(3, fmt.Sprint("SI-", n)), lot(4, fmt.Sprint("ING-", n))
	w.transform("smelter", []part{{ore, 800_000_000}}, lotOf(concentrate, 300_000, "KGM"))
	w.transform("smelter", []part{{concentrate, 250_000_000}}, lotOf(silicon, 9_000, "KGM"))
	w.transform("smelter", []part{{silicon, 8_000_000}}, lotOf(ingot, 6_000, "KGM"))
	w.hand("smelter", "foundry", ingot)
	for i := 0; i < w.WaferLots && !w.stopped; i++ {
		w.wafers(n, i, ingot)
	}
}

// wafers turns one lot of wafers into boxes.
func (w *world) wafers(n, i int, ingot string) {
	name := fmt.Sprintf("%d-%d", n, i)
	wafers := lot(5, "WAF-"+name)
	w.transform("foundry", []part{{ingot, 400_000}}, lotOf(wafers, int64(w.WafersPerLot), "H87"))
	for _, m := range supplies {
		w.register(m.by, lotOf(lot(m.kind, m.name+name), m.amount, m.unit))
	}
	var chips []string
	for j := range w.WafersPerLot {
		chips = append(chips, w.wafer(fmt.Sprintf("%s-%d", name, j), name, wafers)...)
	}
	var modules []string
	for j := 0; j+w.DiesPerModule <= len(chips); j += w.DiesPerModule {
		module := item(9, fmt.Sprintf("MOD-%s-%d", name, j/w.DiesPerModule))
		w.transform("assembler", append(items(chips[j:j+w.DiesPerModule]), supply(substrate, name)), custody.TransformOutput{ID: module, Type: "item"})
		modules = append(modules, module)
	}
	w.shelve(name, modules)
}

// wafer turns one wafer into dies, which travel in a tray, and those into tested packages.
func (w *world) wafer(name, lotName, wafers string) (chips []string) {
	wafer, tray := item(6, "W-"+name), item(20, "TRAY-"+name)
	w.transform("foundry", []part{{wafers, 1000}}, custody.TransformOutput{ID: wafer, Type: "item"})
	dies := make([]string, w.DiesPerWafer)
	outputs := make([]custody.TransformOutput, w.DiesPerWafer)
	for i := range dies {
		dies[i] = item(7, fmt.Sprintf("DIE-%s-%d", name, i))
		outputs[i] = custody.TransformOutput{ID: dies[i], Type: "item"}
	}
	w.transform("foundry", items([]string{wafer}), outputs...)
	w.register("foundry", custody.TransformOutput{ID: tray, Type: "unit"})
	w.ship("foundry", "packager", tray, dies)
	for i, die := range dies {
		raw, tested := item(8, fmt.Sprintf("PKG-%s-%d", name, i)), item(13, fmt.Sprintf("CHIP-%s-%d", name, i))
		w.transform("packager", append(items([]string{die}), supply(leadframe, lotName), supply(mould, lotName)), custody.TransformOutput{ID: raw, Type: "item"})
		w.transform("packager", items([]string{raw}), custody.TransformOutput{ID: tested, Type: "item", Attributes: map[string]string{"netWeight": "0.004", "kgCO2e": "1.84"}})
		chips = append(chips, tested)
	}
	return chips
}

// shelve turns modules into boards, devices and boxes, which go to the shop on a pallet.
func (w *world) shelve(name string, modules []string) {
	var boxes []string
	for j := 0; (j+1)*w.ModulesOnPCB <= len(modules); j++ {
		board, device, box := item(10, fmt.Sprintf("PCB-%s-%d", name, j)), item(11, fmt.Sprintf("DEV-%s-%d", name, j)), item(12, fmt.Sprintf("BOX-%s-%d", name, j))
		w.transform("assembler", append(items(modules[j*w.ModulesOnPCB:(j+1)*w.ModulesOnPCB]), supply(laminate, name), supply(solder, name)), custody.TransformOutput{ID: board, Type: "item"})
		w.transform("assembler", append(items([]string{board}), supply(housing, name)), custody.TransformOutput{ID: device, Type: "item"})
		w.transform("assembler", append(items([]string{device}), supply(carton, name)), custody.TransformOutput{ID: box, Type: "item"})
		boxes = append(boxes, box)
	}
	pallet := item(21, "PAL-"+name)
	w.register("assembler", custody.TransformOutput{ID: pallet, Type: "unit"})
	w.ship("assembler", "shop", pallet, boxes)
	if !w.stopped {
		w.inShop = append(w.inShop, boxes...)
	}
}

// A material is bought for each lot of wafers.
type material struct {
	by     custody.OrganizationID
	kind   int
	name   string
	amount int64
	unit   string
	used   custody.Quantity // of it at once, thousandths
}

var (
	leadframe = material{"packager", 14, "LF-", 10, "KGM", 2}
	mould     = material{"packager", 15, "MC-", 10, "KGM", 3}
	substrate = material{"assembler", 16, "SUB-", 1000, "H87", 1000}
	laminate  = material{"assembler", 17, "LAM-", 50, "KGM", 120}
	solder    = material{"assembler", 18, "SOL-", 5, "KGM", 9}
	housing   = material{"assembler", 19, "HOU-", 100, "H87", 1000}
	carton    = material{"assembler", 22, "CAR-", 20, "KGM", 80}
	supplies  = []material{leadframe, mould, substrate, laminate, solder, housing, carton}
)

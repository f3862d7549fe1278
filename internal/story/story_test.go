package story_test

import (
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"waybill/internal/story"
	"waybill/shared/custody"
)

func chips(t *testing.T) *story.Story {
	t.Helper()
	told, err := story.Chips()
	if err != nil {
		t.Fatal(err)
	}
	return told
}

// The story that comes with Waybill breaks no rule, and its stages are what its text says: how many commands of which
// kind go out at once.
func TestTheChipsStoryHasTheExpectedStages(t *testing.T) {
	t.Parallel()
	stages, err := chips(t).Stages()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range stages {
		got = append(got, shape(s))
	}
	want := []string{
		"4 RegisterOrganization", "2 RegisterAsset", "1 seal", "2 IssueCertificate", "2 OfferHandover", "2 AnswerHandover",
		"1 Transform", "1 seal", "1 IssueCertificate", "1 Transform", "1 seal", "1 RegisterAsset 1 IssueCertificate",
		"1 Aggregate", "1 OfferHandover", "1 AnswerHandover", "1 RegisterAsset 1 Disaggregate", "1 Aggregate",
		"1 OfferHandover", "1 AnswerHandover", "1 Disaggregate", "1 Transform", "1 seal", "2 IssueCertificate",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the stages are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// shape counts the kinds of a stage's actions, in the order in which they first come.
func shape(s story.Stage) string {
	var kinds []string
	count := map[string]int{}
	for _, a := range s.Actions {
		kind := "seal"
		if a.Seal == nil {
			kind = string(a.Command.Kind())
		}
		if count[kind]++; count[kind] == 1 {
			kinds = append(kinds, kind)
		}
	}
	for i, kind := range kinds {
		kinds[i] = fmt.Sprint(count[kind], " ", kind)
	}
	return strings.Join(kinds, " ")
}

// A range stands for as many ids, with leading zeros, in every place that takes one.
func TestRangesStandForTheirIDs(t *testing.T) {
	t.Parallel()
	stages, err := chips(t).Stages()
	if err != nil {
		t.Fatal(err)
	}
	made := stages[9].Actions[0].Command.(*custody.Transform).Outputs
	packed := stages[12].Actions[0].Command.(*custody.Aggregate).Children
	if len(made) != 24 || made[0].ID != "https://id.gs1.org/01/09521141300015/21/C0001" || made[23].ID != "https://id.gs1.org/01/09521141300015/21/C0024" {
		t.Errorf("the chips are %v", made)
	}
	if len(packed) != 24 || packed[8] != "https://id.gs1.org/01/09521141300015/21/C0009" {
		t.Errorf("the tray holds %v", packed)
	}
}

// The keys follow from the places in the story, so that playing it twice is one play.
func TestAStoryHasTheSameKeysEachTime(t *testing.T) {
	t.Parallel()
	keys := func() map[string]bool {
		stages, err := chips(t).Stages()
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]bool{}
		for _, s := range stages {
			for _, a := range s.Actions {
				if all[a.ID()] {
					t.Errorf("two actions become %s", a.ID())
				}
				all[a.ID()] = true
			}
		}
		return all
	}
	if first, second := keys(), keys(); !reflect.DeepEqual(first, second) {
		t.Error("the second reading gives other keys")
	}
}

// opening is the beginning of a story in which the mine has a lot of 10, two chips and a pallet; the next line is 15.
const opening = `title: A test
organizations:
  - {id: mine, name: Mine}
  - {id: fab, name: Fab}
trace: urn:chip:1
steps:
  - title: It registers
    by: mine
    register:
      - {id: "urn:lot:1", type: lot, quantity: 10, unit: KGM}
      - {id: "urn:chip:{1..2}", type: item}
      - {id: "urn:pallet:1", type: unit}
  - title: It goes on
    by: mine
`

// Every kind of mistake is found before anything runs, and named with its line.
func TestEveryMistakeIsNamedWithItsLine(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ text, want string }{
		"unknown field":            {opening + "    sing: [loudly]", "line 15: field sing not found"},
		"no YAML":                  {"title: [", "line 1"},
		"nothing":                  {"", "line 1: the story is empty"},
		"no organisations":         {"title: x\nsteps: [{title: y, by: mine}]", "needs organizations"},
		"no steps":                 {"title: x\norganizations: [{id: mine, name: Mine}]", "needs steps"},
		"organisation twice":       {strings.Replace(opening, "fab", "mine", 1) + "    revoke: []", "line 4: organization:mine"},
		"empty step":               {opening, "line 13: the step does nothing"},
		"step by nobody":           {opening + "  - {title: x, by: ghost, pack: [{parent: 'urn:pallet:1', children: ['urn:chip:1']}]}", `line 15: "ghost"`},
		"receiver unknown":         {opening + "    handover:\n      - {asset: 'urn:chip:1', to: ghost}", `line 16: /to: "ghost"`},
		"wrong check digit":        {opening + "    register:\n      - {id: 'urn:chip:3', type: item}\n      - {id: 'https://id.gs1.org/01/09521234543214/21/1', type: item}", "line 17: /id"},
		"registered twice":         {opening + "    register:\n      - {id: 'urn:chip:1', type: item}", "line 16: /id: urn:chip:1 is registered already"},
		"no such type":             {opening + "    register:\n      - {id: 'urn:chip:3', type: thing}", "line 16: /type"},
		"quantity in words":        {opening + "    register:\n      - {id: 'urn:lot:2', type: lot, quantity: many}", "line 16: quantity"},
		"quantity too fine":        {opening + "    transform:\n      - inputs: [{asset: 'urn:lot:1', quantity: 0.0001}]\n        outputs: [{id: 'urn:x:1', type: item}]", "line 16: quantity"},
		"made in words":            {opening + "    transform:\n      - inputs: [{asset: 'urn:lot:1', quantity: 1}]\n        outputs: [{id: 'urn:x:1', type: lot, quantity: some}]", "line 16: quantity"},
		"range that goes down":     {opening + "    register:\n      - {id: 'urn:chip:{9..3}', type: item}", "line 16: the range"},
		"range that is too long":   {opening + "    pack:\n      - {parent: 'urn:pallet:1', children: ['urn:chip:{1..1001}']}", "line 16: the range"},
		"two ranges":               {opening + "    handover:\n      - {asset: 'urn:chip:{1..2}{1..2}', to: fab}", "line 16: \"urn:chip:{1..2}{1..2}\" has more than one range"},
		"range of no certificate":  {opening + "    certify:\n      - {type: quality, subjects: ['urn:chip:{2..1}']}", "line 16: the range"},
		"hands over what is not":   {opening + "    handover:\n      - {asset: 'urn:chip:7', to: fab}", "line 16: /asset: urn:chip:7 is not registered"},
		"hands over another's":     {opening + "    handover: [{asset: 'urn:chip:1', to: fab}]\n  - title: Again\n    by: mine\n    handover:\n      - {asset: 'urn:chip:1', to: fab}", "line 19: /asset: urn:chip:1 is not held by mine"},
		"answers with maybe":       {opening + "    handover:\n      - {asset: 'urn:chip:1', to: fab, answer: maybe}", "line 16: /answer"},
		"uses more than there is":  {opening + "    transform:\n      - inputs: [{asset: 'urn:lot:1', quantity: 11}]\n        outputs: [{id: 'urn:x:1', type: item}]", "line 16: /inputs/0/quantity"},
		"uses what another owns":   {opening + "    handover: [{asset: 'urn:chip:1', to: fab}]\n  - title: It uses\n    by: fab\n    transform:\n      - inputs: [{asset: 'urn:chip:1'}]\n        outputs: [{id: 'urn:x:1', type: item}]", "line 19: /inputs/0/asset: urn:chip:1 belongs to mine"},
		"packs what is not there":  {opening + "    pack:\n      - {parent: 'urn:pallet:1', children: ['urn:chip:3']}", "line 16: /children/0"},
		"document without name":    {opening + "    certify:\n      - {type: quality, subjects: ['urn:chip:1'], document: paper}", `line 16: no document is named "paper"`},
		"bundle without name":      {opening + "    unpack:\n      - {bundle: tray}", `line 16: no bundle is named "tray"`},
		"a document as a bundle":   {opening + "    seal: [{name: paper, file: paper.pdf}]\n  - title: x\n    by: mine\n    unpack:\n      - {bundle: paper}", "line 19: /bundle"},
		"name given twice":         {opening + "    seal:\n      - {name: paper, file: paper.pdf}\n      - {name: paper, file: paper.pdf}", `line 17: the name "paper" is given twice`},
		"missing file":             {opening + "    seal:\n      - {name: paper, file: other.pdf}", `line 16: there is no file "other.pdf"`},
		"a folder":                 {opening + "    seal:\n      - {name: paper, file: folder}", `line 16: there is no file "folder"`},
		"file outside":             {opening + "    seal:\n      - {name: paper, file: ../paper.pdf}", "line 16: there is no file"},
		"recipient unknown":        {opening + "    seal:\n      - {name: paper, file: paper.pdf, recipients: [ghost]}", `line 16: the recipient "ghost"`},
		"document about nothing":   {opening + "    seal:\n      - {name: paper, file: paper.pdf, asset: 'urn:chip:3'}", "line 16: /asset"},
		"revokes what is not":      {opening + "    revoke:\n      - {certificate: 'urn:paper:1'}", "line 16: /certificate"},
		"builds on its own step":   {opening + "    register: [{id: 'urn:chip:3', type: item}]\n    certify:\n      - {type: quality, subjects: ['urn:chip:3']}", "line 17: urn:chip:3 is changed by another action of this step"},
		"uses a lot twice at once": {opening + "    transform:\n      - {inputs: [{asset: 'urn:lot:1', quantity: 1}], outputs: [{id: 'urn:x:1', type: item}]}\n      - {inputs: [{asset: 'urn:lot:1', quantity: 1}], outputs: [{id: 'urn:x:2', type: item}]}", "line 17: urn:lot:1 is changed"},
		"trace of nothing":         {strings.Replace(opening, "trace: urn:chip:1", "trace: urn:chip:9", 1), "line 5: nothing in the story registers or makes urn:chip:9"},
		"no trace":                 {strings.Replace(opening, "trace: urn:chip:1\n", "", 1), "/trace"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := story.Load(folder(test.text), "story.yaml")
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v\nwant %s", err, test.want)
			}
		})
	}
}

// All mistakes are told at once, so that one round of corrections is enough.
func TestAllMistakesAreToldAtOnce(t *testing.T) {
	t.Parallel()
	text := opening + "    handover:\n      - {asset: 'urn:chip:7', to: fab}\n      - {asset: 'urn:chip:8', to: fab}"
	_, err := story.Load(folder(text), "story.yaml")
	if err == nil || strings.Count(err.Error(), "line ") != 2 {
		t.Errorf("got %v, want the two offers and not their answers", err)
	}
}

// A story file that is not there is an error that says so.
func TestAMissingStoryIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := story.Load(fstest.MapFS{}, "story.yaml"); err == nil || !strings.Contains(err.Error(), "story.yaml") {
		t.Errorf("got %v", err)
	}
}

// Rejected and cancelled offers leave the asset where it was, and the giver may go on with it.
func TestAnOfferMayBeRejectedOrCancelled(t *testing.T) {
	t.Parallel()
	for answer, by := range map[string]custody.OrganizationID{"accept": "fab", "reject": "fab", "cancel": "mine"} {
		text := opening + "    handover: [{asset: 'urn:chip:{1..2}', to: fab, withOwnership: true, answer: " + answer + "}]"
		told, err := story.Load(folder(text), "story.yaml")
		if err != nil {
			t.Fatal(err)
		}
		stages, err := told.Stages()
		if err != nil {
			t.Fatal(err)
		}
		last := stages[len(stages)-1]
		if got := shape(last); got != "2 AnswerHandover" || last.Actions[0].By != by || last.Actions[0].Line != 15 {
			t.Errorf("%s: %s by %s in line %d", answer, got, last.Actions[0].By, last.Actions[0].Line)
		}
	}
}

func folder(text string) fs.FS {
	return fstest.MapFS{
		"story.yaml":  {Data: []byte(text)},
		"paper.pdf":   {Data: []byte("%PDF")},
		"folder/file": {Data: []byte("x")},
	}
}

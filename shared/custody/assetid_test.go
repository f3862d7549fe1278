package custody_test

import (
	"errors"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// The forms and results are those that the reference implementation of the CBV 2.0 event hash asserts, with correct
// check digits where it is careless about them.
func TestIdentifiersHaveOneCanonicalForm(t *testing.T) {
	t.Parallel()
	const gs1 = "https://id.gs1.org"
	for in, want := range map[string]string{
		"urn:epc:id:sgtin:4012345.011111.98%22":                            gs1 + "/01/04012345111118/21/98%22",
		"urn:epc:id:sgtin:415056789012.0.987654":                           gs1 + "/01/04150567890128/21/987654",
		"urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()":           gs1 + "/01/80614141123458/21/6789%2F%26%25%22%21%3F%28%29",
		"urn:epc:id:sscc:4012345.3111111111":                               gs1 + "/00/340123451111111111",
		"urn:epc:id:sgln:4012345.00005.122":                                gs1 + "/414/4012345000054/254/122",
		"urn:epc:id:sgln:4012345.00005.0":                                  gs1 + "/414/4012345000054",
		"urn:epc:id:grai:4012345.00022.334455":                             gs1 + "/8003/04012345000221334455",
		"urn:epc:id:giai:4012345.ABC345":                                   gs1 + "/8004/4012345ABC345",
		"urn:epc:id:gsrn:4012345.0000006765":                               gs1 + "/8018/401234500000067657",
		"urn:epc:id:gsrnp:4012345.0000000007":                              gs1 + "/8017/401234500000000074",
		"urn:epc:id:gdti:4012345.00009.PO-4711":                            gs1 + "/253/4012345000092PO-4711",
		"urn:epc:id:gdti:987659999999..9":                                  gs1 + "/253/98765999999929",
		"urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234":               gs1 + "/8010/061414111111111111111-A%23%2F/8011/1234",
		"urn:epc:id:ginc:0614141.xyz47%2F11":                               gs1 + "/401/0614141xyz47%2F11",
		"urn:epc:id:gsin:4012345.222333444":                                gs1 + "/402/40123452223334442",
		"urn:epc:id:itip:4012345.011111.01.02.987":                         gs1 + "/8006/040123451111180102/21/987",
		"urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7SDB":            gs1 + "/01/01234567987651/235/51qIgY%29%3C%26Jp3%2Aj7SDB",
		"urn:epc:id:pgln:4000001.00000":                                    gs1 + "/417/4000001000005",
		"urn:epc:id:pgln:999999999999.":                                    gs1 + "/417/9999999999994",
		"urn:epc:class:lgtin:4012345.012345.Lot987":                        gs1 + "/01/04012345123456/10/Lot987",
		"urn:epc:idpat:sgtin:4012345.012345.*":                             gs1 + "/01/04012345123456",
		"urn:epc:idpat:grai:4012345.99999.*":                               gs1 + "/8003/04012345999990",
		"urn:epc:idpat:gdti:4012345.11111.*":                               gs1 + "/253/4012345111118",
		"urn:epc:idpat:sgcn:4012345.22222.*":                               gs1 + "/255/4012345222227",
		"urn:epc:idpat:cpi:4012345.AB12.*":                                 gs1 + "/8010/4012345AB12",
		"urn:epc:idpat:itip:4012345.012345.01.02.*":                        gs1 + "/8006/040123451234560102",
		"urn:epc:idpat:upui:4012345.012345.*":                              gs1 + "/01/04012345123456",
		"https://id.gs1.org/gtin/09780345418913":                           gs1 + "/01/09780345418913",
		"https://example.com/gtin/09780345418913/21/765tz?abc=211121":      gs1 + "/01/09780345418913/21/765tz",
		"http://example.de/gtin-8/01/97803119":                             gs1 + "/01/00000097803119",
		"http://us-company-with-UPC.com/01/001122334455":                   gs1 + "/01/00001122334455",
		"http://us-company-with-UPC.com/01/001122334455/ser/GHB":           gs1 + "/01/00001122334455/21/GHB",
		"https://ean-13.de/gtin/4012345123456/ser/ABC524":                  gs1 + "/01/04012345123456/21/ABC524",
		"http://id.gs1.org/gtin/9780345418913":                             gs1 + "/01/09780345418913",
		"HTTPS://ID.GS1.ORG/01/9780345418913":                              gs1 + "/01/09780345418913",
		"https://id.gs1.org/gtin/9780345418913/cpv/344/lot/1223/ser/765tz": gs1 + "/01/09780345418913/21/765tz",
		"https://id.gs1.org/gtin/9780345418913/cpv/344":                    gs1 + "/01/09780345418913",
		"https://example.de/gtin/04012345123456/cpv/344/ser/987654":        gs1 + "/01/04012345123456/21/987654",
		"http://example.de/01/040123451235/cpv/344/lot/ABD":                gs1 + "/01/00040123451235/10/ABD",
		"https://id.gs1.org/01/9780345418913/22/344/10/1223/21/765tz":      gs1 + "/01/09780345418913/21/765tz",
		"https://fashion-corp.com/8006/040123451234560102/22/AB/21/443322": gs1 + "/8006/040123451234560102/21/443322",
		"https://id.gs1.org/8006/040123451234560102/22/ABCD/10/XYZ":        gs1 + "/8006/040123451234560102/10/XYZ",
		"https://corp.com/8006/040123451234560102/10/Lot-123/21/ser987":    gs1 + "/8006/040123451234560102/21/ser987",
		"https://gs1.test.example.org/01/9780345418913/10/1223":            gs1 + "/01/09780345418913/10/1223",
		"https://example.org/01/9780345418913/21/765tz?11=221109":          gs1 + "/01/09780345418913/21/765tz",
		"https://id.gs1.org/00/340123453111111115":                         gs1 + "/00/340123453111111115",
		"https://id.gs1.org/414/4226350800008":                             gs1 + "/414/4226350800008",
		"https://example.co.uk/party/4226350800008":                        gs1 + "/417/4226350800008",
		"https://id.gs1.org/414/4280000000002/254/12":                      gs1 + "/414/4280000000002/254/12",
		"https://id.gs1.org/8003/03870585000552987":                        gs1 + "/8003/03870585000552987",
		"https://id.gs1.org/8004/0180451111ABC987":                         gs1 + "/8004/0180451111ABC987",
		"https://id.gs1.org/8018/385888700111111111":                       gs1 + "/8018/385888700111111111",
		"https://id.gs1.org/8017/440018922222222226":                       gs1 + "/8017/440018922222222226",
		"https://id.gs1.org/253/4602443000331XYZ":                          gs1 + "/253/4602443000331XYZ",
		"https://id.gs1.org/8010/0628165987/8011/9876":                     gs1 + "/8010/0628165987/8011/9876",
		"https://id.gs1.org/255/0811625999996554433":                       gs1 + "/255/0811625999996554433",
		"http://fashion.com/itip/040123451234560102/ser/ABC145":            gs1 + "/8006/040123451234560102/21/ABC145",
		"https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K":                gs1 + "/8013/1987654Ad4X4bL5ttr2310c2K",
		"https://id.gs1.org/01/09521234543213/21/a%2fb#details":            gs1 + "/01/09521234543213/21/a%2Fb",
		"http://example.de/abc/9780345418913":                              "http://example.de/abc/9780345418913",
		"http://example.de/01/97803":                                       "http://example.de/01/97803",
		"http://example.org/123/4012345ABC987/456/4711":                    "http://example.org/123/4012345ABC987/456/4711",
		"https://Example.COM/Orders/8004/abc?x=%c3%a9":                     "https://example.com/Orders/8004/abc?x=%C3%A9",
		"urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66":                    "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66",
		"DID:web:mine.example":                                             "did:web:mine.example",
		"urn:epc:id:gid:95100000.12345.400":                                "urn:epc:id:gid:95100000.12345.400",
	} {
		got, err := custody.ParseAssetID(in, "/id")
		if err != nil || string(got) != want {
			t.Errorf("ParseAssetID(%q) = %q, %v; want %q", in, got, err, want)
			continue
		}
		if again, err := custody.ParseAssetID(want, "/id"); err != nil || string(again) != want {
			t.Errorf("the canonical form is not stable: ParseAssetID(%q) = %q, %v", want, again, err)
		}
	}
}

// A refusal names the field it was asked to name, whatever is wrong with the identifier.
func TestBrokenIdentifiersAreRefused(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"empty":                        "",
		"not a URI":                    "Hello World!",
		"a number":                     "42",
		"relative":                     "/01/09521234543213",
		"scheme alone":                 "https://",
		"space":                        "urn:example: a",
		"letter outside ASCII":         "urn:example:ä",
		"too long":                     "urn:example:" + strings.Repeat("a", 2048),
		"GTIN with wrong check digit":  "https://id.gs1.org/01/09521234543214/21/1",
		"the same at another domain":   "https://brand.example/01/09521234543214/21/1",
		"SSCC with wrong check digit":  "https://id.gs1.org/00/340123453111111116",
		"GLN with wrong check digit":   "https://id.gs1.org/414/4226350800009",
		"GRAI with wrong check digit":  "https://id.gs1.org/8003/03870585000553987",
		"GMN with wrong pair":          "https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2L",
		"GTIN too short":               "https://id.gs1.org/01/97803",
		"unknown key":                  "http://id.gs1.org/99/9780345418913",
		"unknown qualifier":            "http://id.gs1.org/01/9780345418913/99/utfgf",
		"qualifiers in wrong order":    "https://id.gs1.org/01/09521234543213/21/1/10/A",
		"qualifiers of two sequences":  "https://id.gs1.org/01/09521234543213/22/1/235/A",
		"qualifier of another key":     "https://id.gs1.org/00/340123453111111115/21/1",
		"serial number too long":       "https://id.gs1.org/01/09521234543213/21/123456789012345678901",
		"ITIP too short":               "https://id.gs1.org/8006/04012345123456/22/ABCD/10/XYZ",
		"third piece of two":           "https://id.gs1.org/8006/040123451234560302",
		"component with small letters": "https://id.gs1.org/8010/0628165abc",
		"URN with long reference":      "urn:epc:id:sgtin:4012345.0111111.1",
		"URN without serial":           "urn:epc:id:sgtin:4012345.011111",
		"URN pattern with serial":      "urn:epc:idpat:sgtin:4012345.011111.12",
		"GS1 domain without a key":     "https://id.gs1.org/",
	} {
		_, err := custody.ParseAssetID(in, "/some/field")
		var p *problem.Problem
		if !errors.Is(err, problem.InvalidID) || !errors.As(err, &p) || p.Errors[0].Field != "/some/field" || p.Detail == "" {
			t.Errorf("%s: ParseAssetID(%q) gives %v", name, in, err)
		}
	}
}

// Canonical ids stay as they are, and no input brings the parser down.
func FuzzParseAssetID(f *testing.F) {
	for _, s := range []string{"https://id.gs1.org/01/09521234543213/21/1", "urn:epc:id:sgtin:4012345.011111.98%22", "urn:epc:id:cpi:0614141.A.1", "http://a/00/%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := custody.ParseAssetID(s, "/id")
		if err != nil {
			return
		}
		if again, err := custody.ParseAssetID(string(id), "/id"); err != nil || again != id {
			t.Errorf("ParseAssetID(%q) = %q, and that becomes %q, %v", s, id, again, err)
		}
	})
}

package azuresql_test

import (
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/ledger/ledgertest"
)

// Names that the server takes for equal, and those that are too long for its indexes, are told apart: case, blanks at the
// end, and 2048 characters of which the last differs.
func TestNamesThatTheServerWouldMixUp(t *testing.T) {
	t.Parallel()
	s := open(t)
	if err := s.Start(t.Context(), ledgertest.Origin); err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", custody.MaxText-1)
	ids := []custody.AssetID{"urn:a", "urn:A", "urn:a ", custody.AssetID(long + "1"), custody.AssetID(long + "2")}
	documents := []string{"d", "D", "d ", long + "ä", "ǅ"}
	err := s.Write(t.Context(), func(tx ledger.Tx) error {
		for i, id := range ids {
			for _, r := range []ledger.Record{
				&ledger.Asset{Asset: custody.Asset{ID: id, Key: custody.Digest{byte(i)}}, Seq: uint64(i)},
				&ledger.EventAsset{Asset: id, Role: ledger.RoleSubject},
				&ledger.AssetDocument{Asset: id, Document: documents[i]},
				&ledger.AssetDocument{Asset: ids[0], Document: documents[i]},
				&ledger.Document{ID: documents[i]},
				&ledger.RecallNotice{Recall: custody.Recall{Asset: id, Organization: "fab", Open: true}},
				&ledger.CertificateSubject{Asset: id},
				&ledger.Mismatch{Reason: string(id)},
			} {
				if err := tx.Put(t.Context(), r); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range ids {
		a, found, err := s.Asset(t.Context(), id)
		if !found || a.ID != id || a.Key != (custody.Digest{byte(i)}) || err != nil {
			t.Errorf("asset %d is %+v, %v, %v", i, a, found, err)
		}
		if r, found, err := s.Recall(t.Context(), id, "fab"); !found || r.Asset != id || err != nil {
			t.Errorf("recall %d is %+v, %v, %v", i, r, found, err)
		}
	}
	if all, err := s.Assets(t.Context(), ids); len(all) != len(ids) || err != nil {
		t.Errorf("there are %d assets, %v", len(all), err)
	}
	if all, err := s.Documents(t.Context(), ids[:1]); len(all) != len(documents) || err != nil {
		t.Errorf("the first asset has %d documents, %v", len(all), err)
	}
}

// An id with a blank at its end is not the thing without it, though the server says so: to the commands they would be two.
func TestBlanksAtTheEndOfAnIDAreNotIgnored(t *testing.T) {
	t.Parallel()
	s := open(t)
	if err := s.Start(t.Context(), ledgertest.Origin); err != nil {
		t.Fatal(err)
	}
	err := s.Write(t.Context(), func(tx ledger.Tx) error {
		for _, r := range []ledger.Record{
			&ledger.Organization{Organization: custody.Organization{ID: "fab", Number: 1}},
			&ledger.Handover{Handover: custody.Handover{ID: "op-1"}},
			&ledger.Bundle{Bundle: custody.Bundle{ID: "op-1"}},
			&ledger.Certificate{Certificate: custody.Certificate{ID: "op-1"}},
			&ledger.RecallNotice{Recall: custody.Recall{ID: "op-1", Asset: "urn:a", Organization: "fab"}},
		} {
			if err := tx.Put(t.Context(), r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for end, want := range map[string]bool{"": true, " ": false} {
		_, organization, err1 := s.Organization(t.Context(), custody.OrganizationID("fab"+end))
		_, handover, err2 := s.Handover(t.Context(), "op-1"+end)
		_, bundle, err3 := s.Bundle(t.Context(), "op-1"+end)
		_, certificate, err4 := s.Certificate(t.Context(), "op-1"+end)
		_, recall, err5 := s.RecallByID(t.Context(), "op-1"+end)
		_, of, err6 := s.Recall(t.Context(), "urn:a", custody.OrganizationID("fab"+end))
		for i, found := range []bool{organization, handover, bundle, certificate, recall, of} {
			if found != want {
				t.Errorf("with %q at its end, number %d was found: %v", end, i, found)
			}
		}
		for _, err := range []error{err1, err2, err3, err4, err5, err6} {
			if err != nil {
				t.Error(err)
			}
		}
		if found, err := get(t, s, &ledger.Handover{Handover: custody.Handover{ID: "op-1" + end}}); found != want || err != nil {
			t.Errorf("with %q at its end, the record was found: %v, %v", end, found, err)
		}
	}
}

func get(t *testing.T, s ledger.Writer, r ledger.Record) (found bool, err error) {
	t.Helper()
	err = s.Write(t.Context(), func(tx ledger.Tx) error {
		found, err = tx.Get(t.Context(), r)
		return err
	})
	return found, err
}

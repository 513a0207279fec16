package seal_test

import (
	"errors"
	"testing"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/seal"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

func TestSealedTextOpensOnlyWhereItWasSealed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		cipher, err := b.Seal.Seal("inbox", "1", "payload", []byte("between us"))
		if err != nil {
			t.Fatal(err)
		}
		plain, err := b.Seal.Open("inbox", "1", "payload", cipher)
		if err != nil || string(plain) != "between us" {
			t.Fatalf("%q, %v", plain, err)
		}
		for _, place := range [][3]string{{"outbox", "1", "payload"}, {"inbox", "2", "payload"}, {"inbox", "1", "body"}} {
			if _, err := b.Seal.Open(place[0], place[1], place[2], cipher); !errors.Is(err, seal.ErrOpen) {
				t.Errorf("it opened at %v: %v", place, err)
			}
		}
	})
}

func TestEachOwnerHasOneKeyOfTheirOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		key := func(owner string) (k *seal.Key) {
			t.Helper()
			err := b.DB.Do(t.Context(), func(tx *db.Tx) (err error) {
				k, err = b.Seal.Key(tx, owner)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return k
		}
		ada, again, ben := key("person:U1"), key("person:U1"), key("person:U2")
		cipher, err := ada.Seal("answers", "1", "text", []byte("between us"))
		if err != nil {
			t.Fatal(err)
		}
		if plain, err := again.Open("answers", "1", "text", cipher); err != nil || string(plain) != "between us" {
			t.Fatalf("%q, %v", plain, err)
		}
		if _, err := ben.Open("answers", "1", "text", cipher); !errors.Is(err, seal.ErrOpen) {
			t.Fatalf("another owner's key opened it: %v", err)
		}
		if ada.MAC("a", "bc") != again.MAC("a", "bc") || ada.MAC("a", "bc") == ada.MAC("ab", "c") ||
			ada.MAC("a") == ben.MAC("a") {
			t.Fatal("fingerprints are not bound to the key and the parts")
		}
	})
}

func TestAnotherKeysetOpensNoKey(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		use := func(s *seal.Sealer) error {
			return b.DB.Do(t.Context(), func(tx *db.Tx) error {
				_, err := s.Key(tx, "person:U1")
				return err
			})
		}
		if err := use(b.Seal); err != nil {
			t.Fatal(err)
		}
		text, err := seal.NewKeyset()
		if err != nil {
			t.Fatal(err)
		}
		other, err := seal.Load(text)
		if err != nil {
			t.Fatal(err)
		}
		if err := use(other); !errors.Is(err, seal.ErrOpen) {
			t.Fatalf("got %v", err)
		}
	})
}

func TestTextThatIsNoKeysetIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "hello", "aGVsbG8="} {
		if _, err := seal.Load(text); !errors.Is(err, seal.ErrKeyset) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

package seal

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/google/uuid"
	"github.com/tink-crypto/tink-go/v2/aead/subtle"
	"github.com/tink-crypto/tink-go/v2/tink"

	"laurel/internal/db"
)

// Key is the data key of one owner: a person whose feedback it seals, or a cycle whose tokens it makes. Destroying an
// owner's key makes everything under it unreadable for ever.
type Key struct {
	primitive tink.AEAD
	mac       []byte
}

// Key returns the owner's data key ("person:U…", "cycle:…") and makes it the first time. Error: ErrOpen when the
// deployment's keyset is not the one that wrapped it.
func (s *Sealer) Key(tx *db.Tx, owner string) (*Key, error) {
	row, err := s.loadKey(tx, owner)
	if db.IsNoRows(err) {
		if err := s.makeKey(tx, owner); err != nil {
			return nil, err
		}
		row, err = s.loadKey(tx, owner) // ours, or that of a replica that was first
	}
	if err != nil {
		return nil, fmt.Errorf("read the key of %s: %w", kind(owner), err)
	}
	raw, err := s.Open("data_keys", owner+"/"+row.ID, "wrapped", row.Wrapped)
	if err != nil {
		return nil, err
	}
	return newKey(raw)
}

// Has tells whether the owner has a data key, and writes nothing. Error: ErrOpen, as for Key.
func (s *Sealer) Has(tx *db.Tx, owner string) (bool, error) {
	if _, err := s.loadKey(tx, owner); db.IsNoRows(err) {
		return false, nil
	}
	_, err := s.Key(tx, owner)
	return err == nil, err
}

// Seal encrypts plain for one column of one row, under this owner's key.
func (k *Key) Seal(table, row, column string, plain []byte) ([]byte, error) {
	return sealed(k.primitive, table, row, column, plain)
}

// Open reverses Seal. Error: ErrOpen.
func (k *Key) Open(table, row, column string, cipher []byte) ([]byte, error) {
	return opened(k.primitive, table, row, column, cipher)
}

// MAC is a keyed fingerprint of the parts (hex HMAC-SHA-256): the same parts give the same text, and nobody without
// the key can make or reverse it. The parts can't run into each other.
func (k *Key) MAC(parts ...string) string {
	hash := hmac.New(sha256.New, k.mac)
	for _, part := range parts {
		fmt.Fprintf(hash, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(hash.Sum(nil))
}

type keyRow struct {
	ID      string `db:"id"`
	Wrapped []byte `db:"wrapped"`
}

func (s *Sealer) loadKey(tx *db.Tx, owner string) (row keyRow, err error) {
	return row, tx.Get(&row, `select id, wrapped from data_keys where owner = ?`, owner)
}

func (s *Sealer) makeKey(tx *db.Tx, owner string) error {
	id, raw := uuid.NewString(), make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return fmt.Errorf("draw a key: %w", err)
	}
	wrapped, err := s.Seal("data_keys", owner+"/"+id, "wrapped", raw)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`insert into data_keys (owner, id, wrapped, created_at) values (?, ?, ?, ?)
		on conflict (owner) do nothing`, owner, id, wrapped, db.At(tx.Now()))
	if err != nil {
		return fmt.Errorf("store the key of %s: %w", kind(owner), err)
	}
	return nil
}

func newKey(raw []byte) (*Key, error) {
	primitive, err := subtle.NewAESGCM(raw)
	if err != nil {
		return nil, fmt.Errorf("use a data key: %w", err)
	}
	hash := hmac.New(sha256.New, raw) // the fingerprint's key is derived, so that one key never serves two purposes
	hash.Write([]byte("laurel fingerprint"))
	return &Key{primitive: primitive, mac: hash.Sum(nil)}, nil
}

// kind is the part of an owner that may be logged: "person" or "cycle", not which.
func kind(owner string) string {
	for i, r := range owner {
		if r == ':' {
			return owner[:i]
		}
	}
	return "an owner"
}

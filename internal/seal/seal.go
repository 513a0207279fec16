// Package seal encrypts what people say in confidence, bound to the place where it is stored.
package seal

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// ErrKeyset is returned by Load for text that is not a keyset that laurel keys new made.
var ErrKeyset = errors.New("this is not a keyset")

// ErrOpen is returned where sealed bytes do not open: another keyset, another row, or bytes that were changed. The
// three can't be told apart.
var ErrOpen = errors.New("the sealed text does not open with this key")

// Sealer seals under the deployment's keyset.
type Sealer struct{ primitive tink.AEAD }

// NewKeyset makes a fresh keyset (AES-256-GCM) as one line of text. Whoever has it and the database can read all.
func NewKeyset() (string, error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return "", fmt.Errorf("make a keyset: %w", err)
	}
	var out bytes.Buffer
	if err := insecurecleartextkeyset.Write(handle, keyset.NewBinaryWriter(&out)); err != nil {
		return "", fmt.Errorf("write a keyset: %w", err)
	}
	return base64.StdEncoding.EncodeToString(out.Bytes()), nil
}

// Load reads a keyset in the form of NewKeyset; space around it is ignored. Error: ErrKeyset.
func Load(text string) (*Sealer, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil {
		return nil, fmt.Errorf("%w: not base64", ErrKeyset)
	}
	handle, err := insecurecleartextkeyset.Read(keyset.NewBinaryReader(bytes.NewReader(raw)))
	if err != nil {
		return nil, fmt.Errorf("%w: not a Tink keyset", ErrKeyset)
	}
	primitive, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("%w: not for authenticated encryption", ErrKeyset)
	}
	return &Sealer{primitive: primitive}, nil
}

// Seal encrypts plain for one column of one row; it opens nowhere else.
func (s *Sealer) Seal(table, row, column string, plain []byte) ([]byte, error) {
	return sealed(s.primitive, table, row, column, plain)
}

// Open reverses Seal. Error: ErrOpen.
func (s *Sealer) Open(table, row, column string, cipher []byte) ([]byte, error) {
	return opened(s.primitive, table, row, column, cipher)
}

func sealed(primitive tink.AEAD, table, row, column string, plain []byte) ([]byte, error) {
	cipher, err := primitive.Encrypt(plain, place(table, row, column))
	if err != nil {
		return nil, fmt.Errorf("seal %s.%s: %w", table, column, err)
	}
	return cipher, nil
}

func opened(primitive tink.AEAD, table, row, column string, cipher []byte) ([]byte, error) {
	plain, err := primitive.Decrypt(cipher, place(table, row, column))
	if err != nil {
		return nil, fmt.Errorf("open %s.%s: %w", table, column, ErrOpen)
	}
	return plain, nil
}

// place is the associated data. The parts can't run into each other: none may contain the separator.
func place(table, row, column string) []byte {
	return []byte(strings.Join([]string{table, row, column}, "\x00"))
}

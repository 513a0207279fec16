package sandbox

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Limits of what the page sends at once, in bytes.
const (
	maxPost  = 32 << 20
	maxField = 256 << 10 // a text
)

// form is a multipart form of the page.
type form struct {
	text  map[string]string
	files []Upload
}

func (f form) milliseconds(name string) time.Duration {
	n, err := strconv.ParseInt(f.text[name], 10, 32)
	if err != nil {
		return 0 // absent or nonsense: as if not given
	}
	return time.Duration(n) * time.Millisecond
}

// readForm reads the texts of a form and the parts of one name that hold bytes; everything else is refused.
func readForm(rw http.ResponseWriter, r *http.Request, bytesIn string) (form, bool) {
	f := form{text: map[string]string{}}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		writeProblem(rw, http.StatusUnsupportedMediaType, "Send multipart/form-data.")
		return f, false
	}
	if r.Header.Get("X-Sandbox") != "page" {
		writeProblem(rw, http.StatusForbidden, "Send the header X-Sandbox: page.")
		return f, false
	}
	r.Body = http.MaxBytesReader(rw, r.Body, maxPost)
	parts, err := r.MultipartReader()
	if r.ContentLength > maxPost {
		err = errTooLarge // before anything is read
	}
	for err == nil {
		var part *multipart.Part
		if part, err = parts.NextPart(); err == nil {
			err = f.take(part, bytesIn)
		}
	}
	large := (*http.MaxBytesError)(nil)
	switch {
	case err == io.EOF: // a form that breaks off ends with another error that only wraps it
		return f, true
	case errors.As(err, &large) || errors.Is(err, errTooLarge):
		writeProblem(rw, http.StatusRequestEntityTooLarge, "This is too large: at most 10 MB each, 32 MB in all.")
	default:
		writeProblem(rw, http.StatusBadRequest, "The body is not the form that was expected.")
	}
	return f, false
}

var (
	errTooLarge = errors.New("a part of the form is too large")
	errNoForm   = errors.New("a part of the form was not expected")
)

func (f *form) take(part *multipart.Part, bytesIn string) error {
	name, most := part.FormName(), maxField
	if name == bytesIn {
		most = maxPicked
	}
	data, err := io.ReadAll(io.LimitReader(part, int64(most)+1))
	switch {
	case err != nil:
		return err
	case len(data) > most:
		return errTooLarge
	case name == "" || len(f.files) >= maxShared && name == bytesIn:
		return errNoForm
	case name == bytesIn:
		f.files = append(f.files, Upload{part.FileName(), part.Header.Get("Content-Type"), data})
	default:
		f.text[name] = strings.ToValidUTF8(string(data), "")
	}
	return nil
}

package sandbox

import (
	"mime"
	"path"
	"regexp"
	"strings"
	"unicode"
)

// filetype is what Slack calls a kind of file (https://docs.slack.dev/reference/objects/file-object#types).
type filetype struct{ mimetype, pretty string }

// filetypes by Slack's own name, which mostly is the ending of the file's name. The table is ours, so that it does not
// depend on the computer's.
var filetypes = map[string]filetype{
	"png": {"image/png", "PNG"}, "jpg": {"image/jpeg", "JPEG"}, "gif": {"image/gif", "GIF"},
	"webp": {"image/webp", "WebP"}, "svg": {"image/svg+xml", "SVG"},
	"pdf": {"application/pdf", "PDF"}, "zip": {"application/zip", "Zip"},
	"text": {"text/plain", "Plain Text"}, "csv": {"text/csv", "CSV"}, "markdown": {"text/markdown", "Markdown"},
	"json": {"application/json", "JSON"}, "html": {"text/html", "HTML"}, "vtt": {"text/vtt", "VTT"},
	"webm": {"audio/webm", "WebM"}, "m4a": {"audio/mp4", "MPEG 4 Audio"}, "mp4": {"video/mp4", "MPEG 4 Video"},
	"mp3": {"audio/mpeg", "MP3"}, "wav": {"audio/wav", "WAV"}, "ogg": {"audio/ogg", "Ogg Vorbis"},
	"docx":   {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word Document"},
	"xlsx":   {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel Spreadsheet"},
	"pptx":   {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint"},
	"binary": {"application/octet-stream", "Binary"},
}

var otherEndings = map[string]string{
	"jpeg": "jpg", "txt": "text", "log": "text", "md": "markdown", "htm": "html", "oga": "ogg",
}

// typeOf is the mimetype and Slack's filetype of a file: the mimetype as given, if it is one at all, else what the name
// says.
func typeOf(name, given string) (mimetype, kind string) {
	kind = ending(name)
	if other := otherEndings[kind]; other != "" {
		kind = other
	}
	if _, known := filetypes[kind]; !known {
		kind = "binary"
	}
	if plain, _, err := mime.ParseMediaType(given); err == nil && strings.Contains(plain, "/") {
		return plain, kind
	}
	return filetypes[kind].mimetype, kind
}

func ending(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
}

const maxName = 255 // code points of a file's name

// cleanName leaves of a name what a browser would send: no folders, nothing invisible, not too long.
func cleanName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, name))
	if runes := []rune(name); len(runes) > maxName {
		name = string(runes[len(runes)-maxName:]) // the ending stays
	}
	if strings.Trim(name, ".") == "" {
		return "file"
	}
	return name
}

var notInAddress = regexp.MustCompile(`[^a-z0-9._-]+`)

// slug is a clean name as it stands in an address: in small letters, with _ for all else, as Slack writes it.
func slug(name string) string {
	return strings.TrimLeft(notInAddress.ReplaceAllString(strings.ToLower(name), "_"), ".")
}

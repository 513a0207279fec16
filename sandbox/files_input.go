package sandbox

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// fieldState is [pickState] for all fields, also those for files: their state holds whole file objects
// (https://docs.slack.dev/reference/block-kit/block-elements/file-input-element). For these pick is an [Upload] or
// several, or the ids of files that the person has uploaded, as {"id":"F…"} or as text.
func (w *Workspace) fieldState(user string, e Element, pick any) (obj, error) {
	if e.Type != "file_input" {
		return pickState(e.doc, pick)
	}
	state := blankState(e.doc)
	files, err := w.pickedFiles(user, pick)
	if err != nil {
		return nil, err
	}
	list := []any{}
	for _, f := range files {
		if w.files[f.ID] == nil {
			w.keep(f)
		}
		f.given = true
		list = append(list, w.fileJSON(f))
	}
	state["files"] = list
	return state, nil
}

func (w *Workspace) pickedFiles(user string, pick any) (files []*file, err error) {
	uploads, ok := pick.([]Upload)
	if u, one := pick.(Upload); one {
		uploads, ok = []Upload{u}, true
	}
	for _, u := range uploads {
		f, err := w.newUpload(user, u)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	if ok {
		return files, nil
	}
	for _, p := range asList(pick) {
		id, _ := p.(string)
		if named, isObj := p.(obj); isObj {
			id = str(named, "id")
		}
		f := w.files[id]
		if f == nil || f.deleted || f.User != user {
			return nil, errors.New("this file is not one of yours")
		}
		if !slices.Contains(files, f) {
			files = append(files, f)
		}
	}
	return files, nil
}

// checkFiles is Slack's own check of a field for files. The sentences are ours: Slack's are not documented.
func checkFiles(e Element, files []obj) string {
	most := float64(10)
	if given, ok := number(e.doc["max_files"]); ok {
		most = given
	}
	if float64(len(files)) > most {
		return fmt.Sprintf("Add no more than %d.", int(most))
	}
	var endings []string
	list, _ := e.doc["filetypes"].([]any)
	for _, item := range list {
		if name, ok := item.(string); ok {
			endings = append(endings, strings.ToLower(strings.TrimPrefix(name, ".")))
		}
	}
	for _, f := range files {
		if name := str(f, "name"); len(endings) > 0 && !slices.Contains(endings, ending(name)) &&
			!slices.Contains(endings, str(f, "filetype")) {
			return name + " is not of these types: " + strings.Join(endings, ", ") + "."
		}
	}
	return ""
}

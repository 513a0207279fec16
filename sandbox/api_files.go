package sandbox

import (
	"slices"
	"strings"
)

// filesInfo shows a file as it is at the moment, also the state of a clip's transcript
// (https://docs.slack.dev/reference/methods/files.info).
func (c *call) filesInfo() (obj, *apiError) {
	f, err := c.file()
	if err != nil {
		return nil, err
	}
	return obj{
		"file": c.w.fileInfoJSON(f), "comments": []obj{}, "response_metadata": obj{"next_cursor": ""},
	}, nil
}

// filesDelete takes a file of the app's own away; messages keep its tombstone
// (https://docs.slack.dev/reference/methods/files.delete).
func (c *call) filesDelete() (obj, *apiError) {
	f, err := c.file()
	switch {
	case err != nil:
		return nil, err
	case f.User != BotUser:
		return nil, refuse("cant_delete_file")
	}
	f.deleted, f.Data = true, nil
	c.w.emit("file_deleted", nil, obj{"type": "file_deleted", "file_id": f.ID})
	for _, p := range f.shown() {
		c.w.touch(note{Kind: "messages", Channel: p.channel.ID})
	}
	return nil, nil
}

// fileGroups are the values of the argument types, with the mimetypes each stands for. Those of which the sandbox has
// no files are left out.
var fileGroups = map[string][]string{
	"all": {""}, "images": {"image/"}, "pdfs": {"application/pdf"}, "zips": {"application/zip"},
	"snippets": nil, "spaces": nil, "gdocs": nil, // there are none
}

// filesList is a page of the files that the app may see, newest first
// (https://docs.slack.dev/reference/methods/files.list).
func (c *call) filesList() (obj, *apiError) {
	var kinds []string
	for name := range strings.SplitSeq(c.str("types"), ",") {
		if name == "" {
			name = "all"
		}
		group, known := fileGroups[strings.TrimSpace(name)]
		if !known {
			return nil, refuse("unknown_type")
		}
		kinds = append(kinds, group...)
	}
	if user := c.str("user"); user != "" && c.w.people[user] == nil {
		return nil, refuse("user_not_found")
	}
	var list []obj
	for _, id := range slices.Backward(c.w.fileOrder) {
		if f := c.w.files[id]; f.appSees() && !f.deleted && c.lists(f, kinds) {
			list = append(list, c.w.fileInfoJSON(f))
		}
	}
	count, page := c.whole("count", 0), max(1, c.whole("page", 1))
	if count < 1 || count > 1000 {
		count = 100
	}
	from := min(page-1, len(list)) * count
	return obj{
		"files": orEmpty(list[min(from, len(list)):min(from+count, len(list))]),
		"paging": obj{
			"count": count, "total": len(list), "page": page, "pages": ceil(len(list), count),
		},
	}, nil
}

func (c *call) lists(f *file, kinds []string) bool {
	user, channel := c.str("user"), c.str("channel")
	from, to, at := c.whole("ts_from", 0), c.whole("ts_to", 0), int(f.Created.Unix())
	return (user == "" || f.User == user) && at >= from && (to <= 0 || at <= to) &&
		(channel == "" || slices.ContainsFunc(f.shown(), func(p place) bool { return p.channel.ID == channel })) &&
		slices.ContainsFunc(kinds, func(kind string) bool { return strings.HasPrefix(f.Mimetype, kind) })
}

// file is the one that the argument file names, if the app may know of it.
func (c *call) file() (*file, *apiError) {
	f := c.w.files[c.str("file")]
	switch {
	case f == nil || !f.appSees():
		return nil, refuse("file_not_found")
	case f.deleted:
		return nil, refuse("file_deleted")
	}
	return f, nil
}

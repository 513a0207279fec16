package sandbox

// filesJSON is what a message says of its files.
func (w *Workspace) filesJSON(ids []string) []obj {
	list := []obj{}
	for _, id := range ids {
		switch f := w.files[id]; {
		case f.deleted:
			list = append(list, obj{"id": id, "mode": "tombstone"})
		case f.hidden:
			// https://docs.slack.dev/apis/slack-connect/#files
			list = append(list, obj{"id": id, "file_access": "check_file_info"})
		default:
			list = append(list, w.fileJSON(f))
		}
	}
	return list
}

// fileJSON is a file object (https://docs.slack.dev/reference/objects/file-object) as it stands in messages and in the
// state of a modal.
func (w *Workspace) fileJSON(f *file) obj {
	doc := obj{
		"id": f.ID, "created": f.Created.Unix(), "timestamp": f.Created.Unix(), "name": f.Name, "title": f.Title,
		"mimetype": f.Mimetype, "filetype": f.Filetype, "pretty_type": filetypes[f.Filetype].pretty, "user": f.User,
		"user_team": w.teamOf(f.User), "editable": false, "size": f.Size, "mode": "hosted", "is_external": false,
		"external_type": "", "is_public": f.public(), "public_url_shared": false, "display_as_bot": false,
		"username": "", "url_private": w.fileURL(f, slug(f.Name)),
		"url_private_download": w.fileURL(f, "download/"+slug(f.Name)), "is_starred": false,
		"permalink": w.base + "/files/" + f.User + "/" + f.ID + "/" + slug(f.Name), "has_rich_preview": false,
		"permalink_public": w.base + "/files/public/" + f.ID, "file_access": "visible",
	}
	if f.Alt != "" {
		doc["alt_txt"] = f.Alt
	}
	if f.clip != nil {
		w.describeClip(doc, f)
	}
	return doc
}

// fileInfoJSON is the file object of the files methods, which also say where the file stands.
func (w *Workspace) fileInfoJSON(f *file) obj {
	doc := w.fileJSON(f)
	in := map[string][]string{"channel": {}, "group": {}, "im": {}}
	shares := map[string]map[string][]obj{}
	for _, p := range f.shown() {
		kind, id := p.channel.kind(), p.channel.ID
		in[kind] = append(in[kind], id)
		side := "private"
		if kind == "channel" {
			side = "public"
		}
		if shares[side] == nil {
			shares[side] = map[string][]obj{}
		}
		shares[side][id] = append(shares[side][id], p.json())
	}
	doc["shares"], doc["channels"], doc["groups"], doc["ims"] = shares, in["channel"], in["group"], in["im"]
	doc["comments_count"] = 0
	return doc
}

func (p place) json() obj {
	doc := obj{
		"reply_users": []string{}, "reply_users_count": 0, "reply_count": p.message.Replies, "ts": p.message.TS,
		"channel_name": p.channel.label(), "team_id": TeamID, "share_user_id": p.message.User,
	}
	if p.message.ThreadTS != "" {
		doc["thread_ts"] = p.message.ThreadTS
	}
	return doc
}

func (f *file) public() bool {
	for _, p := range f.shown() {
		if p.channel.kind() == "channel" {
			return true
		}
	}
	return false
}

// fileURL is an address that only the bot's token opens; see serveFile.
func (w *Workspace) fileURL(f *file, rest string) string {
	return w.base + "/files/" + TeamID + "-" + f.ID + "/" + rest
}

func (w *Workspace) teamOf(user string) string {
	if u := w.people[user]; u != nil && u.Stranger {
		return "T0OTHER"
	}
	return TeamID
}

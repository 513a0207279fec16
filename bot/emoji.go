package bot

import "strings"

// emojiName is the one name of an emoji that is also written otherwise: without colons and skin tone, and for one of
// Slack's own that has several names the first. What Slack sends depends on how somebody chose it. An emoji of the
// workspace's own keeps its name.
func emojiName(name string) string {
	name, _, _ = strings.Cut(strings.Trim(name, ":"), "::") // a skin tone is appended: "+1::skin-tone-3"
	if first, ok := emojiAliases[name]; ok {
		return first
	}
	return name
}

// emojiAliases are the further names of Slack's own emoji, from the data that Slack's clients are made from, version
// 15.1: https://github.com/iamcal/emoji-data
var emojiAliases = map[string]string{
	"collision": "boom", "cooking": "fried_egg", "couple": "man_and_woman_holding_hands", "envelope": "email",
	"face_with_finger_covering_closed_lips": "shushing_face",
	"face_with_one_eyebrow_raised":          "face_with_raised_eyebrow", "face_with_open_mouth_vomiting": "face_vomiting",
	"flag-cn": "cn", "flag-de": "de", "flag-es": "es", "flag-fr": "fr", "flag-gb": "gb", "flag-it": "it",
	"flag-jp": "jp", "flag-kr": "kr", "flag-ru": "ru", "flag-us": "us", "flipper": "dolphin",
	"grinning_face_with_one_large_and_one_small_eye": "zany_face", "grinning_face_with_star_eyes": "star-struck",
	"hand_with_index_and_middle_fingers_crossed": "crossed_fingers", "heavy_exclamation_mark": "exclamation",
	"honeybee": "bee", "knife": "hocho", "lady_beetle": "ladybug", "lantern": "izakaya_lantern",
	"lightning_cloud": "lightning", "man-with-bunny-ears-partying": "men-with-bunny-ears-partying",
	"men_holding_hands": "two_men_holding_hands", "mother_christmas": "mrs_claus", "open_book": "book",
	"paw_prints": "feet", "pencil": "memo", "poop": "hankey", "punch": "facepunch", "raised_hand": "hand",
	"red_car": "car", "reversed_hand_with_middle_finger_extended": "middle_finger", "running": "runner",
	"sailboat": "boat", "satisfied": "laughing",
	"serious_face_with_symbols_covering_mouth": "face_with_symbols_on_mouth", "shit": "hankey",
	"shocked_face_with_exploding_head": "exploding_head", "shoe": "mans_shoe", "sign_of_the_horns": "the_horns",
	"smiling_face_with_smiling_eyes_and_hand_covering_mouth": "face_with_hand_over_mouth",
	"staff_of_aesculapius": "medical_symbol", "sun_behind_cloud": "barely_sunny",
	"sun_behind_rain_cloud": "partly_sunny_rain", "sun_small_cloud": "mostly_sunny", "telephone": "phone",
	"thumbsdown": "-1", "thumbsup": "+1", "tornado_cloud": "tornado", "tshirt": "shirt", "uk": "gb",
	"waxing_gibbous_moon": "moon", "woman-with-bunny-ears-partying": "women-with-bunny-ears-partying",
	"woman_and_man_holding_hands": "man_and_woman_holding_hands", "women_holding_hands": "two_women_holding_hands",
}

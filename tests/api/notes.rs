//! What a note in the timeline says, without what the portal's editors write into it.

use super::*;
use call_card::api::bbcode::without_bbcode;
use call_card::api::timeline::{Comment, with_text};

/// The tags that are removed.
const TAGS: [&str; 28] = [
    "b", "i", "u", "s", "p", "br", "url", "user", "list", "*", "quote", "code", "color", "size", "font",
    "img", "video", "table", "tr", "td", "th", "left", "center", "right", "justify", "disk", "file",
    "document",
];

fn note(id: u64, comment: &str) -> Comment {
    read(&j!({ "ID": id.to_string(), "COMMENT": comment, "CREATED": "2026-03-10T09:00:00+01:00" })).unwrap()
}

#[test]
fn notes_show_their_text_without_bbcode() {
    for (comment, text) in [
        (
            "[USER=7]Anna[/USER] please [b]call back[/b]",
            "Anna please call back",
        ),
        ("The offer [DISK FILE ID=n123]", "The offer"),
        ("[file id=12][document  id=3]Signed[disk file id=n4]", "Signed"),
        (
            "[url=https://example.com/?a[]=1]Here[/url], [URL]https://a.example[/URL]",
            "Here, https://a.example",
        ),
        (
            "[color=#ff0000][size=12pt][font=Arial, sans]Red[/font][/size][/color]",
            "Red",
        ),
        (
            "[img width=10 height=20]https://a.example/b.png[/img]",
            "https://a.example/b.png",
        ),
        ("[p]\nOne[/p]\n[p]Two[/p]Three[br]Four", "One\nTwo\nThree\nFour"),
        (
            "Bring:[list=1]\n[*]tea\n[*][i]milk[/i]\n[/list]today",
            "Bring:\ntea\nmilk\ntoday",
        ),
        (
            "[table][tr][th]Day[/th][th]Hour[/th][/tr][tr][td]Monday[/td][td]9[/td][/tr][/table]",
            "Day Hour\nMonday 9",
        ),
        ("[quote]Can you come?[/quote]Yes", "Can you come?\nYes"),
    ] {
        assert_eq!(note(1, comment).text(), text, "{comment}");
    }
}

#[test]
fn other_text_in_brackets_stays() {
    for text in [
        "[VIP] Ask for [Anna]",
        "[I will call] [b 12] [left side]",
        "[disk] [file] [document 7] [disk id=7] [disk file] [file name=a]",
        "[b [b\n] [",
        "[b=[VIP]",
        "[]] [/] [=] [[VIP]]",
        "  spaces\n\n stay ",
    ] {
        assert_eq!(without_bbcode(text), text);
    }
}

#[test]
fn entities_of_a_note_are_decoded_once_and_make_no_tags() {
    assert_eq!(
        note(1, "Prefers &lt;i&gt;e-mail&amp;lt;").text(),
        "Prefers <i>e-mail&lt;"
    );
    assert_eq!(note(1, "&#91;b&#93;").text(), "[b]");
}

#[test]
fn notes_without_a_text_are_left_out() {
    let notes = [
        "[DISK FILE ID=n123]",
        "Call back",
        " [p][/p]\n",
        "",
        "[b]Urgent[/b]",
    ];
    let notes = (1..).zip(notes).map(|(id, comment)| note(id, comment)).collect();
    let ids: Vec<_> = with_text(notes).iter().map(|note| note.id).collect();
    assert_eq!(ids, [2, 5]);
}

proptest! {
    #[test]
    fn text_without_tags_is_unchanged(words in prop::collection::vec("\\PC{0,12}", 0..8)) {
        let is_tag = |word: &str| {
            TAGS.iter().any(|tag| word.to_ascii_lowercase().trim_start_matches('/').starts_with(tag))
        };
        // In brackets, and as it is.
        let text: String = words
            .iter()
            .map(|word| word.replace(['[', ']'], ""))
            .map(|word| if is_tag(&word) { word } else { format!("{word} [{word}] ") })
            .collect();
        prop_assert_eq!(without_bbcode(&text), text);
    }

    #[test]
    fn any_text_is_read(
        parts in prop::collection::vec(
            prop_oneof![
                "\\PC{0,8}",
                prop::sample::select(vec!["[", "]", "[/", "=", "\n", "[br]", "[*]", "[p]", "[/p]", "[td]", "[disk file id=", "é"])
                    .prop_map(str::to_owned),
                prop::sample::select(TAGS.to_vec()).prop_map(|tag| format!("[{}]", tag.to_uppercase())),
            ],
            0..24,
        ),
    ) {
        let text = parts.concat();
        let plain = without_bbcode(&text);
        prop_assert!(plain.len() <= text.len());
        let _ = note(1, &text).text();
    }
}

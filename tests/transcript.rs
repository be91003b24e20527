//! Transcripts that an agent pastes or chooses as a file.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use call_card::call::fingerprint;
use call_card::call::transcript::{
    JsonUtterance, Side, TEXT_LIMIT, TranscriptProblem, UTTERANCE_LIMIT, Utterance, read, speakers,
};
use proptest::prelude::*;

fn json(text: &str) -> Option<Vec<JsonUtterance>> {
    serde_json::from_str(text).ok()
}

/// Who says what from when to when.
fn said(text: &str) -> Vec<(String, u64, u64, String)> {
    let parts = |utterance: Utterance| {
        let Utterance {
            speaker,
            start,
            stop,
            text,
        } = utterance;
        (speaker, start, stop, text)
    };
    read(text, json).unwrap().into_iter().map(parts).collect()
}

fn line(speaker: &str, start: u64, stop: u64, text: &str) -> (String, u64, u64, String) {
    (speaker.to_owned(), start, stop, text.to_owned())
}

fn problem(text: &str) -> TranscriptProblem {
    read(text, json).unwrap_err()
}

#[test]
fn subtitles_of_the_web_have_voices_notes_and_settings() {
    let text = "\u{feff}WEBVTT - A call\nKind: captions\n\nNOTE\nnot said\n\n1\n00:01.000 --> 00:04.500 align:start\n\
        <v Anna Berg>Good <i>morning</i> &amp; welcome</v>\n\n00:00:05.000 --> 00:00:06.000\n<v.loud Client>Hello\nthere\n\n\
        01:00:07.000 --> 01:00:07.200\nthe line goes on\n";
    assert_eq!(
        said(text),
        [
            line("Anna Berg", 1, 4, "Good morning & welcome"),
            line("Client", 5, 6, "Hello there"),
            line("Client", 3607, 3607, "the line goes on"),
        ]
    );
}

#[test]
fn subtitles_of_films_have_numbers_and_names_before_a_colon() {
    let text = "1\r\n00:00:00,000 --> 00:00:00,900\r\nAgent: Good morning\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\n\
        Client: See https://example.com: it is down\r\n";
    assert_eq!(
        said(text),
        [
            // The portal wants an end of 1 at least.
            line("Agent", 0, 1, "Good morning"),
            line("Client", 2, 3, "See https://example.com: it is down"),
        ]
    );
}

#[test]
fn a_time_can_follow_the_name() {
    let text = "Agent (00:01): hi\nClient [0:01:05]: hello (at 10:30): there\nAnna Berg (sales): yes";
    assert_eq!(
        said(text),
        [
            line("Agent", 1, 65, "hi"),
            line("Client", 65, 66, "hello (at 10:30): there"),
            line("Anna Berg (sales)", 65, 66, "yes"),
        ]
    );
}

#[test]
fn an_arrow_in_a_sentence_is_no_line_of_times() {
    let text = "Agent: go to Settings --> Users\nClient: done";
    let arrow = "go to Settings --> Users";
    assert_eq!(
        said(text),
        [line("Agent", 0, 1, arrow), line("Client", 1, 2, "done")]
    );
    let cues = format!("00:01,000 --> 00:02,000\nAgent: {arrow}\n");
    assert_eq!(said(&cues), [line("Agent", 1, 2, arrow)]);
}

#[test]
fn a_list_of_json_has_seconds() {
    let text = r#"[{"start": 0.2, "end": 1.9, "speaker": "A", "text": "Good morning"},
        {"start": 3, "speaker": "B", "text": "Hello"}, {"start": 4, "end": 5, "text": " "}]"#;
    assert_eq!(
        said(text),
        [line("A", 0, 1, "Good morning"), line("B", 3, 3, "Hello")]
    );
    assert_eq!(problem(r#"[{"start": "x"}]"#), TranscriptProblem::Json);
    assert_eq!(problem("[no list"), TranscriptProblem::Json);
    let back = r#"[{"start": 1, "end": 2, "text": "a"}, {"start": 5, "end": 4, "text": "b"}]"#;
    assert_eq!(problem(back), TranscriptProblem::Order(2));
    assert_eq!(
        problem(r#"[{"start": -1, "text": "a"}]"#),
        TranscriptProblem::Time(1)
    );
}

#[test]
fn a_pasted_dialogue_without_times_gets_a_second_for_each_utterance() {
    let text = "Anna: Good morning\nJan Kowalski: Hello, it is about the order.\nIt is late!\n\nAnna: I see";
    assert_eq!(
        said(text),
        [
            line("Anna", 0, 1, "Good morning"),
            line("Jan Kowalski", 1, 2, "Hello, it is about the order. It is late!"),
            line("Anna", 2, 3, "I see"),
        ]
    );
    // Text without any name is one utterance of nobody.
    assert_eq!(said("He called twice"), [line("", 0, 1, "He called twice")]);
}

#[test]
fn a_pasted_dialogue_may_have_times() {
    let text = "[0:05] Anna: Good morning\n[0:09] Client: Hello\n0:12 - Anna: Bye";
    assert_eq!(
        said(text),
        [
            line("Anna", 5, 9, "Good morning"),
            line("Client", 9, 12, "Hello"),
            line("Anna", 12, 13, "Bye"),
        ]
    );
}

#[test]
fn what_is_wrong_names_its_line() {
    let cues = |times: &str| format!("WEBVTT\n\n{times}\nHello\n");
    assert_eq!(problem(&cues("00:x --> 00:02.000")), TranscriptProblem::Time(3));
    assert_eq!(
        problem(&cues("00:05.000 --> 00:02.000")),
        TranscriptProblem::Order(3)
    );
    assert_eq!(
        problem(&cues("00:99.000 --> 00:02.000")),
        TranscriptProblem::Time(3)
    );
    for empty in ["", " \n ", "WEBVTT\n", "[]", "Anna:"] {
        assert_eq!(problem(empty), TranscriptProblem::Empty, "{empty:?}");
    }
    assert_eq!(problem(&"x".repeat(TEXT_LIMIT + 1)), TranscriptProblem::TooLong);
    assert_eq!(
        problem(&"A: b\n".repeat(UTTERANCE_LIMIT + 1)),
        TranscriptProblem::TooMany
    );
}

#[test]
fn speakers_are_listed_once_and_known_by_their_words_alone() {
    let utterances = read("Agent: a\nIngrid: b\nAgent: c", json).unwrap();
    assert_eq!(speakers(&utterances), ["Agent", "Ingrid"]);
    assert_eq!(Side::of_name("Agent"), Some(Side::User));
    assert_eq!(Side::of_name("CLIENT"), Some(Side::Client));
    assert_eq!(Side::of_name("Ingrid"), None);
}

/// Text that is nearly a transcript.
fn nearly() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "WEBVTT",
        "-->",
        "00:01.000",
        "1:05",
        "99:99",
        "00:00:00,5",
        "<v",
        "<v ",
        ">",
        "Anna:",
        ":",
        "\n",
        "\n\n",
        " ",
        "&lt;",
        "[",
        "]",
        "{",
        "é",
        "你好",
        "\u{feff}",
        "\r\n",
        "999999:59",
        "123456:59:59",
    ]);
    let any = prop_oneof![part.prop_map(str::to_owned), ".{0,6}"];
    prop::collection::vec(any, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn whatever_is_pasted_the_portal_gets_times_and_sentences(text in prop_oneof![nearly(), any::<String>()]) {
        if let Ok(utterances) = read(&text, json) {
            prop_assert!(!utterances.is_empty());
            for utterance in utterances {
                prop_assert!(utterance.stop >= utterance.start && utterance.stop >= 1);
                prop_assert!(!utterance.text.trim().is_empty());
            }
        }
    }

    #[test]
    fn any_times_of_json_are_moments_of_a_call_or_refused(
        times in prop::collection::vec((any::<f64>(), prop::option::of(any::<f64>())), 1..5),
    ) {
        let entries: Vec<_> = times
            .iter()
            .map(|(start, end)| JsonUtterance { start: *start, end: *end, speaker: "A".into(), text: "b".into() })
            .collect();
        if let Ok(utterances) = read("[", |_| Some(entries.clone())) {
            for utterance in utterances {
                prop_assert!(utterance.stop >= utterance.start && utterance.stop >= 1);
                prop_assert!(utterance.stop <= 86_400);
            }
        }
    }
}

#[test]
fn a_fingerprint_is_that_of_the_standard() {
    // The test vectors of the standard.
    assert_eq!(fingerprint(""), "cbf29ce484222325");
    assert_eq!(fingerprint("a"), "af63dc4c8601ec8c");
    assert_eq!(fingerprint("foobar"), "85944171f73967e8");
}

//! What an agent enters after a call.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use call_card::call::moment::{parse_iso, with_offset};
use call_card::call::status_code::KNOWN;
use call_card::call::wrap_up::{
    DURATION_LIMIT, FieldError, NOTE_LIMIT, check_note, check_record_file, default_status_code,
    format_duration, parse_cost, parse_duration, parse_number, parse_record_address,
    propose_external_call_id, record_file_name,
};
use call_card::call::{StatusCode, WrapUpForm};
use call_card::i18n::text_keys::field_error_key;
use proptest::prelude::*;
use std::fs;

#[test]
fn a_duration_is_read_as_it_is_shown_or_in_seconds() {
    let read = [
        ("95", 95),
        ("1:35", 95),
        ("0:05", 5),
        ("90:00", 5_400),
        ("1:02:05", 3_725),
        ("24:00:00", 86_400),
        (" 1:35 ", 95),
        ("0", 0),
        ("00:00", 0),
        ("٣:٠٥", 185),
        ("۱:۰۲:۰۵", 3_725),
        ("３：０５", 185),
    ];
    for (entry, seconds) in read {
        assert_eq!(parse_duration(entry), Ok(Some(seconds)), "{entry}");
    }
    assert_eq!([parse_duration(""), parse_duration("  ")], [Ok(None); 2]);
}

#[test]
fn a_measured_duration_does_not_make_a_talk_of_a_call_that_was_not_answered() {
    let form = |result: &str, duration: &str| WrapUpForm {
        result: result.to_owned(),
        duration: duration.to_owned(),
        ..WrapUpForm::default()
    };
    let never = || None;
    let sent = |form: &WrapUpForm| form.seconds(never, || Some(8));
    for result in KNOWN.iter().filter(|result| **result != "200") {
        assert_eq!(sent(&form(result, "")), None, "{result}");
        assert_eq!(sent(&form(result, "1:35")), Some(95), "{result}");
    }
    // Nothing was chosen: whoever talked has answered.
    for result in ["200", ""] {
        assert_eq!(sent(&form(result, "")), Some(8), "{result}");
        assert_eq!(form(result, "").status_code(never, || Some(8)).as_str(), "200");
    }
    let busy = || StatusCode::parse("486");
    assert_eq!(form("", "").seconds(busy, || Some(8)), None);
    assert_eq!(form("200", "").seconds(busy, || Some(8)), Some(8));
}

#[test]
fn what_is_no_duration_is_refused() {
    for entry in [
        "1:75", "1:5", "1:60:00", "1:2:3:4", "1:02:5", "-5", "+5", "1.5", "1,5", "abc", "1h", ":30", "1:",
        "1: 35", "三",
    ] {
        assert_eq!(parse_duration(entry), Err(FieldError::Duration), "{entry}");
    }
    for entry in [
        "86401",
        "24:00:01",
        "1441:00",
        "99999999999999999999999",
        "9999999999999999999:00:00",
    ] {
        assert_eq!(parse_duration(entry), Err(FieldError::DurationLong), "{entry}");
    }
}

#[test]
fn a_cost_has_a_point_or_a_comma_and_four_decimals_at_most() {
    let read = [
        ("0", 0.0),
        ("3", 3.0),
        ("3.5", 3.5),
        ("3,50", 3.5),
        (" 0.1234 ", 0.1234),
        ("999999999", 999_999_999.0),
        ("٣٫٥", 3.5),
        ("３．５", 3.5),
        ("３，５", 3.5),
    ];
    for (entry, cost) in read {
        assert_eq!(parse_cost(entry), Ok(Some(cost)), "{entry}");
    }
    assert_eq!(parse_cost(" "), Ok(None));
    for entry in [
        "abc", "3.", ".5", "3 €", "1.000,50", "1,2,3", "1e3", "NaN", "+3", "-", "--3", "-abc",
    ] {
        assert_eq!(parse_cost(entry), Err(FieldError::Cost), "{entry}");
    }
    assert_eq!(
        [parse_cost("-3"), parse_cost("\u{2212}3,5")],
        [Err(FieldError::CostNegative); 2]
    );
    assert_eq!(parse_cost("3.12345"), Err(FieldError::CostDecimals));
    for entry in ["10,000", "1.000", "999.999"] {
        assert_eq!(parse_cost(entry), Err(FieldError::Thousands), "{entry}");
    }
    for (entry, cost) in [("0.125", 0.125), ("10.0000", 10.0), ("1000.125", 1000.125)] {
        assert_eq!(parse_cost(entry), Ok(Some(cost)), "{entry}");
    }
    assert_eq!(
        [parse_cost("1000000000"), parse_cost(&"9".repeat(400))],
        [Err(FieldError::CostLarge); 2]
    );
}

#[test]
fn the_address_of_a_record_is_whole_and_secure() {
    for entry in [
        "https://example.com/a.mp3",
        "HTTPS://example.com",
        "https://пример.рф/запись.mp3?x=1#y",
    ] {
        assert_eq!(parse_record_address(entry), Ok(Some(entry.to_owned())));
    }
    assert_eq!(
        parse_record_address(" https://a.b/c "),
        Ok(Some("https://a.b/c".to_owned()))
    );
    assert_eq!(parse_record_address(""), Ok(None));
    for entry in [
        "http://example.com/a.mp3",
        "example.com",
        "https://",
        "https:///a",
        "https://?",
        "ftp://a",
        "https://a b",
        "httpsé//",
        "javascript:alert(1)",
    ] {
        assert_eq!(
            parse_record_address(entry),
            Err(FieldError::RecordAddress),
            "{entry}"
        );
    }
}

#[test]
fn a_record_file_is_what_its_name_says() {
    let wave = b"RIFF\x24\x00\x00\x00WAVEfmt ";
    assert_eq!(check_record_file("call.wav", wave), Ok(()));
    assert_eq!(check_record_file("Call 1.final.WAV", wave), Ok(()));
    assert_eq!(
        check_record_file("call.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x00\x00\x00"),
        Ok(())
    );
    for frame in [
        [0xff, 0xfb, 0x90, 0x64],
        [0xff, 0xfa, 0x50, 0],
        [0xff, 0xf3, 0x40, 0],
        [0xff, 0xe3, 0x18, 0],
    ] {
        assert_eq!(check_record_file("call.MP3", &frame), Ok(()), "{frame:x?}");
    }
}

#[test]
fn a_record_file_is_sent_with_its_ending_in_small_letters() {
    for (name, sent) in [
        ("REC0001.MP3", "REC0001.mp3"),
        ("Call 1.final.WAV", "Call 1.final.wav"),
        ("Gespräch.mp3", "Gespräch.mp3"),
        ("REC.", "REC."),
        ("REC", "REC"),
    ] {
        assert_eq!(record_file_name(name), sent);
    }
}

#[test]
fn a_renamed_file_is_refused() {
    let wrong: [&[u8]; 9] = [
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00",
        b"RIFF\x24\x00\x00\x00AVI LIST",
        b"RIFF",
        b"OggS\x00\x02\x00\x00\x00\x00\x00\x00",
        b"<!DOCTYPE html>",
        &[0xff, 0xfe, b'a', 0],
        &[0xff, 0xd8, 0xff, 0xe0],
        &[0xff, 0xf1, 0x50, 0x80],
        &[0xff, 0xfb],
    ];
    for start in wrong {
        for name in ["call.mp3", "call.wav"] {
            assert_eq!(
                check_record_file(name, start),
                Err(FieldError::RecordContent),
                "{name} {start:x?}"
            );
        }
    }
    let wave = b"RIFF\x24\x00\x00\x00WAVEfmt ";
    assert_eq!(
        check_record_file("call.mp3", wave),
        Err(FieldError::RecordContent)
    );
    assert_eq!(
        check_record_file("call.wav", b"ID3\x04\x00\x00\x00\x00\x00\x00\x00\x00"),
        Err(FieldError::RecordContent)
    );
    for name in ["call.exe", "call.mp3.exe", "mp3", ".mp3", "call.", ""] {
        assert_eq!(
            check_record_file(name, b"ID3 and more than that"),
            Err(FieldError::RecordName),
            "{name}"
        );
    }
    assert_eq!(check_record_file("call.wav", b""), Err(FieldError::RecordEmpty));
}

#[test]
fn a_date_field_is_sent_with_its_offset_and_a_time_that_clocks_skip_is_none() {
    let at = |text| parse_iso(text).unwrap();
    let berlin = at("2026-03-10T11:19:00+01:00");
    assert_eq!(
        with_offset("2026-03-10T11:19", berlin, 60).as_deref(),
        Some("2026-03-10T11:19:00+01:00")
    );
    let st_johns = at("2026-03-10T11:19:38-02:30");
    assert_eq!(
        with_offset("2026-03-10T11:19:38", st_johns, -150).as_deref(),
        Some("2026-03-10T11:19:38-02:30")
    );
    // In Berlin the clocks go from 2:00 to 3:00 here, and a browser reads 2:30 as 3:30.
    let skipped = at("2026-03-29T03:30:00+02:00");
    assert_eq!(with_offset("2026-03-29T02:30", skipped, 120), None);
    for entered in ["", "2026-03-10", "12026-03-10T11:19", "2026-03-10 11:19"] {
        assert_eq!(with_offset(entered, berlin, 60), None, "{entered}");
    }
}

#[test]
fn a_number_is_stripped_of_what_only_people_need() {
    let read = [
        ("+49 (30) 123-45-67", "+49301234567"),
        ("79062195047", "79062195047"),
        (" 112 ", "112"),
        ("\u{202a}+1\u{a0}999\u{202c}", "+1999"),
        ("\u{61c}\u{feff}+49\u{ad}301", "+49301"),
        ("[0] 30\u{2013}5", "0305"),
        ("030/1234.5", "03012345"),
        ("+٤٩ ۳۰", "+4930"),
    ];
    for (entry, number) in read {
        assert_eq!(parse_number(entry).as_deref(), Ok(number), "{entry}");
    }
    for entry in ["0800 CALL", "12+3", "++1", "+", "()", "1;2", "sip:1@x"] {
        assert_eq!(parse_number(entry), Err(FieldError::Number), "{entry}");
    }
    assert_eq!(
        [parse_number(""), parse_number("  ")].map(Result::unwrap_err),
        [FieldError::NumberMissing; 2]
    );
    assert_eq!(
        parse_number("+12345678901234567890").as_deref(),
        Ok("+12345678901234567890")
    );
    assert_eq!(parse_number("123456789012345678901"), Err(FieldError::NumberLong));
}

#[test]
fn a_note_may_be_long_but_not_longer_than_the_portal_keeps() {
    assert_eq!(check_note(&"a".repeat(60_000)), Ok(()));
    assert_eq!(check_note(&"a".repeat(NOTE_LIMIT + 1)), Err(FieldError::NoteLong));
    // An emoji takes ten bytes as the portal stores it, a letter of another script two or three.
    assert_eq!(check_note(&"😀".repeat(NOTE_LIMIT / 10)), Ok(()));
    assert_eq!(
        check_note(&"😀".repeat(NOTE_LIMIT / 10 + 1)),
        Err(FieldError::NoteLong)
    );
    assert_eq!(check_note(&"ж".repeat(NOTE_LIMIT / 2)), Ok(()));
    assert_eq!(
        check_note(&"ж".repeat(NOTE_LIMIT / 2 + 1)),
        Err(FieldError::NoteLong)
    );
}

#[test]
fn the_usual_result_is_the_portal_s_own() {
    assert_eq!([default_status_code(0), default_status_code(1)], ["304", "200"]);
    for code in ["304", "200"] {
        assert!(KNOWN.contains(&code));
    }
}

#[test]
fn an_external_id_is_proposed_from_time_and_chance() {
    assert_eq!(
        propose_external_call_id(1_773_130_779_123.7, 0x00ab_cdef),
        "card-1773130779123-00abcdef"
    );
    assert_ne!(propose_external_call_id(1.0, 1), propose_external_call_id(1.0, 2));
    assert_ne!(propose_external_call_id(1.0, 1), propose_external_call_id(2.0, 1));
}

#[test]
fn every_error_has_a_sentence() {
    let texts = fs::read_to_string("locales/en.json").unwrap();
    let texts: serde_json::Value = serde_json::from_str(&texts).unwrap();
    let all = [
        FieldError::Duration,
        FieldError::DurationLong,
        FieldError::Cost,
        FieldError::CostNegative,
        FieldError::CostDecimals,
        FieldError::CostLarge,
        FieldError::RecordAddress,
        FieldError::RecordName,
        FieldError::RecordContent,
        FieldError::RecordEmpty,
        FieldError::NumberMissing,
        FieldError::Number,
        FieldError::NumberLong,
        FieldError::NoteLong,
        FieldError::ResultCodeMissing,
        FieldError::NoteEmpty,
        FieldError::NoTarget,
        FieldError::Deadline,
        FieldError::FileMissing,
        FieldError::FileUnreadable,
    ];
    for error in all {
        assert!(
            texts[field_error_key(error)]
                .as_str()
                .is_some_and(|text| text.ends_with('.')),
            "{error:?}"
        );
    }
}

proptest! {
    #[test]
    fn every_duration_that_is_shown_can_be_entered(seconds in 0..=DURATION_LIMIT) {
        prop_assert_eq!(parse_duration(&format_duration(seconds)), Ok(Some(seconds)));
        prop_assert_eq!(parse_duration(&seconds.to_string()), Ok(Some(seconds)));
    }

    #[test]
    fn a_cost_is_read_exactly(cents in 0_u32..2_000_000_000) {
        let (whole, decimals) = (cents / 10_000, cents % 10_000);
        let read = parse_cost(&format!("{whole},{decimals:04}"));
        prop_assert_eq!(read, Ok(Some(f64::from(cents) / 10_000.0)));
    }

    #[test]
    fn no_entry_is_too_strange(entry in any::<String>(), bytes in any::<Vec<u8>>(), now in any::<f64>(), random in any::<u32>()) {
        let _ = parse_duration(&entry);
        let _ = parse_cost(&entry);
        let _ = parse_record_address(&entry);
        let _ = check_record_file(&entry, &bytes);
        let _ = check_record_file("a.mp3", &bytes);
        let _ = check_note(&entry);
        prop_assert!(propose_external_call_id(now, random).starts_with("card-"));
        if let Ok(number) = parse_number(&entry) {
            let read_again = parse_number(&number);
            prop_assert_eq!(read_again.as_ref(), Ok(&number));
        }
    }
}

//! Every language says what English says, in its own words, and none lacks a text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

pub type Texts = BTreeMap<String, String>;

/// The languages of a portal by its codes. A file with another name would never be asked for.
const LANGUAGES: &[&str] = &[
    "en", "de", "la", "br", "fr", "it", "pl", "ru", "ua", "tr", "kz", "sc", "tc", "ja", "vn", "id", "ms",
    "th", "ar",
];

/// What stays as it is in every language: names of products, codes, what a person has to type or find as it stands.
const SAME_EVERYWHERE: &str = "Bitrix24 BX24 CRM CALL_ID EXTERNAL_CALL_ID ID WAV MP3 wav mp3 zip https http HTTPS URL SIP \
    REST PIN VTT SRT JSON CALL_CARD JavaScript Alt Ctrl Cmd Enter Esc Escape Tab UF_CRM_ UF_CRM_RESULT A Z";

/// Words that some languages share with English.
const SAME_WORDS: &[(&str, &str)] = &[
    ("Lead", "de it pl br fr la tr id ms vn"),
    ("Client", "fr"),
    ("Contact", "fr"),
    ("Note", "fr"),
    ("Source", "fr"),
    ("Deal", "de it pl tr id ms"),
];

/// Words of English sentences. None of them is a word of another language here.
const ENGLISH: &str =
    "the this that were with your you have been which cannot could does again choose enter saved there";

/// The letters that a language with a script of its own is written in.
fn has_its_letters(code: &str, text: &str) -> bool {
    let of = |range: std::ops::RangeInclusive<char>| text.chars().any(|c| range.contains(&c));
    match code {
        "ru" | "ua" | "kz" => of('\u{400}'..='\u{4ff}'),
        "ar" => of('\u{600}'..='\u{6ff}'),
        "th" => of('\u{e00}'..='\u{e7f}'),
        "ja" => of('\u{3040}'..='\u{30ff}') || of('\u{4e00}'..='\u{9fff}'),
        "sc" | "tc" => of('\u{4e00}'..='\u{9fff}'),
        _ => true,
    }
}

fn has_own_script(code: &str) -> bool {
    !has_its_letters(code, "Latin")
}

pub fn read(code: &str) -> Texts {
    let path = format!("locales/{code}.json");
    let file = fs::read_to_string(&path).expect(&path);
    serde_json::from_str(&file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn codes() -> BTreeSet<String> {
    let files = fs::read_dir("locales").expect("locales").flatten();
    files
        .filter_map(|file| {
            let name = file.file_name().into_string().expect("a name");
            name.strip_suffix(".json").map(ToOwned::to_owned)
        })
        .collect()
}

/// The names in braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts
        .map(|part| part.split_once('}').expect("a closing brace").0)
        .collect()
}

/// The words, without what stands in braces.
fn words(text: &str) -> Vec<&str> {
    let outside = text
        .split('{')
        .enumerate()
        .map(|(at, part)| match part.split_once('}') {
            Some((_, after)) if at > 0 => after,
            _ => part,
        });
    outside
        .flat_map(|part| part.split(|c: char| !c.is_alphabetic() && c != '_' && !c.is_ascii_digit()))
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect()
}

fn is_same_everywhere(word: &str) -> bool {
    SAME_EVERYWHERE.split_whitespace().any(|same| same == word)
}

/// What is wrong with a text of a language.
fn faults(code: &str, key: &str, text: &str, english: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault =
        |what: &str| faults.push(format!("{code} {key}: {what}: {text:?}, in English {english:?}"));
    if text.trim() != text || text.is_empty() {
        fault("blank, or with space around");
    }
    if placeholders(text) != placeholders(english) {
        fault("other names in braces");
    }
    if text.ends_with('…') != english.ends_with('…') {
        fault("an ellipsis too much or too few");
    }
    if !words(english).iter().all(|word| is_same_everywhere(word)) {
        let shared = SAME_WORDS
            .iter()
            .any(|(word, codes)| *word == text && codes.split(' ').any(|one| one == code));
        if text == english && !shared {
            fault("English");
        }
        if !has_its_letters(code, text) {
            fault("not in its letters");
        }
    }
    let own = words(text).into_iter().filter(|word| !is_same_everywhere(word));
    let lower: Vec<String> = own.map(str::to_lowercase).collect();
    if lower
        .iter()
        .any(|word| ENGLISH.split(' ').any(|english| english == word))
    {
        fault("English words");
    }
    if has_own_script(code) {
        let latin: Vec<_> = words(text)
            .into_iter()
            .filter(|word| word.is_ascii() && !is_same_everywhere(word))
            .collect();
        if !latin.is_empty() {
            fault(&format!("Latin words {latin:?}"));
        }
    }
    let (length, of_english) = (text.chars().count(), english.chars().count());
    if length > of_english * 2 + 20 {
        fault("much longer than English");
    }
    if length * 6 + 6 < of_english {
        fault("much shorter than English");
    }
    faults
}

#[test]
fn every_language_is_one_of_the_portal_and_none_is_missing() {
    for code in codes() {
        assert!(
            LANGUAGES.contains(&code.as_str()),
            "LANGUAGES does not name {code}: is that the portal's code?"
        );
    }
    for code in LANGUAGES {
        assert!(codes().contains(*code), "there is no locales/{code}.json");
    }
}

#[test]
fn every_text_says_what_english_says() {
    let english = read("en");
    let mut found = Vec::new();
    for code in codes().into_iter().filter(|code| code != "en") {
        for (key, text) in &read(&code) {
            match english.get(key) {
                Some(english) => found.extend(faults(&code, key, text, english)),
                None => found.push(format!("{code} {key}: English has no such text")),
            }
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_text_is_missing() {
    let english = read("en");
    let mut missing = BTreeMap::<String, Vec<String>>::new();
    for code in codes() {
        let texts = read(&code);
        for key in english.keys().filter(|key| !texts.contains_key(*key)) {
            missing.entry(key.clone()).or_default().push(code.clone());
        }
    }
    assert!(missing.is_empty(), "missing in these languages: {missing:#?}");
}

#[test]
fn what_a_translator_gets_wrong_is_found() {
    let english = "Hide the card from {name} in CRM";
    for (code, text) in [
        ("de", ""),
        ("de", " Karte für {name} ausblenden"),
        ("de", "Karte für {nme} ausblenden"),
        ("de", "Karte ausblenden"),
        ("de", "Karte für {name} ausblenden…"),
        ("de", english),
        ("de", "Hide the Karte from {name}"),
        ("ru", "Skryt {name}"),
        ("ru", "Скрыть Card {name}"),
        ("ar", "Скрыть {name} в CRM"),
        ("ja", "{name}"),
        (
            "fr",
            "Masquer la fiche pour {name} et encore beaucoup de mots que personne ne lira jamais, parce que c’est trop",
        ),
    ] {
        assert!(
            !faults(code, "some.key", text, english).is_empty(),
            "{code} {text}"
        );
    }
    for (code, text) in [
        ("de", "Karte für {name} im CRM ausblenden"),
        ("ru", "Скрыть карточку CRM от {name}"),
        ("ja", "{name}のCRMカードを非表示"),
        ("ar", "إخفاء البطاقة عن {name} في CRM"),
    ] {
        assert_eq!(faults(code, "some.key", text, english), Vec::<String>::new());
    }
    assert!(faults("de", "kind.LEAD", "Lead", "Lead").is_empty());
    assert!(!faults("ru", "kind.LEAD", "Lead", "Lead").is_empty());
    assert!(faults("ru", "register.call-id", "CALL_ID", "CALL_ID").is_empty());
}

//! The language files and the code fit together.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod languages;

use languages::{Texts, read};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn texts() -> Texts {
    read("en")
}

fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("simulator") {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push_str(&fs::read_to_string(path).expect("a file"));
        }
    }
}

/// Every string literal of the app and of its page that looks like a key.
fn keys_in_code() -> BTreeSet<String> {
    let page = ["boot.js", "index.html"].map(|file| fs::read_to_string(file).expect(file));
    let mut code = page.concat();
    sources(Path::new("src"), &mut code);
    let first: BTreeSet<String> = texts()
        .keys()
        .map(|key| key.split('.').next().unwrap_or_default().to_owned())
        .collect();
    code.split('"')
        .filter(|literal| {
            literal
                .split_once('.')
                .is_some_and(|(start, rest)| first.contains(start) && !rest.is_empty())
        })
        .filter(|literal| {
            literal
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || ".-{}".contains(c))
        })
        .map(ToOwned::to_owned)
        .collect()
}

#[test]
fn every_key_in_the_code_has_a_text() {
    let texts = texts();
    let missing: Vec<_> = keys_in_code()
        .into_iter()
        .filter(|key| !key.contains('{') && !key.starts_with("line.") && !texts.contains_key(key))
        .collect();
    assert!(missing.is_empty(), "no text for {missing:?}");
}

#[test]
fn every_text_is_used() {
    let used = keys_in_code();
    let patterns: Vec<_> = used
        .iter()
        .filter_map(|key| key.split_once('{').map(|(start, _)| start))
        .collect();
    let texts = texts();
    let unused: Vec<_> = texts
        .keys()
        .filter(|key| !used.contains(*key) && !patterns.iter().any(|start| key.starts_with(start)))
        // Single words without a dot cannot be told from other strings.
        .filter(|key| key.contains('.'))
        .cloned()
        .collect();
    assert!(unused.is_empty(), "never used: {unused:?}");
}

#[test]
fn every_kind_of_failure_has_a_sentence() {
    use call_card::bx24::ErrorKind;
    let texts = texts();
    // The one that is checked after this one. A kind that is not named here does not compile.
    let next = |kind| match kind {
        ErrorKind::NotInBitrix24 => Some(ErrorKind::NoAnswer),
        ErrorKind::NoAnswer => Some(ErrorKind::NotSent),
        ErrorKind::NotSent => Some(ErrorKind::Refused),
        ErrorKind::Refused => Some(ErrorKind::RateLimited),
        ErrorKind::RateLimited => Some(ErrorKind::MethodBlocked),
        ErrorKind::MethodBlocked => Some(ErrorKind::Overloaded),
        ErrorKind::Overloaded => Some(ErrorKind::Network),
        ErrorKind::Network => Some(ErrorKind::NotUnderstood),
        ErrorKind::NotUnderstood => Some(ErrorKind::UnderWay),
        ErrorKind::UnderWay => Some(ErrorKind::NotVisible),
        ErrorKind::NotVisible => Some(ErrorKind::Cancelled),
        ErrorKind::Cancelled => None,
    };
    for kind in std::iter::successors(Some(ErrorKind::NotInBitrix24), |kind| next(*kind)) {
        assert!(
            texts.contains_key(&format!("reason.{}", kind.as_str())),
            "{kind:?}"
        );
    }
}

#[test]
fn every_documented_code_has_words() {
    for code in call_card::call::status_code::KNOWN {
        assert!(texts().contains_key(&format!("outcome.{code}")), "{code}");
    }
}

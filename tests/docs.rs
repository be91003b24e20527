//! What the documents point to exists: files, headings, and paths in the text.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A document: its links, its headings as GitHub makes anchors of them, and what stands in it as code.
#[derive(Default)]
struct Document {
    links: Vec<String>,
    anchors: Vec<String>,
    code: Vec<String>,
}

impl Document {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let mut document = Self::default();
        let mut heading = None;
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    document.links.push(dest_url.into_string());
                }
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    document.anchors.extend(heading.take().as_deref().map(anchor));
                }
                Event::Text(text) | Event::Code(text) if heading.is_some() => {
                    heading.get_or_insert_default().push_str(&text);
                }
                Event::Code(text) => document.code.push(text.into_string()),
                _ => {}
            }
        }
        document
    }
}

fn anchor(heading: &str) -> String {
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn documents() -> Vec<PathBuf> {
    let folders = [root(), root().join("docs")];
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|file| file.unwrap().path());
    let documents: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    assert!(documents.len() >= 8, "documents are missing: {documents:?}");
    documents
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    for path in documents() {
        for link in Document::read(&path).links {
            // Pages of others, and those that the host of the repository makes.
            if link.starts_with("https://") || link.starts_with("../../actions/") {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() {
                path.clone()
            } else {
                path.parent().unwrap().join(file)
            };
            assert!(target.exists(), "{}: {link}", path.display());
            if !heading.is_empty() {
                let anchors = Document::read(&target).anchors;
                assert!(
                    anchors.iter().any(|anchor| anchor == heading),
                    "{}: {link} is none of {anchors:?}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_path_in_a_text_exists() {
    let folders = fs::read_dir(root())
        .unwrap()
        .map(|file| file.unwrap().file_name());
    // What is built, and what an example calls by a made-up name, is not there.
    let made = ["dist", "dist-zip", "dist-preview", "target", "node_modules"];
    let folders: Vec<_> = folders
        .filter_map(|name| name.into_string().ok())
        .filter(|name| !made.contains(&name.as_str()))
        .collect();
    let is_path = |code: &str| {
        let begins = code.split_once('/').is_some_and(|(first, _)| {
            !first.is_empty() && {
                folders.iter().any(|folder| folder == first) || root().join("src").join(first).is_dir()
            }
        });
        let plain = code
            .chars()
            .all(|c| c.is_lowercase() || c.is_ascii_digit() || "/._-".contains(c));
        begins && plain
    };
    let mut count = 0;
    for path in documents() {
        for code in Document::read(&path).code {
            if is_path(&code) {
                count += 1;
                let exists = root().join(&code).exists() || root().join("src").join(&code).exists();
                assert!(exists, "{}: {code}", path.display());
            }
        }
    }
    assert!(count > 20, "only {count} paths were found");
}

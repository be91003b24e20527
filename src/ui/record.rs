//! The record of the call: none, from an address, or a file, and the way of the file to the portal.

use super::dom::{El, View, el};
use super::form::{field, input};
use crate::bx24::LocalFile;
use crate::i18n::{self, t};
use crate::state::RecordUpload;
use crate::state::record::{Chosen, Source, Way};
use crate::value::decimal;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The fields of the record. With `none` there need not be any. `again` repeats the save after the agent cancelled an
/// upload.
pub fn record(this: RecordUpload, none: bool, again: impl Fn() + 'static) -> View {
    let mut sources = el("div").class("record-source");
    if none {
        sources = sources.child(choice(this, "record-from-nowhere", "record.none", Source::None));
    }
    el("fieldset")
        .class("record")
        .child(el("legend").text(t("record.title")))
        .child(
            sources
                .child(choice(
                    this,
                    "record-from-address",
                    "record.from-address",
                    Source::Address,
                ))
                .child(choice(this, "record-from-file", "record.from-file", Source::File)),
        )
        .child(part(this, Source::Address, address(this)))
        .child(part(this, Source::File, file(this).child(way(this, again))))
        .into()
}

fn of<T: 'static>(this: RecordUpload, read: fn(&Chosen) -> T) -> impl Fn() -> T + Copy + 'static {
    move || this.chosen.with(read)
}

fn choice(this: RecordUpload, id: &'static str, label: &str, source: Source) -> El {
    let control = el("input")
        .attr("type", "radio")
        .attr("name", "record-source")
        .attr("id", id)
        .prop_of("checked", move || {
            JsValue::from_bool(this.chosen.with(|chosen| chosen.source == source))
        })
        .prop_of("disabled", move || of(this, Chosen::is_running)().into())
        .on("change", move |_| this.choose(source));
    el("span")
        .class("choice")
        .child(control)
        .child(el("label").attr("for", id).text(t(label)))
}

/// What belongs to one source.
fn part(this: RecordUpload, source: Source, content: El) -> El {
    content.attr_of("hidden", move || {
        this.chosen
            .with(|chosen| chosen.source != source)
            .then(String::new)
    })
}

fn address(this: RecordUpload) -> El {
    let control = input("url", of(this, |chosen| chosen.address.clone()), move |address| {
        this.type_address(address);
    })
    .attr("placeholder", "https://")
    .attr("dir", "ltr")
    .on("change", move |_| {
        let _ = this.check();
    });
    field(
        "record-address",
        "record.address",
        control,
        wrong(this, Source::Address),
    )
}

fn file(this: RecordUpload) -> El {
    let control = el("input")
        .class("input")
        .attr("type", "file")
        .attr("accept", ".wav,.mp3,audio/wav,audio/mpeg")
        // A field that is made anew has forgotten its file, and can be given it back.
        .prop_of("files", move || {
            this.chosen
                .with(|_| this.file().map_or(JsValue::NULL, |file| file.files()))
        })
        // By its name it can be emptied, and nothing else.
        .prop_of("value", of(this, |chosen| chosen.file.as_str().into()))
        .prop_of("disabled", move || of(this, Chosen::is_running)().into())
        .on("change", move |event| this.choose_file(LocalFile::chosen(&event)));
    field("record-file", "record.file", control, wrong(this, Source::File))
}

/// How far the file is, and the button to give it up: the same one that then starts again, so that the keyboard stays
/// where it is.
fn way(this: RecordUpload, again: impl Fn() + 'static) -> El {
    let running = of(this, Chosen::is_running);
    let hide_unless = |shown: fn(&Chosen) -> bool| move || (!of(this, shown)()).then(String::new);
    let press = move |_| {
        if untrack(running) {
            this.cancel();
        } else {
            again();
        }
    };
    let bar = el("progress")
        .attr("max", "100")
        .attr("aria-label", &t("record.progress"))
        .attr_of("value", move || Some(decimal(of(this, percent)())));
    el("div")
        .class("record-way")
        .child(
            el("span")
                .class("record-progress")
                .attr_of("hidden", hide_unless(Chosen::is_running))
                .child(bar)
                .child(el("span").text_of(move || i18n::percent(of(this, percent)() / 100.0))),
        )
        // Read out when it begins and when it is given up; the steps between are for the eye.
        .child(
            el("span")
                .class("said")
                .attr("role", "status")
                .text_of(of(this, words)),
        )
        .child(
            el("button")
                .class("button")
                .attr("type", "button")
                .attr_of("hidden", hide_unless(|chosen| chosen.way != Way::None))
                .on("click", press)
                .text_of(move || {
                    t(if running() {
                        "record.cancel"
                    } else {
                        "trouble.retry"
                    })
                }),
        )
}

/// What is wrong with what is wanted; the other field has nothing to say.
fn wrong(this: RecordUpload, source: Source) -> impl Fn() -> String + Copy + 'static {
    move || {
        let wrong = |chosen: &Chosen| if chosen.source == source { chosen.wrong } else { "" };
        this.chosen.with(wrong).to_owned()
    }
}

/// How much has arrived, in whole percent.
fn percent(chosen: &Chosen) -> f64 {
    match chosen.way {
        Way::Running(sent, all) if all > 0.0 => (sent / all * 100.0).floor(),
        _ => 0.0,
    }
}

fn words(chosen: &Chosen) -> String {
    match chosen.way {
        Way::None => String::new(),
        Way::Running(sent, all) if sent < all => t("record.uploading"),
        Way::Running(..) => t("record.arrived"),
        Way::Cancelled => t("record.cancelled"),
    }
}

//! Views that come and go: each has an owner, and its effects and listeners end with it.

use super::follow::{Read, run};
use super::keyboard::{catch_keyboard, keyboard};
use super::view::View;
use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::Node;

/// A view that is made anew when its key changes, and only then.
pub fn switch(key: impl Fn() -> String + 'static, view: impl Fn(&str) -> View + 'static) -> View {
    fn boxed(key: Box<dyn Read<String>>, view: Box<dyn Make>) -> View {
        // A list of one row.
        rows(Box::new(move || vec![key.read()]), view)
    }
    boxed(Box::new(key), Box::new(view))
}

/// A view that is there while a condition holds.
pub fn when(condition: impl Fn() -> bool + 'static, view: impl Fn() -> View + 'static) -> View {
    fn boxed(condition: Box<dyn Read<bool>>, view: Box<dyn Read<View>>) -> View {
        let keys = move || {
            if condition.read() {
                vec![String::new()]
            } else {
                Vec::new()
            }
        };
        rows(Box::new(keys), Box::new(move |_: &str| view.read()))
    }
    boxed(Box::new(condition), Box::new(view))
}

/// One view for each key, kept where it is while its key stays.
pub fn list(keys: impl Fn() -> Vec<String> + 'static, row: impl Fn(&str) -> View + 'static) -> View {
    rows(Box::new(keys), Box::new(row))
}

/// A closure that makes the view for a key; see [`Read`].
trait Make {
    fn make(&self, key: &str) -> View;
}

impl<F: Fn(&str) -> View> Make for F {
    fn make(&self, key: &str) -> View {
        self(key)
    }
}

struct Row {
    key: String,
    view: View,
    owner: Owner,
}

fn rows(keys: Box<dyn Read<Vec<String>>>, make: Box<dyn Make>) -> View {
    let (first, last) = (
        Node::from(Rndr::create_placeholder()),
        Node::from(Rndr::create_placeholder()),
    );
    let node = Node::from(document().create_document_fragment());
    for end in [&first, &last] {
        let _ = node.append_child(end);
    }
    let owner = Owner::current().unwrap_or_default().downgrade();
    let end = last.clone();
    let mut shown: Vec<Row> = Vec::new();
    // An owner remembers each child that it ever had, so those of rows that are gone serve again.
    let mut spare: Vec<Owner> = Vec::new();
    run(Box::new(move || {
        let keys = keys.read();
        let mut old = core::mem::take(&mut shown);
        shown = untrack(|| {
            keys.into_iter()
                .filter_map(|key| {
                    if let Some(at) = old.iter().position(|row| row.key == key) {
                        return Some(old.remove(at));
                    }
                    let owner = spare.pop().or_else(|| Some(owner.upgrade()?.child()))?;
                    Some(make_row(owner, key, &*make))
                })
                .collect()
        });
        let held = if old.is_empty() { None } else { keyboard() };
        for row in old {
            row.view.remove();
            row.owner.cleanup();
            spare.push(row.owner);
        }
        let mut next = end.clone();
        for row in shown.iter().rev() {
            if Rndr::next_sibling(&row.view.last).as_ref() != Some(&next) {
                row.view.put_before(&next);
            }
            next = row.view.first.clone();
        }
        if let Some(held) = held
            && keyboard().is_none()
        {
            catch_keyboard(&held, &end);
        }
    }));
    View { node, first, last }
}

fn make_row(owner: Owner, key: String, make: &dyn Make) -> Row {
    let view = owner.with(|| make.make(&key));
    Row { key, view, owner }
}

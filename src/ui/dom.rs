//! How a view is written here: elements, and what in them follows signals.
//!
//! Leptos' `view!` makes a type of its own for every element and every closure in it, and code for each; a card of a
//! few dozen elements pays for that with tens of kilobytes. Here every element has one and the same type, and every
//! closure is boxed: `el("p").class("call-line").text_of(move || line.get())`.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html::{ElementChild, custom};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::Event;

/// An element in the making.
#[must_use]
pub struct El {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element of this tag.
pub fn el(tag: &'static str) -> El {
    El {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

impl El {
    /// Gives it a class, or several.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Gives it an attribute.
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attributes
            .push(custom_attribute(name, value.to_owned()).into_any_attr());
        self
    }

    /// Gives it an attribute that follows signals; nothing takes it away.
    pub fn attr_of(
        mut self,
        name: &'static str,
        value: impl Fn() -> Option<String> + Send + 'static,
    ) -> Self {
        fn boxed(name: &'static str, value: Box<dyn Fn() -> Option<String> + Send>) -> AnyAttribute {
            custom_attribute(name, value).into_any_attr()
        }
        self.attributes.push(boxed(name, Box::new(value)));
        self
    }

    /// Listens to a browser event.
    pub fn on(mut self, event: &'static str, handler: impl FnMut(Event) + 'static) -> Self {
        let handler: Box<dyn FnMut(Event)> = Box::new(handler);
        self.attributes
            .push(ev::on(ev::Custom::<Event>::new(event), handler).into_any_attr());
        self
    }

    /// Puts a text into it.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.child(text.into().into_any())
    }

    /// Puts a text into it that follows signals.
    pub fn text_of(self, text: impl Fn() -> String + Send + 'static) -> Self {
        fn boxed(text: Box<dyn Fn() -> String + Send>) -> AnyView {
            (move || text()).into_any()
        }
        self.child(boxed(Box::new(text)))
    }

    /// Puts a view into it.
    pub fn child(mut self, view: impl Into<AnyView>) -> Self {
        self.children.push(view.into());
        self
    }

    /// Puts views into it.
    pub fn children(mut self, views: impl IntoIterator<Item = AnyView>) -> Self {
        self.children.extend(views);
        self
    }
}

impl From<El> for AnyView {
    fn from(
        El {
            tag,
            attributes,
            children,
        }: El,
    ) -> Self {
        custom(tag).child(children).add_any_attr(attributes).into_any()
    }
}

/// Nothing on screen.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// A view that is made anew when its key changes, and only then.
pub fn switch(
    key: impl Fn() -> String + Send + Sync + 'static,
    view: impl Fn(&str) -> AnyView + Send + 'static,
) -> AnyView {
    fn boxed(
        key: Box<dyn Fn() -> String + Send + Sync>,
        view: Box<dyn Fn(&str) -> AnyView + Send>,
    ) -> AnyView {
        let key = Memo::new(move |_| key());
        (move || view(&key.get())).into_any()
    }
    boxed(Box::new(key), Box::new(view))
}

/// A view that is there while a condition holds.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    switch(
        move || {
            if condition() {
                "1".to_owned()
            } else {
                String::new()
            }
        },
        move |key| if key.is_empty() { nothing() } else { view() },
    )
}

/// One view for each key, kept where it is while its key stays.
pub fn list(
    keys: impl Fn() -> Vec<String> + Send + Sync + 'static,
    row: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    fn boxed(
        keys: Box<dyn Fn() -> Vec<String> + Send + Sync>,
        row: Arc<dyn Fn(String) -> AnyView + Send + Sync>,
    ) -> AnyView {
        let keys = Memo::new(move |_| keys());
        For(ForProps::builder()
            .each(move || keys.get())
            .key(Clone::clone)
            .children(move |key| row(key))
            .build())
        .into_any()
    }
    boxed(Box::new(keys), Arc::new(row))
}

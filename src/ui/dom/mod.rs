//! How a view is written here: elements, and what in them follows signals.
//!
//! Leptos' `view!` makes a type of its own for every element and every closure in it, and code for each; a card of a
//! few dozen elements pays for that with tens of kilobytes. Here an element is made at once, and what follows signals
//! is a `RenderEffect` that sets one thing in it: `el("p").class("call-line").text_of(move || line.get())`.
//!
//! Effects and listeners belong to the [`Owner`] under which their element was made, and end with it.

mod follow;
mod keyboard;
mod listen;
mod rows;
mod view;

pub use keyboard::{focus, has_focus};
pub use listen::listen_to_window;
pub use rows::{list, switch, when};
pub use view::{View, nothing};

use follow::{Read, follow, run};
use js_sys::Reflect;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node};
use listen::listen;
use wasm_bindgen::prelude::*;
use web_sys::Event;

/// An element in the making.
#[must_use]
#[derive(Clone)]
pub struct El(Element);

/// An element of this tag.
pub fn el(tag: &'static str) -> El {
    El(Rndr::create_element(tag, None))
}

impl El {
    /// Gives it a class, or several.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Gives it an attribute.
    pub fn attr(self, name: &'static str, value: &str) -> Self {
        Rndr::set_attribute(&self.0, name, value);
        self
    }

    /// Gives it an attribute that follows signals; nothing takes it away.
    pub fn attr_of(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        let element = self.0.clone();
        let set = move |value: Option<&str>| match value {
            Some(value) => Rndr::set_attribute(&element, name, value),
            None => Rndr::remove_attribute(&element, name),
        };
        follow(Box::new(value), Box::new(set));
        self
    }

    /// Gives it a property that follows signals: the `value` of a field is what was typed, the attribute only what it
    /// began with. What stands there already is not set again, so that the caret stays where it is.
    pub fn prop_of(self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> Self {
        fn boxed(element: Element, name: &'static str, value: Box<dyn Read<JsValue>>) {
            run(Box::new(move || {
                let value = value.read();
                if Reflect::get(&element, &name.into()).ok().as_ref() != Some(&value) {
                    let _ = Reflect::set(&element, &name.into(), &value);
                }
            }));
        }
        boxed(self.0.clone(), name, Box::new(value));
        self
    }

    /// Listens to a browser event.
    pub fn on(self, event: &'static str, handler: impl FnMut(Event) + 'static) -> Self {
        listen(&self.0, event, Box::new(handler), false);
        self
    }

    /// Hears an event on its way to anything inside.
    pub fn on_the_way(self, event: &'static str, handler: impl FnMut(Event) + 'static) -> Self {
        listen(&self.0, event, Box::new(handler), true);
        self
    }

    /// Applies a function to it.
    pub fn also(self, then: impl FnOnce(Self) -> Self) -> Self {
        then(self)
    }

    /// Puts a text into it.
    pub fn text(self, text: impl AsRef<str>) -> Self {
        self.child(View::from(Node::from(Rndr::create_text_node(text.as_ref()))))
    }

    /// Puts a text into it that follows signals.
    pub fn text_of(self, text: impl Fn() -> String + 'static) -> Self {
        fn boxed(text: Box<dyn Read<String>>) -> View {
            let node = Rndr::create_text_node("");
            let shown = node.clone();
            follow(
                Box::new(move || Some(text.read())),
                Box::new(move |text| Rndr::set_text(&shown, text.unwrap_or_default())),
            );
            Node::from(node).into()
        }
        self.child(boxed(Box::new(text)))
    }

    /// Puts a view into it.
    pub fn child(self, view: impl Into<View>) -> Self {
        Rndr::insert_node(&self.0, &view.into().node, None);
        self
    }

    /// Puts views into it.
    pub fn children(self, views: impl IntoIterator<Item = View>) -> Self {
        views.into_iter().fold(self, Self::child)
    }
}

/// What stands in the field that an event comes from.
pub fn value_of(event: &Event) -> String {
    property(event, "value").as_string().unwrap_or_default()
}

/// Whether the box that an event comes from is ticked.
pub fn checked_of(event: &Event) -> bool {
    property(event, "checked").is_truthy()
}

fn property(event: &Event, name: &str) -> JsValue {
    let target = event.current_target().map_or(JsValue::UNDEFINED, Into::into);
    Reflect::get(&target, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

//! How a view is written here: elements, and what in them follows signals.
//!
//! Leptos' `view!` makes a type of its own for every element and every closure in it, and code for each; a card of a
//! few dozen elements pays for that with tens of kilobytes. Here an element is made at once, and what follows signals
//! is a [`RenderEffect`] that sets one thing in it: `el("p").class("call-line").text_of(move || line.get())`.
//!
//! Effects belong to the [`Owner`] under which their element was made, and end with it.

use crate::session::{Kept, Watched};
use js_sys::Reflect;
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node};
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget, HtmlElement};

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

    /// Does this to it as soon as a signal is true: at once, or when it becomes so for the first time.
    pub fn once(self, signal: Watched<bool>, then: impl FnOnce(Self) -> Self + 'static) -> Self {
        fn boxed(signal: Watched<bool>, then: Box<dyn FnOnce()>) {
            let mut then = Some(then);
            run(Box::new(move || {
                if signal.get()
                    && let Some(then) = then.take()
                {
                    untrack(then);
                }
            }));
        }
        let this = self.clone();
        boxed(signal, Box::new(move || drop(then(this))));
        self
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

/// Something on screen, or ready to be put there.
pub struct View {
    /// What to insert: a node, or a fragment of all nodes from the first to the last.
    node: Node,
    first: Node,
    last: Node,
}

impl From<Node> for View {
    fn from(node: Node) -> Self {
        Self {
            first: node.clone(),
            last: node.clone(),
            node,
        }
    }
}

impl From<El> for View {
    fn from(El(element): El) -> Self {
        Node::from(element).into()
    }
}

impl View {
    fn nodes(&self) -> Vec<Node> {
        let mut nodes = vec![self.first.clone()];
        while let Some(node) = nodes
            .last()
            .filter(|node| **node != self.last)
            .and_then(Rndr::next_sibling)
        {
            nodes.push(node);
        }
        nodes
    }

    fn remove(&self) {
        self.nodes().iter().for_each(Rndr::remove);
    }

    fn put_before(&self, marker: &Node) {
        if let Some(parent) = Rndr::get_parent(marker) {
            for node in self.nodes() {
                let _ = parent.insert_before(&node, Some(marker));
            }
        }
    }
}

impl Render for View {
    type State = Self;

    fn build(self) -> Self {
        self
    }

    fn rebuild(self, state: &mut Self) {
        self.put_before(&state.first);
        state.remove();
        *state = self;
    }
}

impl Mountable for View {
    fn unmount(&mut self) {
        self.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        Rndr::get_parent(&self.first).is_some_and(|parent| {
            child.mount(parent.unchecked_ref(), Some(&self.first));
            true
        })
    }

    fn elements(&self) -> Vec<Element> {
        self.nodes()
            .into_iter()
            .filter_map(|node| node.dyn_into().ok())
            .collect()
    }
}

/// Nothing on screen.
pub fn nothing() -> View {
    Node::from(Rndr::create_placeholder()).into()
}

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

/// A closure without arguments. Behind `dyn Fn` the compiler keeps two more ways to call it, and each is code.
trait Read<T> {
    fn read(&self) -> T;
}

impl<T, F: Fn() -> T> Read<T> for F {
    fn read(&self) -> T {
        self()
    }
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
        let held = !old.is_empty() && holds_keyboard();
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
        if held && !holds_keyboard() {
            catch_keyboard(&end);
        }
    }));
    View { node, first, last }
}

/// Whether the keyboard is somewhere on the page, and not in the portal around it.
fn holds_keyboard() -> bool {
    let document = document();
    let at = document.active_element();
    document.has_focus() == Ok(true) && at.is_some_and(|at| at.tag_name() != "BODY")
}

/// What had the keyboard is gone: it goes on from the part of the page that it was in.
fn catch_keyboard(near: &Node) {
    let parent = Rndr::get_parent(near).and_then(|parent| parent.dyn_into::<HtmlElement>().ok());
    if let Some(Ok(Some(part))) = parent.map(|parent| parent.closest("section, main"))
        && let Ok(part) = part.dyn_into::<HtmlElement>()
    {
        let _ = part.set_attribute("tabindex", "-1");
        let _ = part.focus();
    }
}

fn make_row(owner: Owner, key: String, make: &dyn Make) -> Row {
    let view = owner.with(|| make.make(&key));
    Row { key, view, owner }
}

/// What shows a text, or its absence.
type Show = Box<dyn Fn(Option<&str>)>;

/// Tells `set` of the value now and when it is another one.
fn follow(value: Box<dyn Read<Option<String>>>, set: Show) {
    let mut shown = None;
    run(Box::new(move || {
        let value = value.read();
        if shown != value {
            set(value.as_deref());
            shown = value;
        }
    }));
}

/// Runs this now, and again when a signal that it read changes, until the owner is cleaned up.
fn run(mut effect: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| effect());
    on_cleanup(move || {
        // Else every signal that it read would remember it for as long as the page lives.
        let subscriber = effect.to_any_subscriber();
        subscriber.clear_sources(&subscriber);
    });
}

/// Listens to an event of the window until the owner is cleaned up.
pub fn listen_to_window(event: &'static str, handler: impl FnMut(Event) + 'static) {
    listen(&window(), event, Box::new(handler), false);
}

/// Listens to an event until the owner is cleaned up: `early` is on its way to what is inside. The browser would free the
/// handler by itself when nothing can call it any more, but much later: it does not know how much memory that holds here.
fn listen(target: &EventTarget, event: &'static str, handler: Box<dyn FnMut(Event)>, early: bool) {
    let handler = Closure::wrap(handler);
    let function = handler.as_ref().unchecked_ref();
    // Fails for no event name that we use.
    let _ = target.add_event_listener_with_callback_and_bool(event, function, early);
    Kept::new(Listening {
        target: target.clone(),
        event,
        handler,
        early,
    });
}

/// A handler that is taken away when this is dropped.
struct Listening {
    target: EventTarget,
    event: &'static str,
    handler: Closure<dyn FnMut(Event)>,
    early: bool,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let function = self.handler.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback_and_bool(self.event, function, self.early);
    }
}

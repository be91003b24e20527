//! Something on screen, or ready to be put there.

use super::El;
use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node};
use wasm_bindgen::JsCast;

/// Something on screen, or ready to be put there.
pub struct View {
    /// What to insert: a node, or a fragment of all nodes from the first to the last.
    pub(super) node: Node,
    pub(super) first: Node,
    pub(super) last: Node,
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

    pub(super) fn remove(&self) {
        self.nodes().iter().for_each(Rndr::remove);
    }

    pub(super) fn put_before(&self, marker: &Node) {
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

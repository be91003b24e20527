//! Parts of the page that last as long as the page.

use core::ops::Deref;

/// A part of the page, handed around as one address. Closures copy what they hold: a card with its twenty signals in
/// each of a hundred closures would be a tenth of the program.
///
/// A page opens one card, so its few hundred bytes are never given back; what the card holds is ([`super::Kept`], and
/// Leptos' signals, end with their owner).
pub struct Lasting<T: 'static>(&'static T);

impl<T> Lasting<T> {
    /// Puts the part where it stays.
    pub fn new(part: T) -> Self {
        Self(Box::leak(Box::new(part)))
    }
}

impl<T> Clone for Lasting<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Lasting<T> {}

impl<T> Deref for Lasting<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0
    }
}

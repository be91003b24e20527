//! Where a draft is stored.

/// Where a draft is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum StorageLocation {
    /// There is nothing to store.
    #[default]
    None,
    /// In this browser.
    Browser,
    /// Only on the portal, which has confirmed it.
    Portal,
    /// It was sent to the portal, which has not confirmed it yet.
    Sending,
    /// Only in this page: it is gone when the page is.
    Page,
}

impl StorageLocation {
    /// Its name in diagnostics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Browser => "browser",
            Self::Portal => "portal",
            // As long as nothing else is known.
            Self::Sending | Self::Page => "page",
        }
    }
}

//! A CRM item that a call is bound to.

use crate::value::{concat, digits};

/// The kind of a CRM item, by the words of `CRM_ENTITY_TYPE` and `ENTITY_TYPE`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// `LEAD`
    Lead,
    /// `DEAL`
    Deal,
    /// `CONTACT`
    Contact,
    /// `COMPANY`
    Company,
    /// A kind the documents do not name, in the portal's own word (`QUOTE`, `DYNAMIC_128`, …).
    Other(String),
}

impl EntityKind {
    /// Reads the portal's word; capital letters do not matter. Nothing for an empty one.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word.trim().to_ascii_uppercase().as_str() {
            "" | "UNDEFINED" | "NULL" => return None,
            "LEAD" => Self::Lead,
            "DEAL" => Self::Deal,
            "CONTACT" => Self::Contact,
            "COMPANY" => Self::Company,
            other => Self::Other(other.to_owned()),
        })
    }

    /// The portal's word for it.
    pub fn word(&self) -> &str {
        match self {
            Self::Lead => "LEAD",
            Self::Deal => "DEAL",
            Self::Contact => "CONTACT",
            Self::Company => "COMPANY",
            Self::Other(word) => word,
        }
    }

    /// The word in lower case, as the methods (`crm.contact.get`) and the portal's paths have it. Nothing for a kind
    /// that has no such method.
    pub fn slug(&self) -> Option<&'static str> {
        match self {
            Self::Lead => Some("lead"),
            Self::Deal => Some("deal"),
            Self::Contact => Some("contact"),
            Self::Company => Some("company"),
            Self::Other(_) => None,
        }
    }
}

/// A CRM item by its kind and id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Binding {
    /// What it is.
    pub kind: EntityKind,
    /// Its id, above zero.
    pub id: u64,
}

impl Binding {
    /// A binding of this kind and id.
    pub fn new(kind: EntityKind, id: u64) -> Self {
        Self { kind, id }
    }

    /// Reads an item as [`Binding::key`] writes it. Nothing for other text.
    pub fn parse(key: &str) -> Option<Self> {
        let (kind, id) = key.split_once(' ')?;
        let id = id.parse().ok().filter(|id| *id > 0)?;
        Some(Self::new(EntityKind::parse(kind)?, id))
    }

    /// The item in one word, by kind and id as the portal writes them: `CONTACT 797`.
    pub fn key(&self) -> String {
        concat(&[self.kind.word(), " ", &digits(self.id)])
    }

    /// The path of the item's page on the portal. Nothing for a kind whose page is not known.
    pub fn path(&self) -> Option<String> {
        self.kind
            .slug()
            .map(|slug| concat(&["/crm/", slug, "/details/", &digits(self.id), "/"]))
    }
}

//! A CRM item that a call is bound to.

use serde::{Deserialize, Serialize};

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

/// The `entityTypeId` of the first smart process.
const FIRST_PROCESS: u64 = 128;

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
    pub fn as_str(&self) -> &str {
        match self {
            Self::Lead => "LEAD",
            Self::Deal => "DEAL",
            Self::Contact => "CONTACT",
            Self::Company => "COMPANY",
            Self::Other(word) => word,
        }
    }

    /// The portal's number of it (`entityTypeId`), by which the methods `crm.item.*` know it. Nothing for a kind that
    /// they do not read.
    pub fn type_id(&self) -> Option<u64> {
        match self {
            Self::Lead => Some(1),
            Self::Deal => Some(2),
            Self::Contact => Some(3),
            Self::Company => Some(4),
            Self::Other(word) => match word.as_str() {
                "QUOTE" => Some(7),
                "SMART_INVOICE" => Some(31),
                process => process
                    .strip_prefix("DYNAMIC_")
                    .and_then(|number| number.parse().ok())
                    .filter(|number| *number >= FIRST_PROCESS),
            },
        }
    }

    /// The portal's number of it as an owner of activities (`ownerTypeId`). Nothing for a kind without a timeline: its
    /// items take neither notes nor next steps.
    pub fn owner_type_id(&self) -> Option<u64> {
        match self {
            // No method reads an order as an item.
            Self::Other(word) if word == "ORDER" => Some(14),
            kind => kind.type_id(),
        }
    }

    /// Whether its items have a timeline.
    pub fn has_timeline(&self) -> bool {
        self.owner_type_id().is_some()
    }

    /// The portal's word for it in the timeline (`ENTITY_TYPE`): `contact`, `dynamic_177`. Nothing for a kind without one.
    pub fn timeline_type(&self) -> Option<String> {
        self.has_timeline().then(|| self.as_str().to_ascii_lowercase())
    }

    /// The word in lower case, as the portal's paths have it. Nothing for other kinds.
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

/// A CRM item by its kind and id. Stored by its [`Binding::key`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
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
        format!("{} {}", self.kind.as_str(), self.id)
    }

    /// The path of the item's page on the portal. Nothing for a kind whose page is not known.
    pub fn path(&self) -> Option<String> {
        let kind = match self.kind.slug() {
            Some(slug) => slug.to_owned(),
            None => format!("type/{}", self.kind.type_id()?),
        };
        Some(format!("/crm/{kind}/details/{}/", self.id))
    }
}

impl From<Binding> for String {
    fn from(item: Binding) -> Self {
        item.key()
    }
}

impl TryFrom<String> for Binding {
    type Error = &'static str;

    fn try_from(key: String) -> Result<Self, Self::Error> {
        Self::parse(&key).ok_or("not a CRM item")
    }
}

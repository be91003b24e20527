//! The types of CRM items, and references to items.

/// The types of CRM items that a call can be bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// A lead.
    Lead,
    /// A deal.
    Deal,
    /// A contact.
    Contact,
    /// A company.
    Company,
    /// An item of the smart process that this portal has, *Equipment rental*.
    Rental,
    /// An invoice of the former kind. No method here reads it, and it has no timeline.
    Invoice,
}

impl ItemKind {
    /// Those that methods read, by their `entityTypeId`.
    pub const ALL: [Self; 5] = [Self::Lead, Self::Deal, Self::Contact, Self::Company, Self::Rental];

    /// `CONTACT`; for a smart process `DYNAMIC_` and its number.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Lead => "LEAD",
            Self::Deal => "DEAL",
            Self::Contact => "CONTACT",
            Self::Company => "COMPANY",
            Self::Rental => "DYNAMIC_177",
            Self::Invoice => "INVOICE",
        }
    }

    /// The `entityTypeId`: 1 lead, 2 deal, 3 contact, 4 company, from 128 on smart processes.
    pub const fn number(self) -> u64 {
        match self {
            Self::Lead => 1,
            Self::Deal => 2,
            Self::Contact => 3,
            Self::Company => 4,
            Self::Rental => 177,
            Self::Invoice => 5,
        }
    }

    /// The name that users read.
    pub(in crate::simulator::portal) const fn title(self) -> &'static str {
        match self {
            Self::Lead => "Lead",
            Self::Deal => "Deal",
            Self::Contact => "Contact",
            Self::Company => "Company",
            Self::Rental => "Equipment rental",
            Self::Invoice => "Invoice",
        }
    }

    /// Whether items of this type have phone numbers and e-mail addresses of their own.
    pub(in crate::simulator::portal) const fn has_phones(self) -> bool {
        matches!(self, Self::Lead | Self::Contact | Self::Company)
    }

    /// The type with this code, in upper or lower case.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code().eq_ignore_ascii_case(code))
    }

    /// The type with this `entityTypeId`.
    pub fn from_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }
}

/// One item of the CRM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// Its type.
    pub kind: ItemKind,
    /// Its identifier, unique within the type.
    pub id: u64,
}

impl Item {
    /// A contact.
    pub const fn contact(id: u64) -> Self {
        Self {
            kind: ItemKind::Contact,
            id,
        }
    }

    /// A company.
    pub const fn company(id: u64) -> Self {
        Self {
            kind: ItemKind::Company,
            id,
        }
    }

    /// A lead.
    pub const fn lead(id: u64) -> Self {
        Self {
            kind: ItemKind::Lead,
            id,
        }
    }

    /// A deal.
    pub const fn deal(id: u64) -> Self {
        Self {
            kind: ItemKind::Deal,
            id,
        }
    }

    /// An item of the smart process.
    pub const fn rental(id: u64) -> Self {
        Self {
            kind: ItemKind::Rental,
            id,
        }
    }
}

//! What an agent enters to make a client of an unknown caller.

use super::EntityKind;
use super::wrap_up::may_have_thousands;
use serde::{Deserialize, Serialize};

/// What can be created for an unknown caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NewKind {
    /// A contact.
    Contact,
    /// A lead.
    Lead,
    /// A deal, with a contact of its own: a deal has no phone number.
    Deal,
}

/// What the agent has entered. All kinds share the entries, so that another kind can be chosen in between.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewClientForm {
    /// What is to be created; nothing while the form is closed.
    pub kind: Option<NewKind>,
    /// The title of a lead or a deal.
    pub title: String,
    /// The first name.
    pub name: String,
    /// The last name.
    pub last_name: String,
    /// The fields that the portal requires besides, each by the kind it belongs to and its name.
    pub required: Vec<(NewKind, String, String)>,
}

/// A field that a portal requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredField {
    /// The kind that it belongs to.
    pub kind: NewKind,
    /// Its name in `crm.item.*`.
    pub name: String,
    /// What the portal calls it.
    pub title: String,
    /// What can be entered.
    pub value: FieldType,
    /// Whether it holds several values; one is entered.
    pub is_multiple: bool,
}

/// What can be entered in a required field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// An amount of money in this currency.
    Money(String),
    /// A date, as `2026-03-10`.
    Date,
    /// One of these: code and name.
    Choice(Vec<(String, String)>),
    /// Yes or no.
    Flag,
    /// Something that can be entered only on the portal's own page.
    Unsupported,
}

/// An entry of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewClientField {
    /// The title.
    Title,
    /// The first name.
    Name,
    /// The last name.
    LastName,
    /// A field that the portal requires.
    Required(NewKind, String),
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewClientError {
    /// Nothing was entered.
    Missing,
    /// Neither a first name nor a last name was entered.
    NameMissing,
    /// A lead or a deal has no title. The portal would make one itself, but only by its title can it be found whether a
    /// request without an answer has created the item.
    TitleMissing,
    /// It is no number.
    Number,
    /// It is a number that can be read in two ways: `10,000`.
    Thousands,
    /// It is no whole number.
    Whole,
}

impl NewKind {
    /// All of them, in the order of the buttons.
    pub const ALL: [Self; 3] = [Self::Contact, Self::Lead, Self::Deal];

    /// The kind of the CRM item.
    pub const fn entity(self) -> EntityKind {
        match self {
            Self::Contact => EntityKind::Contact,
            Self::Lead => EntityKind::Lead,
            Self::Deal => EntityKind::Deal,
        }
    }

    /// The portal's number of it (`entityTypeId`).
    pub const fn type_id(self) -> u64 {
        match self {
            Self::Lead => 1,
            Self::Deal => 2,
            Self::Contact => 3,
        }
    }

    /// The kinds that are created for it, in this order.
    pub const fn parts(self) -> &'static [Self] {
        match self {
            Self::Contact => &[Self::Contact],
            Self::Lead => &[Self::Lead],
            Self::Deal => &[Self::Contact, Self::Deal],
        }
    }

    /// Whether it has a title of its own.
    pub const fn has_title(self) -> bool {
        !matches!(self, Self::Contact)
    }
}

impl NewClientForm {
    /// What was entered in a required field; empty where nothing was.
    pub fn required(&self, kind: NewKind, name: &str) -> &str {
        let mut entries = self.required.iter();
        let found = entries.find(|(of, known, _)| *of == kind && known == name);
        found.map_or("", |(_, _, entry)| entry)
    }

    /// Changes the entry of a required field.
    pub fn set_required(&mut self, kind: NewKind, name: &str, entry: String) {
        self.required
            .retain(|(of, known, _)| *of != kind || known != name);
        if !entry.is_empty() {
            self.required.push((kind, name.to_owned(), entry));
        }
    }

    /// Whether the form is open and something was entered in it.
    pub fn is_entered(&self) -> bool {
        let texts = [&self.title, &self.name, &self.last_name];
        let has_text = texts.iter().any(|text| !text.trim().is_empty());
        self.kind.is_some() && (has_text || !self.required.is_empty())
    }

    /// What is wrong with the entries, in the order of the form.
    pub fn check(&self, fields: &[RequiredField]) -> Vec<(NewClientField, NewClientError)> {
        let mut errors = Vec::new();
        let has_name = !self.name.trim().is_empty() || !self.last_name.trim().is_empty();
        let has_title = !self.title.trim().is_empty();
        match self.kind {
            None => return errors,
            Some(NewKind::Contact) => {}
            Some(NewKind::Lead) if has_title || has_name => {}
            Some(NewKind::Lead | NewKind::Deal) => {
                if !has_title {
                    errors.push((NewClientField::Title, NewClientError::TitleMissing));
                }
            }
        }
        if !has_name && self.kind != Some(NewKind::Lead) {
            errors.push((NewClientField::Name, NewClientError::NameMissing));
        }
        for field in fields {
            let (place, entry) = match field.name.as_str() {
                "title" => (NewClientField::Title, self.title.as_str()),
                "name" => (NewClientField::Name, self.name.as_str()),
                "lastName" => (NewClientField::LastName, self.last_name.as_str()),
                name => (
                    NewClientField::Required(field.kind, name.to_owned()),
                    self.required(field.kind, name),
                ),
            };
            let error = field.value.check(entry);
            let is_known = errors.iter().any(|(known, _)| *known == place);
            errors.extend(error.filter(|_| !is_known).map(|error| (place, error)));
        }
        errors
    }
}

impl RequiredField {
    /// Whether the form has it for every portal.
    pub fn is_own(&self) -> bool {
        matches!(self.name.as_str(), "title" | "name" | "lastName")
    }
}

impl FieldType {
    /// What is wrong with an entry.
    pub fn check(&self, entry: &str) -> Option<NewClientError> {
        let entry = entry.trim();
        match self {
            // Not ticked is an answer, too.
            Self::Flag | Self::Unsupported => None,
            _ if entry.is_empty() => Some(NewClientError::Missing),
            Self::Number | Self::Money(_) => match decimal(entry) {
                None => Some(NewClientError::Number),
                Some(number) => {
                    may_have_thousands(number.trim_start_matches('-')).then_some(NewClientError::Thousands)
                }
            },
            Self::Whole => {
                let digits = entry.strip_prefix('-').unwrap_or(entry);
                let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                (!is_whole).then_some(NewClientError::Whole)
            }
            Self::Text | Self::Date | Self::Choice(_) => None,
        }
    }

    /// An entry without errors, as it is sent.
    pub fn to_send(&self, entry: &str) -> String {
        let entry = entry.trim();
        match self {
            Self::Flag => if entry.is_empty() { "N" } else { "Y" }.to_owned(),
            Self::Number => decimal(entry).unwrap_or_default(),
            Self::Money(currency) => format!("{}|{currency}", decimal(entry).unwrap_or_default()),
            _ => entry.to_owned(),
        }
    }
}

/// A number in decimal digits with a point, from one that may be written with a comma. Nothing for everything else.
fn decimal(entry: &str) -> Option<String> {
    let number = entry.replace(',', ".");
    let digits = number.strip_prefix('-').unwrap_or(&number);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits(whole) && is_digits(fraction)).then_some(number)
}

/// The ways in which a number may be stored in CRM: as the call has it, in digits, and in digits after a plus sign.
pub fn number_forms(number: &str) -> Vec<String> {
    let number = number.trim();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let mut forms = vec![number.to_owned()];
    if !digits.is_empty() {
        for form in [format!("+{digits}"), digits] {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

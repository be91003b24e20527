//! The fields of each type of item, as `crm.item.fields` describes them.

use super::ItemKind;
use serde_json::{Value, json};

/// A field of a type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) title: &'static str,
    pub(super) read_only: bool,
    pub(super) multiple: bool,
    /// The values of an `enumeration`, by their ids.
    pub(super) items: &'static [(&'static str, &'static str)],
}

/// A field that holds one value and can be written.
const fn field(name: &'static str, kind: &'static str, title: &'static str) -> Field {
    Field {
        name,
        kind,
        title,
        read_only: false,
        multiple: false,
        items: &[],
    }
}

const fn read_only(name: &'static str, kind: &'static str, title: &'static str) -> Field {
    Field {
        read_only: true,
        ..field(name, kind, title)
    }
}

const fn multiple(name: &'static str, kind: &'static str, title: &'static str) -> Field {
    Field {
        multiple: true,
        ..field(name, kind, title)
    }
}

const REGIONS: &[(&str, &str)] = &[("79", "North"), ("80", "South")];

/// Fields that this portal has added to those of Bitrix24, one of each type.
const CUSTOM: &[Field] = &[
    field("ufCrm_Number", "string", "Customer number"),
    Field {
        items: REGIONS,
        ..field("ufCrm_Region", "enumeration", "Region")
    },
    field("ufCrm_Since", "date", "Client since"),
    field("ufCrm_Rate", "double", "Discount rate"),
    field("ufCrm_Limit", "money", "Credit limit"),
    field("ufCrm_Consent", "boolean", "Agreed to be called"),
    field("ufCrm_Contract", "file", "Contract"),
];

const ALL: &[Field] = &[
    read_only("id", "integer", "ID"),
    read_only("createdTime", "datetime", "Created at"),
    read_only("updatedTime", "datetime", "Updated at"),
    read_only("createdBy", "user", "Created by"),
    read_only("updatedBy", "user", "Updated by"),
    read_only("lastActivityTime", "datetime", "Last activity"),
    field("assignedById", "user", "Responsible person"),
    field("opened", "boolean", "Available to everyone"),
];

const TITLE: Field = field("title", "string", "Name");

const NAMES: &[Field] = &[
    field("name", "string", "First name"),
    field("secondName", "string", "Second name"),
    field("lastName", "string", "Last name"),
    field("post", "string", "Position"),
];

const STAGE: &[Field] = &[
    field("stageId", "crm_status", "Stage"),
    read_only("stageSemanticId", "string", "Stage semantics"),
];

const AMOUNT: &[Field] = &[
    field("opportunity", "double", "Amount"),
    field("currencyId", "crm_currency", "Currency"),
    field("isManualOpportunity", "boolean", "Amount calculation mode"),
];

const CLIENT: &[Field] = &[
    field("companyId", "crm_company", "Company"),
    field("contactId", "crm_contact", "Contact"),
    multiple("contactIds", "crm_contact", "CONTACT_IDS"),
];

const SOURCE: &[Field] = &[field("sourceId", "crm_status", "Source")];

const PIPELINE: &[Field] = &[field("categoryId", "crm_category", "Pipeline")];

const PHONES: &[Field] = &[
    read_only("hasPhone", "boolean", "Has a phone number"),
    read_only("hasEmail", "boolean", "Has an e-mail address"),
    read_only("phone", "string", "Phone"),
    read_only("email", "string", "E-mail"),
    multiple("fm", "crm_multifield", "Communication channels"),
];

const LEAD: &[&[Field]] = &[
    ALL,
    &[TITLE],
    NAMES,
    &[field("companyTitle", "string", "Company name")],
    STAGE,
    AMOUNT,
    SOURCE,
    CLIENT,
    PHONES,
    CUSTOM,
];

const DEAL: &[&[Field]] = &[
    ALL,
    &[TITLE],
    PIPELINE,
    STAGE,
    &[read_only("closed", "boolean", "Closed")],
    AMOUNT,
    SOURCE,
    CLIENT,
    &[field("leadId", "crm_lead", "Lead")],
    CUSTOM,
];

const CONTACT: &[&[Field]] = &[
    ALL,
    NAMES,
    &[
        field("photo", "file", "Photo"),
        field("typeId", "crm_status", "Contact type"),
        field("companyId", "crm_company", "Company"),
        multiple("companyIds", "crm_company", "COMPANY_IDS"),
    ],
    SOURCE,
    PHONES,
    CUSTOM,
];

const COMPANY: &[&[Field]] = &[
    ALL,
    &[
        TITLE,
        field("typeId", "crm_status", "Company type"),
        multiple("contactIds", "crm_contact", "CONTACT_IDS"),
    ],
    PHONES,
];

const RENTAL: &[&[Field]] = &[ALL, &[TITLE], PIPELINE, STAGE, AMOUNT, SOURCE, CLIENT];

/// The fields of a type.
pub(super) fn of(kind: ItemKind) -> impl Iterator<Item = &'static Field> {
    let groups = match kind {
        ItemKind::Lead => LEAD,
        ItemKind::Deal => DEAL,
        ItemKind::Contact => CONTACT,
        ItemKind::Company => COMPANY,
        ItemKind::Rental => RENTAL,
        ItemKind::Invoice => &[ALL],
    };
    groups.iter().copied().flatten()
}

/// The field of a type with this name.
pub(super) fn find(kind: ItemKind, name: &str) -> Option<&'static Field> {
    of(kind).find(|field| field.name == name)
}

impl Field {
    /// Whether it holds the identifier of something; 0 is none.
    pub(super) fn is_reference(&self) -> bool {
        matches!(
            self.kind,
            "integer" | "user" | "crm_company" | "crm_contact" | "crm_lead" | "crm_category"
        )
    }

    /// What it holds in an item where nobody wrote it.
    pub(super) fn empty(&self) -> Value {
        match self.kind {
            _ if self.multiple => json!([]),
            "boolean" => json!("N"),
            "double" => json!(0),
            _ if self.is_reference() => json!(0),
            _ => Value::Null,
        }
    }

    /// As `crm.item.fields` describes it.
    pub(super) fn describe(&self, item: ItemKind, required: bool) -> Value {
        let mut description = json!({
            "type": self.kind,
            "isRequired": required,
            "isReadOnly": self.read_only,
            "isImmutable": false,
            "isMultiple": self.multiple,
            "isDynamic": self.name.starts_with("uf"),
            "title": self.title,
            "upperName": upper_name(self.name),
        });
        if self.name == "contactId" {
            description["isDeprecated"] = true.into();
        }
        if !self.items.is_empty() {
            let item = |(id, value): &(&str, &str)| json!({ "ID": id, "VALUE": value });
            description["items"] = self.items.iter().map(item).collect();
        }
        if let Some(directory) = self.directory(item) {
            description["statusType"] = directory.into();
        }
        description
    }

    /// The directory that its values come from, for a field of the type `crm_status`.
    pub(super) fn directory(&self, item: ItemKind) -> Option<&'static str> {
        match (self.name, item) {
            ("sourceId", _) => Some("SOURCE"),
            ("typeId", ItemKind::Contact) => Some("CONTACT_TYPE"),
            ("typeId", _) => Some("COMPANY_TYPE"),
            ("stageId", ItemKind::Lead) => Some("STATUS"),
            ("stageId", ItemKind::Deal) => Some("DEAL_STAGE"),
            ("stageId", ItemKind::Rental) => Some("DYNAMIC_177_STAGE_5"),
            _ => None,
        }
    }
}

/// `assignedById` as `ASSIGNED_BY_ID`.
fn upper_name(name: &str) -> String {
    let mut upper = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            upper.push('_');
        }
        upper.push(letter.to_ascii_uppercase());
    }
    upper
}

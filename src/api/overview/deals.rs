//! The open deals of a client: `crm.item.list`.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-list.html>

use crate::api::crm::{Item, ItemAnswer};
use crate::api::{NewestItems, php};
use crate::call::{Binding, EntityKind};
use serde::{Deserialize, Serialize};

/// A deal that is not closed.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDeal {
    /// `id`
    pub id: u64,
    /// What is known of it.
    pub item: Item,
}

/// What is sent to ask for deals, the newest first.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DealQuery {
    entity_type_id: u8,
    filter: Filter,
    select: [&'static str; 10],
    order: NewestItems,
}

#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Filter {
    #[serde(skip_serializing_if = "Option::is_none")]
    contact_ids: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    company_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<&'static str>,
}

impl DealQuery {
    /// The deals of a contact or a company; nothing for other kinds. `filters` says whether the portal is to leave out
    /// those that are closed.
    pub fn of(client: &Binding, filters: bool) -> Option<Self> {
        let mut filter = Filter {
            closed: filters.then_some("N"),
            ..Filter::default()
        };
        match client.kind {
            EntityKind::Contact => filter.contact_ids = Some(client.id),
            EntityKind::Company => filter.company_id = Some(client.id),
            _ => return None,
        }
        Some(Self {
            entity_type_id: 2,
            filter,
            select: [
                "id",
                "title",
                "categoryId",
                "stageId",
                "stageSemanticId",
                "closed",
                "opportunity",
                "currencyId",
                "assignedById",
                "createdTime",
            ],
            order: NewestItems::default(),
        })
    }
}

/// The answer to [`DealQuery`].
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct DealAnswer {
    /// `items`
    #[serde(deserialize_with = "php::list")]
    pub items: Vec<ItemAnswer>,
}

impl DealAnswer {
    /// Those that are not closed.
    pub fn open(self) -> Vec<OpenDeal> {
        let deals = self.items.into_iter().filter_map(|answer| {
            let id = answer.id?;
            let item = answer.item(&EntityKind::Deal).ok()?;
            (!item.closed).then_some(OpenDeal { id, item })
        });
        deals.collect()
    }
}

//! Notes in the timeline of CRM items.
//!
//! Nothing distinguishes a note that was sent twice from two notes: after an uncertain failure look for it ([`comments`],
//! [`find`]) before it is sent again.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/timeline/comments/index.html>

use super::bbcode::without_bbcode;
use super::fields::moment;
use super::php::{self, List};
use super::{Newest, decode_entities};
use crate::bx24::{Client, Error};
use crate::call::Binding;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The method that adds a note.
pub const ADD: &str = "crm.timeline.comment.add";

/// The method that lists notes.
pub const LIST: &str = "crm.timeline.comment.list";

/// How far the clocks of the portal's servers may be apart, in milliseconds.
pub(super) const CLOCKS_DIFFER: f64 = 5_000.0;

/// A note that is there.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Comment {
    /// `ID`
    #[serde(deserialize_with = "php::required_id")]
    pub id: u64,
    /// `COMMENT`: may hold `BBCode` and entities.
    #[serde(default, deserialize_with = "php::text")]
    pub comment: String,
    /// `AUTHOR_ID`
    #[serde(default, deserialize_with = "php::id")]
    pub author_id: Option<u64>,
    /// `CREATED`, in milliseconds since 1970.
    #[serde(default, deserialize_with = "moment")]
    pub created: Option<f64>,
}

impl Comment {
    /// What it says: `COMMENT` without `BBCode`, and with its entities decoded once.
    pub fn text(&self) -> String {
        // An entity may stand for a bracket that is no tag.
        decode_entities(&without_bbcode(&self.comment))
    }
}

/// The notes that say something, the newest first. One that is only a file has no text.
pub fn with_text(mut notes: Vec<Comment>) -> Vec<Comment> {
    notes.retain(|note| !note.text().trim().is_empty());
    notes.sort_by(|a, b| b.created.partial_cmp(&a.created).unwrap_or(Ordering::Equal));
    notes
}

/// What is sent to add a note.
#[derive(Clone, Debug, Serialize)]
pub struct CommentAdd<'a> {
    // Only this spelling is taken: `FIELDS` is not found.
    fields: CommentFields<'a>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct CommentFields<'a> {
    entity_id: u64,
    entity_type: String,
    comment: &'a str,
}

/// What is sent to list notes, the newest first.
#[derive(Clone, Debug, Serialize)]
pub struct CommentList {
    filter: Filter,
    order: Newest,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Filter {
    entity_id: u64,
    entity_type: String,
}

impl<'a> CommentAdd<'a> {
    /// A note on an item. Nothing for a kind of item without a timeline.
    pub fn to(item: &Binding, comment: &'a str) -> Option<Self> {
        Some(Self {
            fields: CommentFields {
                entity_id: item.id,
                entity_type: item.kind.timeline_type()?,
                comment,
            },
        })
    }
}

impl CommentList {
    /// The notes of an item. Nothing for a kind of item without a timeline.
    pub fn of(item: &Binding) -> Option<Self> {
        Some(Self {
            filter: Filter {
                entity_id: item.id,
                entity_type: item.kind.timeline_type()?,
            },
            order: Newest::default(),
        })
    }
}

/// The answer to a note: its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct CommentId(#[serde(deserialize_with = "php::required_id")] pub u64);

/// Adds a note to an item; answers its id.
///
/// # Errors
/// [`ErrorKind::Refused`](crate::bx24::ErrorKind::Refused) with the code `UNKNOWN_KIND`, without asking, for a kind of
/// item without a timeline. Refusals of the portal mean [`Refusal::ItemGone`](super::Refusal::ItemGone),
/// [`Refusal::NoRight`](super::Refusal::NoRight) or [`Refusal::NoteEmpty`](super::Refusal::NoteEmpty).
///
/// <https://apidocs.bitrix24.com/api-reference/crm/timeline/comments/crm-timeline-comment-add.html>
pub async fn comment_add(client: &Client, item: &Binding, comment: &str) -> Result<u64, Error> {
    let params = CommentAdd::to(item, comment).ok_or_else(|| Error::refused("UNKNOWN_KIND"))?;
    let id: CommentId = client.call(ADD, &params).await?;
    Ok(id.0)
}

/// The newest notes of an item, 50 at most. What has no id is left out.
///
/// # Errors
/// [`ErrorKind::Refused`](crate::bx24::ErrorKind::Refused) with the code `UNKNOWN_KIND`, without asking, for a kind of
/// item without a timeline. Refusals of the portal mean [`Refusal::ItemGone`](super::Refusal::ItemGone) or
/// [`Refusal::NoRight`](super::Refusal::NoRight).
///
/// <https://apidocs.bitrix24.com/api-reference/crm/timeline/comments/crm-timeline-comment-list.html>
pub async fn comments(client: &Client, item: &Binding) -> Result<Vec<Comment>, Error> {
    let params = CommentList::of(item).ok_or_else(|| Error::refused("UNKNOWN_KIND"))?;
    let comments: List<Comment> = client.query(LIST, &params).await?;
    Ok(comments.0)
}

/// The note with this text by this author that was created since the first attempt, by the portal's clock
/// ([`Client::portal_time`]) in milliseconds since 1970.
///
/// The portal may have escaped the text or changed its white space. An earlier note with the same text is another note.
pub fn find<'a>(comments: &'a [Comment], author: u64, comment: &str, since: f64) -> Option<&'a Comment> {
    let same = |found: &&Comment| {
        found.author_id == Some(author)
            && found
                .created
                .is_some_and(|created| created >= since - CLOCKS_DIFFER)
            && same_text(&found.comment, comment)
    };
    comments.iter().find(same)
}

/// Whether the portal's text is the one that was sent, whatever became of its white space. The portal may have stored it
/// as it was sent, escaped it, or decoded the entities that were typed (`&amp;`). It may have no place for an emoji.
pub(super) fn same_text(stored: &str, sent: &str) -> bool {
    let same = |one: &str, other: &str| {
        let visible = |c: &char| !c.is_whitespace();
        one.chars().filter(visible).eq(other.chars().filter(visible))
    };
    let decoded = decode_entities(stored);
    let is_stored =
        |sent: &str| same(stored, sent) || same(&decoded, sent) || same(&decoded, &decode_entities(sent));
    is_stored(sent) || without_emoji(sent).iter().any(|sent| is_stored(sent))
}

/// What may become of a text with emoji where the portal's database has no place for them: it is cut off at the first one,
/// or they are left out, become question marks, or become codes (`:f09f9880:`). Nothing for a text without them, and no
/// empty text: that is in every timeline.
fn without_emoji(sent: &str) -> Vec<String> {
    // A database without a place for them stores at most three bytes of a character.
    let is_emoji = |c: char| c.len_utf8() == 4;
    let Some((before, _)) = sent.split_once(is_emoji) else {
        return Vec::new();
    };
    let code = |c: char| {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes);
        format!(":{:08x}:", u32::from_be_bytes(bytes))
    };
    let with = |instead: &dyn Fn(char) -> String| -> String {
        let character = |c| if is_emoji(c) { instead(c) } else { String::from(c) };
        sent.chars().map(character).collect()
    };
    let mut texts = vec![
        before.to_owned(),
        with(&|_| String::new()),
        with(&|_| "?".to_owned()),
        with(&code),
    ];
    texts.retain(|text| !text.trim().is_empty());
    texts
}

//! What an agent enters after a call, read and checked before anything is sent.

pub use super::clock::duration as format_duration;
use super::moment::digits;

/// The longest call that is believed, in seconds: a day.
pub const DURATION_LIMIT: u64 = 86_400;

/// How many bytes a note may take on the portal, which keeps notes in a text of 65,535 bytes. A character outside the
/// basic plane (an emoji) is stored as ten of them.
pub const NOTE_LIMIT: usize = 65_000;

/// How many digits a phone number may have: 15 by the standard (ITU-T E.164), and what it takes to dial abroad.
const NUMBER_LIMIT: usize = 20;

/// Below this a cost is believed.
const COST_LIMIT: f64 = 1e9;

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// Not `m:ss`, `h:mm:ss` or seconds.
    Duration,
    /// Longer than [`DURATION_LIMIT`].
    DurationLong,
    /// Not a number.
    Cost,
    /// Below zero.
    CostNegative,
    /// More than four decimals.
    CostDecimals,
    /// A number that can be read in two ways: `10,000`.
    Thousands,
    /// A billion or more.
    CostLarge,
    /// Not the address of something on the web, or not https.
    RecordAddress,
    /// The file's name ends neither in `.wav` nor in `.mp3`.
    RecordName,
    /// The file is not what its name says.
    RecordContent,
    /// The file has nothing in it.
    RecordEmpty,
    /// No phone number.
    NumberMissing,
    /// Something that no phone number has.
    Number,
    /// More than 20 digits.
    NumberLong,
    /// More than [`NOTE_LIMIT`] bytes.
    NoteLong,
    /// No result code of the company, and one is required.
    ResultCodeMissing,
    /// Neither a note nor a next step.
    NoteEmpty,
    /// There is no CRM item for note and next step.
    NoTarget,
    /// The date of the next step is missing or not one.
    Deadline,
    /// No file was chosen.
    FileMissing,
    /// The browser cannot read the file any more.
    FileUnreadable,
}

/// Reads a duration in seconds from `m:ss`, `h:mm:ss` or plain seconds, up to a day. Nothing for a blank entry.
pub fn parse_duration(entry: &str) -> Result<Option<u64>, FieldError> {
    let entry = plain(entry.trim());
    if entry.is_empty() {
        return Ok(None);
    }
    let mut seconds: u64 = 0;
    for (index, part) in entry.as_bytes().split(|byte| *byte == b':').enumerate() {
        let number = digits(part).ok_or(FieldError::Duration)?.unsigned_abs();
        if index > 2 || index > 0 && (part.len() != 2 || number > 59) {
            return Err(FieldError::Duration);
        }
        seconds = seconds.saturating_mul(60).saturating_add(number);
    }
    if seconds > DURATION_LIMIT {
        return Err(FieldError::DurationLong);
    }
    Ok(Some(seconds))
}

/// A number as it is written with the digits 0 to 9: Arabic and Persian keyboards, and Japanese input, have others.
fn plain(entry: &str) -> String {
    let digit = |c: char, zero: char| char::from_digit(u32::from(c) - u32::from(zero), 10);
    let plain = |c: char| match c {
        '\u{660}'..='\u{669}' => digit(c, '\u{660}').unwrap_or(c),
        '\u{6f0}'..='\u{6f9}' => digit(c, '\u{6f0}').unwrap_or(c),
        '\u{ff10}'..='\u{ff19}' => digit(c, '\u{ff10}').unwrap_or(c),
        '\u{ff1a}' => ':',
        '\u{ff0e}' | '\u{66b}' => '.',
        '\u{ff0c}' => ',',
        other => other,
    };
    entry.chars().map(plain).collect()
}

/// Whether a number, with digits only but for one point or comma, may have it between thousands: `10,000` is ten thousand
/// in one language and ten in another, so nobody can say what was meant.
pub(super) fn may_have_thousands(number: &str) -> bool {
    let is_whole = |whole: &str| (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    let parts = number.split_once(['.', ',']);
    parts.is_some_and(|(whole, rest)| is_whole(whole) && rest.len() == 3)
}

/// Reads a cost: digits, and up to four more after a point or a comma. Nothing for a blank entry.
pub fn parse_cost(entry: &str) -> Result<Option<f64>, FieldError> {
    let entry = &plain(entry.trim());
    if entry.is_empty() {
        return Ok(None);
    }
    let minus = entry.strip_prefix('-').or_else(|| entry.strip_prefix('\u{2212}'));
    let mut plain = String::new();
    let mut decimals = None;
    for c in minus.unwrap_or(entry).chars() {
        match c {
            '0'..='9' => {
                plain.push(c);
                decimals = decimals.map(|count| count + 1);
            }
            '.' | ',' if decimals.is_none() && !plain.is_empty() => {
                plain.push('.');
                decimals = Some(0);
            }
            _ => return Err(FieldError::Cost),
        }
    }
    match decimals {
        _ if plain.is_empty() => return Err(FieldError::Cost),
        Some(0) => return Err(FieldError::Cost),
        _ if minus.is_some() => return Err(FieldError::CostNegative),
        Some(5..) => return Err(FieldError::CostDecimals),
        _ if may_have_thousands(&plain) => return Err(FieldError::Thousands),
        _ => {}
    }
    plain
        .parse()
        .ok()
        .filter(|cost| *cost < COST_LIMIT)
        .map(Some)
        .ok_or(FieldError::CostLarge)
}

/// Reads the address of a record: https only, as a call is nobody else's business on its way to the portal. Nothing
/// for a blank entry.
pub fn parse_record_address(entry: &str) -> Result<Option<String>, FieldError> {
    let entry = entry.trim();
    let (scheme, host) = entry.as_bytes().split_at_checked(8).unwrap_or_default();
    match host {
        _ if entry.is_empty() => Ok(None),
        [] | [b'/' | b'?' | b'#', ..] => Err(FieldError::RecordAddress),
        _ if !scheme.eq_ignore_ascii_case(b"https://") => Err(FieldError::RecordAddress),
        _ if host.iter().any(|byte| *byte <= b' ' || *byte == 0x7f) => Err(FieldError::RecordAddress),
        _ => Ok(Some(entry.to_owned())),
    }
}

/// Checks a record file by its name and its first bytes, of which twelve are enough.
pub fn check_record_file(name: &str, start: &[u8]) -> Result<(), FieldError> {
    let [.., _, b'.', a, b, c] = *name.trim().as_bytes() else {
        return Err(FieldError::RecordName);
    };
    let fits = match [a, b, c].map(|letter| letter.to_ascii_lowercase()) {
        [b'w', b'a', b'v'] => start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WAVE"),
        [b'm', b'p', b'3'] => start.starts_with(b"ID3") || is_layer_three(start),
        _ => return Err(FieldError::RecordName),
    };
    match start {
        [] => Err(FieldError::RecordEmpty),
        _ if fits => Ok(()),
        _ => Err(FieldError::RecordContent),
    }
}

/// The name under which a record file is sent: with its ending in small letters, because the portal takes no other.
pub fn record_file_name(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    if ending.is_empty() {
        return name.to_owned();
    }
    [stem, ".", &ending.to_lowercase()].concat()
}

/// Whether an MPEG audio frame of layer III begins here: eleven bits set, no reserved version, bit rate or frequency.
fn is_layer_three(start: &[u8]) -> bool {
    let [0xff, kind, rates, ..] = *start else {
        return false;
    };
    kind & 0xe0 == 0xe0
        && kind & 0x18 != 0x08
        && kind & 0x06 == 0x02
        && rates & 0xf0 != 0xf0
        && rates & 0x0c != 0x0c
}

/// Reads a phone number to register: its digits, with a `+` in front where it was written with one. Spaces, dashes, slashes,
/// points, brackets and the invisible marks that come with a copied number are left out.
pub fn parse_number(entry: &str) -> Result<String, FieldError> {
    let mut number = String::with_capacity(entry.len());
    for c in plain(entry).chars() {
        match c {
            '0'..='9' => number.push(c),
            '+' if number.is_empty() => number.push(c),
            '(' | ')' | '[' | ']' | '-' | '/' | '.' => {}
            c if c.is_whitespace() || is_left_out(c) => {}
            _ => return Err(FieldError::Number),
        }
    }
    match number.trim_start_matches('+').len() {
        0 if entry.trim().is_empty() => Err(FieldError::NumberMissing),
        0 => Err(FieldError::Number),
        digits if digits > NUMBER_LIMIT => Err(FieldError::NumberLong),
        _ => Ok(number),
    }
}

/// Dashes of other scripts, and marks without a width.
const fn is_left_out(c: char) -> bool {
    matches!(
        c,
        '\u{2010}'..='\u{2015}'
            | '\u{2212}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// Checks the length of a note.
pub fn check_note(note: &str) -> Result<(), FieldError> {
    // A character of four bytes begins with a byte from 0xf0 on, and takes six more.
    let emoji = note.bytes().filter(|byte| *byte >= 0xf0).count();
    if note.len() + 6 * emoji > NOTE_LIMIT {
        return Err(FieldError::NoteLong);
    }
    Ok(())
}

/// The result code that the portal itself would take: 200 with a duration, else 304.
pub const fn default_status_code(seconds: u64) -> &'static str {
    if seconds > 0 { "200" } else { "304" }
}

/// A proposal for the `EXTERNAL_CALL_ID` of a call: `card-<milliseconds>-<eight hexadecimal digits>`.
///
/// `now` in milliseconds since 1970, `random` any number from a good source: together they are unique for each call.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn propose_external_call_id(now: f64, random: u32) -> String {
    let mut id = "card-".to_owned();
    id.push_str(&(now as u64).to_string());
    id.push('-');
    for place in (0..8).rev() {
        id.extend(char::from_digit(random >> (place * 4) & 0xf, 16));
    }
    id
}

//! The client's number.

/// The client's number, as far as the portal tells it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Phone {
    /// The number as the portal has it: digits, maybe with a `+`. It is copied and sent unchanged.
    Known(String),
    /// The client hides it (`hidden`).
    Hidden,
    /// Nobody knows it: the key was missing, or `unknown`.
    #[default]
    Unknown,
}

impl Phone {
    /// Reads `PHONE_NUMBER`.
    pub fn parse(word: &str) -> Self {
        match word.trim() {
            "" => Self::Unknown,
            word if ["unknown", "undefined", "null"]
                .iter()
                .any(|none| word.eq_ignore_ascii_case(none)) =>
            {
                Self::Unknown
            }
            word if word.eq_ignore_ascii_case("hidden") => Self::Hidden,
            word => Self::Known(word.to_owned()),
        }
    }

    /// The number, where it is known.
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::Known(number) => Some(number),
            _ => None,
        }
    }

    /// The number with all but its last two digits taken out, for diagnostics.
    pub fn redacted(&self) -> String {
        match self {
            Self::Known(number) => {
                let digits = number.chars().filter(char::is_ascii_digit).count();
                let mut seen = 0;
                let hide = |c: char| {
                    seen += usize::from(c.is_ascii_digit());
                    if c.is_ascii_digit() && seen + 2 <= digits {
                        '•'
                    } else {
                        c
                    }
                };
                number
                    .chars()
                    .filter(|c| c.is_ascii_digit() || *c == '+')
                    .map(hide)
                    .collect()
            }
            Self::Hidden => "hidden".to_owned(),
            Self::Unknown => "unknown".to_owned(),
        }
    }
}

/// Cuts a number into groups a person can read and compare. The groups joined are the number again, unchanged.
///
/// A number that is not plain digits (letters, a SIP address, spaces of its own) stays in one piece.
pub fn groups(number: &str) -> Vec<&str> {
    let (plus, digits) = if let Some(digits) = number.strip_prefix('+') {
        ("+", digits)
    } else {
        ("", number)
    };
    if digits.len() < 7 || digits.len() > 15 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return vec![number];
    }
    // The country code stands alone where the number is written with one; the rest reads in threes, ending in pairs
    // or fours: 999 999 96 66.
    let code = if plus.is_empty() { 0 } else { country_code(digits) };
    let mut cuts = Vec::new();
    let mut at = plus.len() + code;
    if code > 0 {
        cuts.push(at);
    }
    while number.len() - at > 4 {
        at += 3;
        cuts.push(at);
    }
    if number.len() - at == 4 {
        cuts.push(at + 2);
    }
    let mut groups = Vec::with_capacity(cuts.len() + 1);
    let mut rest = number;
    let mut start = 0;
    for cut in cuts {
        if let Some((group, after)) = rest.split_at_checked(cut - start) {
            groups.push(group);
            rest = after;
            start = cut;
        }
    }
    groups.push(rest);
    groups
}

/// How many digits the country code takes (ITU-T E.164: zones 1 and 7 have one, the listed pairs two, the rest three).
fn country_code(digits: &str) -> usize {
    const TWO: [&str; 45] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
        "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
        "82", "84", "86", "90", "91", "92", "93", "94", "95", "98", "28",
    ];
    match digits.as_bytes().first() {
        Some(b'1' | b'7') => 1,
        _ if TWO.iter().any(|code| digits.starts_with(code)) => 2,
        _ => 3,
    }
}

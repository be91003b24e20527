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

/// How countries write the digits after their code, most of all those where Bitrix24 has portals: the code, then how many
/// digits stand together. A code that stands here twice has numbers of several lengths.
const HABITS: &str = "1 334,7 3322,20 234,20 334,27 234,30 334,31 234,31 1224,32 333,32 3222,33 12222,34 333,39 334,39 333,\
39 244,40 333,41 2322,43 334,44 433,45 2222,46 2322,47 323,48 333,49 233,49 234,49 334,49 434,51 333,52 244,52 334,\
54 1244,55 244,55 254,56 144,57 334,58 334,60 234,60 244,61 333,62 333,62 334,62 344,63 334,64 234,65 44,66 134,66 234,\
81 144,81 244,82 244,84 333,84 334,86 344,90 3322,91 55,92 37,98 334,212 3222,213 3222,216 233,351 333,353 234,358 234,\
370 323,371 233,372 44,373 233,374 233,375 2322,380 2322,420 333,421 333,852 44,853 44,886 333,886 333,961 233,962 144,\
963 333,964 334,965 44,966 234,971 234,972 234,973 44,974 44,992 234,993 2222,994 2322,995 333,996 333,998 2322";

/// Cuts a number into groups a person can read and compare. The groups joined are the number again, unchanged.
///
/// A number that is not plain digits (letters, a SIP address, spaces of its own) stays in one piece.
pub fn groups(number: &str) -> Vec<&str> {
    let digits = number.strip_prefix('+').unwrap_or(number);
    let plus = number.len() - digits.len();
    if digits.len() < 7 || digits.len() > 15 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return vec![number];
    }
    let mut groups = Vec::new();
    let mut rest = number;
    let mut take = |size: usize| {
        if let Some((group, after)) = rest.split_at_checked(size)
            && !group.is_empty()
            && !after.is_empty()
        {
            groups.push(group);
            rest = after;
        }
        rest.len()
    };
    // Where the plus is left out, only a whole number with its country's code is taken for one.
    if let Some((code, sizes)) = habit(digits).filter(|_| plus > 0 || digits.len() > 10) {
        take(plus + code.len());
        for size in sizes.bytes() {
            take(usize::from(size - b'0'));
        }
    } else {
        // Threes, and pairs or a three at the end: 999 999 96 66.
        let mut left = take(if plus > 0 { plus + country_code(digits) } else { 0 });
        while left > 4 {
            left = take(3);
        }
        if left == 4 {
            take(2);
        }
    }
    groups.push(rest);
    groups
}

/// The country's code and how its numbers of this length are written.
fn habit(digits: &str) -> Option<(&'static str, &'static str)> {
    HABITS.split(',').find_map(|habit| {
        let (code, sizes) = habit.split_once(' ')?;
        let rest = digits.strip_prefix(code)?;
        let length: usize = sizes.bytes().map(|size| usize::from(size - b'0')).sum();
        (length == rest.len()).then_some((code, sizes))
    })
}

/// How many digits the country code takes (ITU-T E.164: zones 1 and 7 have one, the listed pairs two, the rest three).
fn country_code(digits: &str) -> usize {
    const TWO: &str = "20 27 28 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 \
65 66 81 82 84 86 90 91 92 93 94 95 98";
    match digits.as_bytes().first() {
        Some(b'1' | b'7') => 1,
        _ if TWO.split(' ').any(|code| digits.starts_with(code)) => 2,
        _ => 3,
    }
}

//! What tells one text from another one without containing it.

/// The fingerprint of a text, the same in every version of the program: it is stored. It is FNV-1a with 64 bits.
///
/// <https://www.rfc-editor.org/rfc/rfc9923>
#[must_use]
pub fn fingerprint(text: &str) -> String {
    let mix = |print: u64, byte: u8| (print ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let print = text.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    format!("{print:x}")
}

//! Eight bytes of text looked at together, as the number they make with the first one lowest.
//!
//! A branch for each byte costs more than all eight do: where a word ends cannot be foreseen.

const ALL: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ALL;

/// How many of eight bytes are ASCII letters and digits up to the first that is none.
#[inline]
pub(crate) fn leading_alphanumerics(bytes: u64) -> usize {
    // The high bit of each byte of `low`, which must be below 0x80, that lies between two bytes.
    let between = |low: u64, first: u8, last: u8| (low + (0x80 - u64::from(first)) * ALL) & !(low + (0x7f - u64::from(last)) * ALL);
    let low = bytes & !HIGH;
    let alphanumeric = (between(low, b'0', b'9') | between(low | (0x20 * ALL), b'a', b'z')) & !bytes & HIGH;
    ((alphanumeric ^ HIGH).trailing_zeros() / 8) as usize
}

/// Whether eight bytes are plain ASCII, with spaces that stand alone behind other characters.
#[inline]
pub(super) fn are_plain(bytes: u64) -> bool {
    let low = bytes & !HIGH;
    // The high bit of each byte that is not zero.
    let nonzero = |low: u64| low + 0x7f * ALL;
    let at_least_space = low + 0x60 * ALL;
    let no_space = nonzero(low ^ (0x20 * ALL)) & HIGH;
    let spaces = no_space ^ HIGH;
    let fits = at_least_space & nonzero(low ^ (u64::from(b'-') * ALL)) & !bytes & HIGH;
    fits == HIGH && spaces & (spaces << 8) == 0 && spaces & 0x80 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place() {
        for place in 0..8 {
            for byte in 0..=u8::MAX {
                let mut eight = *b"abcdefgh";
                eight[place] = byte;
                let number = u64::from_le_bytes(eight);
                assert_eq!(leading_alphanumerics(number), if byte.is_ascii_alphanumeric() { 8 } else { place }, "{eight:?}");
                let plain = (b'!'..=0x7f).contains(&byte) && byte != b'-' || byte == b' ' && place > 0;
                assert_eq!(are_plain(number), plain, "{eight:?}");
            }
        }
        assert!(are_plain(u64::from_le_bytes(*b"a b c d ")) && !are_plain(u64::from_le_bytes(*b"ab  cdef")));
    }
}

//! Counting in bytes of text.

/// UTF-16 units of a text: one for each first byte of a character, two for those of four bytes.
pub fn utf16_units(bytes: &[u8]) -> usize {
    count_bytes(bytes, |b| u8::from(b & 0xC0 != 0x80) + u8::from(b >= 0xF0))
}

/// The sum of what each byte counts, two at most. Sixteen sums of bytes go side by side, which is one register.
pub(crate) fn count_bytes(bytes: &[u8], of: impl Fn(u8) -> u8) -> usize {
    const SIDES: usize = 16;
    // As many as sums of bytes can hold.
    const MOST: usize = 127;
    let (rows, rest) = bytes.as_chunks::<SIDES>();
    let rest: usize = rest.iter().map(|byte| usize::from(of(*byte))).sum();
    let blocks = rows.chunks(MOST).map(|rows| {
        let mut sums = [0_u8; SIDES];
        for row in rows {
            for (sum, byte) in sums.iter_mut().zip(row) {
                *sum = sum.wrapping_add(of(*byte));
            }
        }
        sums.into_iter().map(usize::from).sum::<usize>()
    });
    blocks.sum::<usize>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_those_of_javascript() {
        for text in ["", "plain", "größer 📅 line", &"日📅".repeat(3000)] {
            assert_eq!(utf16_units(text.as_bytes()), text.encode_utf16().count());
        }
    }
}

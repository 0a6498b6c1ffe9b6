//! What a file is stored as: packed or not, and in which encoding.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use flate2::read::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

use super::error::InputError;
use crate::model::Stored;

/// What anything may unpack to, in bytes.
const UNPACKED_BYTES: u64 = 64 << 20;

/// How many times its own size a larger file may unpack to; transcripts do so five to twenty times.
const UNPACKED_TIMES: u64 = 100;

/// How many 16-bit units are looked at to tell whether they are text.
const UNITS: usize = 4096;

/// The text of a file, and what it was stored as.
pub(super) fn open(bytes: Vec<u8>) -> Result<(String, Stored), InputError> {
    check_size(bytes.len() as u64)?;
    let (bytes, packed) = unpack(bytes)?;
    check_size(bytes.len() as u64)?;
    let (text, encoding) = decode(bytes)?;
    check_size(text.len() as u64)?;
    Ok((text, Stored { encoding, packed }))
}

/// Offsets are of 32 bits.
fn check_size(bytes: u64) -> Result<(), InputError> {
    if u32::try_from(bytes).is_ok() { Ok(()) } else { Err(InputError::TooLarge { bytes }) }
}

/// The path without the ending that says that the file is packed.
pub(super) fn without_packing(path: &str) -> &str {
    let stem = path.rsplit_once('.').filter(|(_, ending)| ["gz", "zst"].iter().any(|known| ending.eq_ignore_ascii_case(known)));
    stem.map_or(path, |(stem, _)| stem)
}

fn unpack(bytes: Vec<u8>) -> Result<(Vec<u8>, Option<&'static str>), InputError> {
    let limit = UNPACKED_BYTES.max(bytes.len() as u64 * UNPACKED_TIMES);
    let (name, unpacked) = match bytes.as_slice() {
        [0x1f, 0x8b, ..] => ("gzip", read_at_most(MultiGzDecoder::new(bytes.as_slice()), limit)),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => ("zstd", unpack_frames(&bytes, limit)),
        _ => return Ok((bytes, None)),
    };
    let unpacked = unpacked.map_err(|reason| InputError::Packed { name, reason })?;
    if unpacked.len() as u64 > limit {
        return Err(InputError::Unpacked { limit });
    }
    Ok((unpacked, Some(name)))
}

/// All that `reader` gives, or one byte more than `limit`.
fn read_at_most(reader: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    reader.take(limit + 1).read_to_end(&mut out)?;
    Ok(out)
}

/// Frames of zstd put one behind the other are one file.
fn unpack_frames(bytes: &[u8], limit: u64) -> io::Result<Vec<u8>> {
    let (mut rest, mut out) = (bytes, Vec::new());
    while !rest.is_empty() && out.len() as u64 <= limit {
        let frame = StreamingDecoder::new(&mut rest).map_err(io::Error::other)?;
        out.append(&mut read_at_most(frame, limit - out.len() as u64)?);
    }
    Ok(out)
}

/// The text as UTF-8, and the name of the encoding it was in.
fn decode(bytes: Vec<u8>) -> Result<(String, &'static str), InputError> {
    let nul = memchr::memchr(0, &bytes);
    let text = match nul {
        // To check with vector instructions and copy is quicker than to check without.
        None => simdutf8::basic::from_utf8(&bytes).ok(),
        Some(_) => None,
    };
    if let Some(text) = text {
        let encoding = if text.starts_with('\u{feff}') { "UTF-8 with BOM" } else { UTF_8.name() };
        return Ok((text.to_owned(), encoding));
    }
    match Encoding::for_bom(&bytes) {
        Some((encoding, length)) if encoding != UTF_8 => return whole(encoding, &bytes, &bytes[length..]),
        _ => {}
    }
    if let Some(encoding) = [UTF_16LE, UTF_16BE].into_iter().find(|encoding| are_units(encoding, &bytes)) {
        return whole(encoding, &bytes, &bytes);
    }
    match nul {
        Some(offset) => Err(InputError::Binary { offset }),
        None => decode_bytewise(&bytes),
    }
}

/// Text in an encoding of one or more bytes a character, other than UTF-8.
fn decode_bytewise(bytes: &[u8]) -> Result<(String, &'static str), InputError> {
    if is_damaged_utf8(bytes) {
        return Err(not_utf8(bytes));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let encoding = if guess == GBK { GB18030 } else { guess };
    // What is Chinese may be damaged, and is not then the text of another language.
    let (text, name) = whole(encoding, bytes, bytes)?;
    let is_text = ![GB18030, BIG5].contains(&encoding) && text.chars().any(|c| c.is_control() && !c.is_ascii_whitespace());
    if is_text { Err(not_utf8(bytes)) } else { Ok((text, name)) }
}

/// Decodes `content`, the whole of `bytes` but for a byte order mark.
fn whole(encoding: &'static Encoding, bytes: &[u8], content: &[u8]) -> Result<(String, &'static str), InputError> {
    match encoding.decode_without_bom_handling_and_without_replacement(content) {
        Some(text) => Ok((text.into_owned(), encoding.name())),
        None if encoding == UTF_16LE || encoding == UTF_16BE => Err(InputError::Damaged { encoding: encoding.name() }),
        None => match not_utf8(bytes) {
            InputError::NotUtf8 { .. } if encoding == GB18030 || encoding == BIG5 => Err(InputError::Damaged { encoding: encoding.name() }),
            error => Err(error),
        },
    }
}

/// Whether more of what is not ASCII is UTF-8 than is not: then a byte was lost, and it is no other encoding.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid > invalid
}

fn not_utf8(bytes: &[u8]) -> InputError {
    let offset = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    let line = memchr::memchr_iter(b'\n', &bytes[..offset]).count() + 1;
    InputError::NotUtf8 { offset, line }
}

/// Whether bytes without a byte order mark are text of 16-bit units in this order.
fn are_units(encoding: &Encoding, bytes: &[u8]) -> bool {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return false;
    }
    let unit =
        |pair: &[u8]| if encoding == UTF_16LE { u16::from_le_bytes([pair[0], pair[1]]) } else { u16::from_be_bytes([pair[0], pair[1]]) };
    let usual = |unit: &u16| matches!(unit, 9 | 10 | 13 | 0x20..=0x7e | 0xa0..=0xff | 0x2010..=0x2026 | 0x3000..=0x30ff | 0x4e00..=0x9fff | 0xff01..=0xff5e);
    let units = || bytes.chunks_exact(2).take(UNITS).map(unit);
    let length = units().count();
    units().filter(usual).count() * 20 >= length * 19
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINESE: &str = "**林芯**：今天我们谈谈北风能源和英伟达的芯片，它们一起改变了这个行业。\n\n**Ada**: 是的，这一点很重要。\n";

    fn stored(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    fn units(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let (text, stored) = open(bytes.to_vec()).expect("text");
        (text, stored.encoding)
    }

    #[test]
    fn encodings_are_told_apart() {
        let traditional = "**林芯**：今天我們談談北風能源和英偉達的晶片，它們一起改變了這個行業，這一點很重要。\n";
        for text in [CHINESE, "**Ada Byte**: Norwind buys Tidewake.\n"] {
            assert_eq!(read(text.as_bytes()), (text.to_owned(), "UTF-8"));
            assert_eq!(read(&units(text, u16::to_le_bytes)), (text.to_owned(), "UTF-16LE"));
            assert_eq!(read(&units(text, u16::to_be_bytes)), (text.to_owned(), "UTF-16BE"));
            let marked = format!("\u{feff}{text}");
            assert_eq!(read(&units(&marked, u16::to_le_bytes)), (text.to_owned(), "UTF-16LE"));
            assert_eq!(read(&units(&marked, u16::to_be_bytes)), (text.to_owned(), "UTF-16BE"));
            assert_eq!(read(marked.as_bytes()), (marked.clone(), "UTF-8 with BOM"));
        }
        assert_eq!(read(&stored(CHINESE, GB18030)), (CHINESE.to_owned(), "gb18030"));
        assert_eq!(read(&stored(traditional, BIG5)), (traditional.to_owned(), "Big5"));
        assert_eq!(read(b"Caf\xe9 de Ada: un projet \xe0 Paris, tr\xe8s int\xe9ressant.").1, "windows-1252");
    }

    #[test]
    fn what_is_damaged_is_said_and_not_guessed() {
        let mut cut = CHINESE.as_bytes().to_vec();
        cut.truncate(CHINESE.find('谈').expect("in it") + 1);
        assert!(matches!(open(cut), Err(InputError::NotUtf8 { line: 1, .. })));
        let mut packed = stored(CHINESE, GB18030);
        packed.push(0xff);
        assert!(open(packed).is_err());
        assert!(matches!(open(b"\x7fELF\0\0\x01\x02 text".to_vec()), Err(InputError::Binary { offset: 4 })));
        assert!(matches!(open(b"\xff\xfea".to_vec()), Err(InputError::Damaged { encoding: "UTF-16LE" })));
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        flate2::read::GzEncoder::new(text, flate2::Compression::best()).read_to_end(&mut out).expect("packed");
        out
    }

    fn zstd(text: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn packed_files_are_read_through() {
        for (pack, name) in [(gzip as fn(&[u8]) -> Vec<u8>, "gzip"), (zstd, "zstd")] {
            let (text, how) = open(pack(&stored(CHINESE, GB18030))).expect("text");
            assert_eq!((text.as_str(), how.encoding, how.packed), (CHINESE, "gb18030", Some(name)));
            let two = [pack(b"one\n"), pack(b"two\n")].concat();
            assert_eq!(open(two).expect("text").0, "one\ntwo\n");
            let whole = pack(CHINESE.repeat(50).as_bytes());
            let reason = open(whole[..whole.len() / 2].to_vec()).expect_err("cut off").to_string();
            assert!(reason.contains(name), "{reason}");
        }
        assert_eq!(without_packing("a/talk.MD.GZ"), "a/talk.MD");
        assert_eq!(without_packing("talk.srt"), "talk.srt");
    }

    #[test]
    fn bombs_do_not_go_off() {
        for pack in [gzip as fn(&[u8]) -> Vec<u8>, zstd] {
            let bomb = pack(&vec![b'a'; UNPACKED_BYTES as usize + 1]);
            assert!(bomb.len() < 1 << 20);
            assert!(matches!(open(bomb), Err(InputError::Unpacked { limit: UNPACKED_BYTES })));
        }
    }
}

//! Bytes to text, in whatever encoding they are.
//!
//! In this order: a byte order mark; UTF-8, if it is valid; UTF-16 without a mark, by its zero bytes; UTF-8 with a few
//! stray bytes; the encoding that the page declares; the guess of chardetng.

use crate::problem::Trouble;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A decoded text.
pub(crate) struct Decoded {
    /// The text, without its byte order mark.
    pub text: String,
    /// What could not be decoded.
    pub trouble: Option<Trouble>,
}

/// Decodes `bytes`; `declared` is what the item says of itself, which is only believed where nothing else decides.
pub(crate) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let mut decoded =
            if encoding == UTF_8 { repaired(&bytes[mark..]) } else { decoded_as(encoding, &bytes[mark..]) };
        if let Some(Trouble::Undecodable { first, .. }) = &mut decoded.trouble {
            *first += mark;
        }
        return decoded;
    }
    match str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return Decoded { text: text.to_owned(), trouble: None },
        _ => {}
    }
    if let Some(encoding) = utf16(&bytes[..bytes.len().min(crate::format::LOOK)]) {
        return decoded_as(encoding, bytes);
    }
    if is_mostly_utf8(bytes) {
        return repaired(bytes);
    }
    decoded_as(declared.filter(|&e| e != UTF_8).unwrap_or_else(|| guess(bytes)), bytes)
}

/// The first bytes of a file as text, well enough to see what it is.
pub(crate) fn look(prefix: &[u8]) -> String {
    let encoding = Encoding::for_bom(prefix).map(|(e, _)| e).or_else(|| utf16(prefix)).unwrap_or(UTF_8);
    encoding.decode_with_bom_removal(prefix).0.into_owned()
}

/// The UTF-16 that bytes without a mark are in, if most of their even or odd bytes are zero, as in any text that is
/// largely of Latin letters.
pub(crate) fn utf16(prefix: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(prefix) {
        return (encoding != UTF_8).then_some(encoding);
    }
    let pairs = prefix.len() / 2;
    let high = prefix.chunks_exact(2).filter(|pair| pair[0] == 0 && pair[1] != 0).count();
    let low = prefix.chunks_exact(2).filter(|pair| pair[1] == 0 && pair[0] != 0).count();
    if pairs >= 2 && low * 10 > pairs * 7 {
        Some(UTF_16LE)
    } else if pairs >= 2 && high * 10 > pairs * 7 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether more characters beyond ASCII are valid UTF-8 than are not, or all that is wrong is a cut last character.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let cut =
        str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none() && bytes.len() - e.valid_up_to() > 1);
    good > bad || cut
}

/// UTF-8 in which stray bytes are read as windows-1252, which is what they nearly always are (a quotation mark pasted
/// into a page of another encoding); pieces of a cut character become U+FFFD.
fn repaired(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let (mut count, mut first, mut at) = (0, None, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        let invalid = chunk.invalid();
        if invalid.is_empty() {
            continue;
        }
        first.get_or_insert(at);
        count += invalid.len();
        at += invalid.len();
        if invalid.len() == 1 && at < bytes.len() {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(invalid).0);
        } else {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    let trouble = first.map(|first| Trouble::Undecodable { encoding: UTF_8.name(), count, first });
    Decoded { text, trouble }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

fn decoded_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let trouble = broken.then(|| {
        let count = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
        Trouble::Undecodable { encoding: encoding.name(), count, first: first_broken(encoding, bytes) }
    });
    Decoded { text: text.into_owned(), trouble }
}

/// The first byte that `encoding` cannot decode.
fn first_broken(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut sink = [0; 4096];
    let mut at = 0;
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut sink, true);
        at += read;
        match result {
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::InputEmpty => return at,
            encoding_rs::DecoderResult::Malformed(bad, after) => {
                return at.saturating_sub(usize::from(bad + after));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Option<String>) {
        let decoded = decode(bytes, None);
        (decoded.text, decoded.trouble.map(|t| t.to_string()))
    }

    #[test]
    fn a_byte_order_mark_decides_and_is_dropped() {
        assert_eq!(read(b"\xEF\xBB\xBFcaf\xC3\xA9"), ("café".into(), None));
        assert_eq!(read(b"\xFF\xFEc\0a\0f\0\xE9\0"), ("café".into(), None));
        assert_eq!(read(b"\xFE\xFF\0c\0a\0f\0\xE9"), ("café".into(), None));
    }

    #[test]
    fn utf16_is_known_without_its_mark() {
        assert_eq!(read(b"c\0a\0f\0\xE9\0"), ("café".into(), None));
    }

    #[test]
    fn a_legacy_encoding_is_guessed() {
        let (text, trouble) = read(b"Le pr\xE9sident a d\xE9clar\xE9 \x93non\x94 \xE0 la presse.");
        assert_eq!(text, "Le président a déclaré “non” à la presse.");
        assert_eq!(trouble, None);
        let russian = encoding_rs::WINDOWS_1251.encode("Президент заявил об этом журналистам в Москве").0;
        assert_eq!(read(&russian).0, "Президент заявил об этом журналистам в Москве");
    }

    #[test]
    fn a_declared_encoding_is_believed_unless_the_bytes_are_utf8() {
        let greek = encoding_rs::ISO_8859_7.encode("ναι").0;
        assert_eq!(decode(&greek, Encoding::for_label(b"iso-8859-7")).text, "ναι");
        assert_eq!(decode("ναι".as_bytes(), Encoding::for_label(b"iso-8859-7")).text, "ναι");
    }

    #[test]
    fn stray_bytes_in_utf8_are_read_and_reported() {
        let (text, trouble) = read(b"\xE2\x80\x9Cyes\xE2\x80\x9D and \x93no\x94, \xC3\xA9t\xC3\xA9");
        assert_eq!(text, "“yes” and “no”, été");
        assert_eq!(trouble.unwrap(), "2 bytes are not UTF-8, the first at byte 14");
    }

    #[test]
    fn a_cut_last_character_is_replaced_and_reported() {
        let (text, trouble) = read(b"He said \xE2\x80");
        assert_eq!(text, "He said \u{fffd}");
        assert_eq!(trouble.unwrap(), "2 bytes are not UTF-8, the first at byte 8");
    }

    #[test]
    fn bytes_that_an_encoding_lacks_are_placed() {
        let decoded = decode(b"\xFF\xFEa\0\0\xD8b\0", None);
        assert_eq!(decoded.text, "a\u{fffd}b");
        assert_eq!(decoded.trouble.unwrap().to_string(), "1 bytes are not UTF-16LE, the first at byte 4");
    }
}

//! Texts and weights that nobody meant to be read.

#![allow(clippy::unwrap_used, reason = "tests")]

use onrecord_model::Reader;
use onrecord_text::{ByteSpan, sentences};

fn tiny() -> Reader {
    Reader::from_bytes(include_bytes!("data/plain.safetensors")).unwrap()
}

#[test]
fn texts_without_words_read_as_nothing() {
    for text in ["", " \n\u{2003}\r\n", "\0\u{7}\u{200B}\u{FEFF}", "\u{301}\u{302}"] {
        let whole = [ByteSpan::new(0, text.len())];
        let reading = tiny().read(text, &whole);
        assert!(reading.pieces.is_empty() && reading.cues.is_empty() && reading.names.is_empty(), "{text:?}");
    }
}

#[test]
fn any_text_gives_pieces_in_order_and_cues_that_do_not_overlap() {
    let strange = "“".repeat(500)
        + &"said ".repeat(700)
        + &"\u{1F468}\u{200D}\u{1F469} ".repeat(300)
        + &"x".repeat(9000);
    let reading = tiny().read(&strange, &sentences(&strange));
    assert!(reading.pieces.windows(2).all(|p| p[0].span.end <= p[1].span.start));
    assert!(reading.cues.windows(2).all(|c| c[0].pieces.end <= c[1].pieces.start));
    for cue in &reading.cues {
        assert!(!cue.pieces.is_empty() && cue.first + cue.roles.len() <= reading.pieces.len());
    }
    assert_eq!(reading.pieces.last().map(|p| p.span.end), Some(strange.len()));
}

#[test]
fn broken_weights_are_refused() {
    let whole = include_bytes!("data/plain.safetensors");
    let error = |bytes: &[u8]| Reader::from_bytes(bytes).err().map(|e| e.to_string()).unwrap_or_default();
    assert!(error(b"").starts_with("not a safetensors file"));
    assert!(error(&whole[..whole.len() - 1]).starts_with("not a safetensors file"));
    let changed = |from: &str, to: &str| {
        let at = whole.windows(from.len()).position(|w| w == from.as_bytes()).unwrap();
        [&whole[..at], to.as_bytes(), &whole[at + from.len()..]].concat()
    };
    assert!(
        error(&changed("\\\"heads\\\": 2", "\\\"heads\\\": 3"))
            .starts_with("configuration: shape not supported")
    );
    assert_eq!(
        error(&changed("\\\"ffn\\\": 96", "\\\"ffn\\\": 64")),
        "tensor layers.0.up.weight: holds 6144 numbers, not 4096"
    );
    assert!(error(&changed("role_norm.bias", "role_norm.bios")).starts_with("tensor role_norm.bias: "));
}

#[test]
fn weights_that_are_no_numbers_do_no_harm() {
    let mut bytes = include_bytes!("data/plain.safetensors").to_vec();
    let header = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    let at = bytes[..header].windows(13).position(|w| w == b"\"vocabulary\":").unwrap();
    let list = String::from_utf8_lossy(&bytes[at..header]).into_owned();
    let numbers =
        list.split("data_offsets\":[").nth(1).and_then(|s| s.split([',', ']']).next()).unwrap().to_owned();
    let vocabulary: usize = numbers.parse().unwrap();
    // All floats and all bytes of weights become 0xFF, which is not a number and -1; the vocabulary stays.
    let end = list.split("data_offsets\":[").nth(1).and_then(|s| s.split([',', ']']).nth(1)).unwrap();
    let vocabulary = header + vocabulary..header + end.parse::<usize>().unwrap();
    for (i, byte) in bytes.iter_mut().enumerate().skip(header) {
        if !vocabulary.contains(&i) {
            *byte = 0xFF;
        }
    }
    let reader = Reader::from_bytes(&bytes).unwrap();
    let text = "The minister said the talks had broken down. ".repeat(20);
    assert!(reader.read(&text, &sentences(&text)).cues.is_empty());
}

#[test]
fn the_shipped_reader_loads_and_reads() {
    let text = "“We will not sign,” the minister said.";
    assert!(!Reader::embedded().read(text, &sentences(text)).pieces.is_empty());
}

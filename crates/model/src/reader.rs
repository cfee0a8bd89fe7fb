//! The reader: a text in, its cues, what belongs to each, and its names out.

use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use onrecord_text::ByteSpan;
use safetensors::Dtype;

use crate::encoder::{Encoder, Scratch};
use crate::error::WeightsError;
use crate::kernel::Isa;
use crate::kernel::rows::{Link, Norm, link, quantise};
use crate::pieces::{Piece, Vocabulary};
use crate::tags::Tags;
use crate::weights::{Config, Left, Linear, Table, Weights};
use crate::windows::{Window, windows};

/// What a piece can be to a cue.
pub const ROLE_TAGS: [&str; 5] = ["O", "B-source", "I-source", "B-content", "I-content"];
const CUE_TAGS: [&str; 3] = ["O", "B", "I"];

/// Pieces that are this unlikely to have a role are left out at both ends of a cue's scores.
const NO_ROLE: f32 = 1e-4;

/// What the reader finds in a text.
#[derive(Debug, Default)]
pub struct Reading {
    /// The text's word pieces, in order.
    pub pieces: Vec<Piece>,
    /// The words that signal an attribution, in order.
    pub cues: Vec<Cue>,
    /// Names of people, places, organisations and so on, in order.
    pub names: Vec<Name>,
}

/// Words that signal an attribution, and what the pieces around are to them.
#[derive(Debug)]
pub struct Cue {
    /// The cue's own pieces.
    pub pieces: Range<usize>,
    /// Natural logarithm of how likely its tags are, each for itself.
    pub log_probability: f32,
    /// The piece of the first row of `roles`. All pieces outside of `roles` have no role.
    pub first: usize,
    /// For each piece, the scores of [`ROLE_TAGS`].
    pub roles: Vec<[f32; 5]>,
}

/// A name.
#[derive(Debug, PartialEq)]
pub struct Name {
    /// Its pieces.
    pub pieces: Range<usize>,
    /// The number of its `B` tag among [`Reader::name_tags`].
    pub tag: usize,
    /// For each sort of name, in the order of [`Reader::name_sorts`], the natural logarithm of how likely its tags are, each for itself:
    /// their mean.
    pub fits: Vec<f32>,
}

/// A model, ready to read. Threads may share one.
pub struct Reader {
    isa: Isa,
    config: Config,
    vocabulary: Arc<Vocabulary>,
    encoder: Encoder,
    /// Cue tags, name tags, and what a piece gives to the role head, side by side.
    piece: Linear,
    /// What a cue gives to the role head.
    anchor: Linear,
    distance: Vec<f32>,
    role_norm: Norm,
    role_weight: Vec<f32>,
    role_bias: Vec<f32>,
    cue_tags: Tags,
    role_tags: Tags,
    name_tags: Tags,
    /// See [`Reader::name_sorts`].
    name_sorts: Vec<[usize; 2]>,
    rooms: Mutex<Vec<Room>>,
}

/// Room for one call's numbers.
#[derive(Default)]
struct Room {
    scratch: Scratch,
    /// Outputs of [`Reader::piece`].
    piece: Vec<f32>,
    anchor: Vec<f32>,
    buckets: Vec<u8>,
    scores: Vec<f32>,
}

impl Reader {
    /// Reads a model from the bytes of a safetensors file.
    ///
    /// # Errors
    /// If the bytes are no such file, or do not hold all that its configuration asks for.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        let weights = Weights::new(bytes)?;
        let c: Config = weights.config()?;
        c.check()?;
        let lines = std::str::from_utf8(weights.bytes("vocabulary", Dtype::U8, None)?);
        let lines =
            lines.map_err(|e| WeightsError::Tensor { name: "vocabulary".into(), problem: e.to_string() })?;
        let encoder = Encoder::new(&weights, &weights.shape()?, None)?;
        let mut parts = vec![("cue", CUE_TAGS.len()), ("piece", 2 * c.role)];
        if !c.names.is_empty() {
            parts.insert(1, ("names", c.names.len()));
        }
        let strings = |tags: &[&str]| tags.iter().map(ToString::to_string).collect();
        Ok(Self {
            isa: Isa::best(),
            vocabulary: Arc::new(Vocabulary::new(lines, c.shape.unk)),
            encoder,
            piece: weights.linear(&parts, c.shape.hidden, Left::Signed)?,
            anchor: weights.linear(&[("anchor", 2 * c.role)], c.shape.hidden, Left::Signed)?,
            distance: weights.floats("distance", (2 * c.distances.len() + 3) * c.role)?,
            role_norm: weights.norm("role_norm", c.role, c.role_eps)?,
            role_weight: weights.floats("role.weight", ROLE_TAGS.len() * c.role)?,
            role_bias: weights.floats("role.bias", ROLE_TAGS.len())?,
            cue_tags: Tags::new(strings(&CUE_TAGS), &weights.floats("cue_moves", 9)?),
            role_tags: Tags::new(strings(&ROLE_TAGS), &weights.floats("role_moves", 25)?),
            name_sorts: sorts(&c.names),
            name_tags: Tags::new(c.names.clone(), &[]),
            rooms: Mutex::default(),
            config: c,
        })
    }

    /// The model that ships with onrecord.
    ///
    /// # Panics
    /// If the weights were built in from a broken file, which a test rules out.
    pub fn embedded() -> &'static Self {
        static READER: OnceLock<Reader> = OnceLock::new();
        READER.get_or_init(|| {
            Self::from_bytes(include_bytes!("../weights/reader-1.safetensors"))
                .expect("the shipped weights are tested")
        })
    }

    /// The model's shape.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What the model is called.
    pub fn name(&self) -> &str {
        &self.config.name
    }

    /// What another model may share of this one.
    pub(crate) fn shared(&self) -> (Arc<Vocabulary>, Arc<Table>) {
        (Arc::clone(&self.vocabulary), self.encoder.word())
    }

    /// See [`Config::confidence`].
    pub fn confidence(&self) -> [f32; 3] {
        self.config.confidence
    }

    /// [`ROLE_TAGS`] with their moves, to decode [`Cue::roles`].
    pub fn role_tags(&self) -> &Tags {
        &self.role_tags
    }

    /// The tags of the names head.
    pub fn name_tags(&self) -> &Tags {
        &self.name_tags
    }

    /// The sorts of names: the numbers of the tags that open and continue one.
    pub fn name_sorts(&self) -> &[[usize; 2]] {
        &self.name_sorts
    }

    /// Reads the `sentences` of `text` that are part of the story, in order; what lies between is not read. A sentence opens
    /// a paragraph if a line break parts it from the one before. Spans off character boundaries are left out.
    ///
    /// Takes time linear in the text's length, on the calling thread.
    pub fn read(&self, text: &str, sentences: &[ByteSpan]) -> Reading {
        let pieces = self.vocabulary.pieces(text, sentences);
        let windows =
            windows(pieces.all.len(), &pieces.sentences, self.config.shape.window - 2, self.config.overlap);
        let mut reading = Reading { pieces: pieces.all, ..Reading::default() };
        let mut room = self.rooms.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        for window in windows {
            self.read_window(&window, &mut reading, &mut room);
        }
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner).push(room);
        reading
    }

    fn read_window(&self, window: &Window, reading: &mut Reading, room: &mut Room) {
        let (first, n) = (window.pieces.start, window.pieces.len());
        let pieces = &reading.pieces;
        let framed = Framed {
            pieces: &pieces[window.pieces.clone()],
            cls: self.config.shape.cls,
            sep: self.config.shape.sep,
            at: 0,
        };
        self.encoder.encode(self.isa, framed, &mut room.scratch);
        let stride = self.piece.outputs();
        room.piece.resize((n + 2) * stride, 0.0);
        self.piece.apply(self.isa, &room.scratch.bytes, &room.scratch.steps, &mut room.piece);

        let names = CUE_TAGS.len()..CUE_TAGS.len() + self.config.names.len();
        let rows = &room.piece[stride..][..n * stride];
        let found = runs(&self.name_tags, rows, stride, names.clone());
        for (tag, range, _) in found.filter(|f| window.home.contains(&(f.1.start + first))) {
            let pieces = range.start + first..range.end + first;
            if reading.names.last().is_none_or(|last| last.pieces.end <= pieces.start) {
                let of_name = rows.chunks_exact(stride).skip(range.start).take(range.len());
                let fits = fits(of_name.map(|row| &row[names.clone()]), &self.name_sorts);
                reading.names.push(Name { pieces, tag, fits });
            }
        }
        let cues: Vec<_> =
            runs(&self.cue_tags, &room.piece[stride..][..n * stride], stride, 0..CUE_TAGS.len()).collect();
        for (_, range, log_probability) in cues {
            let cue = range.start + first..range.end + first;
            let after = reading.cues.last().is_none_or(|last: &Cue| last.pieces.end <= cue.start);
            if window.home.contains(&cue.start) && after {
                let (from, roles) = self.roles(range, n, room);
                reading.cues.push(Cue { pieces: cue, log_probability, first: from + first, roles });
            }
        }
    }

    /// The role scores of a window's `n` pieces for a cue of that window, without the ends that have none.
    fn roles(&self, cue: Range<usize>, n: usize, room: &mut Room) -> (usize, Vec<[f32; 5]>) {
        let (hidden, role) = (self.config.shape.hidden, self.config.role);
        let rows = &room.scratch.hidden[(cue.start + 1) * hidden..(cue.end + 1) * hidden];
        let mut pooled = vec![0.0; hidden];
        for row in rows.chunks_exact(hidden) {
            for (sum, x) in pooled.iter_mut().zip(row) {
                *sum += x;
            }
        }
        let count = cue.len() as f32;
        for x in &mut pooled {
            *x /= count;
        }
        let (mut bytes, mut step) = (vec![0; hidden], [0.0]);
        quantise(self.isa, &pooled, hidden, &mut bytes, &mut step);
        room.anchor.resize(self.anchor.outputs(), 0.0);
        self.anchor.apply(self.isa, &bytes, &step, &mut room.anchor);

        room.buckets.clear();
        room.buckets.extend((0..n).map(|i| bucket(&self.config.distances, i, &cue)));
        room.scores.resize(n * ROLE_TAGS.len(), 0.0);
        let stride = self.piece.outputs();
        let input = Link {
            pieces: &room.piece[stride..(n + 1) * stride],
            stride,
            from: CUE_TAGS.len() + self.config.names.len(),
            cue: &room.anchor[..2 * role],
            distance: &self.distance,
            buckets: &room.buckets,
            norm: &self.role_norm,
            weight: &self.role_weight,
            bias: &self.role_bias,
        };
        link(self.isa, &input, &mut vec![0.0; role], &mut room.scores);
        let scores = room.scores.as_chunks::<5>().0;
        let has = |row: &[f32; 5]| 1.0 - probability(row, 0) >= NO_ROLE;
        let from = scores.iter().position(has).unwrap_or(cue.start);
        let to = scores.iter().rposition(has).map_or(from, |last| last + 1);
        (from, scores[from..to].to_vec())
    }
}

/// The stretches that `tags` finds in the columns `at` of rows of `stride` scores: tag, places, and how likely.
fn runs<'a>(
    tags: &Tags,
    rows: &'a [f32],
    stride: usize,
    at: Range<usize>,
) -> impl Iterator<Item = (usize, Range<usize>, f32)> + use<'a> {
    let scores: Vec<f32> = rows.chunks_exact(stride).flat_map(|row| &row[at.clone()]).copied().collect();
    let best = if at.is_empty() { Vec::new() } else { tags.best(&scores) };
    let runs = tags.runs(&best);
    runs.into_iter().map(move |run| {
        let rows = scores.chunks_exact(at.len()).zip(&best).take(run.range.end).skip(run.range.start);
        let log = rows.map(|(row, &tag)| probability(row, usize::from(tag)).ln()).sum();
        (run.tag, run.range, log)
    })
}

/// The tags that open and continue each sort.
fn sorts(tags: &[String]) -> Vec<[usize; 2]> {
    let open = tags.iter().enumerate().filter_map(|(b, tag)| Some((b, tag.strip_prefix("B-")?)));
    let inside = |sort: &str| tags.iter().position(|tag| tag.strip_prefix("I-") == Some(sort));
    open.map(|(b, sort)| [b, inside(sort).unwrap_or(b)]).collect()
}

/// See [`Name::fits`]; `rows` are the scores of a name's pieces.
fn fits<'r>(rows: impl Iterator<Item = &'r [f32]>, sorts: &[[usize; 2]]) -> Vec<f32> {
    let mut sums = vec![0.0; sorts.len()];
    let mut count = 0;
    for row in rows {
        for (sum, tags) in sums.iter_mut().zip(sorts) {
            *sum += probability(row, tags[usize::from(count > 0)]).ln();
        }
        count += 1;
    }
    sums.iter().map(|sum| sum / count as f32).collect()
}

/// How likely `tag` is by its scores alone (softmax).
fn probability(scores: &[f32], tag: usize) -> f32 {
    let total: f32 = scores.iter().map(|score| (score - scores[tag]).exp()).sum();
    1.0 / total
}

/// The bucket of the distance from piece `i` to a cue; see [`Config::distances`].
fn bucket(distances: &[u32], i: usize, cue: &Range<usize>) -> u8 {
    let (side, distance) = match i {
        _ if cue.contains(&i) => return 0,
        _ if i < cue.start => (0, cue.start - i),
        _ => (distances.len() + 1, i + 1 - cue.end),
    };
    (1 + side + distances.partition_point(|&edge| (edge as usize) < distance)) as u8
}

/// The ids and features of a window's pieces, between `[CLS]` and `[SEP]`.
struct Framed<'a> {
    pieces: &'a [Piece],
    cls: u32,
    sep: u32,
    at: usize,
}

impl Iterator for Framed<'_> {
    type Item = (u32, u8);

    fn next(&mut self) -> Option<(u32, u8)> {
        let at = self.at;
        self.at += 1;
        match at {
            0 => Some((self.cls, 0)),
            _ if at <= self.pieces.len() => Some((self.pieces[at - 1].id, self.pieces[at - 1].feature)),
            _ if at == self.pieces.len() + 1 => Some((self.sep, 0)),
            _ => None,
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.pieces.len() + 2).saturating_sub(self.at);
        (left, Some(left))
    }
}

impl ExactSizeIterator for Framed<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_fall_into_buckets_on_both_sides_of_the_cue() {
        let buckets: Vec<u8> = (0..10).map(|i| bucket(&[1, 2, 4], i, &(5..7))).collect();
        assert_eq!(buckets, [4, 3, 3, 2, 1, 0, 0, 5, 6, 7]);
        assert_eq!(bucket(&[1, 2, 4], 11, &(5..7)), 8);
    }
}

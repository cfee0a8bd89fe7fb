//! The file of weights: safetensors, with the configuration as JSON in its metadata.
//!
//! Weight matrices and embedding tables hold signed bytes, one row an output (or an entry), and a tensor `….scale` with one
//! factor a row; what is small stays in 32-bit floats. `training/export.py` writes such files.

use std::fmt::Debug;

use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::WeightsError;
use crate::kernel::rows::{GELU_SHIFT, Norm, ZERO};
use crate::kernel::{Isa, Lanes, PANEL, Scales, multiply_bytes, pack_bytes};

/// The shape of an encoder, and its special pieces.
#[derive(Clone, Debug, Deserialize)]
pub struct Shape {
    /// Width of a piece's vector.
    pub hidden: usize,
    /// Encoder layers.
    pub layers: usize,
    /// Attention heads of a layer.
    pub heads: usize,
    /// Width of the feed-forward layers.
    pub ffn: usize,
    /// Added to variances in the encoder's layer norms.
    pub eps: f32,
    /// The piece that opens each window.
    pub cls: u32,
    /// The piece that closes each window.
    pub sep: u32,
    /// The piece that stands for words outside the vocabulary.
    pub unk: u32,
    /// Pieces of a window at most, `cls` and `sep` included.
    pub window: usize,
    /// Whether scores of attention have a summand for each distance from query to key (Raffel et al. 2020).
    pub relative: bool,
}

impl Shape {
    fn check(&self) -> Result<(), WeightsError> {
        let sensible = self.hidden.is_multiple_of(PANEL)
            && self.ffn.is_multiple_of(PANEL)
            && (PANEL..=8192).contains(&self.hidden)
            && (PANEL..=32768).contains(&self.ffn)
            && (1..=64).contains(&self.layers)
            && (8..=1024).contains(&self.window);
        let heads = self.heads > 0 && self.hidden.is_multiple_of(self.heads) && {
            let width = self.hidden / self.heads;
            width.is_multiple_of(PANEL) && width <= 128
        };
        refuse(sensible && heads, self)
    }
}

/// All that the runtime must know of a reader besides its weights.
#[derive(Clone, Debug, Deserialize)]
pub struct Config {
    /// What the model is called: `reader-1`.
    pub name: String,
    /// The encoder's shape.
    #[serde(flatten)]
    pub shape: Shape,
    /// Added to variances in the role head's layer norm.
    pub role_eps: f32,
    /// Width of the role head.
    pub role: usize,
    /// Pieces that neighbouring windows share at most.
    pub overlap: usize,
    /// Tags of the names head; none where the model has no such head.
    pub names: Vec<String>,
    /// Distances from a cue that have buckets of their own, by their upper ends: in the role head, bucket 0 is inside the
    /// cue, then come those before it, nearest first, one more for what is farther, and those after it likewise.
    pub distances: Vec<u32>,
    /// Constant and factors of a cue's and its roles' log-probabilities in the logistic curve that turns them into the
    /// probability that a statement is right; fitted on reports that the model was not trained on.
    #[serde(default = "uncalibrated")]
    pub confidence: [f32; 3],
}

/// The model's own scores, as they come.
const fn uncalibrated() -> [f32; 3] {
    [0.0, 1.0, 1.0]
}

impl Config {
    pub(crate) fn check(&self) -> Result<(), WeightsError> {
        let sensible = self.role.is_multiple_of(16)
            && (16..=1024).contains(&self.role)
            && self.overlap < self.shape.window / 2
            && self.names.len() <= 256
            && self.distances.len() <= 100
            && self.distances.is_sorted();
        refuse(sensible, self)
    }
}

fn refuse(sensible: bool, shape: &impl Debug) -> Result<(), WeightsError> {
    let refused = || WeightsError::Config(format!("shape not supported: {shape:?}"));
    if sensible { Ok(()) } else { Err(refused()) }
}

/// A file of weights.
pub struct Weights<'a> {
    tensors: SafeTensors<'a>,
    config: String,
}

impl<'a> Weights<'a> {
    pub fn new(bytes: &'a [u8]) -> Result<Self, WeightsError> {
        let format = |e: safetensors::SafeTensorError| WeightsError::Format(e.to_string());
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(format)?;
        let config = header.metadata().as_ref().and_then(|m| m.get("config"));
        let config = config.ok_or_else(|| WeightsError::Config("none in the metadata".into()))?;
        Ok(Self { tensors: SafeTensors::deserialize(bytes).map_err(format)?, config: config.clone() })
    }

    /// The encoder's shape, if it is sensible.
    pub fn shape(&self) -> Result<Shape, WeightsError> {
        let shape: Shape = self.config()?;
        shape.check()?;
        Ok(shape)
    }

    /// The whole configuration, of which the shape is a part.
    pub fn config<T: DeserializeOwned>(&self) -> Result<T, WeightsError> {
        serde_json::from_str(&self.config).map_err(|e| WeightsError::Config(e.to_string()))
    }

    /// Whether the file holds a tensor of this name.
    pub fn has(&self, name: &str) -> bool {
        self.tensors.tensor(name).is_ok()
    }

    /// The bytes of a tensor of `size` numbers; of any size, if that is none.
    pub fn bytes(&self, name: &str, dtype: Dtype, size: Option<usize>) -> Result<&'a [u8], WeightsError> {
        let fail = |problem: String| WeightsError::Tensor { name: name.into(), problem };
        let tensor = self.tensors.tensor(name).map_err(|e| fail(e.to_string()))?;
        if tensor.dtype() != dtype {
            return Err(fail(format!("holds {:?}, not {dtype:?}", tensor.dtype())));
        }
        let found = tensor.shape().iter().product::<usize>();
        match size {
            Some(size) if size != found => Err(fail(format!("holds {found} numbers, not {size}"))),
            _ => Ok(tensor.data()),
        }
    }

    pub fn floats(&self, name: &str, size: usize) -> Result<Vec<f32>, WeightsError> {
        let bytes = self.bytes(name, Dtype::F32, Some(size))?;
        Ok(bytes.as_chunks().0.iter().map(|&b| f32::from_le_bytes(b)).collect())
    }

    pub fn norm(&self, name: &str, size: usize, eps: f32) -> Result<Norm, WeightsError> {
        let weight = self.floats(&format!("{name}.weight"), size)?;
        Ok(Norm { weight, bias: self.floats(&format!("{name}.bias"), size)?, eps })
    }

    pub fn table(&self, name: &str, width: usize, rows: Option<usize>) -> Result<Table, WeightsError> {
        let data = self.bytes(name, Dtype::I8, rows.map(|r| r * width))?;
        let scale = self.floats(&format!("{name}.scale"), data.len() / width)?;
        Ok(Table { data: data.to_vec(), scale, width })
    }

    /// The layer from `inputs` to the outputs of the named layers, one after the other.
    pub fn linear(&self, parts: &[(&str, usize)], inputs: usize, left: Left) -> Result<Linear, WeightsError> {
        let (mut data, mut scale, mut bias) = (Vec::new(), Vec::new(), Vec::new());
        for &(name, outputs) in parts {
            data.extend_from_slice(self.bytes(
                &format!("{name}.weight"),
                Dtype::I8,
                Some(outputs * inputs),
            )?);
            scale.extend(self.floats(&format!("{name}.scale"), outputs)?);
            bias.extend(self.floats(&format!("{name}.bias"), outputs)?);
        }
        Ok(Linear::new(&data, inputs, scale, bias, left))
    }
}

/// An embedding table in bytes.
pub struct Table {
    data: Vec<u8>,
    scale: Vec<f32>,
    width: usize,
}

impl Table {
    pub fn rows(&self) -> usize {
        self.scale.len()
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// Adds entry `row` to `out`; nothing, if there is no such entry.
    pub fn add(&self, row: usize, out: &mut [f32]) {
        if let Some(scale) = self.scale.get(row) {
            for (x, &byte) in out.iter_mut().zip(&self.data[row * self.width..]) {
                *x += f32::from(byte as i8) * scale;
            }
        }
    }
}

/// What a linear layer multiplies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Bytes around [`ZERO`].
    Signed,
    /// GELUs raised by [`GELU_SHIFT`].
    Raised,
}

/// A linear layer in bytes, packed.
pub struct Linear {
    right: Vec<Lanes>,
    words: usize,
    start: Vec<i32>,
    scale: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    fn new(data: &[u8], inputs: usize, mut scale: Vec<f32>, mut bias: Vec<f32>, left: Left) -> Self {
        let outputs = scale.len().next_multiple_of(PANEL);
        let mut start = vec![0; outputs];
        for (i, row) in data.chunks_exact(inputs).enumerate() {
            let sum: i32 = row.iter().map(|&w| i32::from(w as i8)).sum();
            match left {
                Left::Signed => start[i] = -i32::from(ZERO) * sum,
                Left::Raised => bias[i] -= GELU_SHIFT * scale[i] * sum as f32,
            }
        }
        scale.resize(outputs, 0.0);
        bias.resize(outputs, 0.0);
        Self { right: pack_bytes(data, inputs), words: inputs / 4, start, scale, bias }
    }

    /// Outputs of a row, with those that only fill up its last panel.
    pub fn outputs(&self) -> usize {
        self.scale.len()
    }

    /// The layer's outputs for each row of bytes with its step, [`Linear::outputs`] a row.
    pub fn apply(&self, isa: Isa, bytes: &[u8], steps: &[f32], out: &mut [f32]) {
        let scales = Scales { start: &self.start, rows: steps, columns: &self.scale, bias: &self.bias };
        multiply_bytes(isa, bytes, self.words, &self.right, scales, out, self.outputs());
    }
}

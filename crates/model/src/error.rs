//! Why a file of weights cannot be read.

/// Why a file of weights cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// It is no safetensors file, or its header and length disagree.
    #[error("not a safetensors file: {0}")]
    Format(String),
    /// Its metadata hold no configuration, or one that this version cannot run.
    #[error("configuration: {0}")]
    Config(String),
    /// A tensor is missing or has another type or shape than the configuration asks for.
    #[error("tensor {name}: {problem}")]
    Tensor {
        /// The tensor's name.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
}

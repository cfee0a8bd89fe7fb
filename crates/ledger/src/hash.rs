//! Hashes as a ledger writes them.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// `sha256:` and the hash of `bytes`, as in a record's `report.id`.
pub fn hash(bytes: &[u8]) -> String {
    let mut id = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
    }
    id
}

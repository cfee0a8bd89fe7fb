//! Finding vectors that point the same way, without reading them all.
//!
//! The signs of a vector's numbers say roughly where it points: of two vectors at an angle α, about α/π of the signs differ
//! (Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002; here with the axes for hyperplanes).
//! They take 32 bytes instead of 256, and lie in rows of 1,024, so that all of a large ledger are looked through in
//! milliseconds. What is nearest by its signs is then compared in full.

use crate::error::Result;
use crate::page::PIECES;
use onrecord_model::{Vector, Vectors, WIDTH, similarity};
use rusqlite::{Connection, OptionalExtension};

/// Statements a row.
const BLOCK: i64 = 1024;
/// Bytes of signs a statement.
const BYTES: usize = WIDTH / 8;
/// So many of the nearest by signs are compared in full.
const NEAREST: usize = 500;

type Signs = [u64; BYTES / 8];

/// Makes the sketches anew of the blocks whose vectors changed in this transaction.
pub(super) fn refresh(db: &Connection) -> Result<()> {
    let stale: Vec<i64> = {
        let mut select = db.prepare_cached("SELECT block FROM stale_sketch")?;
        select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    let mut vectors =
        db.prepare_cached("SELECT statement, v FROM vector WHERE statement BETWEEN ?1 AND ?2")?;
    for block in stale {
        let mut bytes = vec![0; BLOCK as usize * BYTES];
        let mut any = false;
        let mut rows = vectors.query([block * BLOCK, block * BLOCK + BLOCK - 1])?;
        while let Some(row) = rows.next()? {
            let Some(vector) = of_bytes(row.get_ref(1)?.as_blob().unwrap_or_default()) else { continue };
            let at = (row.get::<_, i64>(0)? - block * BLOCK) as usize * BYTES;
            for (i, word) in signs(&vector).iter().enumerate() {
                bytes[at + 8 * i..at + 8 * i + 8].copy_from_slice(&word.to_le_bytes());
            }
            any = true;
        }
        db.prepare_cached("DELETE FROM sketch WHERE block = ?1")?.execute([block])?;
        if any {
            db.prepare_cached("INSERT INTO sketch (block, signs) VALUES (?1, ?2)")?
                .execute((block, bytes))?;
        }
    }
    db.prepare_cached("DELETE FROM stale_sketch")?.execute([])?;
    Ok(())
}

/// Makes anew the vectors of all statements that have one, where they were made by an earlier version.
pub(crate) fn renew(db: &Connection) -> Result<()> {
    let mut select = db.prepare("SELECT id, content FROM statement JOIN vector ON vector.statement = id")?;
    let mut write = db.prepare("REPLACE INTO vector (statement, v) VALUES (?1, ?2)")?;
    let all = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // Read to the end first: the table is written while it would be read.
    let all: Vec<(i64, String)> = all.collect::<rusqlite::Result<_>>()?;
    for (statement, content) in all {
        let said = content.replace(PIECES, " ");
        write.execute((statement, to_bytes(&Vectors::embedded().of(&said))))?;
    }
    refresh(db)
}

/// The statements that pass and whose vectors are nearest to `wanted` by their signs, at most [`NEAREST`].
pub(super) fn nearest(db: &Connection, wanted: &Vector, passes: impl Fn(i64) -> bool) -> Result<Vec<i64>> {
    let wanted = signs(wanted);
    let mut select = db.prepare_cached("SELECT block, signs FROM sketch")?;
    let mut rows = select.query([])?;
    let mut found: Vec<(u32, i64)> = Vec::new();
    let mut most = 8 * BYTES as u32 / 2;
    while let Some(row) = rows.next()? {
        let block: i64 = row.get(0)?;
        for (i, bytes) in row.get_ref(1)?.as_blob().unwrap_or_default().chunks_exact(BYTES).enumerate() {
            let mut differ = 0;
            let mut any = 0;
            for (chunk, wanted) in bytes.chunks_exact(8).zip(wanted) {
                let word = chunk.try_into().map_or(0, u64::from_le_bytes);
                any |= word;
                differ += (word ^ wanted).count_ones();
            }
            let statement = block * BLOCK + i as i64;
            if differ < most && any != 0 && passes(statement) {
                found.push((differ, statement));
            }
        }
        if found.len() > 4 * NEAREST {
            found.select_nth_unstable(NEAREST);
            found.truncate(NEAREST);
            most = found.iter().map(|(differ, _)| *differ).max().unwrap_or(most) + 1;
        }
    }
    found.sort_unstable();
    found.truncate(NEAREST);
    Ok(found.into_iter().map(|(_, statement)| statement).collect())
}

/// How alike the vectors of these statements are to `wanted`, from -1 to 1; those without a vector are left out.
pub(super) fn likeness(db: &Connection, statements: &[i64], wanted: &Vector) -> Result<Vec<(i64, f32)>> {
    let mut found = Vec::with_capacity(statements.len());
    for &statement in statements {
        found.extend(of(db, statement)?.map(|vector| (statement, similarity(&vector, wanted))));
    }
    Ok(found)
}

/// The vector of a statement; none where it was not linked.
pub(super) fn of(db: &Connection, statement: i64) -> Result<Option<Vector>> {
    let mut select = db.prepare_cached("SELECT v FROM vector WHERE statement = ?1")?;
    let vector = select.query_row([statement], |row| Ok(row.get_ref(0)?.as_blob().ok().and_then(of_bytes)));
    Ok(vector.optional()?.flatten())
}

fn signs(vector: &Vector) -> Signs {
    std::array::from_fn(|i| {
        vector[64 * i..64 * i + 64].iter().fold(0, |word, &x| word << 1 | u64::from(x > 0))
    })
}

/// A vector as the table has it: a byte a number.
pub(crate) fn to_bytes(vector: &Vector) -> Vec<u8> {
    vector.iter().map(|n| n.to_ne_bytes()[0]).collect()
}

/// The vector in these bytes; none where they are of another length.
fn of_bytes(bytes: &[u8]) -> Option<Vector> {
    let bytes: [u8; WIDTH] = bytes.try_into().ok()?;
    Some(bytes.map(|byte| i8::from_ne_bytes([byte])))
}

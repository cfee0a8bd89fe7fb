//! Replaying the journal: from what the machine found and what people decided follows what holds.
//!
//! [`Overlay::of`] computes where the two differ, without writing; so it serves checking too. [`replay`] writes it down.

mod overlay;
mod place;
mod stored;
#[cfg(test)]
mod tests;

pub(crate) use overlay::Overlay;
pub(crate) use place::text;

use crate::error::Result;
use rusqlite::Connection;

/// Brings all columns that people may change to what the journal says.
pub(crate) fn replay(db: &Connection) -> Result<()> {
    // What nobody decided anything about is as the machine left it.
    if !db.prepare_cached("SELECT 1 FROM journal")?.exists([])? {
        return Ok(());
    }
    let (there, wanted) = (Overlay::stored(db)?, Overlay::of(db)?);
    if there != wanted {
        wanted.write(db, &there)?;
    }
    Ok(())
}

//! What the pages show, asked of the ledger. Most of it is [`onrecord_ledger::query`]'s; here is what a page needs besides.

mod actor;
mod asked;
mod claim;
mod decided;
mod listed;
mod namesake;
mod outlets;
mod overview;
mod report;
mod saying;
mod similar;
mod story;
mod time;

pub use actor::{Actor, Actors};
pub use asked::Asked;
pub use claim::Claim;
pub(crate) use decided::places;
pub use decided::{About, Decided};
pub use listed::{Listed, Which};
pub use namesake::Namesake;
pub use outlets::{Citing, Outlets};
pub use overview::{Entry, Overview, Summary};
pub use report::{Link, Report};
pub(crate) use saying::{Side, address, place, short, side, title, who};
pub use similar::Similar;
pub use story::{Stories, Story};
pub use time::{Date, Day, days};

use onrecord_ledger::query::Page;

/// So many entries stand on one page of a list.
pub const PAGE: usize = 50;

/// The page of a list with this number, from 1.
fn page(number: usize) -> Page {
    Page { offset: (number.clamp(1, 100_000) - 1) * PAGE, limit: PAGE }
}

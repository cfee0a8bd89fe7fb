//! The desk: the web page on which a reporter sees what is known from what is said.

mod asset;
mod guard;
mod marks;
pub mod page;
mod quote;
mod server;
mod shelf;
mod sourcing;
mod wording;

pub use guard::Guard;
pub use server::router;
pub use shelf::Shelf;

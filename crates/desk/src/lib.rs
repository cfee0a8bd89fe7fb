//! The desk: the web page on which a reporter sees what is known from what is said.

mod api;
mod asset;
mod correct;
mod download;
mod draw;
mod feed;
mod guard;
mod marks;
mod page;
mod quote;
mod readers;
mod server;
mod sourcing;
mod table;
pub mod view;
mod wording;

pub use api::{Format, Read};
pub use guard::Guard;
pub use readers::{Error, Readers};
pub use server::{Desk, Dropped, router, serve};

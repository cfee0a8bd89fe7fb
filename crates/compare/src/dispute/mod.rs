//! Disputes: who says otherwise, which figures are given for one quantity, and how both changed over time.
//!
//! Pure functions over what other modules found. Three questions, each with its inputs:
//!
//! * **Do two propositions oppose each other?** [`clash`] takes the two, the [`Judgement`](crate::claim::Judgement) of
//!   [`relate`](crate::claim::relate) and what [`figures`] says of the counts inside. A store asks both once a judged pair, when it
//!   links, and keeps a pair that does not clash as related, without figures that disagree. [`denied`] takes a report's
//!   propositions and finds, for a denial that says no more than "the allegations", the proposition that it denies: the denial
//!   belongs to that one's claim.
//! * **Which figures count the same thing?** [`counts`] takes a record and gives its figures with what is counted, where and
//!   when. [`quantities`] takes the counts of any reports, of one claim, one story or a whole pile, and gives tables.
//! * **What changed?** [`Quantity::changes`] of a figure; [`turns`] of what one actor says of one claim.
//!
//! Nothing here keeps a state: a query computes the tables of what it shows. Everything takes time about linear in its input,
//! and what comes out depends on the input alone.
//!
//! # What opposes what
//!
//! | one side | other side | relation | opposed? |
//! | --- | --- | --- | --- |
//! | puts it forward | denies it | same | yes: [`Clash::Denial`] |
//! | puts a part or more forward | denies it | part | yes, where most words of what is denied are put forward |
//! | puts it forward | puts forward what cannot hold with it | contradicts | yes, where a rule names the words: [`Clash::Contradiction`] |
//! | puts it forward | denies what cannot hold with it | contradicts | no: they agree |
//! | gives a figure | gives another for one quantity | any | yes: [`Clash::Figures`] |
//! | the same actor said both | | | no: a change, see [`turns`] |
//!
//! Who asks, urges or declines to say puts nothing forward.
//!
//! # When two figures count the same thing
//!
//! What became of those counted and who they are must be the same ("civilians killed" is not "people killed", nor "people
//! wounded"). Both count one event, or both everything "since 2011"; a part ("including 11", "3 others") is no total. Their days
//! must be able to meet. And their sentences, with headline and lead, must speak of one thing, by the words and names that are
//! rare in this pile; of reports that are known to be on one event ([`Pile::Story`]) that is not asked, and their days may be one apart.

mod clash;
mod count;
mod opposed;
mod quantity;
mod turn;

pub use crate::claim::matter::Side;
pub use clash::{Clash, clash, denied};
pub use count::{Count, Scope, Thing, counts};
pub use opposed::{inside, opposed};
pub use quantity::{Change, Given, Pile, Quantity, Range, figures, quantities};
pub use turn::{Said, Turn, turns};

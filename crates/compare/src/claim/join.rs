//! Joining: which claim a proposition belongs to, from judged pairs.
//!
//! [`place`] is the rule, for one proposition after the other. [`Index`](super::Index) follows it as reports come. Where all pairs
//! were judged before, by whoever and in whatever order, [`join`] follows it for any set of propositions that holds, with each,
//! all that it was judged the same as or denies; [`settle`] then gives the pairs that the index would have given.

use std::collections::HashMap;

use super::candidate::bounded;
use super::index::{Pair, Placed};
use super::proposition::Proposition;
use super::relate::{Relation, relate};

/// A proposition with the pairs that were judged for it.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its number.
    pub id: u32,
    /// What it puts forward.
    pub proposition: Proposition,
    /// The number of the one that it denies while saying nothing of its own.
    pub denies: Option<u32>,
    /// What was judged, in the order of [`likest`](super::likest).
    pub pairs: Vec<Judged>,
}

/// A pair that was judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The other proposition, and how the two stand.
    pub pair: Pair,
    /// Whether it stands in the same report.
    pub own: bool,
}

/// The claim of a member, by the number of the proposition that put it forward first.
#[derive(Clone, Debug, PartialEq)]
pub struct Joined {
    /// The member's number.
    pub id: u32,
    /// Its claim.
    pub claim: u32,
    /// A pair that was judged only now: the member and the first of a claim.
    pub first: Vec<Pair>,
}

/// Joins members, in the order of their numbers, into claims. With each stand all that it was judged the same as, or denies.
///
/// # Panics
/// Where one of these is missing.
pub fn join(members: &[Member]) -> Vec<Joined> {
    let places: HashMap<u32, usize> =
        members.iter().enumerate().map(|(at, member)| (member.id, at)).collect();
    let mut claims: HashMap<u32, u32> = HashMap::with_capacity(members.len());
    let mut joined = Vec::with_capacity(members.len());
    for member in members {
        // One that is not here shares no claim with any that is, nor with another that is not: its own number will do.
        let claim = |id: u32| claims.get(&id).copied().unwrap_or(id);
        let judge = |with: u32| {
            let first = &members[places[&with]].proposition;
            Pair { with, judgement: relate(&member.proposition, first) }
        };
        let pairs = asked(member.pairs.clone(), claim);
        let count = pairs.len();
        let mut found = place(member.id, pairs, member.denies.map(claim), claim, judge);
        claims.insert(member.id, found.claim);
        joined.push(Joined { id: member.id, claim: found.claim, first: found.pairs.split_off(count) });
    }
    joined
}

/// The pairs that an index gives for a proposition: of those judged, and the one that [`join`] judged, those that the bound
/// on one claim's members leaves and that are not different. `claim` tells the claims of those judged.
pub fn settle(pairs: Vec<Judged>, first: Vec<Pair>, claim: impl Fn(u32) -> u32) -> Vec<Pair> {
    let mut pairs = asked(pairs, claim);
    likest_first(&mut pairs);
    pairs.extend(first);
    pairs.retain(|pair| pair.judgement.relation != Relation::Different);
    pairs
}

/// Those that the index would have asked for. While a report is taken in, its own propositions have no claims yet.
fn asked(mut pairs: Vec<Judged>, claim: impl Fn(u32) -> u32) -> Vec<Pair> {
    bounded(&mut pairs, |judged| if judged.own { judged.pair.with } else { claim(judged.pair.with) });
    pairs.into_iter().map(|judged| judged.pair).collect()
}

fn likest_first(pairs: &mut [Pair]) {
    pairs.sort_by(|a, b| b.judgement.score.total_cmp(&a.judgement.score).then(a.with.cmp(&b.with)));
}

/// From this likelihood on two are the same beyond doubt: hardly any but those that share their words.
const BEYOND_DOUBT: f32 = 0.9;

/// Where proposition `id` has its place: in the claim that it `denies`, or in that of the likest proposition that is the same,
/// unless that is in doubt and the one that put the claim forward first is not. Pairs that are different are still among those given.
pub(super) fn place(
    id: u32,
    mut pairs: Vec<Pair>,
    denies: Option<u32>,
    claim: impl Fn(u32) -> u32,
    judge: impl Fn(u32) -> Pair,
) -> Placed {
    likest_first(&mut pairs);
    let found = denies.or_else(|| same(&mut pairs, claim, judge));
    Placed { id, claim: found.unwrap_or(id), pairs }
}

/// The claim that these pairs speak for; a pair with the claim's first proposition may be added to them.
fn same(pairs: &mut Vec<Pair>, claim: impl Fn(u32) -> u32, judge: impl Fn(u32) -> Pair) -> Option<u32> {
    let same: Vec<(u32, f32)> = pairs
        .iter()
        .filter(|pair| pair.judgement.relation == Relation::Same)
        .map(|pair| (pair.with, pair.judgement.score))
        .collect();
    for (with, score) in same {
        let claim = claim(with);
        if score >= BEYOND_DOUBT {
            return Some(claim);
        }
        let known = pairs.iter().position(|pair| pair.with == claim);
        let first = known.unwrap_or_else(|| {
            pairs.push(judge(claim));
            pairs.len() - 1
        });
        if matches!(pairs[first].judgement.relation, Relation::Same | Relation::Part) {
            return Some(claim);
        }
    }
    None
}

//! The cast: the actors of a record, each once.

use std::collections::HashMap;

use onrecord_record::{ActorKind, SourceKind};
use onrecord_text::ByteSpan;

use crate::ResolvedActor;
use crate::scene::{Scene, Who};
use crate::sort::Sort;

/// Collects actors as statements name them.
pub struct Cast<'s> {
    scene: &'s Scene<'s>,
    /// The actors so far, in the order of their first statements.
    pub actors: Vec<ResolvedActor>,
    parts: HashMap<String, usize>,
}

impl<'s> Cast<'s> {
    /// An empty cast.
    pub fn new(scene: &'s Scene<'s>) -> Self {
        Self { scene, actors: Vec::new(), parts: HashMap::new() }
    }

    /// The actor that `who` is, entered if new; `place` is a place that speaks of them.
    pub fn part(&mut self, kind: SourceKind, who: &Who, place: Option<ByteSpan>) -> Option<usize> {
        let kind = match kind {
            SourceKind::Person => ActorKind::Person,
            SourceKind::Unnamed => ActorKind::Unnamed,
            SourceKind::Organisation => ActorKind::Organisation,
            SourceKind::Outlet => ActorKind::Outlet,
            SourceKind::Document => ActorKind::Document,
            SourceKind::Public => ActorKind::Public,
            SourceKind::Author | SourceKind::None => return None,
        };
        let (key, name) = match who {
            Who::Nobody => return None,
            Who::Named(ids) => {
                let key = format!("{ids:?}");
                (key, ids.iter().map(|&id| self.name_of(id)).collect::<Vec<_>>().join("; "))
            }
            Who::Described(span) => {
                let name = tidy(span.of(self.scene.page.text));
                (name.to_lowercase(), name)
            }
        };
        let known = self.parts.get(&key).copied();
        let index = known.unwrap_or_else(|| {
            self.actors.push(self.enter(kind, name, who));
            self.parts.insert(key, self.actors.len() - 1);
            self.actors.len() - 1
        });
        if let Some(place) = place {
            let mentions = &mut self.actors[index].mentions;
            let at = mentions.partition_point(|m| m.start < place.start);
            let near = &mentions[at.saturating_sub(1)..(at + 1).min(mentions.len())];
            if !near.iter().any(|m| m.overlaps(place)) {
                mentions.insert(at, place);
            }
        }
        Some(index)
    }

    fn enter(&self, kind: ActorKind, name: String, who: &Who) -> ResolvedActor {
        let mut actor =
            ResolvedActor { name, kind, roles: Vec::new(), ties: Vec::new(), mentions: Vec::new() };
        if let Who::Named(ids) = who
            && let [id] = ids[..]
        {
            let entity = &self.scene.entities.all[id];
            actor.roles.clone_from(&entity.roles);
            actor.mentions.clone_from(&entity.mentions);
            let tied = |role: &ByteSpan| {
                let within = self.scene.entities.within(*role).iter();
                let body = |e: usize| {
                    matches!(self.scene.entities.all[e].sort, Sort::Body | Sort::Outlet | Sort::Place)
                };
                within
                    .filter(|(m, e)| role.contains(*m) && *e != id && body(*e))
                    .map(|&(m, _)| m)
                    .collect::<Vec<_>>()
            };
            actor.ties = entity.roles.iter().flat_map(tied).collect();
        }
        actor
    }

    /// The fullest name of an entity.
    fn name_of(&self, id: usize) -> String {
        tidy(self.scene.page.span_of(self.scene.entities.all[id].name.clone()).of(self.scene.page.text))
    }
}

/// A name on one line.
fn tidy(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    // The stop of a sentence, not of "Jr." or "U.S."
    let last = name.rsplit(' ').next().unwrap_or("");
    let stop = last.len() > 5 && last.find('.') == Some(last.len() - 1);
    if stop { name[..name.len() - 1].to_owned() } else { name }
}

//! Who spoke last: what pronouns and "the group" most often mean.

use onrecord_record::SourceKind;
use onrecord_text::ByteSpan;

use crate::scene::{LOOK_BACK, NEIGHBOURS, Reading, Scene, Who};

impl Scene<'_> {
    /// What was read of the statement before `own` if it is at most `sentences` away from byte `at`: of one that lies
    /// in the same content before one that does not, since a speaker's "they" is not the reporter's.
    pub fn last_reading(&self, at: usize, sentences: usize, own: usize) -> Option<&Reading> {
        // "… and it left. We ran," they said: whoever says it says the sentences before, too.
        let begun = self.statements[own].content.first().map_or(at, |c| c.start).min(at);
        let holder = self.holder(own);
        let near = |&&s: &&usize| {
            let start = self.statements[s].start();
            self.sentences_between(start, at) <= sentences
                || Some(s) != holder
                    && self
                        .spoken_until(s, begun)
                        .is_some_and(|e| self.sentences_between(e, begun) <= sentences)
        };
        // What is said within the words of a statement does not tell who speaks them.
        let content = &self.statements[own].content;
        let outside = |&&s: &&usize| {
            self.has_source(s) && !content.iter().any(|c| c.contains(self.statements[s].place()))
        };
        let recent = || self.spoken.iter().rev().take(NEIGHBOURS).filter(outside);
        // "Asked whether he …": an unsourced remark is on a level with what the reporter tells.
        let unsourced = holder.is_some_and(|h| !self.has_source(h));
        let reporter = |&&s: &&usize| unsourced && self.holder(s).is_none();
        let last = recent()
            .filter(near)
            .find(|&&s| self.holder(s) == holder)
            .or_else(|| recent().find(reporter).filter(near))
            .or_else(|| recent().next().filter(near))?;
        self.readings[*last].as_ref()
    }

    /// How many sentences lie between two bytes.
    fn sentences_between(&self, from: usize, to: usize) -> usize {
        self.page.sentence_at(to).saturating_sub(self.page.sentence_at(from))
    }

    /// Where the words of a statement end that go on until byte `at`, if nobody else is named between: whoever spoke them
    /// spoke last, however long ago their name was given.
    fn spoken_until(&self, statement: usize, at: usize) -> Option<usize> {
        let content = &self.statements[statement].content;
        let before = content.partition_point(|c| c.end <= at);
        let end = content.get(before.checked_sub(1)?)?.end;
        let own: &[usize] = match &self.readings[statement] {
            Some(Reading { who: Who::Named(ids), .. }) => ids,
            _ => &[],
        };
        let between = self.entities.within(ByteSpan::new(end, at.max(end)));
        let another = between.iter().take(LOOK_BACK).any(|&(_, e)| self.is_person(e) && !own.contains(&e));
        (!another).then(|| end.saturating_sub(1))
    }

    /// Whether a statement that was read is somebody's.
    pub fn has_source(&self, statement: usize) -> bool {
        !matches!(self.readings.get(statement), Some(Some(Reading { kind: SourceKind::None, .. })))
    }
}

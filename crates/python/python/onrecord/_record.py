"""The record: what is written down about one report.

``docs/SCHEME.md`` of onrecord says what statements, kinds and stances mean, with examples.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Form = Literal["direct", "indirect", "mixed"]
SourceKind = Literal["person", "unnamed", "organisation", "outlet", "document", "public", "author", "none"]
Stance = Literal["asserts", "confirms", "denies", "hedges", "asks", "intends", "urges", "judges", "declines"]
ActorKind = Literal["person", "unnamed", "organisation", "outlet", "document", "public"]
TimeType = Literal["date", "time", "duration", "set"]
Outcome = Literal["killed", "wounded", "missing", "detained", "displaced"]
FurnitureKind = Literal["headline", "byline", "dateline", "credit", "boilerplate"]


class Span(NamedTuple):
    """A place in a report's text: ``text[span.start:span.end]``."""

    start: int
    """Its first code point, from 0."""
    end: int
    """The code point after its last."""

    def of(self, text: str) -> str:
        """The words at this place of ``text``, which must be the record's."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report was filed from."""

    place: str
    """The place named, without its date and agency."""
    span: Span
    """The whole dateline, up to its dash."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """A part of the text that is not the story."""

    kind: FurnitureKind
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """One news item, without its text."""

    id: str
    """``sha256:`` and the hash of what was read: of a mapping or a row, its known fields as compact JSON, sorted by name."""
    key: str | None
    """Your own name for it: its ``id``."""
    file: str | None
    """The file it came from; None for what did not come from one."""
    title: str | None
    outlet: str | None
    byline: tuple[str, ...]
    """Who wrote it."""
    published: str | None
    """When it was published: ``2023-10-25``, or with a time where that is known (ISO 8601)."""
    url: str | None
    dateline: Dateline | None
    credit: str | None
    """The agency or paper whose work it says it is."""
    language: str | None
    """Two letters, ISO 639-1."""
    furniture: tuple[Furniture, ...]


@dataclass(frozen=True, slots=True)
class Via:
    """One step of the way on which a statement reached the report."""

    actor: str | None
    """The :attr:`Actor.id` of who relayed it."""
    span: Span
    """The words that say so."""


@dataclass(frozen=True, slots=True)
class Anonymity:
    """What the report says of a source that it does not name."""

    condition: tuple[Span, ...]
    """"on condition of anonymity", and the like."""
    reason: tuple[Span, ...]
    """"because he was not authorised to speak", and the like."""
    precision: int | None
    """How precisely the source is described, from 1 ("a source") to 5."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: somebody's words, belief or intention, as the report gives them."""

    id: str
    """Its name within the record: ``s1``, ``s2``, … in the order of the text."""
    source: tuple[Span, ...]
    """The words that name who it is attributed to; empty where the report names nobody."""
    cue: tuple[Span, ...]
    """The words that signal the attribution."""
    content: tuple[Span, ...]
    """What is attributed; it may lie in several pieces."""
    form: Form
    """Whether the content is quoted."""
    kind: SourceKind | None
    """What sort of source it is."""
    actor: str | None
    """The :attr:`Actor.id` of who it is attributed to."""
    stance: Stance | None
    """How the source stands to the content."""
    said_when: tuple[Span, ...]
    """The words that say when it was said."""
    inside: str | None
    """The :attr:`Statement.id` of the one whose content this one is nested in."""
    via: tuple[Via, ...]
    """Through whom it reached the report, nearest to the report first."""
    anonymity: Anonymity | None
    """Why the source is not named, where the report says so."""
    confidence: float
    """How likely the reader holds it that source, cue and content are right, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a report says an actor is: "Pentagon spokesman"."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that a report speaks of as a source."""

    id: str
    """Its name within the record: ``a1``, ``a2``, …"""
    name: str
    """The fullest name that the report gives, without titles; the descriptor where it gives none."""
    kind: ActorKind
    roles: tuple[Role, ...]
    mentions: tuple[Span, ...]
    """Where the report speaks of it."""


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time and what it stands for, after TIMEX3."""

    span: Span
    type: TimeType
    timex: str | None
    """Its TIMEX3 value: ``2023-10-02``, ``P3D``; None where the report does not let one tell."""
    from_: str | None
    """First day, or instant, that it can mean (ISO 8601); ``from`` in JSON, which Python keeps for itself."""
    to: str | None
    """Last day, or instant, that it can mean (ISO 8601)."""
    resolved_by: Literal["text", "published"] | None
    """What a relative expression was resolved by."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts."""

    span: Span
    """Where it stands, with qualifier and unit."""
    value: float | None
    """The number, in ``unit``, where the text gives one."""
    low: float | None
    """The least that the words allow."""
    high: float | None
    """The most that the words allow."""
    qualifier: str | None
    """"about", "at least", "up to"."""
    unit: str | None
    """What it counts: "fighters", "dollars", "percent"."""
    outcome: Outcome | None
    """What became of the people counted."""


@dataclass(frozen=True, slots=True)
class Record:
    """What one report gives."""

    schema: str
    """The version of the record's shape: ``onrecord.record.v1``."""
    report: Report
    text: str
    """The text as it was read; all spans point into it."""
    statements: tuple[Statement, ...]
    """Who said what, in the order of the text."""
    actors: tuple[Actor, ...]
    times: tuple[Time, ...]
    figures: tuple[Figure, ...]
    model: str
    """The reader that made this record."""
    _json: str = field(repr=False, compare=False)

    @classmethod
    def from_json(cls, line: str) -> Record:
        """The record that a line of ``onrecord read --format jsonl`` holds.

        Raises:
            ValueError: It is no JSON.
            KeyError: It is no record: a field is missing.
        """
        made = json.loads(line)
        return cls(
            schema=made["schema"],
            report=_report(made["report"]),
            text=made["text"],
            statements=tuple(map(_statement, made["statements"])),
            actors=tuple(map(_actor, made["actors"])),
            times=tuple(map(_time, made["times"])),
            figures=tuple(map(_figure, made["figures"])),
            model=made["model"],
            _json=line,
        )

    def json(self) -> str:
        """The record as one line of JSON, as ``onrecord read --format jsonl`` writes it."""
        return self._json

    def words(self, spans: Span | Iterable[Span]) -> str:
        """The words at a place, or at several: with `` … `` between those that have other words between them."""
        if isinstance(spans, Span):
            return spans.of(self.text)
        words = ""
        end: int | None = None
        for span in spans:
            if end is not None:
                words += " … " if self.text[end : span.start].strip() else " "
            words += span.of(self.text)
            end = span.end
        return words

    def actor(self, of: Statement | Via | str | None) -> Actor | None:
        """Who a statement is attributed to, who relayed it, or the actor of this id; None where that is not known."""
        id = of.actor if isinstance(of, (Statement, Via)) else of
        return next((actor for actor in self.actors if actor.id == id), None)

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return Record.from_json, (self._json,)


_Made = Mapping[str, Any]


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _report(made: _Made) -> Report:
    dateline = made["dateline"]
    return Report(
        id=made["id"],
        key=made["key"],
        file=made["file"],
        title=made["title"],
        outlet=made["outlet"],
        byline=tuple(made["byline"]),
        published=made["published"],
        url=made["url"],
        dateline=dateline and Dateline(dateline["place"], Span(*dateline["span"])),
        credit=made["credit"],
        language=made["language"],
        furniture=tuple(Furniture(part["kind"], Span(*part["span"])) for part in made["furniture"]),
    )


def _statement(made: _Made) -> Statement:
    anonymity = made["anonymity"]
    return Statement(
        id=made["id"],
        source=_spans(made["source"]),
        cue=_spans(made["cue"]),
        content=_spans(made["content"]),
        form=made["form"],
        kind=made["kind"],
        actor=made["actor"],
        stance=made["stance"],
        said_when=_spans(made["said_when"]),
        inside=made["inside"],
        via=tuple(Via(step["actor"], Span(*step["span"])) for step in made["via"]),
        anonymity=anonymity
        and Anonymity(_spans(anonymity["condition"]), _spans(anonymity["reason"]), anonymity["precision"]),
        confidence=made["confidence"],
    )


def _actor(made: _Made) -> Actor:
    return Actor(
        id=made["id"],
        name=made["name"],
        kind=made["kind"],
        roles=tuple(Role(role["text"], Span(*role["span"])) for role in made["roles"]),
        mentions=_spans(made["mentions"]),
    )


def _time(made: _Made) -> Time:
    return Time(
        span=Span(*made["span"]),
        type=made["type"],
        timex=made["timex"],
        from_=made["from"],
        to=made["to"],
        resolved_by=made["resolved_by"],
    )


def _figure(made: _Made) -> Figure:
    return Figure(
        span=Span(*made["span"]),
        value=made["value"],
        low=made["low"],
        high=made["high"],
        qualifier=made["qualifier"],
        unit=made["unit"],
        outcome=made["outcome"],
    )

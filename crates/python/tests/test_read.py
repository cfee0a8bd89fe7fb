"""One report: what is in its record, and how it is told that there is none."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
import threading

import onrecord
import pytest
from onrecord import Record, ReportError, Span

TEXT = "Oxbow 🌉 news.\n\nThe bridge is closed, the mayor said on Monday."


def test_spans_slice_the_text() -> None:
    record = onrecord.read(TEXT, title="Bridge closed", published="2023-05-03", outlet="The Courier")
    [statement] = record.statements
    [source], [cue], [content] = statement.source, statement.cue, statement.content
    assert record.text == TEXT
    assert TEXT[source.start : source.end] == source.of(TEXT) == "the mayor"
    assert record.words(cue) == "said"
    assert record.words(statement.content) == TEXT[content.start : content.end] == "The bridge is closed"
    assert content == Span(15, 35)
    assert record.words(statement.said_when) == "on Monday"


def test_the_record_is_typed() -> None:
    record = onrecord.read(TEXT, title="Bridge closed", published=datetime.date(2023, 5, 3), url="https://www.courier.example/a")
    [statement] = record.statements
    assert (statement.form, statement.kind, statement.stance) == ("indirect", "unnamed", "asserts")
    assert 0 < statement.confidence <= 1
    actor = record.actor(statement)
    assert actor is not None and actor.id == statement.actor and actor.kind == "unnamed"
    assert record.actor("a99") is None
    assert record.report.title == "Bridge closed"
    assert record.report.published == "2023-05-03"
    assert record.report.outlet == "courier.example"
    assert record.report.file is None
    [time] = record.times
    assert (time.type, time.from_, time.to, time.resolved_by) == ("date", "2023-05-01", "2023-05-01", "published")
    assert record.schema == "onrecord.record.v1"
    with pytest.raises(AttributeError):
        record.text = "x"  # type: ignore[misc]


def test_a_record_goes_through_json_pickle_and_copy() -> None:
    record = onrecord.read(TEXT)
    assert json.loads(record.json())["text"] == TEXT
    assert Record.from_json(record.json()) == record
    assert pickle.loads(pickle.dumps(record)) == record
    assert copy.deepcopy(record) == record
    assert record != onrecord.read(TEXT, title="Other")


def test_words_of_pieces_are_joined() -> None:
    record = onrecord.read(TEXT)
    assert record.words([Span(15, 18), Span(19, 25)]) == "The bridge"
    assert record.words([Span(15, 18), Span(29, 35)]) == "The … closed"
    assert record.words([]) == ""


def test_what_is_no_report_is_told() -> None:
    with pytest.raises(ReportError, match="^report: is empty$") as caught:
        onrecord.read(" \n")
    assert caught.value.row is None
    assert isinstance(caught.value, ValueError)
    with pytest.raises(TypeError, match="^text must be a str, not bytes$"):
        onrecord.read(b"The mayor said so.")  # type: ignore[arg-type]
    with pytest.raises(UnicodeEncodeError):
        onrecord.read("half a character: \ud83c")


def test_the_schema_and_the_version_are_the_commands(command: object) -> None:
    assert callable(command)
    printed = command("schema").stdout
    assert onrecord.schema() == json.loads(printed)
    assert command("--version").stdout.decode().strip() == f"onrecord {onrecord.version}"


def test_other_threads_go_on_meanwhile() -> None:
    long = "\n\n".join([TEXT] * 400)
    count = 0
    done = threading.Event()

    def read() -> None:
        onrecord.read(long)
        done.set()

    thread = threading.Thread(target=read)
    thread.start()
    while not done.wait(0.01):
        count += 1
    thread.join()
    assert count >= 5, "the interpreter's lock was held"

"""Reading and comparing on a cluster of two workers: it finds what one machine finds."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pile as piles
import pytest
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

import onrecord.spark

REPORTS = 60


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    with piles.cluster() as session:
        yield session


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pile") / "reports"
    piles.write(piles.generated(REPORTS), path)
    return path


@pytest.fixture(scope="module")
def alone(pile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of one machine."""
    folder = tmp_path_factory.mktemp("alone")
    piles.by_itself(pile, folder, piles.Times())
    return folder


def test_a_cluster_finds_what_one_machine_finds(
    session: SparkSession, pile: Path, alone: Path, tmp_path: Path
) -> None:
    piles.by_cluster(session, pile, tmp_path, piles.Times())
    found = piles.links(alone)
    assert found["raw bytes"].total() == REPORTS
    claims = {claim[4:] for claim in found["claims"]}
    assert len(claims) < found["claims"].total() / 2, "the pile hardly repeats itself"
    assert found["pairs"].total() > 100 and found["passages"].total() > 100
    assert piles.differences(alone, tmp_path) == []
    piles.onrecord_command("check", "--ledger", tmp_path / "ledger")
    for question in ("claims", "origins", "stories", "disputes"):
        piles.onrecord_command(question, "--ledger", tmp_path / "ledger", "--limit", 3)


def test_and_finds_it_again_when_an_executor_is_killed(
    session: SparkSession, pile: Path, alone: Path, tmp_path: Path
) -> None:
    killed: list[int] = []
    piles.kill_one_when(session, tmp_path / "tables/work/judged", killed)
    piles.by_cluster(session, pile, tmp_path, piles.Times())
    assert len(killed) == 1
    assert piles.differences(alone, tmp_path) == []


def test_more_can_be_added_to_what_came_from_tables(session: SparkSession, tmp_path: Path) -> None:
    piles.write(piles.generated(12), tmp_path / "pile", pieces=2)
    piles.write(piles.generated(3, seed=6), tmp_path / "more", pieces=1)
    alone, cluster = tmp_path / "alone", tmp_path / "cluster"
    piles.by_itself(tmp_path / "pile", alone, piles.Times())
    piles.by_cluster(session, tmp_path / "pile", cluster, piles.Times())
    for folder in (alone, cluster):
        piles.onrecord_command("add", tmp_path / "more", "--ledger", folder / "ledger")
    assert piles.differences(alone, cluster) == []


def test_tables_go_into_a_new_ledger_only(tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    piles.write(piles.generated(2), pile, pieces=1)
    piles.by_itself(pile, tmp_path, piles.Times())
    with pytest.raises(subprocess.CalledProcessError) as failed:
        piles.onrecord_command("add", "--from-tables", tmp_path, "--ledger", tmp_path / "ledger")
    assert failed.value.returncode == 2


def test_what_cannot_be_read_is_passed_over_or_raised(session: SparkSession) -> None:
    rows = [("1", "The bridge is closed, the mayor said."), ("2", None), ("3", "It rained.")]
    reports = session.createDataFrame(rows, "id string, text string")
    records = onrecord.spark.read(reports)
    assert [field.name for field in records.schema][:3] == ["schema", "report", "text"]
    assert sorted(row.report.key for row in records.collect()) == ["1", "3"]
    with pytest.raises(PySparkException):
        onrecord.spark.read(reports, errors="raise").collect()

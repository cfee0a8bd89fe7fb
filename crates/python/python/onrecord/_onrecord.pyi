from collections.abc import Iterable, Sequence
from os import PathLike
from typing import Any, Literal

version: str
fields: list[str]

class ReportError(ValueError):
    row: int | None

class Reading:
    def __new__(
        cls,
        source: Iterable[Any] | object,
        *,
        flat: bool,
        jobs: int | None,
        errors: Literal["raise", "warn", "skip"],
    ) -> Reading: ...
    @staticmethod
    def of_files(
        paths: Sequence[str | PathLike[str]],
        *,
        flat: bool,
        jobs: int | None,
        errors: Literal["raise", "warn", "skip"],
    ) -> Reading: ...
    def __iter__(self) -> Reading: ...
    def __next__(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def reraise(self) -> None: ...

def read(fields: dict[str, object]) -> str: ...
def schema() -> str: ...
def command(words: Sequence[str]) -> int: ...
def stage(name: str, stream: object) -> object: ...

"""The types of what the library offers; its words are in the docstrings."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeAlias

import igraph
import networkx
import pandas
import polars
import pyarrow

__version__: str

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

_Path: TypeAlias = str | os.PathLike[str]
_Texts: TypeAlias = str | Iterable[str] | _ArrowStream | _ArrowArray
_Case: TypeAlias = Literal["smart", "exact", "fold"]
_Diacritics: TypeAlias = Literal["fold", "exact"]
_Ambiguous: TypeAlias = Literal["best", "all", "drop"]
_Offsets: TypeAlias = Literal["chars", "bytes"]

class Table:
    @property
    def column_names(self) -> list[str]: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __len__(self) -> int: ...
    def to_arrow(self) -> pyarrow.Table: ...
    def to_pandas(self) -> pandas.DataFrame: ...
    def to_polars(self) -> polars.DataFrame: ...

class Batches:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __iter__(self) -> Iterator[pyarrow.RecordBatch]: ...
    def to_arrow(self) -> pyarrow.RecordBatchReader: ...

class Gazetteer:
    @staticmethod
    def from_toml(
        source: _Path,
        *,
        case: _Case = "smart",
        diacritics: _Diacritics = "fold",
        ambiguous: _Ambiguous = "best",
        plain: bool = False,
    ) -> Gazetteer: ...
    @staticmethod
    def from_rows(
        rows: Iterable[Mapping[str, Any]] | _ArrowStream,
        *,
        case: _Case = "smart",
        diacritics: _Diacritics = "fold",
        ambiguous: _Ambiguous = "best",
        plain: bool = False,
    ) -> Gazetteer: ...
    @staticmethod
    def open(
        path: _Path | Sequence[_Path],
        *,
        case: _Case = "smart",
        diacritics: _Diacritics = "fold",
        ambiguous: _Ambiguous = "best",
        plain: bool = False,
    ) -> Gazetteer: ...
    @property
    def path(self) -> os.PathLike[str] | None: ...
    @property
    def matching(self) -> tuple[_Case, _Diacritics, _Ambiguous, bool]: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def n_names(self) -> int: ...
    def __len__(self) -> int: ...
    def compile(self, path: _Path) -> None: ...
    def tag(
        self,
        texts: _Texts,
        *,
        text: str = "text",
        id: str | None = None,
        format: str | None = None,
        offsets: _Offsets = "chars",
        threads: int = 0,
    ) -> Table: ...
    def tag_batches(
        self,
        reader: _Texts,
        *,
        text: str = "text",
        id: str | None = None,
        format: str | None = None,
        offsets: _Offsets = "chars",
        threads: int = 0,
    ) -> Batches: ...

class Graph:
    @classmethod
    def open(cls, path: _Path, *, discover: bool | float | None = None) -> Graph: ...
    @staticmethod
    def from_parquet(
        path: _Path,
        output: _Path = "out",
        *,
        formats: Sequence[str] | None = None,
        evidence: bool = True,
        discover: bool | float | None = None,
    ) -> Graph: ...
    @property
    def n_nodes(self) -> int: ...
    @property
    def n_edges(self) -> int: ...
    @property
    def about(self) -> dict[str, str]: ...
    @property
    def skipped(self) -> list[str]: ...
    def nodes(self) -> Table: ...
    def edges(self) -> Table: ...
    def filter(
        self,
        *,
        types: Sequence[str] | None = None,
        min_mentions: int = 0,
        min_weight: float = 0.0,
        backbone: float | None = None,
        ego: str | None = None,
        depth: int = 1,
        largest_component: bool = False,
        top: int | None = None,
    ) -> Graph: ...
    def neighbors(self, name: str, n: int | None = None) -> Table: ...
    def path(self, source: str, target: str, k: int = 1) -> Table: ...
    def evidence(
        self,
        name: str,
        other: str | None = None,
        n: int | None = None,
        order: Literal["text", "newest", "strongest"] = "text",
    ) -> Table: ...
    def export(self, path: _Path, format: str | None = None, *, all: bool = False) -> None: ...
    def html(self) -> str: ...
    def json(self) -> str: ...
    def to_networkx(self) -> networkx.Graph: ...
    def to_igraph(self) -> igraph.Graph: ...
    def _repr_html_(self, height: int = 640) -> str: ...

def tag(
    texts: _Texts,
    gazetteer: Gazetteer | _Path | Sequence[_Path],
    *,
    text: str = "text",
    id: str | None = None,
    format: str | None = None,
    offsets: _Offsets = "chars",
    threads: int = 0,
) -> Table: ...
def tag_batches(
    reader: _Texts,
    gazetteer: Gazetteer | _Path | Sequence[_Path],
    *,
    text: str = "text",
    id: str | None = None,
    format: str | None = None,
    offsets: _Offsets = "chars",
    threads: int = 0,
) -> Batches: ...
def build(
    inputs: _Path | Sequence[_Path] | _ArrowStream,
    gazetteer: Gazetteer | _Path | Sequence[_Path],
    output: _Path = "out",
    *,
    window: str = "paragraph",
    formats: Sequence[str] | None = None,
    keep_boilerplate: bool = False,
    repeats: Literal["once", "all"] = "once",
    most_in_window: int | None = None,
    year: int | None = None,
    text: str = "text",
    id: str | None = "id",
    metadata: _Path | Sequence[str] | None = None,
    format: str | None = None,
    discover: bool | float | None = None,
    fresh: bool = False,
    threads: int = 0,
) -> Graph: ...

# For `comention.spark` and `comention.__main__` alone.
def run(arguments: Sequence[str]) -> int: ...
def schemas() -> tuple[Table, Table, Table]: ...
def pass_one(
    table: _ArrowStream,
    gazetteer: Gazetteer,
    options: Mapping[str, Any],
    text: str,
    id: str,
    known: Sequence[str] | None,
    format: str | None,
) -> Batches: ...
def recipe(gazetteer: Gazetteer, options: Mapping[str, Any]) -> dict[str, str]: ...
def count(table: _ArrowStream) -> Table: ...
def entities(gazetteer: Gazetteer, keys: Sequence[int]) -> Table: ...
def build_documents(
    documents: _ArrowStream,
    entities: _ArrowStream,
    recipe: Mapping[str, str],
    outputs: Mapping[str, Any],
) -> Graph: ...
def build_of_counts(
    counts: _ArrowStream,
    entities: _ArrowStream,
    recipe: Mapping[str, str],
    outputs: Mapping[str, Any],
) -> Graph: ...

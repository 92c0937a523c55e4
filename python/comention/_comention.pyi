"""The types of what the library offers; its words are in the docstrings."""

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeAlias, TypedDict

import igraph
import networkx
import pandas
import polars
import pyarrow
from typing_extensions import Unpack

__version__: str

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

_Path: TypeAlias = str | os.PathLike[str]
_Texts: TypeAlias = str | Iterable[str] | _ArrowStream | _ArrowArray
_Date: TypeAlias = str | datetime.date

# The options of functions, each in one place; what they mean is in the docstrings.

class _Matching(TypedDict, total=False):
    case: Literal["smart", "exact", "fold"]
    diacritics: Literal["fold", "exact"]
    ambiguous: Literal["best", "all", "drop"]
    plain: bool

class _Tagging(TypedDict, total=False):
    text: str
    id: str | None
    format: str | None
    offsets: Literal["chars", "bytes"]
    columns: Sequence[
        Literal["row", "document", "start", "end", "surface", "type", "entity", "how", "candidates"]
    ] | None
    threads: int

class _Counting(TypedDict, total=False):
    text: str
    id: str | None
    metadata: _Path | Sequence[str] | None
    format: str | None
    window: str
    keep_boilerplate: bool
    repeats: Literal["once", "all"]
    most_in_window: int
    year: int | None
    strict: bool
    threads: int

class _Writing(TypedDict, total=False):
    formats: Sequence[str] | None
    discover: bool | float | None

class _Building(_Counting, _Writing, total=False):
    fresh: bool

class _Filter(TypedDict, total=False):
    since: _Date | None
    until: _Date | None
    inside: str | None
    types: str | Sequence[str] | None
    where: str | Sequence[str] | None
    min_mentions: int
    weight: Literal["windows", "score"]
    min_weight: float
    backbone: float | None
    ego: str | None
    depth: int
    largest_component: bool
    top: int | None

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
    def from_toml(source: _Path, **matching: Unpack[_Matching]) -> Gazetteer: ...
    @staticmethod
    def from_rows(
        rows: Iterable[Mapping[str, Any]] | _ArrowStream, **matching: Unpack[_Matching]
    ) -> Gazetteer: ...
    @staticmethod
    def open(path: _Path | Sequence[_Path], **matching: Unpack[_Matching]) -> Gazetteer: ...
    @property
    def path(self) -> os.PathLike[str] | None: ...
    @property
    def matching(self) -> _Matching: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def n_names(self) -> int: ...
    def __len__(self) -> int: ...
    def compile(self, path: _Path) -> None: ...
    def tag(self, texts: _Texts, **options: Unpack[_Tagging]) -> Table: ...
    def tag_batches(self, reader: _Texts, **options: Unpack[_Tagging]) -> Batches: ...

class Graph:
    @classmethod
    def open(cls, path: _Path, *, discover: bool | float | None = None) -> Graph: ...
    @staticmethod
    def from_parquet(
        path: _Path,
        output: _Path = "out",
        *,
        evidence: bool = True,
        **options: Unpack[_Writing],
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
    def filter(self, **options: Unpack[_Filter]) -> Graph: ...
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
    **options: Unpack[_Tagging],
) -> Table: ...
def tag_batches(
    reader: _Texts,
    gazetteer: Gazetteer | _Path | Sequence[_Path],
    **options: Unpack[_Tagging],
) -> Batches: ...
def build(
    inputs: _Path | Sequence[_Path] | _ArrowStream,
    gazetteer: Gazetteer | _Path | Sequence[_Path],
    output: _Path = "out",
    **options: Unpack[_Building],
) -> Graph: ...

# For `comention.spark` and `comention.__main__` alone.
def run(arguments: Sequence[str]) -> int: ...
def schemas() -> tuple[Table, Table, Table]: ...
def pass_one(table: _ArrowStream, gazetteer: Gazetteer, options: _Counting) -> Batches: ...
def recipe(gazetteer: Gazetteer, options: _Counting) -> dict[str, str]: ...
def count(table: _ArrowStream) -> Table: ...
def entities(gazetteer: Gazetteer, keys: Sequence[int]) -> Table: ...
def build_documents(
    documents: _ArrowStream,
    entities: _ArrowStream,
    recipe: Mapping[str, str],
    output: _Path,
    options: _Writing,
) -> Graph: ...
def build_of_counts(
    counts: _ArrowStream,
    entities: _ArrowStream,
    recipe: Mapping[str, str],
    output: _Path,
    options: _Writing,
) -> Graph: ...

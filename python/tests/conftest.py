"""What the tests share: the sample, its gazetteer, and what the command line makes of it."""

import subprocess
import sys
from pathlib import Path

import comention
import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests/fixtures/sample"
NAMES = ROOT / "entities.toml"
FORMATS = ["dot", "graphml", "gexf", "json", "cyjs", "csv", "ttl", "jsonld", "svg", "html"]


def cli(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "comention", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def rows_of(folder: Path) -> list[dict[str, str]]:
    """The files of a folder as rows, the last first."""
    files = sorted((path for path in folder.rglob("*") if path.is_file()), reverse=True)
    read = [(path, path.read_bytes().decode()) for path in files]
    return [{"id": path.relative_to(folder).as_posix(), "text": text} for path, text in read]


def assert_same_exports(one: Path, other: Path) -> None:
    names = sorted(path.name for path in one.iterdir() if path.suffix != ".db" and path.is_file())
    assert len(names) > 2
    for name in names:
        if not name.startswith("."):
            assert (one / name).read_bytes() == (other / name).read_bytes(), name


@pytest.fixture(scope="session")
def names() -> comention.Gazetteer:
    return comention.Gazetteer.open(NAMES)


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """The sample as the command line builds it, in every format."""
    folder = tmp_path_factory.mktemp("built")
    done = cli("build", SAMPLE, "-g", NAMES, "-o", folder, "--format", ",".join(FORMATS))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def graph(built) -> comention.Graph:
    return comention.Graph.open(built)

"""The notebook in `docs` runs, and shows what comes. `UPDATE_CASES=1` writes down what came."""

import os
import shutil

import nbformat
from conftest import NAMES, ROOT, SAMPLE
from nbclient import NotebookClient

NOTEBOOK = ROOT / "docs/notebook.ipynb"


def shown(notebook) -> list[list[str]]:
    """The words below each cell."""
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return [[words(output) for output in cell.outputs] for cell in cells]


def words(output) -> str:
    return output.get("text") or output.get("data", {}).get("text/plain", output.output_type)


def test_the_notebook_shows_what_comes(tmp_path):
    (tmp_path / "docs").mkdir()
    shutil.copytree(SAMPLE, tmp_path / SAMPLE.relative_to(ROOT))
    shutil.copy(NAMES, tmp_path)
    written = nbformat.read(NOTEBOOK, as_version=4)
    run = nbformat.read(NOTEBOOK, as_version=4)
    place = {"metadata": {"path": str(tmp_path / "docs")}}
    options = {"timeout": 120, "kernel_name": "python3", "record_timing": False}
    NotebookClient(run, resources=place, **options).execute()
    page = run.cells[-1].outputs[0]["data"].pop("text/html")
    assert page.startswith("<iframe srcdoc=")
    if os.environ.get("UPDATE_CASES"):
        nbformat.write(run, NOTEBOOK)
    else:
        assert shown(run) == shown(written)

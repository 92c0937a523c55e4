"""README's commands for Python, run as they stand in a fresh virtual environment. With
`COMENTION_WHEEL`, a wheel that was built before, none is built for it."""

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from conftest import NAMES, ROOT, SAMPLE

README = (ROOT / "README.md").read_text()
SECTION = README.split("\n## In Python\n")[1].split("\n## ")[0]


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", SECTION, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """README's folder with a fresh environment in it."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(SAMPLE, folder / SAMPLE.relative_to(ROOT))
    shutil.copy(NAMES, folder)
    (folder / "python").symlink_to(ROOT / "python")
    venv.create(folder / "venv", with_pip=True)
    return folder


def run(folder: Path, *command: str) -> str:
    path = f"{folder / 'venv/bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(folder / "venv")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_commands_do_what_they_say(folder):
    [install] = blocks("sh")
    wheel = os.environ.get("COMENTION_WHEEL", str(ROOT / "python"))
    install = re.sub(r"\./python", lambda _: wheel, install)
    assert wheel in install
    run(folder, "sh", "-ec", install)
    session = folder / "readme.txt"
    session.write_text("\n".join(blocks("pycon")))
    options = "-o NORMALIZE_WHITESPACE -o ELLIPSIS".split()
    run(folder, str(folder / "venv/bin/python"), "-m", "doctest", *options, str(session))
    assert run(folder, "comention", "--version").startswith("comention ")

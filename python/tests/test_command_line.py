import shutil
import subprocess
import sys
from pathlib import Path

import comention
from conftest import cli


def test_the_wheel_has_the_command_line():
    script = Path(sys.executable).with_name("comention")
    for command in ([str(script)], [sys.executable, "-m", "comention"]):
        told = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
        assert told.stdout == f"comention {comention.__version__}\n"
    assert shutil.which("comention", path=script.parent)


def test_exit_codes_are_those_of_the_command_line(built):
    assert cli("query", "find", "Zzyzx", "--graph", built / "graph.db").returncode == 1
    failed = cli("build", "nowhere", "-g", "builtin")
    assert failed.returncode == 2
    assert failed.stderr == "error: nowhere: no such file or folder; check the path\n"
    assert cli("--no-such-flag").returncode == 2

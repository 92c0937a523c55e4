import inspect
import shutil
import subprocess
import sys
import ast
from pathlib import Path

import comention
from comention import _comention
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


def test_the_stubs_tell_what_there_is():
    stub = ast.parse(Path(comention.__file__).with_name("_comention.pyi").read_text())
    for node in stub.body:
        if isinstance(node, ast.FunctionDef):
            check(node, getattr(_comention, node.name))
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            real = getattr(_comention, node.name)
            methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
            for method in methods:
                attribute = getattr(real, method.name)
                if not any(getattr(mark, "id", "") == "property" for mark in method.decorator_list):
                    check(method, attribute)
            told = {method.name for method in methods}
            there = {name for name in vars(real) if not name.startswith("_")}
            assert there == {name for name in told if not name.startswith("_")}, node.name
            assert real.__doc__


def check(stub: ast.FunctionDef, real: object) -> None:
    if stub.name.startswith("__"):
        return
    wanted = [arg.arg for arg in stub.args.args + stub.args.kwonlyargs if arg.arg not in ("self", "cls")]
    parameters = [name for name in inspect.signature(real).parameters if name not in ("self", "cls")]
    assert parameters == wanted, stub.name
    assert real.__doc__ or not parameters, f"{stub.name} has no words"

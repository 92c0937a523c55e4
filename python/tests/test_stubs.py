"""The stubs tell what there is: every function, its parameters, and its options."""

import ast
import inspect
from pathlib import Path

import comention
import pytest
from comention import _comention

STUB = ast.parse(Path(comention.__file__).with_name("_comention.pyi").read_text())
CLASSES = {node.name: node for node in STUB.body if isinstance(node, ast.ClassDef)}


def functions(body: list[ast.stmt]) -> list[ast.FunctionDef]:
    return [node for node in body if isinstance(node, ast.FunctionDef)]


def is_property(stub: ast.FunctionDef) -> bool:
    return any(getattr(mark, "id", "") == "property" for mark in stub.decorator_list)


def options(name: str) -> set[str]:
    """The options of a class of them, and of those it takes over."""
    node = CLASSES[name]
    own = {item.target.id for item in node.body if isinstance(item, ast.AnnAssign)}
    return own.union(*(options(base.id) for base in node.bases if base.id != "TypedDict"))


def check(stub: ast.FunctionDef, real: object) -> None:
    args = [*stub.args.args, *stub.args.kwonlyargs, *filter(None, [stub.args.kwarg])]
    wanted = [arg.arg for arg in args if arg.arg not in ("self", "cls")]
    parameters = [name for name in inspect.signature(real).parameters if name not in ("self", "cls")]
    assert parameters == wanted, stub.name
    assert real.__doc__ or not parameters, f"{stub.name} has no words"


def test_every_function_is_told():
    for stub in functions(STUB.body):
        check(stub, getattr(_comention, stub.name))
    for name, node in CLASSES.items():
        if name.startswith("_"):
            continue
        real = getattr(_comention, name)
        public = [method for method in functions(node.body) if not method.name.startswith("_")]
        for method in public:
            if not is_property(method):
                check(method, getattr(real, method.name))
        assert {name for name in vars(real) if not name.startswith("_")} == {method.name for method in public}
        assert real.__doc__


def test_every_option_is_told(names, graph, tmp_path):
    calls = {
        "_Matching": lambda **wrong: comention.Gazetteer.open("builtin", **wrong),
        "_Tagging": lambda **wrong: comention.tag([], names, **wrong),
        "_Counting": lambda **wrong: _comention.recipe(names, wrong),
        "_Building": lambda **wrong: comention.build([], names, tmp_path, **wrong),
        "_Filter": graph.filter,
    }
    for name, call in calls.items():
        with pytest.raises(TypeError, match="there is no option `wrong`; there are ") as told:
            call(wrong=1)
        known = str(told.value).partition("; there are ")[2]
        assert set(known.split(", ")) == options(name)


def test_an_option_of_another_type_is_named(names, graph):
    with pytest.raises(TypeError, match="option `threads`: .*str"):
        comention.tag([], names, threads="two")
    with pytest.raises(TypeError, match="option `min_weight`: "):
        graph.filter(min_weight="much")

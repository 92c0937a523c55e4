import comention
import polars
import pyarrow
import pytest
from comention import Gazetteer
from comention.errors import GazetteerError

LIST = """
[[entity]]
type = "person"
name = "Ada Quist"
aliases = ["Quist"]

[[entity]]
type = "place"
name = "Örebro"
"""

ROWS = [
    {"id": "quist", "name": "Ada Quist", "type": "person", "aliases": ["Quist"], "born": 1881},
    {"name": "Örebro", "type": "place", "aliases": None},
]


def found(gazetteer, text="Ada Quist left Orebro."):
    return gazetteer.tag(text).to_arrow()["entity"].to_pylist()


def test_a_list_may_be_text_a_file_or_rows(tmp_path):
    path = tmp_path / "names.toml"
    path.write_text(LIST)
    assert found(Gazetteer.from_toml(LIST)) == ["ada-quist", "orebro"]
    assert found(Gazetteer.from_toml(path)) == ["ada-quist", "orebro"]
    assert found(Gazetteer.open([str(path)])) == ["ada-quist", "orebro"]
    for rows in (ROWS, pyarrow.Table.from_pylist(ROWS), polars.DataFrame(ROWS)):
        assert found(Gazetteer.from_rows(rows)) == ["quist", "orebro"]


def test_what_is_compiled_opens_as_it_was(tmp_path):
    path = tmp_path / "names.gaz"
    listed = Gazetteer.from_toml(LIST)
    listed.compile(path)
    opened = Gazetteer.open(path)
    assert found(opened) == found(listed)
    assert (len(opened), opened.n_names) == (len(listed), listed.n_names) == (2, 3)
    assert opened.path == path
    assert listed.path is None
    with pytest.raises(GazetteerError, match="compiled already"):
        opened.compile(path)
    with pytest.raises(GazetteerError, match="another `--case`"):
        Gazetteer.open(path, case="fold")


def test_options_decide_what_matches():
    assert found(Gazetteer.from_toml(LIST, diacritics="exact")) == ["ada-quist"]
    assert found(Gazetteer.from_toml(LIST, case="fold"), "ada quist") == ["ada-quist"]
    matching = {"case": "smart", "diacritics": "fold", "ambiguous": "best", "plain": True}
    assert Gazetteer.from_toml(LIST, plain=True).matching == matching


def test_faults_are_told_with_their_places():
    with pytest.raises(GazetteerError, match=r"entities.toml:1:1: an entity without a name") as told:
        Gazetteer.from_toml("[[entity]]\n")
    assert isinstance(told.value, comention.errors.Error)
    with pytest.raises(FileNotFoundError, match="nowhere.toml: no such file"):
        Gazetteer.open("nowhere.toml")
    with pytest.raises(ValueError, match='case="no": use smart, exact or fold'):
        Gazetteer.from_toml(LIST, case="no")
    with pytest.raises(GazetteerError, match="a row is a str"):
        Gazetteer.from_rows(["Oslo"])
    with pytest.raises(GazetteerError, match="no entity"):
        Gazetteer.from_rows([])
    with pytest.warns(UserWarning, match="rows:2"):
        Gazetteer.from_rows([*ROWS[:1], {"name": "Oslo"}])

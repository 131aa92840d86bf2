"""`ln.integrations.save_vitessce_config`, with a stand-in for the package; tests/scripts/integrations.py compares the rows."""

import sys
import types

import pytest


class VitessceConfig:
    def __init__(self, *shown):
        self.shown = shown

    def get_artifacts(self):
        return {artifact.uid: artifact for artifact in self.shown}

    def to_dict(self):
        return {"datasets": [artifact.key for artifact in self.shown]}


@pytest.fixture
def viewer(monkeypatch):
    monkeypatch.setitem(sys.modules, "vitessce", types.SimpleNamespace(VitessceConfig=VitessceConfig))


def saved(ln, tmp_path, name):
    (tmp_path / name).write_text(name)
    return ln.Artifact(tmp_path / name, key=f"viewer/{name}").save()


def test_a_configuration_is_an_action_of_its_dataset(ln, tmp_path, viewer):
    cells = saved(ln, tmp_path, "a.csv")
    config = ln.integrations.save_vitessce_config(VitessceConfig(cells), description="one")
    assert config.suffix == ".vitessce.json" and config.description == "one"
    assert cells._actions.one() == config
    assert config.run.input_artifacts.one() == cells and config.run.finished_at is not None


def test_what_is_refused_leaves_no_run(ln, tmp_path, viewer):
    first, second = saved(ln, tmp_path, "b.csv"), saved(ln, tmp_path, "c.csv")
    runs = ln.Run.filter().count()
    with pytest.raises(ln.errors.FieldValidationError, match="'key'"):
        ln.integrations.save_vitessce_config(VitessceConfig(first, second))
    with pytest.raises(AssertionError, match="shows no artifact"):
        ln.integrations.save_vitessce_config(VitessceConfig())
    with pytest.raises(AssertionError, match="takes a VitessceConfig"):
        ln.integrations.save_vitessce_config({"datasets": []})
    assert ln.Run.filter().count() == runs


def test_without_the_package_it_says_what_to_install(ln, monkeypatch):
    monkeypatch.setitem(sys.modules, "vitessce", None)
    with pytest.raises(ModuleNotFoundError, match="pip install vitessce"):
        ln.integrations.save_vitessce_config({})

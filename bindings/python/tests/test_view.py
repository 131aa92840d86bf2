"""`ln.view(df=...)` and small functions around registries."""

import sys
import types

import pandas as pd
import pytest


def test_a_data_frame_is_shown_with_the_dtypes_of_features(ln, monkeypatch):
    shown = []
    display = types.ModuleType("IPython.display")
    display.HTML, display.display = str, shown.append
    monkeypatch.setitem(sys.modules, "IPython", types.ModuleType("IPython"))
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    feature = ln.Feature(name="medium", dtype="cat[ULabel]").save()
    ln.view(df=pd.DataFrame({"medium": ["a", "<b>"], "n": pd.Series([1, 2], dtype="uint8"), "kind": ["x", "y"]}))
    feature.delete()
    text = shown[0]
    assert '<th class="header-desc index-header"></th><th class="header-desc">cat[ULabel]</th>' in text
    assert '<th class="header-desc">int</th><th class="header-desc">str</th></tr></thead>' in text
    assert '<tr><th class="row-index">1</th><td>&lt;b&gt;</td><td>2</td><td>y</td></tr>' in text


def test_a_registry_says_which_field_names_its_records(ln):
    from lamindb.models.record import get_name_field

    wanted = {"Artifact": "version", "ULabel": "name", "Run": "started_at", "User": "handle", "Storage": "root",
              "Collection": "key", "Transform": "key", "Person": "name"}
    assert {name: get_name_field(getattr(ln, name)) for name in wanted} == wanted
    assert get_name_field(ln.ULabel, field=ln.ULabel.description) == "description"
    with pytest.raises(TypeError):
        get_name_field(ln.ULabel, field=3)


def test_users_log_in_and_out(ln):
    with pytest.raises(ValueError, match="Both `user` and `api_key` should not be `None`."):
        ln.setup.login()
    with pytest.raises(SystemExit, match="✗ Use your email for your first login"):
        ln.setup.login("nobody")
    with pytest.raises(SystemExit, match="✗ No stored API key"):
        ln.setup.login("nobody@example.org")
    with pytest.raises(NotImplementedError):
        ln.setup.login("nobody@example.org", api_key="x")
    ln.setup.logout()
    assert ln.setup.settings.user.handle == "anonymous"

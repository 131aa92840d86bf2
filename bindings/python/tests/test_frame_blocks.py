"""The frame made of pandas' blocks is the one that `pd.DataFrame` makes, and comes from it where blocks cannot be had."""

import pandas as pd
import pytest


@pytest.fixture
def labels(ln):
    type_ = ln.ULabel(name="Thing", is_type=True).save()
    for number in range(5):
        ln.ULabel(name=f"label {number}", type=type_, description="é" if number % 2 else None).save()
    return ln.ULabel.filter().order_by("id")


def plain(monkeypatch, query):
    from lamindb import _frames

    with monkeypatch.context() as patch:
        patch.setattr(_frames, "_frame_of", lambda columns, index: pd.DataFrame(columns, index=index))
        return query.df()


def test_blocks_hold_what_columns_hold(labels, monkeypatch):
    pd.testing.assert_frame_equal(labels.df(), plain(monkeypatch, labels))


@pytest.mark.skipif(not hasattr(pd.DataFrame, "_from_mgr") or int(pd.__version__.partition(".")[0]) >= 3, reason="pandas 2.1 to 2.3")
@pytest.mark.parametrize("include", [None, "parents__name"])
def test_pandas_2_takes_the_blocks(labels, monkeypatch, include):
    from lamindb import _frames

    expected = labels.df(include=include)
    monkeypatch.setattr(_frames, "_frame_of", _frames._frame_of_blocks)
    pd.testing.assert_frame_equal(labels.df(include=include), expected)


def test_without_the_parts_of_pandas_the_frame_is_the_same(labels, monkeypatch):
    from lamindb import _frames

    expected = labels.df()

    def gone(*_):
        raise ImportError("no such part")

    monkeypatch.setattr(_frames, "_frame_of_blocks", gone)
    pd.testing.assert_frame_equal(labels.df(), expected)


def test_a_frame_of_blocks_can_be_changed(labels):
    frame = labels.df()
    frame["new"] = range(len(frame))
    frame.loc[frame.index[0], "name"] = "other"
    frame = frame.drop(columns=["description"]).sort_values("new", ascending=False)
    assert frame["name"].iloc[-1] == "other"
    assert list(frame["new"]) == sorted(frame["new"], reverse=True)
    assert frame.memory_usage(deep=True).sum() > 0
    assert len(pd.concat([frame, frame])) == 2 * len(frame)


def test_many_related_values_come_as_sets_beside_the_first_columns(ln, labels):
    parent = ln.ULabel(name="parent").save()
    for label in ln.ULabel.filter(name__startswith="label").list():
        label.parents.add(parent, ln.ULabel.get(name="Thing"))
    frame = ln.ULabel.filter(name__startswith="label").df(include=["parents__name", "type__name"])
    assert list(frame.columns)[-2:] == ["parents__name", "type__name"]
    assert all(cell == {"parent", "Thing"} for cell in frame["parents__name"])
    assert list(frame["type__name"]) == ["Thing"] * 5
    assert list(ln.ULabel.filter(name="parent").df(include="parents__name")["parents__name"]) == [{None}]

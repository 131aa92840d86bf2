"""What a save changes in other objects in memory, and what an `add` leaves as it is."""

import pytest


def test_the_revised_record_is_no_longer_the_latest_in_memory(ln, folder):
    (folder / "a.txt").write_text("a")
    first = ln.Artifact(folder / "a.txt", key="revised/a.txt").save()
    (folder / "a.txt").write_text("b")
    second = ln.Artifact(folder / "a.txt", revises=first)
    assert first.is_latest
    second.save()
    assert not first.is_latest and second.is_latest
    pipeline = ln.Transform(key="revised pipeline", type="pipeline", version="1").save()
    ln.Transform(revises=pipeline, version="2").save()
    assert not pipeline.is_latest
    parts = ln.Collection([first], key="revised parts").save()
    ln.Collection([first, second], revises=parts).save()
    assert not parts.is_latest


def test_what_is_linked_stays_as_it_is_whatever_is_said_of_its_link(ln):
    project = ln.Project(name="with people").save()
    person = ln.Person(name="Ada").save()
    project.people.add(person)
    project.people.add(person, through_defaults={"role": "PI"})
    assert project.people.list("name") == ["Ada"]
    other = ln.Person(name="Grace").save()
    project.people.add(person, other, through_defaults={"role": "PI"})
    assert sorted(project.people.list("name")) == ["Ada", "Grace"]


def test_a_data_frame_shows_all_labels_of_what_conditions_on_labels_find(ln, folder):
    labels = [ln.ULabel(name=f"frame {letter}").save() for letter in "ab"]
    (folder / "c.txt").write_text("c")
    artifact = ln.Artifact(folder / "c.txt", key="frame/c.txt").save()
    artifact.ulabels.add(*labels)
    found = ln.Artifact.filter(ulabels__in=labels)
    assert found.count() == 2
    assert found.df().index.tolist() == [artifact.id]
    assert found.df(include="ulabels__name").ulabels__name.tolist() == [{"frame a", "frame b"}]
    only_one = ln.Artifact.filter(ulabels=labels[0]).df(include="ulabels__name")
    assert only_one.ulabels__name.tolist() == [{"frame a", "frame b"}]


def test_rows_that_were_saved_together_come_in_their_order(ln):
    ln.save([ln.ULabel(name=f"together {number}") for number in range(4)])
    names = [name for name in ln.ULabel.df(limit=3).name if name.startswith("together")]
    assert names == ["together 0", "together 1", "together 2"]


def test_the_uid_of_a_transform_has_sixteen_characters(ln):
    with pytest.raises(ln.errors.ValidationError, match="`uid` must be exactly 16 characters long, got 3."):
        ln.Transform(uid="abc", key="x")


def test_view_refuses_modules_that_are_not_there(ln):
    with pytest.raises(BaseException, match="schema module 'nope' is not installed"):
        ln.view(modules="nope")

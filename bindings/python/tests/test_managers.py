"""The managers of related records: `artifact.ulabels`, `label.records`, the links between."""

import pytest


@pytest.fixture(scope="module")
def labels(ln):
    labels = [ln.ULabel(name=f"managed {i}") for i in range(4)]
    ln.save(labels)
    yield labels
    ln.ULabel.filter(type__isnull=False).update(type=None)


@pytest.fixture
def project(ln):
    project = ln.Project(name=f"manager {ln.Project.filter().count()}").save()
    yield project
    project.ulabels.clear()
    project.delete()


@pytest.fixture
def kind(ln):
    kind = ln.ULabel(name=f"Kind {ln.ULabel.filter().count()}", is_type=True).save()
    yield kind
    kind.records.clear()
    kind.delete()


def test_links_are_added_once_replaced_and_removed(project, labels):
    project.ulabels.add(*labels[:2])
    project.ulabels.add(labels[0])
    assert project.ulabels.list("name") == ["managed 0", "managed 1"]
    project.ulabels.remove(labels[0], labels[3])
    project.ulabels.set(labels[1:3])
    assert sorted(project.ulabels.list("name")) == ["managed 1", "managed 2"]
    project.ulabels.set([labels[3]], clear=True)
    assert project.ulabels.one() == labels[3]
    project.ulabels.clear()
    assert not project.ulabels.exists()


def test_links_have_fields_of_their_own(ln, labels, folder):
    feature = ln.Feature(name="of a link", dtype="cat[ULabel]").save()
    (folder / "linked.txt").write_text("linked")
    artifact = ln.Artifact("linked.txt", key="linked.txt", run=False).save()
    artifact.ulabels.add(labels[0], through_defaults={"feature": feature, "label_ref_is_name": True})
    link = artifact.links_ulabel.get(ulabel=labels[0])
    assert link.feature == feature and link.label_ref_is_name is True
    assert ln.Artifact.filter(links_ulabel__feature__name="of a link").one() == artifact
    assert artifact.ulabels.through is ln.models.ArtifactULabel is ln.Artifact.ulabels.through
    with pytest.raises(ln.errors.ProtectedError, match="ArtifactULabel.ulabel") as caught:
        labels[0].delete()
    assert caught.value.protected_objects == {link}
    artifact.ulabels.clear()
    feature.delete()
    artifact.delete(permanent=True)


def test_what_is_not_saved_cannot_be_added(ln, project, kind, labels):
    with pytest.raises(ValueError, match="Cannot add .*instance is on database"):
        project.ulabels.add(ln.ULabel(name="not saved"))
    with pytest.raises(ValueError, match="isn't saved. Use bulk=False or save the object first"):
        kind.records.add(ln.ULabel(name="not saved"))
    with pytest.raises(TypeError, match="'ULabel' instance expected, got Project"):
        project.ulabels.add(project)
    with pytest.raises(ValueError, match="expected a number but got 'x'"):
        project.ulabels.add("x")
    with pytest.raises(TypeError, match="'ULabel' instance expected, got 1"):
        kind.records.add(1)


def test_records_follow_what_is_written_of_them(ln, kind, labels):
    kind.records.add(labels[0])
    assert labels[0].type == kind
    kind.records.remove(labels[0])
    assert labels[0].type is None and kind.records.count() == 0
    kind.records.add(ln.ULabel(name="saved by the manager"), bulk=False)
    assert kind.records.create(name="made by the manager").type == kind
    assert kind.records.count() == 2
    with pytest.raises(ln.ULabel.DoesNotExist, match="is not related to"):
        kind.records.remove(labels[1])


def test_what_no_record_can_do_without_stays(ln):
    user = ln.User.get(1)
    with pytest.raises(AttributeError, match="no attribute 'clear'"):
        user.created_artifacts.clear()
    with pytest.raises(AttributeError, match="no attribute 'remove'"):
        user.created_artifacts.remove()


def test_records_are_made_and_related(project):
    label, is_new = project.ulabels.get_or_create(name="related and made")
    assert is_new and project.ulabels.one() == label
    assert project.ulabels.get_or_create(name="related and made") == (label, False)
    assert project.ulabels.update_or_create(name="related and made", defaults={"description": "d"})[0].description == "d"
    assert project.ulabels.create(name="made") in project.ulabels.all()


def test_records_that_refer_to_each_other_are_saved_together(ln, labels):
    kind = ln.ULabel(name="Saved Together", is_type=True)
    child = ln.ULabel(name="child of it", type=kind)
    grandchild = ln.ULabel(name="grandchild of it", type=child)
    ln.save([grandchild, child, kind])
    assert ln.ULabel.get(name="grandchild of it").type.type == kind


def test_a_save_of_many_is_everything_or_nothing(ln):
    kind = ln.ULabel(name="Never Saved", is_type=True)
    child = ln.ULabel(name="never saved", type=kind)
    child.created_by_id = 999999
    with pytest.raises(ln.errors.DatabaseIntegrityError):
        ln.save([kind, child])
    assert ln.ULabel.filter(name__iexact="never saved").count() == 0
    assert kind.id is None and child.id is None
    child.created_by_id = 1
    ln.save([kind, child])
    assert child.type == kind

import pytest


@pytest.fixture(scope="module")
def labels(ln):
    labels = [ln.ULabel(name=f"record {i}", description=None if i % 2 else "even") for i in range(4)]
    ln.save(labels)
    return labels


def test_saved_records_have_ids_and_equal_what_is_found(ln, labels):
    found = ln.ULabel.get(name="record 0")
    assert found == labels[0] and hash(found) == hash(labels[0])
    assert found.id == labels[0].id and found.pk == found.id
    assert isinstance(found, ln.ULabel) and isinstance(found, ln.models.Record)
    assert repr(found).startswith("ULabel(uid='") and "name='record 0'" in repr(found)


def test_a_class_attribute_names_the_field(ln):
    assert repr(ln.ULabel.name) == "FieldAttr(ULabel.name)"
    assert ln.ULabel.name.field.name == "name"


def test_an_existing_name_gives_the_existing_record(ln, labels, capsys):
    again = ln.ULabel(name="record 0")
    assert again == labels[0]
    assert "returning existing ULabel record with same name: 'record 0'" in capsys.readouterr().out


def test_missing_and_unknown_fields_are_refused(ln):
    with pytest.raises(ln.errors.FieldValidationError, match=r"\['name'\] are required."):
        ln.ULabel()
    with pytest.raises(ln.errors.FieldValidationError):
        ln.ULabel(foo=1)
    with pytest.raises(ln.errors.FieldValidationError, match="Use keyword arguments"):
        ln.Project("x")


def test_relations_are_objects_and_ids(ln, labels):
    child = ln.ULabel(name="record child", type=labels[0])
    assert child.type is labels[0] and child.type_id == labels[0].id
    child.save()
    assert ln.ULabel.get(child.uid).type == labels[0]
    assert child.created_by.handle == "anonymous"
    assert labels[0].records.list() == [child]
    child.type = None
    assert child.type_id is None
    with pytest.raises(ValueError, match="Cannot assign"):
        child.type = 5


def test_managers_link_and_unlink(ln, labels):
    record, first, second, third = labels
    record.parents.add(first, second) if False else record.parents.add(second, third)
    assert record.parents.list("name") == ["record 2", "record 3"]
    assert second.children.first() == record
    assert record.query_parents().count() == 2
    record.parents.remove(second)
    assert record.parents.count() == 1
    record.parents.set([first])
    assert record.parents.all().list() == [first]
    record.parents.clear()
    assert not record.parents.exists()
    with pytest.raises(ValueError, match="needs to have a value for field"):
        ln.ULabel(name="record unsaved").parents.add(first)


def test_misses_raise_the_classes_that_scripts_catch(ln):
    with pytest.raises(ln.ULabel.DoesNotExist):
        ln.ULabel.get(name="nothing has this name")
    with pytest.raises(ln.errors.DoesNotExist):
        ln.ULabel.get("zzzzzzzz")
    with pytest.raises(ln.ULabel.DoesNotExist, match="ULabel matching query does not exist."):
        ln.ULabel.get(99999)
    with pytest.raises(ln.ULabel.MultipleObjectsReturned):
        ln.ULabel.filter().get()
    with pytest.raises(ln.models.query_set.MultipleResultsFound):
        ln.ULabel.filter().one()


def test_delete_removes_the_row(ln):
    label = ln.ULabel(name="record to delete").save()
    label.delete()
    assert ln.ULabel.filter(name="record to delete").one_or_none() is None


def test_save_refuses_a_single_record(ln, labels):
    with pytest.raises(ValueError, match="Please use record.save"):
        ln.save(labels[0])


def test_registries_of_modules_are_classes(ln):
    import bionty as bt
    import wetlab as wl

    assert bt.CellType.__get_name_with_module__() == "bionty.CellType"
    assert issubclass(wl.Compound, ln.models.Record)
    assert bt.CellType.filter().count() == 0
    assert ".ulabels: ULabel" in repr(ln.Artifact)

"""Copies and pickles of records."""

import copy
import pickle


def test_a_saved_record_is_the_same_row_after_a_round_trip(ln):
    label = ln.ULabel(name="pickled", description="before").save()
    label.description = "after"
    for twin in (copy.copy(label), copy.deepcopy(label), pickle.loads(pickle.dumps(label))):
        assert twin == label and twin is not label
        assert twin.description == "after" and twin.created_at == label.created_at
    pickle.loads(pickle.dumps(label)).save()
    assert ln.ULabel.get(name="pickled").description == "after"


def test_an_unsaved_artifact_keeps_its_bytes(ln, folder):
    (folder / "later.txt").write_text("saved by the twin")
    twin = pickle.loads(pickle.dumps(ln.Artifact("later.txt", key="pickled/later.txt")))
    assert twin._state.adding
    assert twin.save().path.read_text() == "saved by the twin"


def test_a_copy_has_relations_of_its_own(ln):
    one, two = ln.ULabel(name="PickledTypeOne", is_type=True).save(), ln.ULabel(name="PickledTypeTwo", is_type=True).save()
    label = ln.ULabel(name="pickled with type", type=one).save()
    twin = copy.copy(label)
    twin.type = two
    assert label.type == one and twin.type == two


def test_records_go_to_other_processes(python):
    out = python("""
        import multiprocessing
        import lamindb as ln
        if __name__ == "__main__":
            ln.setup.init(storage="store")
            label = ln.ULabel(name="sent").save()
            for method in ("spawn", "fork"):
                with multiprocessing.get_context(method).Pool(1) as pool:
                    print(pool.apply(getattr, (label, "name")))
    """)
    assert out.splitlines()[-2:] == ["sent", "sent"]

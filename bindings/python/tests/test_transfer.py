"""Records of another instance, saved into the connected one."""

import pytest

FILL = """
    import lamindb as ln
    ln.setup.init(storage="./source")
    transform = ln.Transform(key="make.py", type="script").save()
    run = ln.Run(transform=transform).save()
    quality = ln.ULabel(name="Quality", is_type=True).save()
    good = ln.ULabel(name="good", type=quality, description="d").save()
    ln.ULabel(name="bad").save()
    project = ln.Project(name="proj").save()
    for content in ("first", "second"):
        open("a.txt", "w").write(content)
        artifact = ln.Artifact("a.txt", key="a.txt", run=run, description=content).save()
    artifact.ulabels.add(good)
    artifact.projects.add(project)
    ln.setup.close()
"""
TAKE = """
    import lamindb as ln
    ln.setup.init(storage="./target")
"""


@pytest.fixture
def take(python):
    """Runs code in a process that is connected to a fresh target, beside a filled source."""
    python(FILL)
    return lambda code: python(TAKE + code)


def test_a_label_becomes_a_record_of_the_connected_instance(take):
    printed = take("""
    label = ln.ULabel.using("anonymous/source").get(name="good")
    print(label._state.db)
    print(label.save() is label, label._state.db, label.type.name)
    print(ln.ULabel.filter().count(), ln.Run.get(label.run_id).transform.key == "transfers/" + ln.Run.get(1).transform.uid[:12])
    """)
    assert "anonymous/source" in printed
    assert "True default Quality" in printed
    assert "2 True" in printed
    assert "transferred records: ULabel(uid='" in printed
    assert "mapped records: \n" in printed


def test_an_artifact_comes_with_its_annotations_and_its_bytes_stay(take):
    printed = take("""
    artifact = ln.Artifact.using("anonymous/source").get(key="a.txt").save()
    print(artifact.path.read_text(), "/source/" in str(artifact.path), artifact.ulabels.one().name, artifact.projects.one().name)
    print(ln.Storage.filter().count(), artifact.created_by.handle)
    again = ln.Artifact.using("anonymous/source").get(key="a.txt").save()
    print(again == artifact, ln.Artifact.filter().count(), ln.Run.filter().count(), ln.Transform.get(1).description)
    """)
    assert "second True good proj" in printed
    assert "2 anonymous" in printed
    assert "True 1 1 Transfer from `anonymous/source`" in printed


def test_many_are_saved_at_once(take):
    printed = take("""
    labels = list(ln.ULabel.using("anonymous/source").filter())
    ln.save(labels)
    print(len(labels), ln.ULabel.filter().count(), {label._state.db for label in labels})
    """)
    assert "3 3 {'default'}" in printed


def test_a_version_that_is_not_the_latest_is_refused(take):
    printed = take("""
    try:
        ln.Artifact.using("anonymous/source").filter(is_latest=False).one().save()
    except NotImplementedError as error:
        print(error)
    """)
    assert "You are attempting to transfer a record that's not the latest in its version history." in printed


def test_several_instances_are_read_from_several_threads(take):
    printed = take("""
    import threading
    wrong = []
    def read(slug, expected):
        for _ in range(50):
            if ln.ULabel.using(slug).filter().count() != expected:
                wrong.append(slug)
    threads = [threading.Thread(target=read, args=(slug, n)) for slug, n in [("anonymous/source", 3), ("anonymous/target", 0)] * 4]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    print("wrong:", wrong)
    """)
    assert "wrong: []" in printed


def test_what_a_tracked_run_reads_comes_along_as_its_input(take):
    printed = take("""
    ln.track(transform=ln.Transform(key="reader.py", type="pipeline").save())
    artifact = ln.Artifact.using("anonymous/source").get(key="a.txt")
    print(artifact.cache().read_text(), artifact._state.db, ln.context.run.input_artifacts.one() == artifact)
    """)
    assert "second default True" in printed

def test_a_record_of_another_instance_stands_for_the_same_one_here(take):
    printed = take("""
    theirs = ln.ULabel.using("anonymous/source").get(name="good")
    print("before", ln.ULabel.filter(type=theirs).count(), ln.Artifact.filter(ulabels__in=[theirs]).count())
    mine = ln.ULabel(name="mine", type=theirs).save()
    print("type", mine.type.name, theirs._state.db, ln.ULabel.filter(name="good").count())
    again = ln.ULabel.using("anonymous/source").get(name="good")
    print("after", ln.ULabel.filter(type=again).count(), again._state.db)
    """)
    assert "before 0 0" in printed
    assert "type good default 1" in printed
    assert "after 1 anonymous/source" in printed


def test_an_organism_of_another_instance_serves_queries_and_values(python):
    python("""
    import lamindb as ln
    ln.setup.init(storage="./zoo", modules="bionty")
    import bionty as bt
    bt.Organism(name="zebu", ontology_id="NCBITaxon:1", scientific_name="bos").save()
    ln.setup.close()
    """)
    printed = python("""
    import lamindb as ln
    ln.setup.init(storage="./farm", modules="bionty")
    import bionty as bt
    theirs = lambda: bt.Organism.using("anonymous/zoo").get(name="zebu")
    print("none", bt.Gene.filter(organism=theirs()).count())
    genes = bt.Gene.from_values(["G1"], field=bt.Gene.symbol, organism=theirs(), create=True)
    print("made", [(gene.symbol, gene.organism.name) for gene in genes])
    genes[0].save()
    print("found", bt.Gene.filter(organism=theirs()).one().symbol, bt.Gene(symbol="G2", organism=theirs()).save().organism.name)
    print("validated", bt.Gene.validate(["G1", "G3"], field=bt.Gene.symbol, organism=theirs(), mute=True).tolist())
    """)
    assert "none 0" in printed
    assert "made [('G1', 'zebu')]" in printed
    assert "found G1 zebu" in printed
    assert "validated [True, False]" in printed


def test_a_record_of_another_instance_stands_for_the_same_one_here_inside_a_q_too(take):
    printed = take("""
    source = "anonymous/source"
    good = ln.ULabel.using(source).get(name="good").save()
    there, missing = ln.ULabel.using(source).get(name="good"), ln.ULabel.using(source).get(name="bad")
    child = ln.ULabel(name="child").save()
    child.parents.add(good)
    Q, count = ln.Q, lambda *q: ln.ULabel.filter(*q).count()
    print("counts", count(Q(parents=there)), count(Q(parents=missing)), count(Q(name="x") | Q(parents__in=[there, missing])), count(~Q(parents=there)))
    try:
        ln.ULabel.filter(parents__in=ln.ULabel.using(source).filter()).count()
    except ValueError as error:
        print(error)
    """)
    assert "counts 1 0 1 2" in printed
    assert "Subqueries aren't allowed across different databases" in printed

"""Managers of related records, forward and back, and the links between."""

from pathlib import Path

import lamindb as ln
from attempt import attempt, title

ln.settings.verbosity = "error"
labels = [ln.ULabel(name=f"l{i}") for i in range(8)]
ln.save(labels)
kind = ln.ULabel(name="Kind", is_type=True).save()
feature = ln.Feature(name="feat", dtype="cat[ULabel]").save()
for i in range(3):
    Path(f"{i}.txt").write_text("x" * (i + 1))
a, b, c = [ln.Artifact(f"{i}.txt", key=f"d/{i}.txt", run=False).save() for i in range(3)]
ln.settings.verbosity = "warning"


def names(manager):
    return sorted(manager.list("name"))


title("forward")
attempt(lambda: a.ulabels.add(labels[0], labels[1]))
attempt(lambda: a.ulabels.add(labels[0]))
attempt(lambda: (names(a.ulabels), a.ulabels.count(), a.ulabels.exists(), a.ulabels.first().name))
attempt(lambda: (names(a.ulabels.filter(name="l0")), names(a.ulabels.exclude(name="l0"))))
attempt(lambda: a.ulabels.get(name="l0").name)
attempt(lambda: list(a.ulabels.df().columns))
attempt(lambda: (a.ulabels.lookup().l0.name, sorted(a.ulabels.lookup().dict())))
attempt(lambda: a.ulabels.search("l0").list("name"))
attempt(lambda: (a.ulabels.through.__name__, a.ulabels.model.__name__, a.ulabels.instance.key))
attempt(lambda: (a.ulabels.source_field_name, a.ulabels.target_field_name))
attempt(lambda: (a.ulabels.remove(labels[0]), a.ulabels.remove(labels[5]), names(a.ulabels)))
attempt(lambda: (a.ulabels.set([labels[2], labels[3]]), names(a.ulabels)))
attempt(lambda: (a.ulabels.set([labels[2]], clear=True), names(a.ulabels)))
attempt(lambda: (a.ulabels.set(ln.ULabel.filter(name__in=["l4", "l5"])), names(a.ulabels)))
attempt(lambda: (a.ulabels.add(1), names(a.ulabels)))
attempt(lambda: a.ulabels.add("x"))
attempt(lambda: a.ulabels.remove(ln.ULabel(name="unsaved")))
attempt(lambda: (a.ulabels.clear(), a.ulabels.count()))
attempt(lambda: (a.ulabels.create(name="made").name, a.ulabels.get_or_create(name="made")[1], a.ulabels.get_or_create(name="made2")[1]))
attempt(lambda: (a.ulabels.update_or_create(name="made", defaults={"description": "dd"})[0].description, names(a.ulabels)))
attempt(lambda: a.ulabels.update(description="all"))

title("links")
attempt(lambda: b.ulabels.add(labels[0], through_defaults={"feature": feature, "label_ref_is_name": True}))
attempt(lambda: b.ulabels.add(labels[1], through_defaults={"feature_id": feature.id}))
attempt(lambda: (b.links_ulabel.count(), b.links_ulabel.first().feature.name, b.links_ulabel.first().artifact.key))
attempt(lambda: b.links_ulabel.values_list("ulabel__name", "feature__name", "label_ref_is_name", "feature_ref_is_name"))
attempt(lambda: b.links_ulabel.get(ulabel=labels[0]).label_ref_is_name)
attempt(lambda: ln.Artifact.filter(links_ulabel__feature__name="feat").distinct().list("key"))
attempt(lambda: (ln.models.ArtifactULabel(artifact=c, ulabel=labels[3], feature=feature).save().ulabel.name, names(c.ulabels)))
attempt(lambda: ln.models.ArtifactULabel(artifact_id=c.id, ulabel_id=labels[3].id, feature_id=feature.id).save())
attempt(lambda: (ln.models.ArtifactULabel.objects.filter(ulabel__name="l3").delete(), c.ulabels.count()))

title("back")
attempt(lambda: (labels[0].artifacts.add(c), names(c.ulabels), labels[0].artifacts.remove(c), c.ulabels.count()))
attempt(lambda: (kind.records.add(labels[0]), labels[0].type.name, kind.records.remove(labels[0]), kind.records.count()))
attempt(lambda: (kind.records.set([labels[0], labels[1]]), names(kind.records), kind.records.clear(), kind.records.count()))
attempt(lambda: kind.records.create(name="child").type.name)
attempt(lambda: kind.records.add(1))
attempt(lambda: (kind.records.add(ln.ULabel(name="by the manager"), bulk=False), names(kind.records)))
attempt(lambda: (ln.User.get(1).created_artifacts.count(), ln.User.get(1).created_artifacts.clear()))
attempt(lambda: ln.User.get(1).created_artifacts.remove(a))

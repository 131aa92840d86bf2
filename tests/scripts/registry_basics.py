"""Records: make, save, find again, change, relate, delete."""

import lamindb as ln
from attempt import attempt, title

title("make and save")
label = ln.ULabel(name="Experiment")
print(label.id, label._state.adding, len(label.uid))
print(label.save())
print(label.id, label._state.adding, label.created_by.handle, label.created_at.tzinfo)
print(ln.ULabel.get(name="Experiment") == label, hash(label) == hash(label.id))

title("required, unknown, positional")
attempt(lambda: ln.ULabel())
attempt(lambda: ln.ULabel(name=None))
attempt(lambda: ln.ULabel(description="x"))
attempt(lambda: ln.ULabel(name="x", nonsense=1))
attempt(lambda: ln.ULabel("x"))
attempt(lambda: ln.User("x"))
attempt(lambda: ln.User())
attempt(lambda: ln.Feature(name="f"))
attempt(lambda: ln.Run())

title("the same name again")
again = ln.ULabel(name="Experiment")
print(again.id == label.id)
again = ln.ULabel(name="Experiment", description="described")
print(again.description)
again.save()
print(ln.ULabel.get(label.uid).description)

title("similar names")
ln.ULabel(name="Experiment 1").save()
ln.ULabel(name="Experiment 2").save()
ln.ULabel(name="experiment")
ln.ULabel(name="Exp")
ln.ULabel(name="unlike")

title("types and parents")
attempt(lambda: ln.ULabel(name="lower", is_type=True))
ln.ULabel(name="Plurals", is_type=True)
kind = ln.ULabel(name="Kind", is_type=True).save()
one = ln.ULabel(name="one of the kind", type=kind).save()
print(one)
print(one.type.name, kind.records.list("name"))
attempt(lambda: ln.ULabel(name="y", type="x"))
label.parents.add(kind)
print(label.parents.list("name"), kind.children.list("name"))
label.parents.remove(kind)
print(label.parents.count())

title("change")
one.name = "renamed"
one.save()
print(ln.ULabel.filter(name="renamed").one().uid == one.uid, one.updated_at == one.created_at)
one.description = "ü ß 日本"
one.save()
print(ln.ULabel.get(one.id).description)
one.name = "not saved"
one.refresh_from_db()
print(one.name)

title("other registries")
print(ln.Project(name="My project").save())
print(ln.Person(name="Ada", email="ada@example.org").save())
print(ln.Reference(name="A paper", doi="10.1000/xyz123").save())
print(ln.Feature(name="length", dtype="float").save())
print(ln.Param(name="rate", dtype="float").save())
print(ln.Transform(key="made.py", type="script").save())
print(ln.Run(transform=ln.Transform.get(key="made.py")).save().transform.key)
attempt(lambda: ln.Project(name="p", url="no url"))
attempt(lambda: ln.Person(name="p", email="bad"))
attempt(lambda: ln.Reference(name="p", doi="bad"))

title("delete")
gone = ln.ULabel(name="soon gone").save()
gone.delete()
print(gone.id, ln.ULabel.filter(name="soon gone").count())
attempt(lambda: kind.delete())

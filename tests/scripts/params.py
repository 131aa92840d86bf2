"""Params of models and runs."""

from pathlib import Path

import lamindb as ln
from attempt import attempt, title

ln.settings.creation.search_names = False
Path("m.txt").write_text("model")
Path("d.txt").write_text("data")
model = ln.Artifact("m.txt", key="m.txt", kind="model").save()
data = ln.Artifact("d.txt", key="d.txt", kind="dataset").save()
for name, dtype in dict(count="int", rate="float", note="str", num="num", flag="bool", day="date", time="datetime").items():
    ln.Param(name=name, dtype=dtype).save()

title("models")
attempt(lambda: model.params.add_values({"x": 1, "y": "a"}))
attempt(lambda: model.params.add_values({"count": 1.5}))
attempt(lambda: model.params.add_values({"rate": 1}))
attempt(lambda: model.params.add_values({"count": 1, "rate": 1.5, "note": "x", "num": 2, "flag": True, "day": "2024-01-01",
                                         "time": "2024-01-01T10:00:00"}))
print(model.params.get_values())
print(model.params)
attempt(lambda: data.params.add_values({"count": 1}))
print(data.params)
attempt(lambda: ln.Artifact.params.filter(rate=1.5).list("key"))
attempt(lambda: ln.Artifact.params.filter(rate__gt=1).list("key"))
attempt(lambda: ln.Artifact.params.filter(rate=3).list("key"))
attempt(lambda: ln.Artifact.params.filter(note="x", rate=1.5).list("key"))
attempt(lambda: ln.Artifact.params.filter(nope=1))

title("runs")
transform = ln.Transform(key="pipe", type="pipeline").save()
run = ln.Run(transform).save()
attempt(lambda: run.params.add_values({"count": 1, "rate": 1.5, "note": "x"}))
print(run.params.get_values())
print(run.params)
attempt(lambda: run.params.add_values({"x": 1}))
attempt(lambda: run.params.add_values({"count": "a"}))
print(ln.Run.params.filter(count=1).count(), ln.Run.params.filter(count__gt=0).count())
attempt(lambda: ln.Run.params.filter(nope=1))
print(ln.Run(transform).params.get_values())
print(ln.Run(transform).params)

title("within a run")
ln.track(transform=transform)
attempt(lambda: ln.context.run.params.add_values({"x": 1}))
attempt(lambda: model.params.add_values({"x": 1}))

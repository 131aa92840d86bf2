"""track with params, with a project, with a transform, again in the same script."""

import lamindb as ln
from attempt import attempt, title

title("params")
attempt(lambda: ln.track(params={"rate": 0.1, "n": 3}))
ln.Param(name="rate", dtype="float").save()
ln.Param(name="n", dtype="int").save()
ln.track(params={"rate": 0.1, "n": 3})
print(ln.context.run.params.get_values())

title("project")
attempt(lambda: ln.track(project="none"))
ln.Project(name="Mine").save()
ln.track(project="Mine")
print(ln.context.project.name, ln.context.run.projects.list("name"))
print(ln.ULabel(name="in the project").save().projects.list("name"))
ln.finish()

title("restart")
ln.track(new_run=False)
ln.finish()

title("a transform")
pipeline = ln.Transform(key="pipe.nf", type="pipeline", version="1.0")
ln.track(pipeline)
print(ln.context.transform == pipeline, ln.context.run.transform.key)
ln.finish()
print(ln.context.run.finished_at is not None)
ln.track(ln.Transform.get(key="pipe.nf"))
print(pipeline.runs.count())
attempt(lambda: ln.track(ln.Transform(key="x.py", type="script")))

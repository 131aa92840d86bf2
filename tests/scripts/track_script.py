"""track and finish in a script: the run, the source, the report, the environment."""

import lamindb as ln
from attempt import attempt, title

title("before")
attempt(ln.finish)
print(ln.context.transform, ln.context.run, ln.context.uid, ln.context.project)

title("track")
print(ln.track())
transform, run = ln.context.transform, ln.context.run
print(transform)
print(transform.key, transform.description, transform.type, transform.version, transform.source_code)
print(run.transform == transform, run.finished_at, run.report, run.environment, run.created_by.handle)
print(ln.context.uid == transform.uid, ln.context.description, ln.context.version)

title("outputs")
with open("out.txt", "w") as file:
    file.write("made by a run")
artifact = ln.Artifact("out.txt", key="out.txt").save()
print(artifact.run == run, artifact.transform == transform)
label = ln.ULabel(name="made in a run").save()
print(label.run == run)
print(run.output_artifacts.list("key"))
artifact.describe()

title("finish")
print(ln.finish())
print(ln.context.run, ln.context.transform)
run = ln.Run.get(run.uid)
print(run.finished_at > run.started_at, run._is_consecutive)
print(run.report.description == f"log streams of run {run.uid}", run.report._branch_code, run.report.suffix)
print(run.environment.description, run.environment._branch_code, run.environment.suffix)
transform = ln.Transform.get(transform.uid)
print(transform.source_code.splitlines()[0], transform.hash is not None)
print(transform.source_code == open(__file__).read())
print(run.report.path.read_text().count("# outputs"))
print(ln.Artifact.df().key.tolist(), ln.Artifact.filter(_branch_code=None).count())
print(transform.latest_run == run, transform.runs.count())
attempt(ln.finish)

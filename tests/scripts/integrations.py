"""Configurations of Vitessce as artifacts, with a stand-in for the package: what it hands over is a dict and artifacts."""

import sys
import types
from pathlib import Path

import lamindb as ln
from attempt import title


class VitessceConfig:
    def __init__(self, name, shown):
        self.name, self.shown = name, shown

    def get_artifacts(self):
        return {f"https://example.org/{artifact.uid}": artifact for artifact in self.shown}

    def to_dict(self):
        return {"version": "1.0.15", "name": self.name, "datasets": list(range(len(self.shown)))}


def made(number):
    Path(f"cells{number}.csv").write_text(f"a,b\n{number},2\n")
    return ln.Artifact(f"cells{number}.csv", key=f"cells{number}.csv", run=False).save()


def told(artifact):
    run = artifact.run
    print(artifact.key, artifact.description, artifact.suffix, artifact.size, artifact.hash, artifact.kind, artifact.otype)
    print(run.transform.uid, run.transform.key, run.transform.type, run.transform.version, run.finished_at is not None)
    print(sorted(one.key for one in run.input_artifacts.all()), run.output_artifacts.count())
    print(Path(artifact.cache()).read_text())


def state():
    print(ln.Transform.filter().count(), ln.Run.filter().count(), ln.Artifact.filter().count())
    print([(one.key, one.description, one.run, sorted(a.key for a in one.artifacts.all()), one._actions.count())
           for one in ln.Collection.filter()])
    print([(one.key, one._actions.count()) for one in ln.Artifact.filter(suffix=".csv").order_by("key")])


cells = [made(number) for number in range(3)]
sys.modules["vitessce"] = types.SimpleNamespace(VitessceConfig=VitessceConfig)

title("one dataset")
told(ln.integrations.save_vitessce_config(VitessceConfig("one", cells[:1])))
state()
title("the same again")
told(ln.integrations.save_vitessce_config(VitessceConfig("one", cells[:1])))
title("with a description")
told(ln.integrations.save_vitessce_config(VitessceConfig("other", cells[:1]), description="others"))
state()
title("two datasets")
told(ln.integrations.save_vitessce_config(VitessceConfig("two", cells[:2]), description="both"))
state()

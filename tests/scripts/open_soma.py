"""Artifacts of TileDB-SOMA experiments: written in one go, appended to, opened for reading and for writing."""

import warnings

warnings.simplefilter("ignore")
import anndata as ad
import lamindb as ln
import numpy as np
import pandas as pd
import tiledbsoma
import tiledbsoma.io
from attempt import attempt, title
from lamindb.core.storage import save_tiledbsoma_experiment


def data(names, ids=("G1", "G2")):
    obs = pd.DataFrame({"cell": ["T", "B", "T"][:len(names)]}, index=names)
    return ad.AnnData(np.ones((len(names), len(ids)), dtype="float32"), obs=obs, var=pd.DataFrame({"s": list(ids)}, index=list(ids)))


def look(artifact):
    print(artifact.uid[-4:], artifact.key, artifact.suffix, artifact.is_latest, artifact.run == ln.context.run)
    with artifact.open() as experiment:
        obs = experiment.obs.read().concat().to_pandas()
        print(type(experiment).__name__, obs.drop(columns="lamin_run_uid").to_dict("list"))
        print(set(obs["lamin_run_uid"]) == {ln.context.run.uid})
        print(experiment.ms["RNA"].var.read().concat().to_pandas().to_dict("list"))


ln.track()
ln.settings.verbosity = "error"
title("saved")
artifact = save_tiledbsoma_experiment([data(["a", "b", "c"])], key="one.tiledbsoma", description="one")
print(artifact.otype, artifact.n_observations, artifact.description)
look(artifact)
title("appended to")
artifact = save_tiledbsoma_experiment([data(["d", "e"], ("G2", "G3"))], revises=artifact)
print(artifact.otype, artifact.n_observations, artifact.description)
look(artifact)
title("two at once, one from a file")
data(["x"], ("G9", "G1")).write_h5ad("x.h5ad")
two = save_tiledbsoma_experiment([data(["a", "b", "c"]), "x.h5ad"], key="two.tiledbsoma")
look(two)

title("opened for writing")
for mode in ("x", "a", "r+"):
    attempt(lambda: artifact.open(mode=mode))
with artifact.open(mode="w") as store:
    print(type(store).__name__, isinstance(store, tiledbsoma.Experiment))
print(artifact.uid[-4:], artifact.versions.count())
with artifact.open() as store:
    obs = store.obs.read().concat().to_pandas().drop(columns="soma_joinid")
old = artifact.hash
with artifact.open(mode="w") as store:
    tiledbsoma.io.update_obs(store, obs.assign(new="n"))
print(artifact.uid[-4:], artifact.versions.count(), artifact.hash != old, artifact.is_latest, artifact.key)
print([(one.uid[-4:], one.is_latest, one.path == artifact.path) for one in artifact.versions.order_by("id")])
look(artifact)
store = artifact.open(mode="w")
tiledbsoma.io.update_obs(store, obs)
store.close()
store.close()
print(store.closed, artifact.uid[-4:], artifact.versions.count())
attempt(lambda: artifact.versions.order_by("id").first().open())
print(ln.context.run.output_artifacts.count())
for one in artifact.versions.all():  # lamindb forgets both when it is written to
    one.otype, one.n_observations, one.description = "tiledbsoma", 0, None
    one.save()

"""open: AnnData files and stores in pieces, HDF5, zarr, what cannot be opened."""

import warnings

warnings.simplefilter("ignore")
import anndata as ad
import h5py
import lamindb as ln
import numpy as np
import pandas as pd
import scipy.sparse as sp
import zarr
from attempt import attempt, title

ln.settings.verbosity = "error"
data = ad.AnnData(
    X=np.arange(12, dtype="float32").reshape(4, 3),
    obs=pd.DataFrame({"cell_type": pd.Categorical(list("abac")), "n": [1, 2, 3, 4]}, index=list("wxyz")),
    var=pd.DataFrame({"g": list("123")}, index=["G1", "G2", "G3"]),
    obsm={"X_pca": np.ones((4, 2)), "df": pd.DataFrame({"q": [1, 2, 3, 4]}, index=list("wxyz"))},
    layers={"l": sp.csr_matrix(np.eye(4, 3))}, uns={"k": {"a": 1}, "t": "text"})
data.varm["v"] = np.ones((3, 2))
data.obsp["d"] = sp.csr_matrix(np.eye(4))
data.varp["e"] = np.eye(3)
data.raw = data
ATTRIBUTES = ("obs", "var", "uns", "obs_names", "var_names", "shape", "obsm", "varm", "obsp", "varp", "layers", "raw")


def lines(value):
    """The keys of a zarr store come in the order of the disk: sorted."""
    head, *rest = str(value).split("\n")
    return [head, *sorted("[" + ", ".join(sorted(one.split("[")[1][:-1].split(", "))) + one.split("[")[0] if "[" in one else one
                          for one in rest)]


def refused(call):
    """The texts are anndata's and h5py's."""
    try:
        call()
    except Exception as error:
        print(type(error).__name__)


def look(opened, name):
    print(type(opened).__name__, [one.replace(name, "NAME") for one in lines(opened)])
    for attribute in ATTRIBUTES:
        print(attribute, type(getattr(opened, attribute)).__name__, lines(getattr(opened, attribute)))
    for attribute in ("obsm", "varm", "obsp", "varp", "layers"):
        members = getattr(opened, attribute)
        print(attribute, {key: type(members[key]).__name__ for key in sorted(members.keys())})


for suffix in (".h5ad", ".anndata.zarr"):
    title(suffix)
    data.write_h5ad("a.h5ad") if suffix == ".h5ad" else data.write_zarr("a.anndata.zarr")
    artifact = ln.Artifact("a" + suffix, key="a" + suffix).save()
    opened = artifact.open()
    look(opened, artifact.path.name)
    print(type(opened.X).__name__, opened.X.shape)
    look(opened[1:3], "")
    parts = {"a run": slice(1, 3), "two": [0, 2], "mask": np.array([True, False, True, False]), "names": ["z", "w"],
             "order": [2, 0, 1], "twice": [2, 2], "none": [], "series": pd.Series([True, False, False, True], index=list("wxyz")),
             "steps": slice(None, None, 2), "column": (slice(None), ["G2"]), "block": (slice(1, 3), slice(0, 2)),
             "all": slice(None)}
    for name, part in parts.items():
        title(name)
        cut = opened[part]
        print(cut.shape, cut.obs_names.tolist(), cut.var_names.tolist())
        print(np.asarray(cut.X).tolist())
        attempt(lambda: np.asarray(cut.raw.X).tolist())
        if name not in ("mask", "series", "column"):  # lamindb cannot read these as a whole from each format
            attempt(lambda: str(cut.to_memory()))
            attempt(lambda: cut.to_memory().obs["n"].tolist())
            attempt(lambda: sorted(cut.to_dict()))
    title("parts of parts")
    attempt(lambda: np.asarray(opened[1:][[1, 0], 1:].X).tolist())
    attempt(lambda: np.asarray(opened[1:].raw[:, ["G3"]].X).tolist())
    attempt(lambda: str(opened.raw.to_memory()))
    title("no index")
    for index in (["nope"], "nope", 10, [10], (1, 2, 3), 1.5, None, np.array([True, False])):
        refused(lambda: opened[index])
    refused(lambda: opened.obsm["nope"])
    with artifact.open() as again:
        print(again.closed)
    print(again.closed)
    for mode in ("w", "r+", "a"):
        attempt(lambda: artifact.open(mode=mode))

title("others")
zarr.open_group("plain.zarr", mode="w").create_group("x")
opened = ln.Artifact("plain.zarr", key="plain.zarr").save().open()
print(type(opened).__name__, opened.connection, list(opened.storage))
for name in ("p.h5", "p.hdf5"):
    with h5py.File(name, "w") as file:
        file[name[2:]] = np.arange(3)
    opened = ln.Artifact(name, key=name).save().open()
    print(type(opened).__name__, opened.connection, list(opened.storage))
with open("text.txt", "w") as text:
    text.write("text")
attempt(lambda: ln.Artifact("text.txt", key="text.txt").save().open())

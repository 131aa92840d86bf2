"""Collections: made, versioned, appended to, loaded, opened, mapped, in the trash, as inputs."""

import warnings

import anndata as ad
import lamindb as ln
import numpy as np
import pandas as pd
from attempt import attempt, title

warnings.simplefilter("ignore")
ln.settings.creation.search_names = False
tables = [ln.Artifact.from_df(pd.DataFrame({"x": [i, i + 1], "y": ["a", "b"]}), key=f"{i}.parquet").save() for i in range(4)]

title("refused")
attempt(lambda: ln.Collection(tables[0]))
attempt(lambda: ln.Collection(tables[:2], "x"))
attempt(lambda: ln.Collection([tables[0], tables[0]], key="k"))
attempt(lambda: ln.Collection(tables[:2], key="k", nope=1))
attempt(lambda: ln.Collection(tables[:2], revises=tables[0]))

title("made")
first = ln.Collection(tables[:2], key="folder/first", description="about")
print(first.hash, first.key, first.version, first._state.adding)
first.describe()
print(repr(first.save()))
print(first.ordered_artifacts.list("key"), first.name, first.transform)
print(first.artifacts.list("key"))
first.describe()
print(ln.Collection(tables[2], key="one").save().artifacts.count())
backwards = ln.Collection([tables[3], tables[0]], key="backwards").save()
print(backwards.ordered_artifacts.list("key"))

title("the same")
attempt(lambda: ln.Collection(tables[:2], key="folder/first") == first)
attempt(lambda: ln.Collection([tables[1], tables[0]], key="other") == first)

title("versions")
second = ln.Collection(tables[:3], key="folder/first")
print(second.uid[-4:], second.stem_uid == first.stem_uid, second.description)
second.save()
third = ln.Collection(tables, revises=second, version="2")
print(third.key, third.version, third.uid[-4:])
third.save()
print(third.versions.df()[["key", "version", "is_latest"]])
attempt(lambda: ln.Collection(tables[1:], revises=third, key="renamed").key)
one = ln.Collection.get(key="one")
longer = one.append(tables[3])
print(longer.uid[-4:], longer.key, one.artifacts.count())
longer.save()
print(longer.ordered_artifacts.list("key"))

title("read")
print(first.load())
attempt(lambda: [str(path)[-8:] for path in first.cache()])
print(first.open().to_table().to_pandas())

title("trash")
gone = ln.Collection(tables[1:3], key="gone").save()
gone.delete()
print(gone._branch_code, ln.Collection.filter(key="gone").count())
gone.restore()
print(gone._branch_code)
gone.delete(permanent=True)
print(ln.Collection.filter(key="gone").count())

title("arrays")
var = [["a", "b", "c"], ["b", "c", "d"]]
stores = []
for i, names in enumerate(var):
    adata = ad.AnnData(np.arange(9, dtype="float32").reshape(3, 3) + 100 * i, var=pd.DataFrame(index=names),
                       obs=pd.DataFrame({"cell": pd.Categorical(["T", "B", "T"])}, index=list("xyz")))
    adata.obsm["pca"] = adata.X[:, :2]
    adata.layers["twice"] = adata.X * 2
    stores.append(ln.Artifact.from_anndata(adata, key=f"{i}.h5ad").save())
cells = ln.Collection(stores, key="cells").save()
print(cells.load().shape, cells.load(join="inner").shape, list(cells.load().obs.columns))
for options in (dict(), dict(join="outer"), dict(encode_labels=False), dict(layers_keys="twice", obsm_keys="pca"),
                dict(unknown_label="T"), dict(obs_filter={"cell": "T"}), dict(dtype="float64")):
    mapped = cells.mapped(obs_keys="cell", **options)
    print(options, len(mapped), mapped.n_obs, mapped.n_vars, list(mapped.var_joint), mapped.encoders)
    for i in range(len(mapped)):
        print({key: value.tolist() if hasattr(value, "tolist") else value for key, value in mapped[i].items()})
    print(mapped.get_label_weights("cell"), mapped.get_merged_labels("cell"), mapped.get_merged_categories("cell"))
    print(mapped.check_vars_sorted(), mapped.check_vars_non_aligned(["a", "b", "c"]))
attempt(lambda: cells.mapped(join="nope"))
attempt(lambda: cells.mapped(obs_keys="cell", encode_labels=["x"]))
attempt(lambda: cells.mapped(obs_keys="cell", unknown_label={"x": "T"}))
with cells.mapped(obs_keys="cell") as mapped:
    print(mapped.closed)
print(mapped.closed)

title("in a run")
ln.track(transform=ln.Transform(key="pipe", type="pipeline", description="a pipeline"))
made = ln.Collection(tables[2:], key="made")
print(made.run.transform.key, ln.context.run.input_artifacts.list("key"))
first.load()
print(ln.context.run.input_collections.list("key"))

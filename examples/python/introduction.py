# %% [markdown]
# # Introduction
#
# The parts of LaminDB's introduction that need no label, feature, schema, ontology or network, as the document has
# them, on real files.  `./dev demo` runs this cell by cell (examples/python/run_cells.py).

# %%
import lamindb as ln

ln.track()  # track the current notebook or script

# %%
ln.Transform.df()

# %%
ln.Run.df()

# %%
df = ln.core.datasets.small_dataset1(with_typo=True)
df

# %%
artifact = ln.Artifact.from_df(df, key="my_datasets/rnaseq1.parquet").save()
artifact.describe()

# %%
artifact.load()

# %%
artifact.transform

# %%
artifact.run

# %%
artifact.view_lineage()  # draws the graph in a notebook; `lamin lineage` prints it

# %%
# keep the dataframe with a typo around - we'll need it later
df_typo = df.copy()

# fix the "IFNJ" typo
df["perturbation"] = df["perturbation"].cat.rename_categories({"IFNJ": "IFNG"})

# create a new version
artifact = ln.Artifact.from_df(df, key="my_datasets/rnaseq1.parquet").save()

# see all versions of an artifact
artifact.versions.df()

# %%
artifact_v1 = ln.Artifact.from_df(df_typo.head(2), description="Just a description").save()
# below revises artifact_v1
artifact_v2 = ln.Artifact.from_df(df_typo.head(1), revises=artifact_v1).save()
artifact_v2

# %% [markdown]
# A table, a folder of images' meta data, and single cells: real files.

# %%
penguins = ln.Artifact("./data/penguins.csv", key="penguins.csv").save()
penguins.load().head()

# %%
ln.Artifact("./data/tables/", key="my_tables").save()

# %%
import anndata as ad

adata = ad.read_h5ad("./data/cells.h5ad")
ln.Artifact.from_anndata(adata, key="my-datasets/my-result.h5ad").save()  # save versioned output

# %%
artifact.description = "My new description"  # change description
artifact.save()  # save the change to the database

# %%
ln.Artifact.df()

# %%
ln.Artifact

# %%
ln.view()

# %%
# get a single record (here the current notebook)
transform = ln.Transform.get(key="introduction.py")

# get a set of records by filtering for a directory (LaminDB treats directories like AWS S3, as the prefix of the storage key)
ln.Artifact.filter(key__startswith="my_datasets/").df()

# %%
# query all artifacts ingested from a transform
artifacts = ln.Artifact.filter(transform=transform).all()

# query all artifacts ingested from a notebook with "intro" in the title
artifacts = ln.Artifact.filter(
    transform__description__icontains="intro",
).all()
artifacts.count()

# %%
# search artifacts
ln.Artifact.search("penguins").df().head()

# %%
# search transforms
ln.Transform.search("intro").df()

# %%
# look up records with auto-complete
ulabels = ln.ULabel.lookup()

# %%
ln.finish()  # mark run as finished, save execution report, source code & environment

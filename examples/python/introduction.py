# %% [markdown]
# # Introduction
#
# LaminDB's introduction as the document has it, without the cells that need lamin.ai or a public bucket, and some more
# on real files.  `./dev demo` runs this cell by cell (examples/python/run_cells.py).

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

# %% [markdown]
# Features & labels, curation, biological registries, collections: the rest of the document.  The public sources lie in
# a folder that LAMIN_BIONTY_SOURCES names, since no network is needed.

# %%
# create & save a typed label
experiment_type = ln.ULabel(name="InVitroStudy", is_type=True).save()
my_experiment = ln.ULabel(name="My experiment", type=experiment_type).save()

# annotate the artifact with a label
artifact.ulabels.add(my_experiment)

# describe the artifact
artifact.describe()

# %%
ln.Artifact.filter(ulabels=my_experiment).df()

# %%
# define the "temperature" & "experiment" features
ln.Feature(name="temperature", dtype=float).save()
ln.Feature(name="experiment", dtype=ln.ULabel).save()

# annotate the artifact
artifact.features.add_values({"temperature": 21.6, "experiment": "My experiment"})

# describe the artifact
artifact.describe()

# %%
# define valid labels
perturbation_type = ln.ULabel(name="Perturbation", is_type=True).save()
ln.ULabel(name="DMSO", type=perturbation_type).save()
ln.ULabel(name="IFNG", type=perturbation_type).save()

# define the schema
schema = ln.Schema(
    name="My DataFrame schema",
    features=[
        ln.Feature(name="ENSG00000153563", dtype=int).save(),
        ln.Feature(name="ENSG00000010610", dtype=int).save(),
        ln.Feature(name="ENSG00000170458", dtype=int).save(),
        ln.Feature(name="perturbation", dtype=ln.ULabel).save(),
    ],
).save()

# %%
curator = ln.curators.DataFrameCurator(df, schema)

# save curated artifact
artifact = curator.save_artifact(key="my_curated_dataset.parquet")  # calls .validate()

# see the parsed annotations
artifact.describe()

# query for a ulabel that was parsed from the dataset
ln.Artifact.get(ulabels__name="IFNG")

# %%
curator = ln.curators.DataFrameCurator(df_typo, schema)

# validate the dataset
try:
    curator.validate()
except ln.errors.ValidationError as error:
    print(str(error))

# %%
import bionty as bt

cell_types = bt.CellType.public()
cell_types

# %%
cell_types.search("gamma-delta T cell").head(2)

# %%
# define var schema
var_schema = ln.Schema(
    name="my_var_schema",
    itype=bt.Gene.ensembl_gene_id,
    dtype=int,
).save()

obs_schema = ln.Schema(
    name="my_obs_schema",
    features=[
        ln.Feature(name="perturbation", dtype=ln.ULabel).save(),
    ],
).save()

# define composite schema
anndata_schema = ln.Schema(
    name="my_anndata_schema",
    otype="AnnData",
    components={"obs": obs_schema, "var": var_schema},
).save()

# %%
import anndata as ad
import bionty as bt

# store the dataset as an AnnData object to distinguish data from metadata
adata = ad.AnnData(
    df[["ENSG00000153563", "ENSG00000010610", "ENSG00000170458"]],
    obs=df[["perturbation"]],
)

# save curated artifact
curator = ln.curators.AnnDataCurator(adata, anndata_schema)
artifact = curator.save_artifact(description="my RNA-seq")
artifact.describe()

# %%
# get a lookup object for human genes
genes = bt.Gene.filter(organism__name="human").lookup()
# query for all feature sets that contain CD8A
feature_sets = ln.FeatureSet.filter(genes=genes.cd8a).all()
# write the query
ln.Artifact.filter(feature_sets__in=feature_sets).df()

# %%
# create an ontology-coupled cell type record and save it
neuron = bt.CellType.from_source(name="neuron").save()

# create a record to track a new cell state
new_cell_state = bt.CellType(
    name="my neuron cell state", description="explains X"
).save()

# express that it's a neuron state
new_cell_state.parents.add(neuron)

# view ontological hierarchy
new_cell_state.view_parents(distance=2)

# %%
# a new dataset
df2 = ln.core.datasets.small_dataset2(otype="DataFrame")
adata = ad.AnnData(
    df2[["ENSG00000153563", "ENSG00000010610", "ENSG00000004468"]],
    obs=df2[["perturbation"]],
)
curator = ln.curators.AnnDataCurator(adata, anndata_schema)
artifact2 = curator.save_artifact(key="my_datasets/my_rnaseq2.h5ad")

# %%
collection = ln.Collection([artifact, artifact2], key="my-RNA-seq-collection").save()
collection.describe()
collection.view_lineage()

# %%
# if it's small enough, you can load the entire collection into memory as if it was one
collection.load()

# typically, it's too big, hence, open it for streaming (if the backend allows it)
# collection.open()

# or iterate over its artifacts
collection.artifacts.all()

# or look at a DataFrame listing the artifacts
collection.artifacts.df()

# %%
ln.finish()  # mark run as finished, save execution report, source code & environment

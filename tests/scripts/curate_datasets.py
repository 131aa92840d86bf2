"""The data sets of LAMIN_DATASETS: the same verdict, values not validated and synonyms for each column of texts."""

import glob
import os
import warnings

warnings.simplefilter("ignore")
import anndata as ad
import bionty as bt
import lamindb as ln
import pandas as pd
import public_tables
from attempt import attempt, title

public_tables.lay_out()
ln.settings.creation.search_names = False
bt.settings.organism = "human"
for cell in ("cell", "lymphocyte", "T cell", "B cell"):
    bt.CellType.from_source(name=cell).save()
for gene in ("ENSG00000153563", "ENSG00000010610", "ENSG00000081059", "ENSG00000068097"):
    bt.Gene.from_source(ensembl_gene_id=gene).save()
FOLDER = os.environ.get("LAMIN_DATASETS", "")


def tables():
    for path in sorted(glob.glob(f"{FOLDER}/*.csv")):
        yield os.path.basename(path), pd.read_csv(path), None
    for path in sorted(glob.glob(f"{FOLDER}/*.parquet")):
        try:
            yield os.path.basename(path), pd.read_parquet(path), None
        except ValueError as error:  # dates that pandas has no room for
            print(os.path.basename(path), error)
    for path in sorted(glob.glob(f"{FOLDER}/*.h5ad")):
        data = ad.read_h5ad(path)
        yield os.path.basename(path), data.obs, data


for name, frame, data in tables():
    title(name)
    texts = [column for column in frame.columns if isinstance(frame[column].dtype, pd.CategoricalDtype)
             or (frame[column].map(lambda value: isinstance(value, str)).all() and len(frame) > 0)]
    print(frame.shape, texts)
    for column in texts:
        values = [str(value) for value in frame[column].dropna().unique()][:200]
        found = bt.CellType.inspect(values, mute=True)
        print(column, found.validated, found.non_validated[:5], found.synonyms_mapper)
    features = [ln.Feature(name=f"{name} {column}"[:140], dtype=bt.CellType).save() for column in texts[:3]]
    if features:
        renamed = frame.rename(columns={column: f"{name} {column}"[:140] for column in texts}).reset_index(drop=True)
        for column in [feature.name for feature in features]:
            renamed[column] = renamed[column].astype("category")
        curator = ln.curators.DataFrameCurator(renamed, ln.Schema(features).save())
        attempt(curator.validate)
        attempt(lambda: curator.cat.non_validated)
    if data is not None:
        manager = ln.Curator.from_anndata(data, var_index=bt.Gene.ensembl_gene_id, organism="human")
        attempt(manager.validate)
        attempt(lambda: {key: sorted(values)[:5] for key, values in manager.non_validated.items()})
for source in bt.Source.filter(in_db=True):  # lamindb says so when the first term with parents is saved
    source.in_db = False
    source.save()

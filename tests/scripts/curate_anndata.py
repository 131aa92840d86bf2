"""AnnDataCurator and AnnDataCatManager: obs, ids of variables, what is saved."""

import bionty as bt
import lamindb as ln
import pandas as pd
import public_tables
from attempt import attempt, title
from cells_and_genes import IDS, register, three_cells

public_tables.lay_out()
ln.track()
register("cell", "lymphocyte", "T cell")
AnnDataCurator = ln.curators.AnnDataCurator


def adata(ids=IDS, **columns):
    given = {"medium": pd.Categorical(["DMSO", "IFNG", "DMSO"]), "cell": pd.Categorical(["T cell"] * 3), "note": ["a", "b", "c"]}
    return three_cells(ids, **{**given, **columns})


obs_schema = ln.Schema(name="obs", features=[
    ln.Feature(name="medium", dtype=ln.ULabel).save(), ln.Feature(name="cell", dtype=bt.CellType).save(),
    ln.Feature(name="note", dtype=str).save()]).save()
var_schema = ln.Schema(name="var", itype=bt.Gene.ensembl_gene_id, dtype=float).save()
schema = ln.Schema(name="cells", otype="AnnData", components={"obs": obs_schema, "var": var_schema}).save()

title("what is refused at once")
attempt(lambda: AnnDataCurator(pd.DataFrame(), schema))
attempt(lambda: AnnDataCurator(adata(), obs_schema))

title("valid")
curator = AnnDataCurator(adata(), schema)
print(list(curator.slots))
attempt(curator.validate)
artifact = curator.save_artifact(key="cells.h5ad")
artifact.describe()
print(artifact.features.slots["var"].n, artifact.features.slots["obs"].n, artifact.ulabels.list("name"))
print(sorted(artifact.features["var"].list("symbol")), sorted(artifact.features["obs"].list("name")))

title("obs")
attempt(AnnDataCurator(adata(medium=pd.Categorical(["DMSO", "IFNJ", "DMSO"])), schema).validate)
attempt(AnnDataCurator(adata(cell=pd.Categorical(["T-cell", "B cell", "zzz"])), schema).validate)
attempt(AnnDataCurator(adata(note=[1, 2, 3]), schema).validate)
attempt(AnnDataCurator(adata(medium=["DMSO", "DMSO", "DMSO"]), schema).validate)
missing = adata()
del missing.obs["cell"]
attempt(AnnDataCurator(missing, schema).validate)

title("var")
for ids in (["ENSG00000153563", "ENSG00000153563.7"], ["ENSG00000153563", "ENSMUSG00000053977"], ["CD8A", "CD4"],
            ["ENSG00000081059"], ["zzz"]):
    curator = AnnDataCurator(adata(ids), schema)
    attempt(curator.validate)
    attempt(lambda: curator.slots["var"].cat.non_validated)
attempt(lambda: AnnDataCurator(adata(["zzz"]), schema).save_artifact(key="unknown.h5ad"))

title("save_artifact of a valid one with another content")
other = AnnDataCurator(adata(["ENSG00000068097", "ENSG00000010610"], extra=[1.5, 2.5, 3.5]), schema).save_artifact(
    key="cells.h5ad", description="second")
other.describe()

title("the manager of categories")
GENE = bt.Gene.ensembl_gene_id
data = adata(["ENSG00000153563", "ENSG00000999999"], medium=pd.Categorical(["DMSO", "new", "DMSO"]),
             cell=pd.Categorical(["T-cell", "B cell", "T lymphocyte"]))
manager = ln.Curator.from_anndata(data, var_index=GENE, organism="human",
                                  categoricals={"medium": ln.ULabel.name, "cell": bt.CellType.name})
attempt(lambda: manager.non_validated)
attempt(manager.validate)
attempt(lambda: manager.non_validated)
attempt(lambda: manager.save_artifact(key="managed.h5ad"))
attempt(lambda: manager.standardize("cell"))
print(data.obs["cell"].tolist())
attempt(lambda: manager.add_new_from("medium"))
attempt(lambda: manager.add_new_from_var_index())
attempt(lambda: manager.add_new_from("zzz"))
attempt(manager.validate)
attempt(lambda: manager.non_validated)
attempt(lambda: manager.categoricals)
attempt(lambda: manager.var_index)
saved = manager.save_artifact(key="managed.h5ad")
saved.describe()
attempt(lambda: ln.Curator.from_anndata(data, var_index=GENE, categoricals={"nope": ln.ULabel.name}, organism="human"))
attempt(lambda: ln.Curator.from_anndata(adata(["CD8A", "CD4"]), var_index=bt.Gene.symbol, organism="human").validate())
attempt(lambda: ln.Curator.from_anndata(adata(["CD8A", "CD8"]), var_index=bt.Gene.symbol, organism="human").validate())
for source in bt.Source.filter(in_db=True):  # lamindb says so when the first term with parents is saved
    source.in_db = False
    source.save()

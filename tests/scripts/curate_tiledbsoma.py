"""TiledbsomaCatManager and artifacts of TileDB-SOMA experiments."""

import warnings

warnings.simplefilter("ignore")
import bionty as bt
import lamindb as ln
import pandas as pd
import public_tables
import tiledbsoma
import tiledbsoma.io
from attempt import attempt, title
from cells_and_genes import IDS, register, three_cells

public_tables.lay_out()
ln.track()
register("cell", "lymphocyte", "T cell", "B cell")
GENE = bt.Gene.ensembl_gene_id


def store(path, medium=("DMSO", "IFNG", "DMSO"), ids=IDS):
    data = three_cells(ids, medium=pd.Categorical(medium), cell=["T cell", "T-cell", "B cell"])
    tiledbsoma.io.from_anndata(path, data, measurement_name="RNA")
    return path


def manager(path, categoricals=None, **options):
    return ln.Curator.from_tiledbsoma(path, var_index={"RNA": ("var_id", GENE)}, organism="human",
                                      categoricals=categoricals or {"medium": ln.ULabel.name, "cell": bt.CellType.name},
                                      **options)


title("what is not validated")
one = manager(store("one.tiledbsoma", ("DMSO", "IFNJ", "DMSO"), ("ENSG00000153563", "ENSG00000999999")))
attempt(lambda: one.categoricals)
attempt(lambda: one.var_index)
attempt(lambda: one.add_new_from("medium"))
attempt(one.validate)
attempt(lambda: one.non_validated)
attempt(lambda: one.save_artifact(key="one.tiledbsoma"))
attempt(lambda: one.lookup())
attempt(lambda: one.standardize("zzz"))
attempt(lambda: one.add_new_from("zzz"))
attempt(lambda: one.standardize("cell"))
attempt(lambda: one.add_new_from("medium"))
attempt(lambda: one.non_validated)
attempt(lambda: one.add_new_from("RNA__var_id"))
attempt(lambda: one.add_new_from("all"))
attempt(lambda: one.standardize("all"))
attempt(one.validate)
attempt(lambda: one.non_validated)
with tiledbsoma.open("one.tiledbsoma") as experiment:
    print(experiment.obs.read().concat().to_pandas().astype(str).to_dict("list"))

title("what is wrong with the store")
for options in ({"var_index": {"XXX": ("var_id", GENE)}}, {"var_index": {"RNA": ("nope", GENE)}},
                {"var_index": {"RNA": ("var_id", GENE)}, "categoricals": {"nope": ln.ULabel.name}}):
    attempt(lambda: ln.Curator.from_tiledbsoma("one.tiledbsoma", organism="human", **options))
attempt(lambda: manager("nowhere.tiledbsoma"))

title("saved")
two = manager(store("two.tiledbsoma"), {"medium": ln.ULabel.name})
artifact = two.save_artifact(key="two.tiledbsoma", description="second")
print(artifact.otype, artifact.suffix, artifact.n_observations, artifact.kind)
attempt(lambda: {slot: schema.n for slot, schema in artifact.features.slots.items()})
print(artifact.ulabels.list("name"))
attempt(manager(artifact, {"medium": ln.ULabel.name}).validate)
with artifact.open() as experiment:
    print(experiment.obs.count, sorted(experiment.ms.keys()))
attempt(lambda: artifact.load())
plain = ln.Artifact.from_tiledbsoma(store("three.tiledbsoma", ("IFNG", "IFNG", "DMSO")), key="three.tiledbsoma").save()
print(plain.otype, plain.suffix, plain.n_observations, plain.kind)
for source in bt.Source.filter(in_db=True):  # lamindb says so when the first term with parents is saved
    source.in_db = False
    source.save()

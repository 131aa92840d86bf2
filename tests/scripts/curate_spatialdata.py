"""SpatialDataCurator and SpatialDataCatManager."""

import warnings

warnings.simplefilter("ignore")
import bionty as bt
import lamindb as ln
import pandas as pd
import public_tables
import spatialdata as sd
from attempt import attempt, title
from cells_and_genes import IDS, register, three_cells

public_tables.lay_out()
ln.track()
register()
GENE = bt.Gene.ensembl_gene_id
SpatialDataCurator = ln.curators.SpatialDataCurator


def sdata(assay="Visium", medium=("DMSO", "IFNG", "DMSO"), ids=IDS):
    table = three_cells(ids, medium=pd.Categorical(medium), note=["a", "b", "c"])
    data = sd.SpatialData(tables={"table": table})
    data.attrs["sample"] = {"assay": assay, "x": 1}
    return data


title("the manager of categories")
data = sdata(medium=("DMSO", "IFNJ", "DMSO"), ids=("ENSG00000153563", "ENSG00000999999"))
manager = ln.Curator.from_spatialdata(
    data, var_index={"table": GENE}, organism="human",
    categoricals={"table": {"medium": ln.ULabel.name}, "sample": {"assay": ln.ULabel.name}})
attempt(lambda: manager.non_validated)
attempt(lambda: manager.categoricals)
attempt(lambda: manager.var_index)
attempt(manager.validate)
attempt(lambda: manager.non_validated)
attempt(lambda: manager.standardize("assay", accessor="sample"))
attempt(lambda: manager.standardize("zzz", accessor="sample"))
attempt(lambda: manager.add_new_from("zzz", accessor="sample"))
attempt(lambda: manager.add_new_from("assay", accessor="zzz"))
attempt(lambda: manager.add_new_from("assay"))
attempt(lambda: manager.add_new_from_var_index("table"))
attempt(lambda: manager.add_new_from("medium", accessor="table"))
attempt(lambda: manager.add_new_from("assay", accessor="sample"))
attempt(manager.validate)
artifact = manager.save_artifact(key="s.zarr")
artifact.describe()
attempt(lambda: {slot: schema.n for slot, schema in artifact.features.slots.items()})
attempt(lambda: ln.Curator.from_spatialdata(data, var_index={"zzz": GENE}, organism="human"))
attempt(lambda: ln.Curator.from_spatialdata(data, var_index={"table": GENE}, organism="human",
                                            categoricals={"table": {"nope": ln.ULabel.name}}))

title("the curator")
medium, assay = ln.Feature.get(name="medium"), ln.Feature.get(name="assay")
number = ln.Feature(name="x", dtype=int).save()
sample = ln.Schema([assay, number], name="sample", coerce_dtype=True).save()
obs = ln.Schema([medium], name="table obs").save()
genes = ln.Schema(name="genes", itype=GENE, dtype=float).save()
schema = ln.Schema(name="spatial", otype="SpatialData",
                   components={"sample": sample, "table:obs": obs, "table:var": genes}).save()
attempt(lambda: SpatialDataCurator(pd.DataFrame(), schema))
attempt(lambda: SpatialDataCurator(data, obs))
curator = SpatialDataCurator(sdata(), schema)
print(list(curator.slots))
attempt(curator.validate)
saved = curator.save_artifact(key="s2.zarr")
saved.describe()
attempt(lambda: {slot: schema.n for slot, schema in saved.features.slots.items()})
saved.delete(permanent=True)
attempt(SpatialDataCurator(sdata(assay="Xenium"), schema).validate)
attempt(SpatialDataCurator(sdata(medium=("DMSO", "ifng", "zzz")), schema).validate)

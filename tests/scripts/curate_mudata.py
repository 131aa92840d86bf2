"""MuDataCurator and MuDataCatManager."""

import warnings

warnings.simplefilter("ignore")
import bionty as bt
import lamindb as ln
import mudata as md
import pandas as pd
import public_tables
from attempt import attempt, title
from cells_and_genes import IDS, register, three_cells

public_tables.lay_out()
ln.track()
register()
GENE = bt.Gene.ensembl_gene_id
MuDataCurator = ln.curators.MuDataCurator


def mdata(study=("one", "one", "two"), medium=("DMSO", "IFNG", "DMSO"), ids=IDS):
    data = md.MuData({"rna": three_cells(ids, medium=pd.Categorical(medium), note=["a", "b", "c"]),
                      "hto": three_cells(["ENSG00000081059"], count=[1, 2, 3])})
    data.obs["study"] = pd.Categorical(study)
    return data


title("the manager of categories")
data = mdata(medium=("DMSO", "IFNJ", "DMSO"), ids=("ENSG00000153563", "ENSG00000999999"))
manager = ln.Curator.from_mudata(data, var_index={"rna": GENE, "hto": GENE}, organism="human",
                                 categoricals={"rna:medium": ln.ULabel.name, "study": ln.ULabel.name})
attempt(lambda: manager.non_validated)
attempt(lambda: manager.categoricals)
attempt(lambda: manager.var_index)
attempt(manager.validate)
attempt(lambda: manager.non_validated)
attempt(lambda: manager.save_artifact(key="m.h5mu"))
attempt(lambda: manager.standardize("study"))
attempt(lambda: manager.standardize("zzz"))
attempt(lambda: manager.standardize("all"))
attempt(lambda: manager.add_new_from("zzz"))
attempt(lambda: manager.add_new_from_var_index("zzz"))
attempt(lambda: manager.add_new_from_var_index("rna"))
attempt(lambda: manager.add_new_from("medium", modality="rna"))
attempt(lambda: manager.add_new_from("study"))
attempt(manager.validate)
attempt(lambda: manager.lookup())
artifact = manager.save_artifact(key="m.h5mu")
artifact.describe()
attempt(lambda: {slot: schema.n for slot, schema in artifact.features.slots.items()})
attempt(lambda: ln.Curator.from_mudata(data, var_index={"zzz": GENE}, organism="human"))
attempt(lambda: ln.Curator.from_mudata(data, var_index={"rna": GENE}, organism="human",
                                       categoricals={"zzz:medium": ln.ULabel.name}))
attempt(lambda: ln.Curator.from_mudata(data, var_index={"rna": GENE}, organism="human",
                                       categoricals={"nope": ln.ULabel.name}))

title("the curator")
study, medium = ln.Feature.get(name="study"), ln.Feature.get(name="medium")
note = ln.Feature(name="note", dtype=str).save()
top = ln.Schema([study], name="top").save()
rna = ln.Schema([medium, note], name="rna obs").save()
genes = ln.Schema(name="genes", itype=GENE, dtype=float).save()
schema = ln.Schema(name="multi", otype="MuData",
                   components={"obs": top, "rna:obs": rna, "rna:var": genes, "hto:var": genes}).save()
attempt(lambda: MuDataCurator(data.obs, schema))
attempt(lambda: MuDataCurator(data, top))
curator = MuDataCurator(mdata(), schema)
print(list(curator.slots))
attempt(curator.validate)
saved = curator.save_artifact(key="m2.h5mu")
saved.describe()
attempt(lambda: {slot: schema.n for slot, schema in saved.features.slots.items()})
saved.delete(permanent=True)
attempt(MuDataCurator(mdata(study=("one", "three", "two")), schema).validate)
attempt(MuDataCurator(mdata(medium=("DMSO", "ifng", "zzz")), schema).validate)
attempt(MuDataCurator(mdata(ids=("ENSG00000153563", "zzz")), schema).validate)

title("feature sets of a MuData file")
plain = ln.Artifact.from_mudata(mdata(study=("one", "one", "one")), key="m3.h5mu").save()
plain.features._add_set_from_mudata(var_fields={"rna": GENE, "hto": GENE})
attempt(lambda: {slot: schema.n for slot, schema in plain.features.slots.items()})

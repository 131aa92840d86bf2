"""PertAnnDataCatManager: what was given, how much and for how long."""

import warnings

warnings.simplefilter("ignore")
import anndata as ad
import bionty as bt
import lamindb as ln
import numpy as np
import pandas as pd
import public_tables
import wetlab as wl
from attempt import attempt, title

public_tables.lay_out()
ln.track()
ln.settings.creation.search_names = False
Manager = ln.curators.PertAnnDataCatManager
print(sorted(Manager.PERT_COLUMNS))
for cell in ("cell", "lymphocyte", "T cell", "B cell"):
    bt.CellType.from_source(name=cell).save()
for registry, name in ((bt.Tissue, "blood"), (bt.Tissue, "lung"), (bt.Phenotype, "female"), (bt.Phenotype, "male")):
    registry.from_source(name=name).save()
bt.Source(entity="wetlab.Compound", organism="all", name="chebi", version="2024-07-27", description="x",
          currently_used=False).save()
bt.settings.organism = "human"
for gene in ("ENSG00000153563", "ENSG00000010610"):
    bt.Gene.from_source(ensembl_gene_id=gene).save()


def adata(**columns):
    obs = pd.DataFrame({"cell_type": ["T cell", "B cell", "T cell"], "assay": ["10x 3' v3"] * 3,
                        "tissue": ["blood", "lung", "blood"], "organism": ["human"] * 3, "sex": ["female", "male", "unknown"],
                        "disease": ["normal", "asthma", "normal"], **columns}, index=["s1", "s2", "s3"])
    return ad.AnnData(np.ones((3, 2), dtype="float32"), obs=obs, var=pd.DataFrame(index=["ENSG00000153563", "ENSG00000010610"]))


def curate(name, **columns):
    title(name)
    data = adata(**columns)
    manager = Manager(data)
    print(list(data.obs))
    attempt(lambda: manager.categoricals)
    attempt(manager.validate)
    attempt(lambda: manager.non_validated)
    attempt(lambda: list(manager.standardize_dose_time()))
    print(data.obs.T.to_string())
    attempt(manager.validate)
    return manager


title("refused")
attempt(lambda: Manager(adata()))
attempt(lambda: Manager(adata(pert_name=["a", "b", "c"])))
DOSES = {"pert_dose": ["10nM", "5 um", "0.1 mM"], "pert_time": ["24h", "2 d", "10min"]}
curate("names and targets", pert_target=["CD8A", "CD4", "CD14"], pert_name=["mydrug", "DMSO", "x"],
       pert_type=["compound"] * 3, **DOSES)
curate("targets alone", pert_target=["CD8A", "CD4", None], **DOSES)
curate("genetic", pert_name=["sgCD8A", "sgCD4", "x"], pert_type=["genetic"] * 3, pert_dose=["10nM", "", None],
       pert_time=["24h", "2 d", None])
curate("amounts that cannot be read", pert_name=["mydrug", "mydrug", "mydrug"], pert_type=["compound"] * 3,
       pert_dose=["10", "5 foo", "x"], pert_time=["24 years", "2", "a"])
title("numbers without units")
data = adata(pert_name=["mydrug"] * 3, pert_type=["compound"] * 3, pert_dose=[1.0, 2.0, 3.0], pert_time=[1, 2, 3])
attempt(Manager(data).validate)
attempt(Manager(data, pert_dose=False, pert_time=False).validate)
title("saved")
manager = curate("saved", pert_name=["mydrug", "DMSO", "DMSO"], pert_type=["compound"] * 3, **DOSES)
attempt(lambda: manager.add_new_from("pert_compound"))
attempt(manager.validate)
artifact = manager.save_artifact(key="p.h5ad")
artifact.describe()
print(sorted(wl.Compound.filter().list("name")), dict(ln.Feature.filter(name__startswith="pert").values_list("name", "dtype")))
for source in bt.Source.filter(in_db=True):  # lamindb says so when the first term with parents is saved
    source.in_db = False
    source.save()

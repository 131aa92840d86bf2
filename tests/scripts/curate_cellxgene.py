"""CellxGeneAnnDataCatManager: columns that must be there, releases of ontologies, the object that goes to CELLxGENE."""

import warnings

warnings.simplefilter("ignore")
import anndata as ad
import bionty as bt
import lamindb as ln
import numpy as np
import pandas as pd
import public_tables
from attempt import attempt, title

public_tables.lay_out()
ln.track()
ln.settings.creation.search_names = False
Manager = ln.curators.CellxGeneAnnDataCatManager
DEFAULTS = Manager.cxg_categoricals_defaults
print(DEFAULTS)
attempt(Manager._get_categoricals_defaults)
attempt(Manager._get_cxg_categoricals)


def adata(**columns):
    given = {"cell_type": ["T cell", "B cell", "T-cell"], "assay": ["10x 3' v3"] * 3, "tissue": ["blood", "lung", "blood"],
             "organism": ["human"] * 3, "sex": ["female", "male", "unknown"], "disease": ["normal", "asthma", "normal"],
             **columns}
    obs = pd.DataFrame({name: values for name, values in given.items() if values is not None}, index=["s1", "s2", "s3"])
    return ad.AnnData(np.ones((3, 2), dtype="float32"), obs=obs, var=pd.DataFrame(index=["ENSG00000153563", "ENSG00000010610"]))


def embedded(data, key="X_umap"):
    data.obsm[key] = np.zeros((3, 2))
    return data


for cell in ("cell", "lymphocyte", "T cell", "B cell"):
    bt.CellType.from_source(name=cell).save()
for registry, name in ((bt.Tissue, "blood"), (bt.Tissue, "lung"), (bt.Phenotype, "female"), (bt.Phenotype, "male")):
    registry.from_source(name=name).save()
bt.settings.organism = "human"
for gene in ("ENSG00000153563", "ENSG00000010610"):
    bt.Gene.from_source(ensembl_gene_id=gene).save()

title("a valid one, after a synonym")
data = adata()
manager = Manager(data, defaults=DEFAULTS)
print(list(data.obs))
attempt(lambda: manager.categoricals)
attempt(manager.validate)
attempt(lambda: manager.non_validated)
attempt(lambda: manager.save_artifact(key="x.h5ad"))
attempt(lambda: manager.standardize("all"))
attempt(manager.validate)
artifact = manager.save_artifact(key="x.h5ad")
artifact.describe()

title("the object that goes to CELLxGENE")
attempt(lambda: manager.to_cellxgene_anndata(is_primary_data=True))
embedded(data)
attempt(lambda: manager.to_cellxgene_anndata(is_primary_data=True))
given = manager.to_cellxgene_anndata(is_primary_data=True, title="Mine")
print(given.obs.T.to_string())
print(given.uns, list(given.var))
for key in ("spatial", "umap", "tsne", "pca", "X_any"):
    other = Manager(embedded(adata(is_primary_data=[True, False, True]), key), defaults=DEFAULTS)
    attempt(lambda: list(other.to_cellxgene_anndata(False, title="x").obs["is_primary_data"]))

title("ids in the place of names, and beside them")
for columns in ({"cell_type": None}, {}):
    data = adata(cell_type_ontology_term_id=["CL:0000084", "CL:0000236", "CL:9999999"], **columns)
    manager = Manager(embedded(data), defaults=DEFAULTS)
    print(list(data.obs))
    attempt(lambda: manager.categoricals)
    attempt(manager.validate)
    attempt(lambda: manager.non_validated)
    print(manager.to_cellxgene_anndata(False, title="x").obs.T.to_string())

title("columns that are missing or reserved")
attempt(Manager(adata()).validate)
attempt(Manager(adata(assay=None, tissue=None), defaults=DEFAULTS).validate)
for name in ("ethnicity", "X_normalization", "tags", "project_links"):
    attempt(Manager(adata(**{name: ["a"] * 3}), defaults=DEFAULTS).validate)
data = adata(donor_id=["d1", None, "d2"])
Manager(data, defaults={"donor_id": "unknown", "batch": "b1"})
print(data.obs["donor_id"].tolist(), data.obs["batch"].tolist())

title("categories of one's own, other releases")
manager = Manager(adata(mine=["x", "y", "x"]), categoricals={"mine": ln.ULabel.name}, defaults=DEFAULTS)
attempt(lambda: manager.categoricals)
attempt(manager.validate)
attempt(lambda: manager.add_new_from("cell_type"))
for version in ("4.0.0", "5.0.0", "5.1.0", "5.2.0"):
    for organism in ("human", "mouse"):
        sources = Manager(adata(), defaults=DEFAULTS, schema_version=version, organism=organism)._sources
        print(version, organism, [(key, source and (source.entity, source.organism, source.name, source.version))
                                  for key, source in sources.items()])
older = bt.Source.get(entity="bionty.CellType", version="2024-01-04")
print(Manager(adata(), defaults=DEFAULTS, extra_sources={"cell_type": older})._sources["cell_type"].version)
attempt(lambda: Manager(adata(), schema_version="5.2.0", organism="human").validate())

title("control labels")
for registry in (bt.CellType, bt.Disease, bt.Ethnicity, bt.Phenotype, bt.DevelopmentalStage):
    print([(one.name, one.ontology_id, one.description) for one in registry.filter(ontology_id__in=["unknown", "na", "PATO:0000461"])])
print([(one.name, one.description, one.type and one.type.name) for one in ln.ULabel.filter(description__startswith="From")])
for source in bt.Source.filter(in_db=True):  # lamindb says so when the first term with parents is saved
    source.in_db = False
    source.save()

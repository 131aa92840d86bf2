"""What scripts on curators of objects share: the records that their tables name, and small AnnData objects."""

import anndata as ad
import bionty as bt
import lamindb as ln
import numpy as np
import pandas as pd

IDS = ("ENSG00000153563", "ENSG00000010610")


def register(*cell_types):
    """Two labels, the genes of IDS and the cell types; of human."""
    ln.settings.creation.search_names = False
    bt.settings.organism = "human"
    for name in ("DMSO", "IFNG"):
        ln.ULabel(name=name).save()
    for gene in IDS:
        bt.Gene.from_source(ensembl_gene_id=gene).save()
    for cell in cell_types:
        bt.CellType.from_source(name=cell).save()


def three_cells(ids=IDS, **columns):
    """Three cells with these columns of `obs`, and variables of these ids."""
    obs = pd.DataFrame(columns, index=["s1", "s2", "s3"])
    return ad.AnnData(np.ones((3, len(ids)), dtype="float32"), obs=obs, var=pd.DataFrame(index=list(ids)))

"""The records that lamindb 1.3.2 makes with `populate_registries=True` of its example data: what a user would write."""

from functools import wraps


def _quietly(make):
    """Says only what is wrong, as lamindb does there."""

    @wraps(make)
    def made(*arguments):
        from lamindb import settings

        verbosity = settings.verbosity
        settings.verbosity = "error"
        try:
            make(*arguments)
        finally:
            settings.verbosity = verbosity

    return made


def _features(**dtypes):
    from lamindb import Feature

    for name, dtype in dtypes.items():
        Feature(name=name, dtype=dtype).save()


def _save_from_source(registry, *ontology_ids):
    for ontology_id in ontology_ids:
        registry.from_source(ontology_id=ontology_id).save()


@_quietly
def of_human_immune_cells(adata):
    """Genes, cell types, assays, tissues and donors."""
    import bionty as bt
    from lamindb import ULabel, save

    save(bt.Gene.from_values(adata.var.index, field="ensembl_gene_id", organism="human"))
    save(bt.CellType.from_values(adata.obs.cell_type, field="name"))
    save(bt.ExperimentalFactor.from_values(adata.obs.assay, field="name"))
    save(bt.Tissue.from_values(adata.obs.tissue, field="name"))
    _features(cell_type=[bt.CellType], assay=[bt.ExperimentalFactor], tissue=[bt.Tissue], organism=[bt.Organism], donor=[ULabel])
    _save_from_source(bt.ExperimentalFactor, "EFO:0008913")
    save([ULabel(name=name) for name in adata.obs.donor.unique()])


@_quietly
def of_gene_counts():
    """The assay, and the two features that a file of counts is described by."""
    import bionty as bt

    _features(assay=[bt.ExperimentalFactor], organism=[bt.Organism])
    _save_from_source(bt.ExperimentalFactor, "EFO:0008896")

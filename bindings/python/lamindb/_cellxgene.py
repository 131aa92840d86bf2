"""The manager of AnnData objects that are to go to CELLxGENE; the rules are the engine's."""

from . import _core
from ._cat_managers import AnnDataCatManager, set_verbosity


def fill_columns(obs, values):
    """Adds the columns that are there neither by names nor by ids."""
    for column, value in _core.cellxgene_lacking(list(values.items()), list(obs.columns)):
        obs[column] = value
        _core.log("important", f"added default value '{value}' to the adata.obs['{column}']")


class CellxGeneAnnDataCatManager(AnnDataCatManager):
    """Columns of an AnnData object against the CELLxGENE schema."""

    cxg_categoricals_defaults = dict(_core.cellxgene_defaults())

    def __init__(self, adata, categoricals=None, organism="human", *, schema_version="5.2.0", defaults=None,
                 extra_sources=None, verbosity="hint"):
        import bionty

        set_verbosity(verbosity)
        fill_columns(adata.obs, defaults or {})
        _core.cellxgene_expect_known(schema_version, organism)
        self._schema_version = schema_version
        if categoricals is None:
            categoricals = _core.cellxgene_fields_of(list(adata.obs.columns))
        sources = {key: _core.cellxgene_source(schema_version, organism, key) for key in (*categoricals, "var_index")
                   if _core.cellxgene_is_pinned(key)}
        _core.cellxgene_make_labels()
        super().__init__(adata, var_index=bionty.Gene.ensembl_gene_id, categoricals=categoricals, organism=organism,
                         sources={**sources, **(extra_sources or {})}, verbosity=verbosity)

    @classmethod
    def _get_categoricals_defaults(cls):
        return cls.cxg_categoricals_defaults

    @classmethod
    def _get_cxg_categoricals(cls):
        return _core.cellxgene_fields()

    def validate(self):
        """Whether all columns are there and all values are records; says which are not."""
        columns = list(self._dataset.obs.columns)
        _core.cellxgene_expect_no_reserved(columns)
        missing = _core.cellxgene_missing(columns)
        if missing:
            _core.log("error", missing)
            return False
        return super().validate()

    def to_cellxgene_anndata(self, is_primary_data, title=None):
        """A copy with ids in the place of names, as CELLxGENE takes it."""
        adata = self._dataset.copy()
        if not any(_core.cellxgene_is_embedding(key) for key in adata.obsm.keys()):
            raise ValueError("Unable to find an embedding key. Please calculate an embedding.")
        if "feature_is_filtered" not in adata.var:
            _core.log("warning", "column 'feature_is_filtered' not present in var. Setting to default value of False.")
            adata.var["feature_is_filtered"] = False
        if title is None:
            raise ValueError("please pass a title!")
        self._put_ids(adata.obs)
        if "is_primary_data" not in adata.obs:
            adata.obs["is_primary_data"] = is_primary_data
        adata.uns["title"] = title
        adata.uns["cxg_lamin_schema_reference"] = _core.cellxgene_reference(self._schema_version)
        adata.uns["cxg_lamin_schema_version"] = self._schema_version
        return adata

    @staticmethod
    def _put_ids(obs):
        for column in list(obs.columns):
            found = _core.cellxgene_ids(column, [str(name) for name in obs[column].dropna().unique()])
            if found is not None:
                name, ids = found
                if name not in obs:
                    obs[name] = obs[column].map(ids)
                del obs[column]


CellxGeneAnnDataCatManager.__module__ = "lamindb.curators"

"""The manager of data sets of perturbations, and parsers of doses and times."""

from . import _core
from ._cellxgene import CellxGeneAnnDataCatManager, fill_columns
from .errors import ValidationError


class ValueUnit:
    """A number with a unit."""

    @staticmethod
    def parse_value_unit(value, is_dose=True):
        """("10.0", "nM") of "10nM"; None of an empty text or what is no text."""
        return _core.parse_amount(bool(is_dose), value) if isinstance(value, str) else None


class _Handler:
    _is_dose = True

    @classmethod
    def standardize_unit(cls, unit):
        """The unit in its one form."""
        return _core.standardize_unit(cls._is_dose, unit)

    @classmethod
    def validate_unit(cls, unit):
        """Whether it is one of the units."""
        return _core.is_unit(cls._is_dose, unit)

    @classmethod
    def validate_values(cls, values):
        """What is wrong with the values, a line each."""
        errors = []
        for row, value in enumerate(values):
            try:
                if isinstance(value, str):
                    _core.parse_amount(cls._is_dose, value)
            except ValueError as error:
                errors.append(f"Row {row} - {error}")
        return errors


class DoseHandler(_Handler):
    """Doses: nM, μM, mM, M."""

    VALID_UNITS = {"nM", "μM", "µM", "mM", "M"}


class TimeHandler(_Handler):
    """Times: h, m, s, d, y."""

    _is_dose = False
    VALID_UNITS = {"h", "m", "s", "d", "y"}


def _cells(column):
    """(label of the row, value) of all rows that have one."""
    return [(str(row), value) for row, value in column.items() if value == value and value is not None]


class PertAnnDataCatManager(CellxGeneAnnDataCatManager):
    """Columns of an AnnData object of perturbations, beside those of the CELLxGENE schema."""

    PERT_COLUMNS = set(_core.perturbation_types())

    def __init__(self, adata, organism="human", pert_dose=True, pert_time=True, *, cxg_schema_version="5.2.0",
                 verbosity="hint"):
        _core.require_module("wetlab")
        self._measures = {"pert_dose": pert_dose, "pert_time": pert_time}
        obs = adata.obs
        if _core.perturbation_has_names(list(obs.columns)):
            self._split(obs)
        else:
            _core.log("warning", "no 'pert' column found in adata.obs, will only curate 'pert_target'")
        fields = _core.perturbation_fields_of(list(obs.columns))
        fill_columns(obs, self.cxg_categoricals_defaults)
        fill_columns(obs, dict(_core.perturbation_defaults()))
        sources = {"pert_compound": _core.perturbation_compound_source()} if "pert_compound" in fields else {}
        super().__init__(adata, {**_core.cellxgene_fields_of(list(obs.columns)), **fields}, organism,
                         schema_version=cxg_schema_version, extra_sources=sources, verbosity=verbosity)

    @staticmethod
    def _split(obs):
        """A column of names for each type of perturbation."""
        types = set(obs["pert_type"].unique())
        _core.perturbation_expect_types([str(one) for one in types], str(types))
        for kind in _core.perturbation_types():
            if kind in types:
                obs[f"pert_{kind}"] = obs["pert_name"].astype(object).where(obs["pert_type"] == kind, None)
                _core.log("important", f"mapped 'pert_name' to 'pert_{kind}'")

    def _expect_amounts(self, name):
        """The column of doses or times, a feature of texts."""
        if name not in self._dataset.obs:
            raise ValidationError(f"'{name}' is not among the columns of adata.obs: add it, or pass {name}=False.")
        from ._registry import registry_class

        feature = registry_class("lamindb.Feature")
        if not feature.filter(name=name).exists():
            feature(name=name, dtype="str").save()
        return self._dataset.obs[name]

    def validate(self):
        """Whether all values are records, and all doses and times have units; says which are not."""
        valid = super().validate()
        for name, is_wanted in self._measures.items():
            if is_wanted:
                wrong = _core.perturbation_wrong_amounts(name == "pert_dose", _cells(self._expect_amounts(name)))
                if wrong:
                    _core.log("warning", wrong)
                    valid = False
        self._dataset.obs = self._dataset.obs[_core.perturbation_order(list(self._dataset.obs.columns))]
        return valid

    def standardize_dose_time(self):
        """Doses and times in one form: "5 um" becomes "5.0μM"; returns `obs`."""
        obs = self._dataset.obs
        for name in self._measures:
            if name in obs:
                is_dose = name == "pert_dose"
                obs[name] = [_core.perturbation_amount(is_dose, one) if isinstance(one, str) else one
                             for one in obs[name].astype(object)]
        return obs


PertAnnDataCatManager.__module__ = "lamindb.curators"

"""Doses and times of perturbations; the curator of perturbation data sets is not built yet."""

from . import _core
from ._unbuilt import Unbuilt


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


PertAnnDataCatManager = Unbuilt("lamindb.curators.PertAnnDataCatManager", "curation")

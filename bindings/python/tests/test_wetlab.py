"""Registries of the wet lab: what their constructors ask for, how they link (as wetlab 1.2.0 by running it)."""

import datetime

import pytest


@pytest.fixture(scope="module")
def wl(ln):
    """wetlab."""
    import wetlab

    return wetlab


@pytest.mark.parametrize(("registry", "given", "missing"), [
    ("Experiment", {}, "['name'] are required."),
    ("Well", {}, "['row'] are required."),
    ("Techsample", {"name": "t"}, "['batch'] are required."),
    ("Donor", {"name": "d", "age": 3}, "['batch'] are required."),
    ("GeneticPerturbation", {"name": "g"}, "['system'] are required."),
    ("GeneticPerturbation", {"system": "CRISPRi"}, "['name'] are required."),
    ("Biologic", {"name": "x"}, "['type'] are required."),
])
def test_constructors_name_what_is_missing(wl, registry, given, missing):
    from lamindb.errors import FieldValidationError

    with pytest.raises(FieldValidationError) as raised:
        getattr(wl, registry)(**given)
    assert str(raised.value).startswith(missing)


def test_a_compound_is_a_term_with_a_perturbation(wl):
    compound = wl.Compound(name="aspirin", ontology_id="CHEBI:15365", chembl_id="CHEMBL25", synonyms="ASA").save()
    assert compound.uid == "5xNR9lwO"
    dose = wl.CompoundPerturbation(name="cp1", compound=compound, concentration=1.5, concentration_unit="uM",
                                   duration=datetime.timedelta(hours=2)).save()
    assert dose.compound == compound and dose.duration == datetime.timedelta(hours=2)
    with pytest.raises(ValueError, match='must be a "Compound" instance'):
        wl.CompoundPerturbation(name="cp2", compound="x")
    assert wl.Compound.standardize(["ASA"]) == ["aspirin"]


def test_a_combination_has_members_of_all_kinds(wl):
    genetic = wl.GeneticPerturbation(name="g1", system="CRISPRi", sequence="ACGT", on_target_score=0.5).save()
    heat = wl.EnvironmentalPerturbation(name="heat", value=42, unit="C").save()
    combination = wl.CombinationPerturbation(name="combi").save()
    combination.genetic_perturbations.add(genetic)
    combination.environmental_perturbations.add(heat)
    assert combination.members == [genetic, heat]
    target = wl.PerturbationTarget(name="TP53").save()
    genetic.targets.add(target)
    assert target.genetic_perturbations.list("name") == ["g1"]
    sample = wl.Techsample(name="t1", batch="1").save()
    sample.biosamples.add(wl.Biosample(name="b1", batch="1").save())
    assert wl.Biosample.filter(techsamples__name="t1").list("name") == ["b1"]


def test_types_list_what_is_meant(wl):
    assert "cytokine" in wl.BiologicType.__args__
    assert "CRISPRi" in wl.types.GeneticPerturbationSystem.__args__

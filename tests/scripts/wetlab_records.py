"""Registries of the wet lab: what they take, their managers on both sides, validation, artifacts by them."""

import lamindb as ln
import pandas as pd
import wetlab as wl
from attempt import attempt, title

title("records")
attempt(lambda: wl.GeneticPerturbation(system="CRISPRi", name="screen").save().system)
attempt(lambda: wl.GeneticPerturbation(system="nonsense", name="screen 2").save().system)
attempt(lambda: wl.Biologic(name="anti-CD3", type="antibody").save().type)
attempt(lambda: wl.Biologic(name="anti-CD3", type="antibody").save().name)
attempt(lambda: wl.CompoundPerturbation(name="high dose", concentration=2.5, concentration_unit="uM").save().concentration)
attempt(lambda: wl.EnvironmentalPerturbation(name="warm", value=38.5, unit="C").save().value)
attempt(lambda: wl.CombinationPerturbation(name="both").save().name)
attempt(lambda: wl.PerturbationTarget(name="TCF7").save().name)
attempt(lambda: wl.Well(name="A1", row="A", column=1).save().row)
attempt(lambda: wl.Donor(name="D1", age=30, bmi=22.5).save().age)
attempt(lambda: len(wl.Experiment(name="E1").save().uid))
attempt(lambda: wl.Compound(name="aspirin").save().name)

title("managers")
screen, target = wl.GeneticPerturbation.get(name="screen"), wl.PerturbationTarget.get(name="TCF7")
screen.targets.add(target)
attempt(lambda: screen.targets.list("name"))
attempt(lambda: target.genetic_perturbations.list("name"))
attempt(lambda: wl.GeneticPerturbation.filter(targets__name="TCF7").list("name"))
artifact = ln.Artifact.from_df(pd.DataFrame({"a": [1]}), key="x.parquet").save()
for name in ("genetic_perturbations", "compound_perturbations", "environmental_perturbations", "combination_perturbations",
             "biologics", "compounds", "wells", "experiments", "biosamples", "techsamples", "donors", "perturbation_targets"):
    attempt(lambda: getattr(artifact, name).count())
artifact.genetic_perturbations.add(screen)
attempt(lambda: ln.Artifact.filter(genetic_perturbations__system="CRISPRi").list("key"))

title("values")
attempt(lambda: wl.GeneticPerturbation.validate(["screen", "z"], field="name").tolist())
attempt(lambda: wl.Biologic.standardize(["Anti-CD3"]))
attempt(lambda: [record.name for record in wl.Biologic.from_values(["q", "r"], create=True)])
attempt(lambda: wl.Biologic.lookup().anti_cd3.name)
attempt(lambda: wl.Biologic.search("cd3").list("name"))
attempt(lambda: wl.PertCurator.__mro__[1].__name__)

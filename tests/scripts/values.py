"""Values against registries: validate, inspect, standardize, from_values, synonyms and abbreviations."""

import bionty as bt
import lamindb as ln
import numpy as np
import pandas as pd
from attempt import attempt, title

title("an empty registry")
attempt(lambda: ln.ULabel.validate(["a", "b"]))
attempt(lambda: ln.ULabel.from_values(["a", "b"]))
attempt(lambda: ln.ULabel.standardize(["a", "b"]))

ln.settings.creation.search_names = False
for name in ("alpha", "beta", "Gamma"):
    ln.ULabel(name=name).save()
cells = [
    ("T cell", "T-cell|T lymphocyte", "CL:0000084"),
    ("B cell", "B lymphocyte|B-cell|lymphocyte", "CL:0000236"),
    ("monocyte", "mono|lymphocyte", None),
]
for name, synonyms, key in cells:
    bt.CellType(name=name, synonyms=synonyms, ontology_id=key).save()
label = ln.ULabel

title("validate")
for verbosity in ("warning", "hint"):
    ln.settings.verbosity = verbosity
    attempt(lambda: label.validate(["alpha", "ALPHA", "beta", "beta", "zeta", "", None, "eta"]))
    attempt(lambda: label.validate(["alpha", "beta"]))
ln.settings.verbosity = "warning"
attempt(lambda: label.validate("alpha"))
attempt(lambda: label.validate(["alpha", "x"], mute=True))
attempt(lambda: label.validate(pd.Series(["alpha", "x"])))
attempt(lambda: label.validate(np.array(["alpha", "x"])))
attempt(lambda: label.validate(pd.Categorical(["alpha", "x", "alpha"])))
attempt(lambda: label.validate([]))
attempt(lambda: label.validate([None, ""]))
attempt(lambda: label.validate([1, 2]))
attempt(lambda: label.validate(3))
attempt(lambda: label.validate([1, 99], field="id"))
attempt(lambda: label.validate(["alpha"], field=label.name))
attempt(lambda: label.validate(["alpha"], field="foo"))
attempt(lambda: label.filter(name="alpha").validate(["alpha", "beta"]))
attempt(lambda: label.validate([f"n{i}" for i in range(25)]))
attempt(lambda: bt.CellType.validate(["CL:0000084", "x"], field=bt.CellType.ontology_id))


def show(result):
    for name in ("validated", "non_validated", "frac_validated", "n_empty", "n_unique", "synonyms_mapper"):
        print(name, getattr(result, name))
    for key in ("validated", "non_validated", "mapped", "not_mapped", "x"):
        attempt(lambda: result[key])
    print(result.df)


title("inspect")
show(label.inspect(["alpha", "beta", "x"]))
show(bt.CellType.inspect(["T cell", "mono", "b cell", "mono", None]))
show(bt.CellType.inspect(["T cell", "MONO"]))
show(bt.CellType.inspect(["T CELL", "T cell"], mute=True))
show(label.inspect([None]))
ln.settings.verbosity = "hint"
show(bt.CellType.inspect(["T cell", "monocyte", "B-cell"]))
ln.settings.verbosity = "warning"

title("standardize")
attempt(lambda: label.standardize(["alpha", "ALPHA", "x"]))
cell_type = bt.CellType
off = {"source_aware": False}
attempt(lambda: cell_type.standardize(pd.Series(["T cell", "mono", None], index=["a", "b", "c"]), **off))
attempt(lambda: cell_type.standardize(pd.Index(["T cell", "mono"]), **off))
attempt(lambda: [str(value) for value in cell_type.standardize(np.array(["T cell", "mono", "q"]), **off)])
attempt(lambda: cell_type.standardize(pd.Categorical(["T cell", "mono", "q", "T cell"]), **off))
attempt(lambda: cell_type.standardize(("T cell", "mono"), **off))
attempt(lambda: cell_type.standardize("mono", **off))
attempt(lambda: cell_type.standardize([], **off))
attempt(lambda: cell_type.standardize(["MONO", "mono", "T CELL"], case_sensitive=True, **off))
attempt(lambda: cell_type.standardize(["mono"], synonyms_field="name", **off))
attempt(lambda: cell_type.standardize(["mono"], synonyms_field="foo", **off))
attempt(lambda: cell_type.standardize(["mono"], field="foo", **off))
values = ["T cell", "t cell", "T-cell", "b-cell", "lymphocyte", "mono", "zzz", None, "", "T cell"]
for options in (
    {}, {"keep": "last"}, {"return_field": "ontology_id"}, {"return_field": "ontology_id", "return_mapper": True},
    {"return_mapper": True}, {"field": "ontology_id", "return_field": "name"},
):
    attempt(lambda: cell_type.standardize(values, **off, **options))
attempt(lambda: cell_type.standardize(["lymphocyte", "mono"], **off, keep="last", return_mapper=True))
attempt(lambda: cell_type.standardize(["mono", "b-cell"], **off, keep=False))


def names(records):
    return [record.name for record in records]


title("from_values")
attempt(lambda: names(label.from_values(["beta", "zeta", "alpha", "beta", "", None, "eta"])))
attempt(lambda: names(label.from_values(["beta", "alpha"])))
attempt(lambda: names(label.from_values([f"n{i}" for i in range(25)])))
attempt(lambda: names(label.from_values(["alpha", "x"], mute=True)))
attempt(lambda: names(label.from_values(pd.Series(["alpha", "x"]), field=label.name)))
attempt(lambda: label.from_values("alpha"))
attempt(lambda: label.from_values([1, 2]))
attempt(lambda: label.from_values([]))
attempt(lambda: names(bt.CellType.from_values(["monocyte", "lymphocyte", "b cell", "T-cell", "T cell", "zzz"])))
attempt(lambda: names(bt.CellType.from_values(["CL:0000084", "CL:1"], field=bt.CellType.ontology_id)))
attempt(lambda: label.from_values(["alpha", "beta"]).df()[["id", "name"]])
attempt(lambda: label.from_values(["alpha"]).one().name)
attempt(lambda: label.from_values(["q"]).one())
ln.settings.creation.search_names = True
made = label.from_values(["new2", "beta", "new1", "T cell"], create=True)
print(type(made).__name__, names(made), [record.pk is None for record in made])
print(names(made.save()), label.filter().count())
attempt(lambda: label.get(name="new1").delete())
attempt(lambda: names(label.from_values(["new1", "new2"])))

title("synonyms")


def synonyms(name):
    return sorted((bt.CellType.get(name=name).synonyms or "").strip("|").split("|"))


cell = bt.CellType.get(name="T cell")
attempt(lambda: cell.add_synonym("tee"))
attempt(lambda: cell.add_synonym(["tee", "tea"]))
print(synonyms("T cell"))
attempt(lambda: cell.add_synonym("unsaved", save=False))
print(synonyms("T cell"))
attempt(lambda: cell.add_synonym("a|b"))
attempt(lambda: cell.remove_synonym(["unsaved", "T-cell", "T lymphocyte", "tea", "nothing"]))
print(synonyms("T cell"))
attempt(lambda: cell.add_synonym("mono"))
attempt(lambda: cell.remove_synonym("tee"))
print(repr(cell.synonyms))
attempt(lambda: cell.add_synonym("mono", force=True))
print(synonyms("T cell"))
attempt(lambda: cell.set_abbr("TC"))
attempt(lambda: cell.set_abbr("TC"))
print(synonyms("T cell"), bt.CellType.get(name="T cell").abbr)
attempt(lambda: bt.CellType.get(name="B cell").set_abbr("TC"))
attempt(lambda: label.get(name="alpha").add_synonym("x"))
attempt(lambda: label.get(name="alpha").remove_synonym("x"))
attempt(lambda: label.get(name="alpha").set_abbr("x"))

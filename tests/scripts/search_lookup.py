"""search with its ranking, lookup with its names."""

import bionty as bt
import lamindb as ln
from attempt import attempt, title

names = [
    ("T cell", "T-cell|T lymphocyte"),
    ("B cell", "B lymphocyte"),
    ("CD8-positive, alpha-beta T cell", None),
    ("cell", None),
    ("T cell subset", None),
    ("stem cell", "stemcell"),
    ("tcell", None),
    ("the T cell receptor", None),
    ("neuron", "nerve cell"),
]
ln.settings.verbosity = "error"
for name, synonyms in names:
    bt.CellType(name=name, synonyms=synonyms).save()
ln.settings.verbosity = "warning"

title("search")
for text in ("T cell", "t cell", "cell", "T lymphocyte", "lymphocyte", "stem", "CD8", "nerve", "zzz", "alpha-beta", "T"):
    attempt(lambda: bt.CellType.search(text).list("name"))
attempt(lambda: bt.CellType.search("cell", limit=2).list("name"))
attempt(lambda: bt.CellType.search("T cell", case_sensitive=True).list("name"))
attempt(lambda: bt.CellType.search("T cell", field="name").list("name"))
attempt(lambda: bt.CellType.search("lymphocyte", field="name").list("name"))
attempt(lambda: bt.CellType.search("lymphocyte", field=bt.CellType.synonyms).list("name"))
attempt(lambda: bt.CellType.search("cell", field=["name", "synonyms"], limit=3).list("name"))
attempt(lambda: bt.CellType.filter(name__startswith="T").search("cell").list("name"))
attempt(lambda: bt.CellType.search("neuron").df()[["name", "synonyms"]])
attempt(lambda: bt.CellType.search(None))

title("lookup")
lookup = bt.CellType.lookup()
print(lookup.t_cell.name, lookup.cd8_positive_alpha_beta_t_cell.name)
print(sorted(name for name in dir(lookup) if not name.startswith("_")))
print(sorted(lookup.dict()))
print(bt.CellType.lookup(return_field="name").b_cell)
attempt(lambda: lookup.nonsense)
for name in ("100% sure", "ümlaut", "a--b", "A b", "a b"):
    ln.settings.verbosity = "error"
    ln.ULabel(name=name).save()
lookup = ln.ULabel.lookup()
print(sorted(name for name in dir(lookup) if not name.startswith("_")))
print(sorted(lookup.dict()))
print(ln.ULabel.filter(name="a--b").lookup().a_b.name)

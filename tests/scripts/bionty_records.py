"""Registries of bionty without public sources."""

import bionty as bt
import lamindb as ln
from attempt import attempt, title

title("sources")
print(bt.Source.filter().count(), bt.Source.filter(currently_used=True).count())
print(bt.Source.filter(entity="bionty.CellType", currently_used=True).one().version)
print(bt.Source.filter(entity="bionty.CellType").order_by("id").first())

title("records")
cell = bt.CellType(name="my cell", description="made here")
print(cell)
print(cell.save())
print(bt.CellType(name="my cell") == cell)
child = bt.CellType(name="my special one").save()
child.parents.add(cell)
print(cell.children.list("name"), child.parents.list("name"))
attempt(lambda: bt.CellType(name="x", nonsense=1))
attempt(lambda: bt.CellType())
organism = bt.Organism(name="my organism", scientific_name="Mea species").save()
print(organism)
gene = bt.Gene(symbol="MYG", ensembl_gene_id="ENSX0001", organism=organism).save()
print(gene.symbol, gene.organism.name)
print(bt.CellType.df()[["name", "ontology_id", "description"]])
print(bt.CellType.filter(parents__name="my cell").list("name"))

title("on artifacts")
with open("b.txt", "w") as file:
    file.write("b")
artifact = ln.Artifact("b.txt", key="b.txt", run=False).save()
artifact.cell_types.add(cell, child)
artifact.organisms.add(organism)
print(artifact.cell_types.list("name"), ln.Artifact.filter(cell_types__name="my cell").list("key"))
print(ln.Artifact.filter(organisms__name__startswith="my").df(include="cell_types__name")[["key", "cell_types__name"]].key.tolist())
artifact.describe()

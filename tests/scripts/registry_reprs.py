"""What a registry class prints."""

import bionty as bt
import lamindb as ln
from attempt import title

for name in (
    "Artifact Transform Run ULabel User Storage Space Feature Schema Param Collection Project Reference Person"
).split():
    title(name)
    print(getattr(ln, name))
for name in (
    "Organism Gene Protein CellMarker Tissue CellType Disease CellLine Phenotype Pathway ExperimentalFactor "
    "DevelopmentalStage Ethnicity Source"
).split():
    title(f"bionty.{name}")
    print(getattr(bt, name))
title("names with module")
print(ln.ULabel.__get_name_with_module__(), bt.CellType.__get_name_with_module__())

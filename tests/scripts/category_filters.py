"""Filters in the dtype of a feature refuse no value; all records with a name are linked."""

import bionty as bt
import lamindb as ln
import pandas as pd
from attempt import attempt, title

ln.track()
ln.settings.creation.search_names = False
for name, description in (("one", "first"), ("two", "second")):
    ln.ULabel(name=name, description=description).save()
sources = bt.Source.filter(entity="bionty.CellType").order_by("id")
for ontology_id, source in (("CL:1", sources.last()), ("CL:2", sources.first())):
    cell = bt.CellType(name="a cell", ontology_id=ontology_id)
    cell.source = source
    cell.save()


def check(table, features):
    curator = ln.curators.DataFrameCurator(pd.DataFrame(table).astype("category"), ln.Schema(features).save())
    attempt(curator.validate)
    print(curator.cat.non_validated)
    return curator


title("filters refuse no value")
first = ln.Feature(name="first", dtype="cat[ULabel[description='first']]").save()
second = ln.Feature(name="second", dtype="cat[ULabel[description='second']]").save()
check({"first": ["one", "two"], "second": ["one", "two"]}, [first, second])
check({"first": ["one", "neither"], "second": ["two", "neither"]}, [first, second])

title("of several records with a name")
filters = [{"cat_filters": {"source__uid": source.uid}} for source in (sources.first(), sources.last())]
for number, options in enumerate([{}, *filters]):
    cell_type = ln.Feature(name=f"cell {number}", dtype=bt.CellType, **options).save()
    curator = check({cell_type.name: ["a cell", "a cell"], "first": ["one", "two"]}, [cell_type, first])
    artifact = curator.save_artifact(key=f"{number}.parquet")
    print(artifact.cell_types.list("ontology_id"), artifact.ulabels.list("name"))
    print(artifact.features.get_values())

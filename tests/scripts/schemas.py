"""Schemas: constructor, hash and reuse, members, slots, from_values, from_df."""

import bionty as bt
import lamindb as ln
import pandas as pd
from attempt import attempt, title

a = ln.Feature(name="alpha", dtype="int").save()
b = ln.Feature(name="beta", dtype="float").save()
c = ln.Feature(name="gamma", dtype=ln.ULabel).save()

title("what the constructor refuses")
attempt(lambda: ln.Schema([], 1))
attempt(lambda: ln.Schema(foo=1))
attempt(lambda: ln.Schema(features=a))
attempt(lambda: ln.Schema(features=3))
attempt(lambda: ln.Schema(features=["a"]))
attempt(lambda: ln.Schema(features=[ln.Feature(name="omega", dtype="int")]))
attempt(lambda: ln.Schema(features=[a, ln.ULabel(name="label").save()]))
attempt(lambda: ln.Schema(components={"obs": a}))
attempt(lambda: ln.Schema(itype=3))
attempt(lambda: ln.Schema(name="lower", is_type=True))

title("features, hash and reuse")
schema = ln.Schema([a, b])
print(schema.n, schema.itype, schema.dtype, schema.hash is not None)
print([member.name for member in schema.members])
schema.save()
attempt(lambda: schema)
attempt(lambda: schema.members.list("name"))
attempt(lambda: schema.features.list("name"))
attempt(lambda: ln.Schema([b, a]))
attempt(lambda: ln.Schema([b, a], name="named now"))
attempt(lambda: ln.Schema([b, a], otype="DataFrame", maximal_set=True))
attempt(lambda: ln.Schema((b, c, a)).save().members.list("name"))

title("options")
options = ln.Schema([a, c], name="options", description="d", minimal_set=False, ordered_set=True, coerce_dtype=True).save()
print(options.coerce_dtype, options._aux, options.minimal_set, options.ordered_set, options.maximal_set)
attempt(lambda: options)
attempt(lambda: ln.Schema([c], name="options"))

title("without features")
for arguments in ({"itype": bt.Gene.ensembl_gene_id, "dtype": int}, {"itype": bt.CellMarker, "name": "markers"},
                  {"itype": ln.Feature, "name": "class"}, {"itype": "Feature", "name": "text"},
                  {"name": "Kind", "is_type": True}):
    attempt(lambda: ln.Schema(**arguments).save())
    attempt(lambda: ln.Schema.filter().last().hash)
attempt(lambda: ln.Schema([c], type=ln.Schema.get(name="Kind"), name="of a kind").save().type)

title("components")
both = ln.Schema(otype="AnnData", name="both", components={"obs": schema, "var": ln.Schema.get(name="markers")}).save()
attempt(lambda: both)
attempt(lambda: both.slots)
attempt(lambda: schema.slots)
attempt(lambda: both.members)
both.describe()
print(both.describe(return_str=True) == both.describe(return_str=True))
schema.describe()
attempt(lambda: ln.Schema(otype="AnnData", components={"obs": ln.Schema([b, c])}))

title("from_values")
attempt(lambda: ln.Schema.from_values(["alpha", "beta"]))
attempt(lambda: ln.Schema.from_values(["alpha", "zz"]))
attempt(lambda: ln.Schema.from_values(["yy", "zz"], raise_validation_error=False))
attempt(lambda: ln.Schema.from_values([]))
attempt(lambda: ln.Schema.from_values(["alpha"], "name"))
attempt(lambda: ln.Schema.from_values([1, 2]))

title("from_df")
frame = pd.DataFrame({"alpha": [1], "beta": [0.5], "other": ["x"]})
attempt(lambda: ln.Schema.from_df(frame))
attempt(lambda: ln.Schema.from_df(frame[["other"]]))
print(ln.FeatureSet is ln.Schema, ln.FeatureSet.filter(features=a).count())

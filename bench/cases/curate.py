"""DataFrameCurator on a million rows: categories, texts, errors in them; twenty small tables; saving."""
import lamindb as ln
import numpy as np
import pandas as pd
from timing import milliseconds, report

ROWS = 1_000_000
ln.settings.creation.search_names = False
ln.save([ln.ULabel(name=f"label {number}") for number in range(500)])
names = [f"column {number}" for number in range(5)]
schema = ln.Schema([ln.Feature(name=name, dtype=ln.ULabel).save() for name in names]).save()
loose = ln.Schema([ln.Feature(name="free " + name, dtype=ln.ULabel, coerce_dtype=True).save() for name in names]).save()
chance = np.random.default_rng(1)
codes = [chance.integers(0, 500, ROWS) for _ in names]
labels = np.array([f"label {number}" for number in range(500)], dtype=object)
frame = pd.DataFrame({name: pd.Categorical.from_codes(code, labels) for name, code in zip(names, codes)})
texts = pd.DataFrame({"free " + name: labels[code] for name, code in zip(names, codes)})
wrong = labels.copy()
wrong[:5] = [f"lable {number}" for number in range(5)]
faulty = pd.DataFrame({name: pd.Categorical.from_codes(code, wrong) for name, code in zip(names, codes)})
small = [frame.iloc[:100].copy() for _ in range(20)]


def validate(table, schema):
    try:
        ln.curators.DataFrameCurator(table, schema).validate()
    except ln.errors.ValidationError:
        pass
    ln.settings.verbosity = "error"


validate(small[0], schema)
save = ln.curators.DataFrameCurator(frame, schema)
report(ms=milliseconds(lambda: validate(frame, schema)), texts_ms=milliseconds(lambda: validate(texts, loose)),
       errors_ms=milliseconds(lambda: validate(faulty, schema)),
       small_ms=milliseconds(lambda: [validate(table, schema) for table in small]),
       save_ms=milliseconds(lambda: save.save_artifact(key="million.parquet")))

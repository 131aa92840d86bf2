"""Bulk saves and a validation on Postgres: 100,000 labels; 10,000 records with ten feature values each."""
import sys
import time

import lamindb as ln
import pandas as pd
from timing import report


def timed(call):
    """Seconds by the clock on the wall and by the processor of this process."""
    wall, processor = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - wall, time.process_time() - processor


LABELS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
RECORDS = LABELS // 10
ln.settings.verbosity = "error"
ln.settings.creation.search_names = False
features = [ln.Feature(name=f"value {number}", dtype="cat[ULabel]").save() for number in range(10)]
artifact = ln.Artifact.from_df(pd.DataFrame({"a": [1]}), key="a.parquet", run=False).save()

labels = [ln.ULabel(name=f"label {number}") for number in range(LABELS)]
save = timed(lambda: ln.save(labels))
assert ln.ULabel.filter().count() == LABELS

records = [ln.ULabel(name=f"record {number}") for number in range(RECORDS)]


def save_with_values():
    ln.save(records)
    saved = {label.name: label for label in ln.ULabel.filter(name__startswith="record ")} if records[0].id is None else None
    Link = ln.Artifact.ulabels.through
    links = [Link(artifact_id=artifact.id, ulabel_id=(saved[record.name] if saved else record).id, feature_id=feature.id)
             for record in records for feature in features]
    ln.save(links)


values = timed(save_with_values)
assert ln.Artifact.ulabels.through.filter().count() == 10 * RECORDS
report(save=save, values=values, frame=timed(lambda: ln.ULabel.filter().df()))

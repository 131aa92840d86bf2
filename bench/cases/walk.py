"""The walk: import, track, save a file and a table, annotate, query, load, finish."""
import lamindb as ln

ln.track()
import pandas as pd

with open("notes.txt", "w") as file:
    file.write("some notes")
ln.Artifact("notes.txt", key="notes.txt").save()
table = pd.DataFrame({"a": range(100), "b": [str(number) for number in range(100)]})
artifact = ln.Artifact.from_df(table, key="table.parquet").save()
artifact.ulabels.add(ln.ULabel(name="my label").save())
assert ln.Artifact.filter(ulabels__name="my label").one() == artifact
assert artifact.load().shape == (100, 2)
ln.finish()

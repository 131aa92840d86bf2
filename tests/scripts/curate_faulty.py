"""200 tables with faults made by chance: the same verdict, the same first failure, the same values not validated."""

import random

import lamindb as ln
import numpy as np
import pandas as pd
from attempt import attempt, title

ln.settings.creation.search_names = False
LABELS = ["DMSO", "IFNG", "T cell", "B cell", "µ-opioid"]
for name in LABELS:
    ln.ULabel(name=name).save()
schema = ln.Schema(name="faulty", features=[
    ln.Feature(name="number", dtype=int).save(),
    ln.Feature(name="real", dtype=float).save(),
    ln.Feature(name="any_number", dtype="num").save(),
    ln.Feature(name="needed", dtype="str", nullable=False).save(),
    ln.Feature(name="text", dtype=str).save(),
    ln.Feature(name="truth", dtype=bool).save(),
    ln.Feature(name="time", dtype="datetime").save(),
    ln.Feature(name="made_text", dtype=str, coerce_dtype=True).save(),
    ln.Feature(name="label", dtype=ln.ULabel).save(),
    ln.Feature(name="other_label", dtype=ln.ULabel).save(),
]).save()


def misspelt(chance, word):
    place = chance.randrange(len(word))
    return chance.choice([word[:place] + word[place + 1:], word + " ", " " + word, word.lower(), word.upper(),
                          word[:place] + "x" + word[place:], word.replace(" ", "-")])


def labels(chance, rows):
    values = [chance.choice(LABELS) for _ in range(rows)]
    for _ in range(chance.choice([0, 0, 1, 2, 5])):
        values[chance.randrange(rows)] = misspelt(chance, chance.choice(LABELS))
    if chance.random() < 0.3:
        values[chance.randrange(rows)] = None
    unused = [misspelt(chance, "unused")] if chance.random() < 0.2 else []
    present = list(dict.fromkeys([value for value in values if value is not None] + unused))
    return pd.Categorical(values, categories=present)


def table(chance):
    rows = chance.randint(1, 9)
    numbers = [chance.randint(0, 5) for _ in range(rows)]
    frame = pd.DataFrame({
        "number": np.array(numbers, dtype=chance.choice(["int64", "int32", "uint8", "int8"])),
        "real": np.array(numbers, dtype=chance.choice(["float64", "float32"])) / 2,
        "any_number": np.array(numbers, dtype=chance.choice(["int64", "float64"])),
        "needed": [f"n{number}" for number in numbers],
        "text": [chance.choice(["a", "b", None]) for _ in numbers],
        "truth": [number > 0 for number in numbers],
        "time": pd.to_datetime(["2020-01-01"] * rows),
        "made_text": numbers,
        "label": labels(chance, rows),
        "other_label": labels(chance, rows),
    }, index=chance.choice([None, [f"row {row}" for row in range(rows)]]))
    return frame


def spoil(chance, frame):
    column = chance.choice(list(frame.columns))
    fault = chance.randrange(24)
    if fault == 0:
        return frame.drop(columns=column)
    if fault == 1:
        frame[column] = frame[column].astype(object)
    if fault == 2:
        frame["needed"] = [None, *frame["needed"].tolist()[1:]]
    if fault == 3:
        frame[chance.choice(["number", "any_number", "truth"])] = [f"t{row}" for row in range(len(frame))]
    if fault == 4:
        frame["text"] = [chance.choice(["a", 1, 2.5, None, True]) for _ in range(len(frame))]
    if fault == 5:
        frame["number"] = frame["number"].astype(float)
    if fault == 6:
        frame["time"] = ["2020-01-01"] * len(frame)
    if fault == 7:
        frame["not in the schema"] = 1
    if fault == 8:
        frame["real"] = frame["real"].round().astype("int64")
    rows = len(frame)
    if fault == 9:
        frame["number"] = pd.array([None if row == 0 else row for row in range(rows)], dtype="Int64")
    if fault == 10:
        frame["text"] = pd.array(["a"] * rows, dtype="string")
    if fault == 11:
        frame["truth"] = pd.array([True] * rows, dtype="boolean")
    if fault == 12:
        frame["truth"] = [1] * rows
    if fault == 13:
        frame["time"] = frame["time"].dt.tz_localize("UTC")
    if fault == 14:
        frame["time"] = frame["time"].astype("datetime64[s]")
    if fault == 15:
        frame["real"] = pd.array([1.5] * rows, dtype="Float64")
    if fault == 16:
        frame["text"] = pd.Categorical(["a"] * rows)
    if fault == 17:
        frame["needed"] = pd.Categorical(["a"] * rows)
    if fault == 18:
        frame["label"] = frame["label"].astype(str)
    if fault == 19:
        frame["label"] = pd.Categorical(range(rows))
    if fault == 20:
        frame["number"] = frame["number"] > 0
    if fault == 21:
        frame["any_number"] = frame["any_number"] * 1j
    if fault == 22:
        frame["needed"] = frame["needed"].replace("n0", np.nan)
    if fault == 23:
        frame["text"] = [None] * rows
    return frame


def curate(seed):
    chance = random.Random(seed)
    frame = table(chance)
    for _ in range(chance.choice([0, 0, 0, 1, 1, 2])):
        if "label" in frame:
            try:
                frame = spoil(chance, frame)
            except (KeyError, TypeError, ValueError):
                pass  # what the fault before left cannot be spoilt this way
    columns = list(frame.columns)
    if chance.random() < 0.3:
        chance.shuffle(columns)
    curator = ln.curators.DataFrameCurator(frame[columns], schema)
    attempt(curator.validate)
    attempt(lambda: curator.cat.non_validated)


for seed in range(200):
    title(f"table {seed}")
    curate(seed)

"""Copies and pickles of records, saved and not."""

import copy
import pickle
from pathlib import Path

import lamindb as ln

from attempt import attempt, title

title("a saved record")
label = ln.ULabel(name="copied", description="before").save()
label.description = "after"
for twin in (copy.copy(label), pickle.loads(pickle.dumps(label))):
    attempt(lambda: (twin == label, twin is label, twin.description, twin._state.adding))
attempt(lambda: twin.save().description)
attempt(lambda: ln.ULabel.get(name="copied").description)

title("an unsaved record")
twin = copy.copy(ln.ULabel(name="unsaved"))
attempt(lambda: (twin.id, twin.name, twin._state.adding))
attempt(lambda: twin.save().name)

title("an unsaved artifact")
Path("a.txt").write_text("a")
twin = pickle.loads(pickle.dumps(ln.Artifact("a.txt", key="copies/a.txt", run=False)))
attempt(lambda: twin._state.adding)
attempt(lambda: (twin.key, twin.size))

title("classes")
attempt(lambda: pickle.loads(pickle.dumps(ln.ULabel)) is ln.ULabel)

"""view: the latest rows of the registries."""

from pathlib import Path

import lamindb as ln
import pandas as pd
from attempt import attempt, title

pd.set_option("display.width", 2000)
pd.set_option("display.max_columns", 60)
pd.set_option("display.max_colwidth", None)

title("an empty instance")
ln.view()

title("some rows")
ln.settings.verbosity = "error"
ln.save([ln.ULabel(name=f"label {number}") for number in range(9)])
Path("v.txt").write_text("v")
ln.Artifact("v.txt", key="v.txt").save()
ln.view()

title("chosen")
ln.view(registries=["Artifact", "Storage"])
ln.view(limit=2, registries=["ULabel"])
ln.view(modules="core", limit=1)
attempt(lambda: ln.view(registries=["Nonsense"]))

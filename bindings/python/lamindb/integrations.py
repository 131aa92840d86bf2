"""`ln.integrations`."""

from ._soma import save_tiledbsoma_experiment  # noqa: F401
from ._unbuilt import Unbuilt

save_vitessce_config = Unbuilt("lamindb.integrations.save_vitessce_config", "integrations")

"""`ln.integrations`: not built yet."""

from ._unbuilt import Unbuilt

save_vitessce_config = Unbuilt("lamindb.integrations.save_vitessce_config", "integrations")
save_tiledbsoma_experiment = Unbuilt("lamindb.integrations.save_tiledbsoma_experiment", "integrations")

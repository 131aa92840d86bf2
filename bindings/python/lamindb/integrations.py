"""`ln.integrations`."""

from ._soma import save_tiledbsoma_experiment  # noqa: F401
from ._vitessce import save_vitessce_config  # noqa: F401

"""Configurations of the viewer Vitessce, saved as artifacts of the datasets they show."""

import json
import pathlib
import tempfile
from datetime import datetime, timezone

from . import _core

# The function as lamindb registers it, so that both sides find the same transform.
_TRANSFORM = {"uid": "kup03MJBsIVa0002", "key": "save_vitessce_config", "version": "3", "type": "function"}


def save_vitessce_config(vitessce_config, description=None):
    """Saves a `VitessceConfig` as an artifact and links it to the dataset it shows, or to a collection of them.

    With several datasets the collection gets `description` as its key.  Needs the package vitessce.
    """
    shown = _artifacts_of(vitessce_config)
    listed = "\n".join(map(repr, shown))
    _core.log("important", f"VitessceConfig references these artifacts:\n{listed}")
    assert shown, "The configuration shows no artifact: give its datasets as `adata_artifact=`, `img_artifact=`, ..."
    if len(shown) > 1 and description is None:
        from .errors import FieldValidationError

        raise FieldValidationError("['key'] are required.")
    text = json.dumps(vitessce_config.to_dict())
    run = _started_run(shown)
    dataset = shown[0] if len(shown) == 1 else _collection_of(shown, description)
    artifact = _saved_text(text, description, run)
    dataset._actions.add(artifact)
    _tell("VitessceConfig", artifact)
    _tell("Dataset" if len(shown) == 1 else "Collection", dataset)
    run.finished_at = datetime.now(timezone.utc)
    run.save()
    return artifact


def _artifacts_of(config):
    try:
        from vitessce import VitessceConfig
    except ImportError as error:
        raise ModuleNotFoundError("Configurations of Vitessce need the package vitessce: pip install vitessce",
                                  name="vitessce") from error
    assert isinstance(config, VitessceConfig), "save_vitessce_config takes a VitessceConfig"
    return list({artifact.uid: artifact for artifact in config.get_artifacts().values()}.values())


def _started_run(inputs):
    import lamindb as ln

    transform = ln.Transform.filter(uid=_TRANSFORM["uid"]).one_or_none() or ln.Transform(**_TRANSFORM).save()
    run = ln.Run(transform=transform).save()
    run.input_artifacts.add(*inputs)
    return run


def _collection_of(artifacts, key):
    import lamindb as ln

    return ln.Collection(artifacts, key=key).save()


def _saved_text(text, description, run):
    import lamindb as ln

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "config.vitessce.json")
        path.write_text(text)
        return ln.Artifact(path, description=description, run=run).save()


def _tell(what, record):
    import lamindb as ln

    kind = type(record).__name__.lower()
    _core.log("important", f"{what}: https://lamin.ai/{ln.setup.settings.instance.slug}/{kind}/{record.uid}")

"""`artifact.labels`: the engine's work on labels under the names of lamindb."""

from . import _core


class LabelManager:
    """The labels of an artifact."""

    def __init__(self, host):
        self._host = host

    def add(self, records, feature=None):
        """Adds labels: a record, a list or a query set of them; under a feature if one is given."""
        _core.labels_add(self._host, records, feature)

    def get(self, feature, mute=False, flat_names=False):
        """The labels under a feature: a query set, a dictionary of them by registry, or their names."""
        found = dict(_core.labels_under(self._host, feature))
        if len(found) > 1 and not mute:
            _core.log("warning", "labels come from multiple registries!")
        if flat_names:
            return [name for labels in found.values() for name in labels.list(labels.model._name_field)]
        return next(iter(found.values())) if len(found) == 1 else found

    def add_from(self, data, transfer_logs=None):
        """Adds the labels of another artifact, under the same features."""
        _core.labels_add_from(self._host, data)

    def make_external(self, label):
        """The label stays, without its features."""
        _core.labels_make_external(self._host, label)

    def __repr__(self):
        from ._lineage import wants_colour

        text = _core.labels_text(self._host, wants_colour())
        if not text.endswith("\n"):
            return text
        print(text, end="")
        return ""


class Labels:
    """`artifact.labels`."""

    def __get__(self, record, kind):
        return self if record is None else LabelManager(record)

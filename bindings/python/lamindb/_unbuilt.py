"""Names of lamindb 1.3.2 that this engine does not have yet: one list, one way to say so.

Using such a name raises NotImplementedError.  docs/compatibility.md is made from `NAMES`.
"""

# name -> what it belongs to
NAMES = {
    "lamindb.setup.login": "the hub",
    "lamindb.setup.logout": "the hub",
    "lamindb.setup.register": "the hub",
    "lamindb.setup.django": "Django's management commands",
    "lamindb.setup.migrate": "migrations",
    "Artifact.open of anndata": "lazy access to arrays",
    "Artifact.open of zarr": "lazy access to arrays",
    "lamindb.base.fields": "registries declared in Python",
    "lamindb.view(df=...)": "data frames with the types of features",
    "QuerySet.extra": "Django's query expressions",
    "QuerySet.raw": "Django's query expressions",
}


class Unbuilt:
    """Stands where a name is not built yet; using it says so."""

    def __init__(self, name, topic=None):
        self.__dict__.update(_name=name, _topic=topic or NAMES.get(name, ""))

    def _raise(self):
        topic = f" ({self._topic})" if self._topic else ""
        raise NotImplementedError(f"lamin-cpp does not have {self._name} yet{topic}; see docs/compatibility.md.")

    def __call__(self, *args, **kwargs):
        self._raise()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        self._raise()

    def __repr__(self):
        return f"<{self._name}: not built yet>"


def fill(owner, prefix):
    """Puts a stand-in on the class `owner` for every name in NAMES that begins with `prefix.`."""
    for name in NAMES:
        head, _, attribute = name.partition(".")
        if head == prefix and attribute and attribute not in owner.__dict__:
            setattr(owner, attribute, Unbuilt(name))

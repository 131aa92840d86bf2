"""Which sources there are, and where their files are looked for."""

from pathlib import Path

from lamindb import _core


def _frame(sources, columns):
    import pandas as pd

    rows = [{**source, "entity": source["entity"]} for source in sources]
    return pd.DataFrame(rows, columns=["entity", *columns]).set_index("entity")


def display_available_sources():
    """All public sources: a row a version."""
    return _frame(_core.public_sources(), ["name", "organism", "version", "url", "description", "source_website"])


def display_currently_used_sources():
    """The sources that are used unless another is asked for."""
    if _core.is_connected():
        _core.log("error", "You have a LaminDB instance loaded, please run the following to check default sources:\n"
                        "    → bt.Source.filter(currently_used=True).df()")
    used = [source for source in _core.public_sources() if source["currently_used"]]
    return _frame(used, ["organism", "name", "version"])


class Settings:
    """`bt.base.settings`."""

    def __init__(self):
        self._folder = None

    @property
    def dynamicdir(self):
        """The folder in which files of sources are looked for first."""
        return self._folder if self._folder is not None else Path(_core.sources_folder())

    @dynamicdir.setter
    def dynamicdir(self, folder):
        self._folder = Path(folder)
        _core.add_sources_folder(str(self._folder.absolute()))

    @property
    def datasetdir(self):
        return self.dynamicdir

    @datasetdir.setter
    def datasetdir(self, folder):
        self.dynamicdir = folder


settings = Settings()

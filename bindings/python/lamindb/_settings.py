"""`ln.settings`: the settings that people change while they work.  They live in the engine; here are their names."""

from . import _core


def _work_setting(name, doc):
    def read(self):
        return _core.work_setting(name)

    def write(self, value):
        _core.work_setting(name, value, True)

    return property(read, write, doc=doc)


def _path(text):
    from ._paths import UPath

    return UPath(text)


class CreationSettings:
    """What happens when records are made."""

    search_names = _work_setting("search_names", "Look for records with equal and similar names.")
    artifact_skip_size_hash = _work_setting("artifact_skip_size_hash", "Compute neither size nor hash.")
    artifact_silence_missing_run_warning = _work_setting(
        "artifact_silence_missing_run_warning", "Say nothing about artifacts without a run.")
    _artifact_use_virtual_keys = _work_setting(
        "_artifact_use_virtual_keys", "Store under the uid; else under the key.")


class StorageSettings:
    """The storage location that new artifacts go to."""

    @property
    def root(self):
        return _path(_core.storage()["root"])

    @property
    def root_as_str(self):
        return _core.storage()["root"]

    @property
    def uid(self):
        return _core.storage()["uid"]

    @property
    def type(self):
        return _core.storage()["type"]

    @property
    def type_is_cloud(self):
        return self.type != "local"

    @property
    def region(self):
        return None

    @property
    def record(self):
        from ._registry import registry_class

        return registry_class("lamindb.Storage").get(uid=self.uid)

    @property
    def cache_dir(self):
        return _path(_core.cache_directory())

    @property
    def id(self):
        return _core.storage()["id"]

    @property
    def is_on_hub(self):
        """Whether the hub knows the location: there is no hub."""
        return False

    def key_to_filepath(self, key):
        return self.root / key

    def local_filepath(self, filekey):
        """Where the file of that key lies, or would be cached."""
        return self.cloud_to_local(self.key_to_filepath(filekey))

    @staticmethod
    def cloud_to_local(filepath, **options):
        """A local path to a file: itself, for storage is local."""
        return _path(filepath)

    cloud_to_local_no_update = cloud_to_local

    def __repr__(self):
        return f"StorageSettings(root='{self.root_as_str}', uid='{self.uid}')"


class Settings:
    """Settings of this session."""

    _creation = CreationSettings()
    _storage = StorageSettings()

    track_run_inputs = _work_setting("track_run_inputs", "Link what is read as input of the tracked run.")
    sync_git_repo = _work_setting("sync_git_repo", "URL of the git repository that scripts are looked up in.")

    @property
    def creation(self):
        return self._creation

    @property
    def storage(self):
        """The storage location that new artifacts go to."""
        _core.storage()
        return self._storage

    @storage.setter
    def storage(self, path):
        raise ValueError("Can't add additional managed storage locations for sqlite instances.")

    @property
    def storage_local(self):
        raise ValueError("`keep_artifacts_local` is not enabled for this instance.")

    @property
    def cache_dir(self):
        """The folder that holds local copies."""
        return _path(_core.cache_directory())

    @cache_dir.setter
    def cache_dir(self, path):
        _core.set_cache_directory(str(path))

    @property
    def verbosity(self):
        """How much is said: error, warning, success, info, hint or debug."""
        return _core.verbosity()

    @verbosity.setter
    def verbosity(self, value):
        _core.set_verbosity(value)


settings = Settings()

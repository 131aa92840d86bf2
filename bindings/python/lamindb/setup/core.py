"""Settings of the machine and the person: user, instance, storage, folders."""

from .. import _core
from .._renamed import warn
from .._settings import Settings, StorageSettings


class _View:
    """Attributes of a dict that the engine answers with."""

    def __getattr__(self, name):
        values = self._values()
        if name in values:
            return values[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")


class UserSettings(_View):
    """The person who works; without a hub there are no keys."""

    api_key = None
    access_token = None
    password = None

    @staticmethod
    def _values():
        return _core.user()

    def __repr__(self):
        user = self._values()
        return "\n".join([
            f"Current user: {user['handle']}", f"- handle: {user['handle']}", f"- email: {user['email']}",
            f"- uid: {user['uid']}"])


class InstanceSettings(_View):
    """The connected instance."""

    is_remote = False
    is_on_hub = False
    _db_permissions = None
    storage = StorageSettings()

    @staticmethod
    def _values():
        values = _core.instance()
        if values is None:
            raise SystemExit("No instance is loaded! Call `lamin init` or `lamin connect`")
        return values

    @property
    def _id(self):
        import uuid

        return uuid.UUID(self.id)

    @property
    def schema(self):
        warn("schema", "modules")
        return self.modules

    @property
    def storage_local(self):
        raise ValueError("`keep_artifacts_local` is not enabled for this instance.")

    @property
    def _sqlite_file_local(self):
        from pathlib import Path

        return Path(self.sqlite_path)

    def __repr__(self):
        instance = self._values()
        return "\n".join([
            f"Current instance: {instance['slug']}", f"- owner: {instance['owner']}", f"- name: {instance['name']}",
            f"- storage root: {instance['storage_root']}", f"- storage region: {instance['storage_region']}",
            f"- db: {instance['db']}", f"- modules: {instance['modules'] or '{}'}",
            f"- git_repo: {instance['git_repo']}"])


class SetupPaths:
    """Local paths of remote files."""

    cloud_to_local = staticmethod(StorageSettings.cloud_to_local)
    cloud_to_local_no_update = cloud_to_local


class SetupSettings:
    """All of it."""

    paths = SetupPaths

    user = UserSettings()
    instance = InstanceSettings()
    storage = StorageSettings()
    cache_dir = Settings.cache_dir

    @property
    def is_connected(self):
        return _core.is_connected()

    @property
    def settings_dir(self):
        from pathlib import Path

        return Path(_core.settings_directory())

    @property
    def auto_connect(self):
        return _core.auto_connect()

    @auto_connect.setter
    def auto_connect(self, value):
        _core.set_auto_connect(bool(value))

    @property
    def private_django_api(self):
        return _core.private_django_api()

    @private_django_api.setter
    def private_django_api(self, value):
        _core.set_private_django_api(bool(value))

    def __repr__(self):
        lines = [repr(self.user), f"Auto-connect in Python: {self.auto_connect}",
                 f"Private Django API: {self.private_django_api}", f"Cache directory: {self.cache_dir}"]
        lines.append(repr(self.instance) if _core.instance() else "No instance connected")
        return "\n".join(lines)


settings = SetupSettings()

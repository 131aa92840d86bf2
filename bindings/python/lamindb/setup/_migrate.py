"""`ln.setup.migrate`: migrations of the connected instance."""

from .. import _core


def _refresh():
    from .. import _custom

    for name in _core.instance_modules():
        _custom.export(name)


class migrate:
    """Manage migrations: `create`, `deploy`, `check`, `squash`."""

    @classmethod
    def create(cls):
        """Writes a migration for each module whose declaration has changed."""
        _refresh()
        if not (created := _core.migrate_create()):
            print("No changes detected")
        for module, path, changes in created:
            print("\n".join([f"Migrations for '{module}':", f"  {path}", *(f"    {change}" for change in changes)]))

    @classmethod
    def deploy(cls):
        """Applies what the database has not yet."""
        _refresh()
        print("Running migrations:")
        if not (applied := _core.migrate_deploy()):
            print("  No migrations to apply.")
        for name in applied:
            print(f"  Applying {name}... OK")

    @classmethod
    def check(cls):
        """Whether the migrations say what the declarations say."""
        _refresh()
        return _core.migrate_check()

    @classmethod
    def squash(cls, package_name, migration_nr, start_migration_nr=None):
        """Replaces migrations by one."""
        _core.migrate_squash(package_name, start_migration_nr or "", migration_nr)

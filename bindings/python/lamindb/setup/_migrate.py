"""`ln.setup.migrate`: migrations of the connected instance."""

from .. import _core


def _refresh():
    from .. import _custom

    for name in _core.instance_modules():
        _custom.export(name)


def _by_module(names, latest):
    modules = {}
    for module, name in names:
        modules.setdefault(module, []).append(name)
    if not latest:
        return modules
    last = {module: known[-1] for module, known in modules.items()}
    order = [module for module, _ in names]
    return dict(sorted(last.items(), key=lambda item: len(order) - order[::-1].index(item[0])))


class migrate:
    """Manage migrations: `create`, `deploy`, `check`, `squash`, `show`, `defined_migrations`, `deployed_migrations`."""

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

    @classmethod
    def show(cls):
        """Prints all migrations by module, with a cross at those that the database has."""
        print("\n".join(_core.migrate_show()))

    @classmethod
    def defined_migrations(cls, latest=False):
        """The migrations of each module; with `latest`, the last one of each."""
        return _by_module(_core.migrate_defined(), latest)

    @classmethod
    def deployed_migrations(cls, latest=False):
        """The same of those that the database has."""
        return _by_module(_core.migrate_deployed(), latest)

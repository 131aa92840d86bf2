"""Names that scripts import from packages which are not installed here."""

import importlib

import pytest


def test_names_of_django_and_lamindb_setup_are_importable_before_lamindb(python):
    out = python("""
        from django.core.exceptions import FieldError, ObjectDoesNotExist
        from django.db import IntegrityError
        from django.db.models import ProtectedError, Q
        from lamindb_setup.core.upath import InstanceNotEmpty
        import lamindb as ln
        ln.setup.init(storage="store")
        assert Q is ln.Q and InstanceNotEmpty is ln.errors.InstanceNotEmpty
        for ask in (lambda: ln.ULabel.get(name="none"), lambda: ln.ULabel.df(include="nonsense")):
            try:
                ask()
            except (ObjectDoesNotExist, FieldError) as error:
                print(type(error).__mro__[1].__name__ if "DoesNotExist" in type(error).__name__ else type(error).__name__)
        user = ln.User.get(1)
        user.id = None
        print(issubclass(ProtectedError, IntegrityError))
    """)
    assert out.splitlines()[-3:] == ["ObjectDoesNotExist", "FieldError", "True"]


def test_who_asks_for_django_itself_hears_that_it_is_not_there(python):
    out = python("""
        import importlib, importlib.util
        def bare(): import django
        def version(): from django import VERSION
        for ask in (bare, version, lambda: importlib.import_module("django")):
            try:
                ask()
            except ModuleNotFoundError as error:
                print(error)
        print(importlib.util.find_spec("django"))
        import django.db.models
        from django.db.models import Q
        print(importlib.import_module("django.core.exceptions").FieldError.__name__, Q.__name__)
    """)
    assert out.splitlines()[:4] == ["No module named 'django'"] * 3 + ["None"] and out.endswith("FieldError Q\n")


def test_a_name_that_is_not_there_is_an_import_error():
    with pytest.raises(ImportError):
        exec("from django.db import nonsense")
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("django.contrib.auth")


@pytest.mark.parametrize("name", [
    "lamindb.core.loaders", "lamindb.core.types", "lamindb.core.exceptions", "lamindb.core.subsettings",
    "lamindb.core.datasets", "lamindb.core.storage", "lamindb.core._sync_git", "lamindb.models.artifact", "lamindb_setup.errors",
    "lamindb_setup._check_setup", "lamin_utils"])
def test_inner_modules_are_importable(ln, name):
    importlib.import_module(name)


def test_inner_modules_give_the_names_of_lamindb(ln):
    from lamindb.core.exceptions import ValidationError
    from lamindb.core.loaders import load_tsv
    from lamindb.models.artifact import Artifact
    from lamindb_setup import settings

    assert ValidationError is ln.errors.ValidationError and callable(load_tsv)
    assert Artifact is ln.Artifact and settings.user.handle == "anonymous"


class _LikeDjangosQ:
    """What Django's Q shows."""

    def __init__(self, *children, connector="AND", negated=False):
        self.children, self.connector, self.negated = list(children), connector, negated


class _LikeF:
    name = "name"


class _LikeALookup:
    """What a lookup of Django shows: `Exact(F("name"), "one")`."""

    lookup_name, lhs = "exact", _LikeF()

    def __init__(self, rhs):
        self.rhs = rhs


def test_conditions_of_django_are_understood(ln):
    for name in ("from django one", "from django two"):
        ln.ULabel(name=name).save()
    either = _LikeDjangosQ(("name", "from django one"), _LikeALookup("from django two"), connector="OR")
    assert ln.ULabel.filter(either).count() == 2
    assert ln.ULabel.filter(_LikeALookup("from django one")).one().name == "from django one"


def test_hashes_are_those_of_lamindb_setup(ln, folder):
    from lamindb_setup.core import hashing

    (folder / "hd").mkdir()
    (folder / "hd" / "a").write_text("a\n")
    (folder / "hd" / "b").write_text("b\n")
    (folder / "hh.txt").write_text("hello\n")
    assert hashing.hash_file(folder / "hh.txt") == ("sZRqySSS0jR8YjW00mERhA", "md5")
    assert hashing.hash_dir(folder / "hd") == (4, "tkaSq1WAhQDAIDkyPFY84A", "md5-d", 2)
    assert hashing.hash_set({"a", "b"}) == "2BYMmz3CDU6TGutPRSYhVQ"
    assert hashing.hash_string("x") == "ndTkYSaMgDT1yFZOFVxnpg"
    assert hashing.hash_dict({"b": 1, "a": [2]}) == "EA5vQnEQuVHmIvLcEs0cGw"


def test_expressions_of_django_are_importable(ln):
    from django.db.models import Count, F, Q
    from django.db.models.functions import Upper

    ln.ULabel(name="counted by import").save()
    found = ln.ULabel.filter(Q(name="counted by import")).annotate(n=Count("artifacts"), loud=Upper("name")).one()
    assert found.n == 0 and found.loud == "COUNTED BY IMPORT"
    assert ln.ULabel.filter(name=F("name"), name__startswith="counted").count() == 1

"""The typed stubs name what the modules have."""

import ast
import importlib
import pathlib
import types

import pytest


def names_in(body):
    """What a stub declares in a module or a class."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.AnnAssign):
            yield node.target.id
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets)
        elif isinstance(node, ast.ImportFrom):
            yield from (name.asname or name.name for name in node.names)


def stub_of(module):
    path = pathlib.Path(module.__file__)
    return ast.parse((path.with_name("_core.pyi") if "_core" in path.name else path.with_suffix(".pyi")).read_text())


def public(names):
    return {name for name in names if not name.startswith("__")}


def compiled(kind):
    """The members that the extension gives a class; others are set by the package when it is imported."""
    return {name for name, member in vars(kind).items() if not hasattr(member, "__code__")
            and type(member).__name__ not in ("classmethod", "staticmethod", "Unbuilt")}


def test_the_compiled_module_and_its_stub_have_the_same_names(ln):
    stub = stub_of(ln._core)
    imported = {"Iterator", "Sequence", "Any", "overload"}
    assert public(names_in(stub.body)) - imported == public(dir(ln._core)) - imported
    for node in stub.body:
        if isinstance(node, ast.ClassDef):
            assert public(names_in(node.body)) == public(compiled(getattr(ln._core, node.name))), node.name


@pytest.mark.parametrize("name", ["lamindb", "lamindb.models", "bionty", "wetlab"])
def test_stubs_of_packages_declare_their_public_names(ln, name):
    module = importlib.import_module(name)
    declared = set(names_in(stub_of(module).body))
    helpers = set() if name.startswith("lamindb") else set(dir(importlib.import_module("lamindb.models")))
    # Modules inside that something has imported are attributes, too.
    wanted = {name for name in dir(module) if not name.startswith("_")
              and not isinstance(vars(module).get(name), types.ModuleType)}
    assert wanted - declared == set()
    used_in_stubs = {"Any", "datetime", "__getattr__"}
    unknown = {name for name in declared - used_in_stubs
               if not name.startswith("_") and not name.endswith("Methods") and not hasattr(module, name)}
    assert unknown - helpers == set()


def test_stubs_of_registries_declare_their_fields(ln):
    for name in ("lamindb.models", "bionty", "wetlab"):
        module = importlib.import_module(name)
        path = pathlib.Path(module.__file__).with_name("_fields.pyi" if name == "lamindb.models" else "__init__.pyi")
        stub = {node.name: node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)}
        core_name = name.split(".")[0]
        for registry in ln._core.registry_names(core_name):
            shown = {field for field in ln._core.attributes_of(f"{core_name}.{registry}") if field in ("uid", "name", "key")}
            assert shown <= set(names_in(stub[registry].body)), registry

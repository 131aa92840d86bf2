#!/usr/bin/env python3
"""Writes the typed stubs of the registries from their declarations: lamindb/models/_fields.pyi, bionty, wetlab.

Run it with a Python that has the built modules, after a change of a declaration; the tests compare names.
"""

import os
import pathlib
import re
import tempfile

PYTHON = pathlib.Path(__file__).parents[1] / "bindings/python"
TYPES = {"CharField": "str", "TextField": "str", "URLField": "str", "EmailField": "str", "IntegerField": "int",
         "BigIntegerField": "int", "SmallIntegerField": "int", "BigAutoField": "int", "BooleanField": "bool",
         "FloatField": "float", "DateTimeField": "datetime.datetime", "DateField": "datetime.date"}
# What records of other modules refer to by a key.
CORE_TARGETS = ("Artifact", "Collection", "Feature", "Run", "Schema", "Space", "Storage", "Transform", "ULabel", "User")
HEAD = '''"""{doc}

Written by tools/write_stubs.py.
"""

import datetime
from typing import Any

from {models} import FieldAttr as FieldAttr, QueryManager as QueryManager, Registry as Registry
'''


def fields(core, module, name):
    """The attributes that the declaration shows, each with its type."""
    all_names = core.attributes_of(f"{module}.{name}")
    text = re.sub(r"\x1b\[[0-9;]*m", "", core.describe_registry(f"{module}.{name}"))
    own = {*core.registry_names(module), *CORE_TARGETS}
    for attribute, kind in re.findall(r"^    \.(\w+): (\S+)$", text, re.MULTILINE):
        if kind[0].isupper() and kind.endswith("Field"):
            yield attribute, TYPES.get(kind, "Any")
        elif attribute + "_id" in all_names:
            yield attribute, kind if kind in own else "Any"
            yield attribute + "_id", "int"
        else:
            yield attribute, "QueryManager"


def bases(declaration):
    if declaration["is_link"]:
        return ["LinkORM"]
    flags = {"is_versioned": "IsVersioned", "has_parents": "HasParents", "can_curate": "CanCurate",
             "tracks_run": "TracksRun", "tracks_updates": "TracksUpdates", "validates_fields": "ValidateFields"}
    return ["Record" if declaration["is_record"] else "BasicRecord",
            *(base for flag, base in flags.items() if declaration[flag])]


def class_text(core, module, name, parents):
    head = f"class {name}({', '.join(parents)}):" if parents else f"class {name}:"
    lines = [f"    {attribute}: {kind}" for attribute, kind in fields(core, module, name)]
    return "\n".join([head, f'    """{core.declaration(f"{module}.{name}")["doc"]}"""', "", *lines]) + "\n"


def write(path, core, module, head, with_bases, tail=""):
    names = core.registry_names(module)
    classes = [class_text(core, module, name, bases(core.declaration(f"{module}.{name}")) if with_bases else [])
               for name in names]
    path.write_text(head + "\n\n" + "\n\n".join(classes) + tail)


def main():
    home = tempfile.mkdtemp()
    os.environ.update(HOME=home, LAMIN_SETTINGS_DIR=home)
    import lamindb as ln

    ln.setup.init(storage=f"{home}/store", modules="bionty,wetlab")
    core = ln._core
    write(PYTHON / "lamindb/models/_fields.pyi", core, "lamindb",
          HEAD.format(doc="Attributes of the records of the core registries.", models="."), False)
    mixins = ("from lamindb.models import (\n    BasicRecord, CanCurate, HasParents, IsVersioned, LinkORM, Record,"
              " TracksRun, TracksUpdates, ValidateFields,\n)\n"
              f"from lamindb.models import {', '.join(CORE_TARGETS)}\n")
    for module, extra in (("bionty", "base: Any\ncore: Any\nids: Any\nmodels: Any\nsettings: Any\n"),
                          ("wetlab", "models: Any\ntypes: Any\nBiologicType: Any\nGeneticPerturbationSystem: Any\n"
                                     "PertCurator: Any\n")):
        head = HEAD.format(doc=f"The registries of {module}.", models="lamindb.models") + mixins
        write(PYTHON / module / "__init__.pyi", core, module, head + "\n__version__: str\n" + extra, True)


if __name__ == "__main__":
    main()

"""Where ours prints something else on purpose; `deviations.md` gives the reason of each under the same title.

A deviation names the scripts it is allowed in, and what stands in its place on each side.  The comparison puts the title
there on both sides, so everything around it still has to be equal.  One that no longer occurs is an error.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass


NO_RUN = r"^! no run & transform got linked, call `ln\.track\(\)` & re-run\n"


SOURCE_ROW = r"^\d+ [0-9A-Za-z]{8} .* None <time> 1 None 1\n"


@dataclass(frozen=True)
class Deviation:
    title: str
    scripts: tuple[str, ...]
    reference: str | None = None  # what the reference prints (a regular expression); None: nothing
    ours: str | None = None  # what ours prints in its place; None: nothing
    part: str = ""  # the part of the script (`title(...)`) that it is confined to
    on: str = ""  # the database that it is confined to: "sqlite" or "postgres"
    any_order: str | None = None  # what both print with its words in any order, instead of the two above

    def settle(self, theirs: str, mine: str) -> tuple[str, str]:
        if self.any_order is not None:
            found = [self._marked(self.any_order, in_order, text) for text in (theirs, mine)]
        else:
            one_sided = self.reference is None or self.ours is None
            # Lines that stand on both sides, but not as often, are left out.
            mark = "" if one_sided or self.reference == self.ours else f"<{self.title}>"
            found = [self._marked(self.reference, mark, theirs), self._marked(self.ours, mark, mine)]
        assert any(count for _, count in found), f"'{self.title}' no longer occurs: take it out of the list"
        return found[0][0], found[1][0]

    def _marked(self, pattern: str | None, mark: str | Callable, text: str) -> tuple[str, int]:
        if pattern is None:
            return text, 0
        before, here, after = self._split(text)
        marked, count = re.subn(pattern, mark, here, flags=re.MULTILINE)
        return before + marked + after, count

    def _split(self, text: str) -> tuple[str, str, str]:
        """What stands before the part, the part, and what stands after it."""
        if not self.part:
            return "", text, ""
        start = text.index(f"\n# {self.part}\n") + 1
        end = text.find("\n# ", start)
        return text[:start], text[start : end if end >= 0 else len(text)], text[end:] if end >= 0 else ""


def in_order(match: re.Match) -> str:
    """The words of what was found, sorted, without the strokes of trees and what stands between items."""
    return " ".join(sorted(re.findall(r"[^\s,{}│├└─]+", match[0])))


DEVIATIONS = [
    Deviation(
        "the hub is not asked",
        ("track_script", "track_uid", "track_params"),
        reference=r"^! calling anonymously, will miss private instances\n",
    ),
    Deviation(
        "warnings of describe stand once",
        ("describe", "delete_restore"),
        reference=r"^(! This (artifact is in the trash|is not the latest version of the Artifact)\.\n)(?=\1)",
    ),
    Deviation(
        "revises that is no transform",
        ("artifact_versions",),
        reference=r"^AttributeError: 'str' object has no attribute 'key'$",
        ours=r"^TypeError: `revises` has to be of type `Transform`$",
    ),
    Deviation(
        "included columns of an empty table",
        ("dataframes",),
        reference=r"^\['uid', 'id', 'key', 'description'\]$",
        ours=r"^\['uid', 'id', 'key', 'description', 'ulabels__name'\]$",
    ),
    Deviation(
        "class of a bound method",
        ("queries",),
        reference=r"^<class 'method'>$",
        ours=r"^<class 'nanobind\.nb_bound_method'>$",
    ),
    Deviation(
        "methods of tuple on a lookup",
        ("search_lookup",),
        reference=r"'(count|index)', ",
    ),
    Deviation(
        "equal ranks on Postgres",
        ("search_lookup",),
        reference=r"^\['cell', ('[^']+', ){7}'tcell'\]$",
        ours=r"^\['cell', ('[^']+', ){7}'tcell'\]$",
        on="postgres",
    ),
    Deviation(
        "transform without a description",
        ("describe",),
        part="only a description, kind, made by a pipeline",
        reference=r"\.transform = 'None'$",
        ours=r"\.transform = 'pipe\.nf'$",
    ),
    Deviation(
        "types that a feature may have stand in order",
        ("registry_basics",),
        reference=r"one of \{('\w+'(, )?){9}\} or",
        ours=r"one of \{'cat', 'num', 'str', 'int', 'float', 'bool', 'date', 'datetime', 'object'\} or",
    ),
    Deviation(
        "a missing file of a public source is told",
        ("values",),
        ours=r"^! CellType source file is not here: .*\n.*\n.*\n",
    ),
    Deviation(
        "order of sources of one second",
        ("view",),
        reference=SOURCE_ROW,
        ours=SOURCE_ROW,
    ),
    Deviation(
        "from_dir warns of the missing run once",
        ("folder",),
        part="from_dir",
        reference=NO_RUN,
        ours=NO_RUN,
    ),
]


OBJECTS = ("curate_anndata", "curate_mudata", "curate_spatialdata", "curate_cellxgene", "curate_perturbations")

# Lamindb orders neither on Postgres.
DEVIATIONS += [
    Deviation(
        "order of slots on Postgres",
        OBJECTS,
        any_order=r"^├── Dataset features.*(\n[│ ].*)+|^\{(['\"][^:]+: \d(, )?)+\}$",
        on="postgres",
    ),
    Deviation(
        "rows of one moment on Postgres",
        ("view",),
        any_order=r"^ULabel\n.*\nid(\n\d+ <uid \d+> .*)+",
        on="postgres",
    ),
]


TWO_GENES = r"^│ │ (CD4|CD8A) float\n│ │ (CD4|CD8A) float\n"

DEVIATIONS += [
    Deviation("genes of a feature set in any order", OBJECTS, reference=TWO_GENES, ours=TWO_GENES, on="sqlite"),
    Deviation(
        "labels of the tables of an object",
        ("curate_mudata",),
        part="the curator",
        reference=r"^│ │ medium cat\[ULabel\]\n((?s:.*?)) └── \.ulabels ULabel one, two$",
        ours=r"^│ │ medium cat\[ULabel\] DMSO, IFNG\n((?s:.*?)) └── \.ulabels ULabel DMSO, IFNG, one, two$",
        on="sqlite",
    ),
    Deviation(
        "labels of the tables of an object",
        ("curate_mudata", "curate_spatialdata"),
        part="the curator",
        reference=r"^.*features/\.feature_sets.*\n└── Labels\n └── \.ulabels ULabel (one, two|Visium)$",
        ours=r"^.*\bDMSO .*\bIFNG .*features/\.feature_sets.*\n└── Labels\n └── \.ulabels ULabel DMSO, IFNG, (one, two|Visium)$",
        on="postgres",
    ),
    Deviation(
        "labels of the tables of an object",
        ("curate_spatialdata",),
        part="the curator",
        reference=r"^│ medium cat\[ULabel\]\n└── Labels\n └── \.ulabels ULabel Visium$",
        ours=r"^│ medium cat\[ULabel\] DMSO, IFNG\n└── Labels\n └── \.ulabels ULabel DMSO, IFNG, Visium$",
        on="sqlite",
    ),
    Deviation(
        "files of another release of spatialdata",
        ("curate_spatialdata",),
        reference=r"^│ ├── \.hash = .*\n",
        ours=r"^│ ├── \.hash = .*\n",
    ),
]


def settle(script: str, theirs: str, mine: str) -> tuple[str, str]:
    """What both sides printed, with the known deviations of the script taken out."""
    for deviation in DEVIATIONS:
        if script in deviation.scripts and deviation.on in ("", os.environ.get("LAMIN_TEST_ON", "sqlite")):
            theirs, mine = deviation.settle(theirs, mine)
    return theirs, mine

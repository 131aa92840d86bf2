"""Real ontologies become the tables that bionty makes of them: same terms, names, definitions, synonyms, parents.

The reference parses with pronto, which its Python has or which PRONTO_SITE (a folder for PYTHONPATH) adds.
"""

import gzip
import json
import os
import subprocess
from pathlib import Path

import pytest
from sides import our_side, reference_side

ONTOLOGIES = next((folder for folder in (Path(__file__).resolve().parents[3] / "shared/data/ontologies", Path("/work/shared/data/ontologies"))
                   if folder.exists()), None)
# Of uberon, hsapdv and mmusdv the reference takes all that a term is part of, and loses some of it by chance.
PARTS = {"uberon", "hsapdv", "mmusdv"}
FILES = {
    "cl-basic_2022-08-16.obo.gz": ("CellType", "cl", "CL"),
    "pato_2024-03-28.obo.gz": ("Phenotype", "pato", "PATO"),
    "pato-base_2024-03-28.owl.gz": ("Phenotype", "pato", "PATO"),
    "pw_7.84.obo.gz": ("Pathway", "pw", ""),
    "doid_2024-01-31.obo.gz": ("Disease", "doid", ""),
    "hp_2024-04-26.obographs.json.gz": ("Phenotype", "hp", "HP"),
    "hancestro-base_3.0.owl.gz": ("Ethnicity", "hancestro", "HANCESTRO"),
    "hancestro-base_3.0.obo.gz": ("Ethnicity", "hancestro", "HANCESTRO"),
    "hsapdv_2024-05-28.owl.gz": ("DevelopmentalStage", "hsapdv", "HsapDv"),
    "mmusdv_2024-05-28.owl.gz": ("DevelopmentalStage", "mmusdv", "MmusDv"),
    "ncbitaxon-taxslim_2022-10-06.obo.gz": ("Organism", "ncbitaxon", ""),
}

PRINTED = """
for row in frame.to_dict("records"):
    synonyms = row["synonyms"].split("|") if isinstance(row["synonyms"], str) else None
    print(json.dumps([row["ontology_id"], row["name"], row["definition"], synonyms and sorted(set(synonyms)), sorted(set(row["parents"]))]))
"""
REFERENCE = """
import json, sys, warnings
warnings.simplefilter("ignore")
from bionty.base._ontology import Ontology
path, source, prefix, parts = sys.argv[1:]
ontology = Ontology(path)
frame = ontology.to_df(source=source, include_rel=parts or None, include_id_prefixes={source: [prefix]} if prefix else None).reset_index()
""" + PRINTED
OURS = """
import json, sys
import bionty as bt
from lamindb import _core
entity, source = sys.argv[1:]
row = next(row for row in _core.public_sources() if row["name"] == source)
organism = {"taxa" if entity == "Organism" else "organism": row["organism"]}
frame = getattr(bt.base, entity)(source=source, version=row["version"], **organism).df().reset_index()
""" + PRINTED


def read(python, code, arguments, environment):
    done = subprocess.run([python, "-c", code, *arguments], env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    return {row[0]: row[1:] for row in rows}


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """(Python, environment) of the reference with pronto."""
    side = reference_side()
    if side.python is None or ONTOLOGIES is None:
        pytest.skip("the reference or ../shared/data is not here")
    environment = side.environment(tmp_path_factory.mktemp("home"))
    environment["PYTHONPATH"] += os.pathsep + os.environ.get("PRONTO_SITE", "")
    if subprocess.run([side.python, "-c", "import pronto"], env=environment, capture_output=True).returncode != 0:
        pytest.skip("the reference has no pronto")
    return side.python, environment


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_gives_the_table_of_the_reference(name, reference, tmp_path):
    entity, source, prefix = FILES[name]
    path = tmp_path / name.removesuffix(".gz")
    path.write_bytes(gzip.decompress((ONTOLOGIES / name).read_bytes()))
    parts = "part_of" if source in PARTS else ""
    theirs = read(reference[0], REFERENCE, [str(path), source, prefix, parts], reference[1])

    side = our_side()
    environment = side.environment(tmp_path / "home") | {"LAMIN_CACHE_DIR": str(tmp_path / "cache")}
    first = subprocess.run([side.python, "-c", f"from lamindb import _core; print(next(r for r in _core.public_sources() if r['name'] == '{source}')['organism'])"],
                           env=environment, capture_output=True, text=True, check=True)
    organism = first.stdout.splitlines()[-1]
    subprocess.run([side.lamin, "bionty", "fetch", entity, "--organism", organism, "--source", source, "--from", path], env=environment,
                   check=True, capture_output=True)
    ours = read(side.python, OURS, [entity, source], environment)

    if parts:
        for identifier, row in theirs.items():
            assert set(row[3]) <= set(ours[identifier][3]), identifier
            row[3] = ours[identifier][3]
    assert ours == theirs

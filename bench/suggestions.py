"""How often the first suggestion for a misspelt value is the term that was meant.

Names of CL, MONDO, UBERON and symbols of human genes become records; 1,000 of each get one slip (two with --slips 2) made by
chance: a letter left out, doubled, replaced or swapped with its neighbour.  Slips that are names or synonyms themselves do
not count.  `curator.report()` must give the name first.  Run with build/venv/bin/python; DATA is a folder as ../shared/data.
"""

import argparse
import gzip
import json
import os
import pathlib
import random
import string
import tempfile

import pandas as pd

AT_ONCE = 50  # values that a report compares with the spelling of all terms


def cell_of_ontology(path):
    terms = json.loads(gzip.open(path).read())
    return {term["label"]: "|".join(term.get("synonyms") or []) for term in terms.values()
            if not term.get("deprecated") and term.get("label")}


def symbols(path):
    table = pd.read_csv(path, sep="\t")
    return {name: "" for name in table["symbol"].dropna().unique()}


def slipped(chance, name):
    place = chance.randrange(len(name) - 1)
    letter = chance.choice(string.ascii_lowercase)
    return name[:place] + chance.choice((name[place + 1:], name[place] + name[place:], letter + name[place + 1:],
                                         name[place + 1] + name[place] + name[place + 2:]))


def misspelt(chance, terms, count, slips):
    """Pairs of a slip and the name it was made from."""
    known = {text.lower() for name, synonyms in terms.items() for text in (name, *synonyms.split("|"))}
    names = [name for name in terms if len(name) >= 4]
    pairs = {}
    for name in chance.sample(names, min(count, len(names))):
        slip = name
        for _ in range(slips):
            slip = slipped(chance, slip)
        if slip.strip().lower() not in known and slip == slip.strip():
            pairs[slip] = name
    return list(pairs.items())


def right(ln, schema, column, pairs):
    """How many of the first suggestions are the names, and how many names are among the three."""
    first = among = 0
    for start in range(0, len(pairs), AT_ONCE):
        part = dict(pairs[start:start + AT_ONCE])
        frame = pd.DataFrame({column: pd.Categorical(list(part))})
        found, = ln.curators.DataFrameCurator(frame, schema).report()
        nearest = {value["value"]: value["nearest"] for value in found["values"]}
        first += sum(nearest[slip][:1] == [name] for slip, name in part.items())
        among += sum(name in nearest[slip] for slip, name in part.items())
    return first, among


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--slips", type=int, default=1)
    given = parser.parse_args()
    folder = tempfile.mkdtemp()
    os.environ.update(HOME=folder, LAMIN_SETTINGS_DIR=folder, LAMIN_OFFLINE="1")
    os.chdir(folder)
    import lamindb as ln
    ln.setup.init(storage="store", modules="bionty")
    import bionty as bt
    ln.settings.creation.search_names = False
    ln.settings.verbosity = "error"
    human = bt.Organism(name="human").save()
    czi = given.data / "czi"
    lists = {
        "CL": (bt.CellType, "name", cell_of_ontology(czi / "CL-ontology-v2024-08-16.json.gz")),
        "UBERON": (bt.Tissue, "name", cell_of_ontology(czi / "UBERON-ontology-v2024-08-07.json.gz")),
        "MONDO": (bt.Disease, "name", cell_of_ontology(czi / "MONDO-ontology-v2024-08-06.json.gz")),
        "genes": (bt.Gene, "symbol", symbols(given.data / "genes/human_ensembl-109_gene.tsv.gz")),
    }
    print("| list | names | misspellings | right first | among three |\n|---|--:|--:|--:|--:|")
    for what, (registry, field, terms) in lists.items():
        shared = {"organism": human} if registry is bt.Gene else {}
        more = (lambda synonyms: {"synonyms": synonyms} if synonyms else {})
        ln.save([registry(**{field: name}, **more(synonyms), **shared) for name, synonyms in terms.items()])
        feature = ln.Feature(name=what, dtype=f"cat[bionty.{registry.__name__}.{field}]").save()
        pairs = misspelt(random.Random(1), terms, given.count, given.slips)
        first, among = right(ln, ln.Schema([feature]).save(), what, pairs)
        share = lambda number: f"{number} ({100 * number / len(pairs):.1f}%)"  # noqa: E731
        print(f"| {what} | {len(terms):,} | {len(pairs)} | {share(first)} | {share(among)} |", flush=True)


if __name__ == "__main__":
    main()

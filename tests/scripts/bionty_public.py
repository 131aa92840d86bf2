"""Public sources from tables that lie in a folder: the public ontology, records of its terms, genes of an organism."""

from pathlib import Path

import bionty as bt
import lamindb as ln
import pandas as pd
from attempt import attempt, title

pd.set_option("display.width", 200)
pd.set_option("display.max_columns", 10)
SOURCES = Path("sources").absolute()
SOURCES.mkdir()


def put(name, columns, rows, index=None):
    frame = pd.DataFrame(rows, columns=columns)
    (frame.set_index(index) if index else frame).to_parquet(SOURCES / f"{name}.parquet")


TERMS = ["ontology_id", "name", "definition", "synonyms", "parents"]
put("df_all__cl__2024-08-16__CellType", TERMS, [
    ("CL:0000000", "cell", "A Material Entity.", None, []),
    ("CL:0000084", "T cell", "A Type Of Lymphocyte.", "T lymphocyte|T-cell", ["CL:0000542"]),
    ("CL:0000236", "B cell", "A Lymphocyte Of B Lineage.", "B lymphocyte|B-cell", ["CL:0000542"]),
    ("CL:0000540", "neuron", "The Basic Cellular Unit Of Nervous Tissue.", "nerve cell", ["CL:0000000"]),
    ("CL:0000542", "lymphocyte", "A Lymphocyte Is A Leukocyte.", None, ["CL:0000738"]),
    ("CL:0000738", "leukocyte", "An Achromatic Cell.", "leucocyte|white blood cell", ["CL:0000000"]),
    ("CL:0000798", "gamma-delta T cell", "A T Cell.", "gamma-delta T-cell|gd T cell", ["CL:0000084"]),
], "ontology_id")
put("df_all__cl__2024-05-15__CellType", TERMS, [
    ("CL:0000000", "cell", "A Material Entity.", None, []),
    ("CL:0000084", "T-lymphocyte", "A Type Of Lymphocyte.", "T lymphocyte", ["CL:0000000"]),
    ("CL:0000003", "native cell", "A Cell In Nature.", None, ["CL:0000000"]),
], "ontology_id")
GENE = ["ensembl_gene_id", "symbol", "ncbi_gene_id", "biotype", "description", "synonyms"]
put("df_human__ensembl__release-112__Gene", GENE, [
    ("ENSG00000068097", "HEATR6", "63897", "protein_coding", "HEAT repeat containing 6", "ABC1|FLJ22087"),
    ("ENSG00000081059", "TCF7", "6932", "protein_coding", "transcription factor 7", "TCF-1"),
    ("ENSG00000153563", "CD8A", "925", "protein_coding", "CD8a molecule", "CD8"),
    ("ENSG00000276085", "CCL3L1", "414062", "protein_coding", "C-C motif chemokine ligand 3 like 1", None),
    ("ENSG00000276085", "CCL3L1", "6349", "protein_coding", "C-C motif chemokine ligand 3 like 1", None),
])
put("df_vertebrates__ensembl__release-112__Organism",
    ["name", "scientific_name", "ontology_id"],
    [("human", "Homo sapiens", "NCBITaxon:9606"), ("mouse", "Mus musculus", "NCBITaxon:10090")])
bt.base.settings.dynamicdir = SOURCES
ln.settings.verbosity = "hint"

title("the public ontology")
cells = bt.CellType.public()
print(cells)
print(cells.df())
print(cells.search("gamma-delta T cell").head(2))
print(cells.search("white", field="synonyms"))
print(cells.validate(["T cell", "t cell", None, "zzz"], cells.name))
found = cells.inspect(["T cell", "t cell", "zzz", "T-cell"], "name")
print(found.validated, found.non_validated, found.frac_validated, found.synonyms_mapper)
print(cells.standardize(["T-cell", "t cell", "zzz", None]))
print(cells.standardize(["T-cell", "zzz"], return_mapper=True))
print(cells.standardize(["T-cell"], return_field="ontology_id"))
print(cells.lookup().t_cell.ontology_id, cells.lookup("ontology_id").dict()["CL:0000540"].name)
attempt(lambda: cells.validate([1], "name"))
attempt(lambda: cells.standardize(["x"], return_field="nono"))
older = bt.base.CellType(version="2024-05-15")
print(older.version, len(older.df()))

title("records of terms")
cell = bt.CellType.from_source(name="T-cell")
print(cell.name, cell.uid, cell.ontology_id, cell.synonyms, cell.description, cell.source.version)
cell.save()
print(cell.parents.list("name"), sorted(cell.query_parents().list("name")))
print(bt.CellType.from_source(ontology_id="CL:0000084") == cell)
print(bt.CellType.from_source(name="zzz"))
attempt(lambda: bt.CellType.from_source())
records = bt.CellType.from_values(["neuron", "zzz"])
print([record.name for record in records])
records.save()
print(sorted(bt.CellType.filter().list("name")))
print([record.name for record in bt.CellType.from_values(["CL:0000798"], field=bt.CellType.ontology_id)])

title("values")
print(bt.CellType.validate(["T cell", "B cell", "zzz"]))
found = bt.CellType.inspect(["T cell", "t cell", "B cell", "b-cell", "zzz"])
print(found.validated, found.non_validated, found.synonyms_mapper)

title("genes")
attempt(lambda: bt.Gene(symbol="x"))
attempt(lambda: bt.Gene.public())
attempt(lambda: bt.Gene.from_values(["TCF7"]))
bt.settings.organism = "human"
print(bt.settings.organism.name, bt.settings.organism.uid)
print(bt.Gene.public())
print([gene.ensembl_gene_id for gene in bt.Gene.from_values(["TCF7", "nono"])])
gene = bt.Gene.from_source(symbol="CCL3L1").save()
print(gene.uid, gene.ncbi_gene_ids, gene.organism.name)
bt.Gene.inspect(["TCF7", "ABC1", "x"])
attempt(lambda: bt.Gene.from_values(["TCF7"], organism="zzz"))

title("sources")
source = bt.Source.get(entity="bionty.CellType", version="2024-05-15")
source.currently_used = True
source.save()
print(bt.Source.filter(entity="bionty.CellType", currently_used=True).list("version"))
print(bt.CellType.public().version)
print(bt.CellType.from_source(name="native cell").ontology_id)
print(bt.ids.ontology("CL:0000084"), len(bt.ids.gene()), len(bt.base.display_available_sources()))
for source in bt.Source.filter(in_db=True):  # lamindb says so when the first term with parents is saved
    source.in_db = False
    source.save()

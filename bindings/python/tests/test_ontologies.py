"""Public ontologies, from the small tables of tests/data/bionty."""

from pathlib import Path

import pandas as pd
import pytest

TABLES = Path(__file__).resolve().parents[3] / "tests" / "data" / "bionty"
if not TABLES.exists():
    pytest.skip("tests/data/bionty is not here", allow_module_level=True)


@pytest.fixture(scope="module", autouse=True)
def bt(ln):
    """bionty, whose sources lie in tests/data."""
    import bionty

    bionty.base.settings.dynamicdir = TABLES
    ln.settings.creation.search_names = False
    yield bionty
    bionty.settings.organism = None
    ln.settings.creation.search_names = True
    for name in ("Gene", "Protein", "CellType", "Tissue", "Organism"):
        getattr(bionty, name).filter().delete()


@pytest.fixture(autouse=True)
def empty(bt):
    """No cell types before a test."""
    bt.CellType.filter().delete()


def test_a_public_ontology_is_a_table(bt):
    cells = bt.CellType.public()
    assert repr(cells) == "PublicOntology\nEntity: CellType\nOrganism: all\nSource: cl, 2024-08-16\n#terms: 66\n\n"
    frame = cells.df()
    assert frame.index.name == "ontology_id"
    assert list(frame.columns) == ["name", "definition", "synonyms", "parents"]
    assert frame.loc["CL:0000084", "parents"] == ["CL:0000542"]
    assert frame.loc["CL:0000084", "definition"].startswith("A Type Of Lymphocyte Whose")
    assert frame["synonyms"].isna()["CL:0000000"]
    assert cells.search("gamma-delta T cell").head(2).name.tolist() == [
        "gamma-delta T cell", "cycling gamma-delta T cell"]


def test_values_are_held_against_the_table(bt, capsys):
    cells = bt.base.CellType()
    assert cells.validate(["T cell", "t cell", None, "zzz"], cells.name).tolist() == [True, False, False, False]
    found = cells.inspect(["T cell", "t cell", "zzz", "T-lymphocyte"], "name")
    assert found.validated == ["T cell"] and found.synonyms_mapper == {"t cell": "T cell", "T-lymphocyte": "T cell"}
    shown = capsys.readouterr().out
    assert "detected 2 unique terms with inconsistent casing/synonyms: t cell, T-lymphocyte" in shown
    assert cells.standardize(["T-cell", "zzz", None]) == ["T cell", "zzz", None]
    assert cells.standardize(["T-cell"], return_field="ontology_id") == ["CL:0000084"]
    assert cells.lookup().t_cell.ontology_id == "CL:0000084"
    assert cells.lookup(cells.ontology_id).dict()["CL:0000084"].name == "T cell"
    with pytest.raises(KeyError):
        cells.validate(["x"], "nono")


def test_versions_stand_side_by_side_and_differ(bt):
    older, newer = bt.base.CellType(version="2022-08-16"), bt.base.CellType(version="2024-08-16")
    entries, modified = older.diff(newer)
    assert modified.loc["CL:0000003", ("name", "other")] == "obsolete native cell"
    assert "CL:0000003" in entries.index
    with pytest.raises(ValueError, match="versions"):
        newer.diff(newer)
    with pytest.raises(ValueError, match="same class"):
        newer.diff(bt.base.Tissue())


def test_a_missing_file_is_named_with_address_and_folder(bt):
    with pytest.raises(FileNotFoundError) as raised:
        bt.base.CellType(version="2023-08-24")
    said = str(raised.value)
    assert "http://purl.obolibrary.org/obo/cl/releases/2023-08-24/cl.owl" in said
    assert "ontology_all__cl__2023-08-24__CellType" in said and str(TABLES) in said
    with pytest.raises(ValueError, match="No source is available with {'version': 'zzz'}"):
        bt.base.CellType(version="zzz")


def test_parquet_is_read_too(bt, tmp_path):
    frame = bt.base.CellType().df().head(5)
    frame.to_parquet(tmp_path / "df_all__cl__2024-05-15__CellType.parquet")
    before = bt.base.settings.dynamicdir
    bt.base.settings.dynamicdir = tmp_path
    found = bt.base.CellType(version="2024-05-15").df()
    bt.base.settings.dynamicdir = before
    pd.testing.assert_frame_equal(found, frame)


def test_values_of_an_organism_without_a_public_source_are_held_against_the_registry(bt, capsys):
    pig = bt.Organism(name="pig").save()
    assert bt.Gene.inspect(["A"], organism="pig").non_validated == ["A"]
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[-3].endswith("no public source found, skipping source validation")
    assert lines[-2] == "couldn't validate 1 term: 'A'"
    for ask in (bt.Gene.standardize, bt.Gene.from_values):
        with pytest.raises(ValueError, match="No source record found for bionty.Gene"):
            ask(["A"], organism="pig")
    pig.delete(permanent=True)


def test_a_term_is_saved_with_everything_above_it(bt, capsys):
    cell = bt.CellType.from_source(name="T-cell")
    assert cell.uid == "22LvKd01" and cell.ontology_id == "CL:0000084" and cell._state.adding
    assert cell.source.version == "2024-08-16"
    cell.save()
    assert cell.parents.list("name") == ["lymphocyte"]
    assert "cell" in cell.query_parents().list("name")
    assert bt.CellType.from_source(ontology_id="CL:0000084") == cell
    assert bt.CellType.from_source(name="nonsense") is None
    with pytest.raises(TypeError, match="please pass a Record string field"):
        bt.CellType.from_source()


def test_several_values_become_records(bt, capsys):
    records = bt.CellType.from_values(["neuron", "B-cell", "zzz"])
    assert [record.name for record in records] == ["neuron", "B cell"]
    assert "did not create CellType record for 1 non-validated name: 'zzz'" in capsys.readouterr().out
    records.save()
    assert set(bt.CellType.get(name="neuron").parents.list("name")) == {
        "electrically responsive cell", "electrically signaling cell", "neural cell"}


def test_inspect_and_standardize_ask_the_source(bt, capsys):
    bt.CellType.from_source(name="T cell").save()
    assert bt.CellType.validate(["T cell", "B cell"], mute=True).tolist() == [True, False]
    bt.CellType.inspect(["T cell", "B cell", "b-cell", "zzz"])
    shown = capsys.readouterr().out
    assert "detected 1 CellType term in public source for name: 'B cell'" in shown
    assert "detected 1 CellType term in public source as synonym: 'b-cell'" in shown
    assert "couldn't validate 1 term: 'zzz'" in shown
    assert bt.CellType.standardize(["B-cell", "T-cell", "zzz"]) == ["B cell", "T cell", "zzz"]
    assert "found 1 synonym in public source: ['B-cell']" in capsys.readouterr().out
    assert bt.CellType.standardize(["B-cell"], source_aware=False) == ["B-cell"]


def test_a_whole_source_is_imported_with_its_hierarchy(bt):
    bt.CellType.import_source()
    assert bt.CellType.filter().count() == 66
    assert bt.CellType.get(name="T cell").query_children().count() > 5
    source = bt.Source.get(entity="bionty.CellType", version="2024-08-16")
    assert source.in_db
    bt.CellType.import_source()
    assert bt.CellType.filter().count() == 66


def test_the_next_release_says_what_changes_before_it_is_applied(bt):
    older = bt.Source.get(entity="bionty.CellType", version="2022-08-16")
    newer = bt.Source.get(entity="bionty.CellType", version="2024-08-16")
    older.currently_used = True
    older.save()
    assert not bt.Source.get(newer.uid).currently_used
    bt.CellType.from_source(name="native cell").save()
    bt.CellType.from_source(name="T cell").save()
    changes = bt.CellType.source_changes(newer)
    obsolete = changes[changes.ontology_id == "CL:0000003"].set_index("change")
    assert obsolete.loc["obsolete", "after"] == "obsolete native cell"
    assert "reparented" in set(changes.change)
    assert bt.CellType.get(ontology_id="CL:0000003").name == "native cell"
    bt.CellType.import_source(source=newer, update_records=True)
    assert bt.CellType.get(ontology_id="CL:0000003").name == "obsolete native cell"
    assert bt.CellType.get(name="T cell").source == bt.Source.get(newer.uid)
    assert bt.Source.get(newer.uid).currently_used and not bt.Source.get(older.uid).currently_used


def test_genes_need_an_organism(bt):
    from bionty._organism import OrganismNotSet

    with pytest.raises(OrganismNotSet, match="Gene requires to specify a organism name"):
        bt.Gene.from_values(["TCF7"])
    with pytest.raises(RuntimeError, match="please pass a organism!"):
        bt.Gene(symbol="x")
    gene = bt.Gene.from_source(ensembl_gene_id="ENSG00000081059")
    assert gene.uid == "7IkHKPl0ScQR" and gene.organism.name == "human"
    with pytest.raises(ValueError, match="No organism with name='zzz' is found"):
        bt.settings.organism = "zzz"
    bt.settings.organism = "mouse"
    assert bt.Gene.from_source(symbol="Tcf7").ensembl_gene_id == "ENSMUSG00000000782"
    human = bt.Gene.from_values(["CCL3L1", "ABC1"], organism="human")
    assert [gene.symbol for gene in human] == ["CCL3L1", "HEATR6"]
    assert human[0].ncbi_gene_ids == "414062|6349"
    assert bt.Gene.from_values(["ENSG00000081059.7"], field="ensembl_gene_id", organism="human") == []
    with pytest.raises(ValueError, match="can't be created from the bionty reference"):
        bt.Gene.from_values(["x"], organism="zzz")


def test_a_row_of_the_lookup_makes_a_record(bt):
    row = bt.CellType.public().lookup().hepatocyte
    cell = bt.CellType(row)
    assert cell.ontology_id == "CL:0000182" and cell.source is not None
    child = bt.CellType(name="mine", parents=["CL:0000182"]).save()
    assert child.parents.list("name") == ["hepatocyte"]
    with pytest.raises(ValueError, match="Invalid parents kwarg"):
        bt.CellType(name="x", parents=[1])


def test_an_in_house_table_is_a_source(bt):
    source = bt.Source(entity="bionty.CellType", name="mine", version="1", organism="all", description="Mine").save()
    with pytest.raises(ValueError):
        bt.CellType.add_source(source)
    frame = pd.DataFrame({"ontology_id": ["MY:1", "MY:2"], "name": ["cell a", "cell b"], "synonyms": ["ca", None],
                          "parents": [[], ["MY:1"]], "definition": ["x", "y"]})
    bt.CellType.add_source(source, frame)
    assert repr(bt.CellType.public(source=source)).splitlines()[3] == "Source: mine, 1"
    bt.CellType.from_source(name="cell b", source=source).save()
    assert bt.CellType.get(name="cell b").parents.list("name") == ["cell a"]


def test_sources_are_kept_up_to_date(bt):
    bt.Source.filter(entity="bionty.Ethnicity").delete()
    bt.core.sync_public_sources()
    assert bt.Source.filter(entity="bionty.Ethnicity").count() == 1
    assert len(bt.base.display_available_sources()) == 104
    assert (bt.ids.ontology("CL:0000084"), len(bt.ids.gene())) == ("22LvKd01", 12)


def test_files_are_found_by_a_term_and_everything_below_it(ln, bt, folder):
    bt.CellType.import_source()
    labels = {"a": "T cell", "b": "gamma-delta T cell", "c": "neuron"}
    for name, cell in labels.items():
        (folder / name).write_text("tree " + name)
        artifact = ln.Artifact(folder / name, key=f"tree/{name}", run=False).save()
        artifact.cell_types.add(bt.CellType.get(name=cell))
    found = ln.Artifact.filter(cell_types__in_tree="T cell").order_by("key")
    assert found.list("key") == ["tree/a", "tree/b"]
    cell = bt.CellType.get(name="T cell")
    for operand in (cell, "CL:0000084", cell.uid, [cell, "no such"], bt.CellType.filter(name="T cell")):
        assert ln.Artifact.filter(cell_types__in_tree=operand).distinct().count() == 2
    assert bt.CellType.filter(in_tree="T cell").count() == cell.query_children().count() + 1
    assert ln.Artifact.filter(cell_types__in_tree=["T cell", "neuron"]).distinct().count() == 3
    assert ln.Artifact.filter(~ln.Q(cell_types__in_tree="T cell"), key__startswith="tree/").list("key") == ["tree/c"]
    for artifact in ln.Artifact.filter(key__startswith="tree/"):
        artifact.delete(permanent=True, storage=True)

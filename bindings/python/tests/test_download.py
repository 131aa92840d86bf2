"""Public sources from the web: a server of the test's own stands in for the bucket and for the publishers."""

import http.server
import threading

import pytest

@pytest.fixture
def web(tmp_path):
    """(folder of the files, address, paths that were asked for)"""
    folder = tmp_path / "web"
    folder.mkdir()
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(folder))

        def do_GET(self):
            asked.append(self.path)
            super().do_GET()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def online(monkeypatch, address):
    monkeypatch.setenv("LAMIN_OFFLINE", "0")
    monkeypatch.setenv("LAMIN_BIONTY_ASSETS", address)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.delenv("LAMIN_BIONTY_SOURCES", raising=False)


def write_table(path):
    import pandas as pd

    pd.DataFrame({"ontology_id": ["CL:0000000", "CL:0000084"], "name": ["cell", "T cell"], "definition": [None, None],
                  "synonyms": [None, "T lymphocyte"], "parents": [[], ["CL:0000000"]]}).to_parquet(path)


def test_public_downloads_the_table_once(web, monkeypatch, python):
    folder, address, asked = web
    write_table(folder / "df_all__cl__2024-08-16__CellType.parquet")
    online(monkeypatch, address)
    code = """
        import bionty as bt
        public = bt.base.CellType()
        print(public.validate(["T cell", "T lymphocyte"], "name").tolist(), public.standardize(["T lymphocyte"]))
    """
    for _ in range(2):
        assert python(code).splitlines()[-1] == "[True, False] ['T cell']"
    assert asked == ["/df_all__cl__2024-08-16__CellType.parquet"]


def test_registries_and_names_with_spaces_come_from_the_bucket(web, monkeypatch, python):
    folder, address, asked = web
    write_table(folder / "df_all__cl__2024-08-16__CellType.parquet")
    (folder / "df_saccharomyces cerevisiae__ensembl__release-112__Gene.parquet").write_bytes(b"PAR1 what? PAR1")
    write_table(folder / "df_all__depmap__2024-Q2__CellLine.parquet")
    online(monkeypatch, address)
    printed = python("""
        import lamindb as ln
        ln.setup.init(storage="store", modules="bionty")
        import bionty as bt
        bt.CellType.from_source(name="T lymphocyte").save()
        print(sorted(cell.name for cell in bt.CellType.filter()))
        print(bt.base.CellLine(source="depmap").df().name.tolist())
        try:
            bt.base.Gene(organism="saccharomyces cerevisiae")
        except FileNotFoundError as error:
            print("another checksum" in str(error))
    """)
    assert printed.splitlines()[-3:] == ["['T cell', 'cell']", "['cell', 'T cell']", "True"]
    assert "/df_saccharomyces%20cerevisiae__ensembl__release-112__Gene.parquet" in asked


def test_what_cannot_be_downloaded_is_told_with_address_and_folder(web, monkeypatch, python):
    _, address, asked = web
    online(monkeypatch, address)
    printed = python("""
        import bionty as bt
        for _ in range(2):
            try:
                bt.base.CellMarker(organism="human")
            except FileNotFoundError as error:
                print(error)
    """)
    assert "The server has no such file (404)" in printed
    assert address + "/human_cellmarker_2.0_CellMarker_lookup.parquet" in printed
    assert "Put it into " in printed and "df_human__cellmarker__2.0__CellMarker.parquet" in printed
    assert len(asked) == 1

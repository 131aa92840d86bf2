"""The founding documents as notebooks: each page of guides/ runs in a Jupyter kernel, cell by cell, and what a cell
shows is compared with what the document shows (guides/README.md says how the pages are written)."""

import html
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")

PAGES = sorted((pathlib.Path(__file__).parent / "guides").glob("introduction-*.md"))
SOURCES = pathlib.Path(__file__).parent / "guides" / "sources"  # the parts of public sources that the pages look at
BLOCK = re.compile(r"^```(python|output|hidden)\n(.*?)^```$", re.M | re.S)
ICONS = re.compile("^(?:[→✓✗!•?│├└─\u2500-\u257f]\\s*)+|\x1b\\[[0-9;]*m")


def cells_of(page):
    """[kind, code, expected output or None] of each cell."""
    cells = []
    for kind, text in BLOCK.findall(page.read_text()):
        if kind == "output":
            cells[-1][2] = text
        else:
            cells.append([kind, text, None])
    return cells


def plain(line):
    """A line without icons, colours, the lines of trees, bullets and runs of blanks."""
    line = re.sub("\x1b\\[[0-9;]*m", "", line)
    line = re.sub("[│├└─→✓✗•]+|^\\s*!", " ", line)
    return re.sub(r"\s+", " ", line).strip()


def lines_of(text):
    return [line for line in map(plain, text.splitlines()) if line]


def rows_of(table):
    """The rows of an HTML table as lines: cells between blanks."""
    for row in re.findall(r"<tr.*?>(.*?)</tr>", table, re.S):
        yield " ".join(html.unescape(re.sub("<.*?>", "", cell)) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.S))


def shown(cell):
    """What a cell shows, as text; pictures are left out."""
    parts = []
    for output in cell.outputs:
        if output.output_type == "stream":
            parts.append(output.text)
            continue
        data = output.get("data", {})
        if "text/html" in data and "<table" in data["text/html"]:
            parts.append("\n" + "\n".join(rows_of(data["text/html"])) + "\n")
        elif not {"image/svg+xml", "image/png"} & set(data):
            parts.append("\n" + data.get("text/plain", "") + "\n")
    return "".join(parts)


def matches(expected, line):
    return re.fullmatch(".*".join(map(re.escape, expected.split("…"))), line) is not None


def differences(expected, actual):
    """Lines of the document that the cell does not show in this order; a lone … stands for any number of lines."""
    wanted, found, missing, position, skip = lines_of(expected), lines_of(actual), [], 0, False
    for line in wanted:
        if line == "…":
            skip = True
            continue
        hit = next((index for index in range(position, len(found)) if matches(line, found[index])), None)
        if hit is None:
            missing.append(f"document: {line}\n  cell:   {found[position] if position < len(found) else '(nothing)'}")
            continue
        if not skip:
            missing += [f"not in the document: {extra}" for extra in found[position:hit]]
        position, skip = hit + 1, False
    if not skip:
        missing += [f"not in the document: {line}" for line in found[position:]]
    return missing


def environment(folder):
    program = pathlib.Path(os.environ["LAMIN_PYTHON"]).absolute().parent
    return {**os.environ, "HOME": str(folder), "LAMIN_SETTINGS_DIR": str(folder), "LAMIN_CACHE_DIR": str(folder / "cache"), "LAMIN_OFFLINE": "1",
            "PATH": f"{program}{os.pathsep}{os.environ['PATH']}", "JPY_SESSION_NAME": str(folder / "introduction.ipynb"),
            "LAMIN_BIONTY_SOURCES": str(SOURCES), "IPYTHONDIR": str(folder / "ipython"), "PYTHONWARNINGS": "ignore"}


def notebook_of(cells):
    """As Jupyter saves it: the page's title first."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook.cells = [nbformat.v4.new_markdown_cell("# Introduction")]
    notebook.cells += [nbformat.v4.new_code_cell(code) for _, code, _ in cells]
    return notebook


@pytest.fixture
def folder():
    """A short path: describe() breaks lines at 80 columns."""
    with tempfile.TemporaryDirectory(prefix="g-") as path:
        yield pathlib.Path(path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_cells_of_the_page_run_and_show_what_it_shows(page, folder, monkeypatch):
    variables = environment(folder)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    subprocess.run([shutil.which("lamin", path=variables["PATH"]), "init", "--storage", "./lamin-intro", "--modules", "bionty"],
                   cwd=folder, env=variables, check=True)
    cells = cells_of(page)
    notebook = notebook_of(cells)
    nbformat.write(notebook, folder / "introduction.ipynb")
    client = nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}})
    problems = []
    with client.setup_kernel():
        client.kc.execute("import pandas; pandas.set_option('display.max_columns', None)")
        for index, ((kind, code, expected), cell) in enumerate(zip(cells, notebook.cells[1:]), 1):
            try:
                client.execute_cell(cell, index)
            except nbclient.exceptions.CellExecutionError as error:
                problems.append(f"cell {index}: {code.splitlines()[0]}\n  {error.ename}: {error.evalue}")
                continue
            if expected is not None:
                problems += [f"cell {index}: {code.splitlines()[0]}\n  {text}" for text in differences(expected, shown(cell))]
    assert not problems, "\n".join(problems)

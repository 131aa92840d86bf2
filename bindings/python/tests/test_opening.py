"""Artifacts that are read in pieces: AnnData files and stores, HDF5, zarr, tables."""

import gzip
import os
import pathlib
import shutil
import zipfile

import numpy as np
import pandas as pd
import pytest

DATASETS = pathlib.Path(os.environ.get("LAMIN_DATASETS") or pathlib.Path(__file__).resolve().parents[4] / "shared/data/datasets")


@pytest.fixture
def data(anndata):
    """6 × 4, with something in every attribute."""
    sparse = pytest.importorskip("scipy.sparse")
    found = anndata.AnnData(
        X=np.arange(24, dtype="float32").reshape(6, 4),
        obs=pd.DataFrame({"kind": pd.Categorical(list("abacab")), "n": range(6)}, index=list("uvwxyz")),
        var=pd.DataFrame({"symbol": list("1234")}, index=["G1", "G2", "G3", "G4"]),
        obsm={"pca": np.arange(12.0).reshape(6, 2), "table": pd.DataFrame({"q": range(6)}, index=list("uvwxyz"))},
        layers={"rows": sparse.csr_matrix(np.eye(6, 4)), "columns": sparse.csc_matrix(np.eye(6, 4))}, uns={"title": "text"})
    found.varm["v"] = np.ones((4, 2))
    found.obsp["near"] = sparse.csr_matrix(np.arange(36.0).reshape(6, 6))
    found.varp["far"] = np.arange(16.0).reshape(4, 4)
    found.raw = found
    return found


def saved(ln, folder, data, suffix):
    if suffix.endswith(".zarr"):
        pytest.importorskip("zarr")
    path = folder / f"data{suffix}"
    data.write_zarr(path) if suffix.endswith(".zarr") else data.write_h5ad(path)
    return ln.Artifact(path, key=f"opening/{folder.name}{suffix}").save()


def equal(left, right):
    left, right = (one.toarray() if hasattr(one, "toarray") else np.asarray(one) for one in (left, right))
    assert left.shape == right.shape
    assert (left == right).all()


PARTS = {
    "a run of rows": (slice(1, 4), slice(None)),
    "rows from the end": (slice(-2, None), slice(None)),
    "every second row": (slice(None, None, 2), slice(1, None)),
    "rows in another order": ([4, 0, 2], slice(None)),
    "rows backwards": (slice(None, None, -1), slice(None)),
    "a row twice": ([3, 3], slice(None)),
    "lists of both axes": ([0, 3, 5], [2, 0]),
    "names of both axes": (["z", "u"], ["G3"]),
    "a mask": (np.array([True, False, False, True, False, True]), slice(None)),
    "a row": (2, slice(None)),
    "a name of a column": (slice(None), "G2"),
    "nothing": ([], slice(None)),
}


@pytest.mark.filterwarnings("ignore:Observation names are not unique")
@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize("suffix", [".h5ad", ".zarr"])
def test_a_part_of_a_file_is_that_part_of_the_object(ln, tmp_path, data, suffix, part):
    with saved(ln, tmp_path, data, suffix).open() as opened:
        found, wanted = opened[part].to_memory(), data[part].copy()
        assert opened[part].shape == wanted.shape
        equal(found.X, wanted.X)
        equal(found.raw.X, wanted.raw.X)
        pd.testing.assert_frame_equal(found.var, wanted.var)
        # Which categories are left is anndata's business.
        pd.testing.assert_frame_equal(found.obs.astype({"kind": str}), wanted.obs.astype({"kind": str}))
        for name in ("pca", "table"):
            equal(found.obsm[name], wanted.obsm[name])
        for name in ("rows", "columns"):
            equal(found.layers[name], wanted.layers[name])
        equal(found.obsp["near"], wanted.obsp["near"])
        equal(found.varp["far"], wanted.varp["far"])


@pytest.mark.parametrize("suffix", [".h5ad", ".zarr", ".anndata.zarr", ".h5ad.gz"])
def test_an_anndata_opens_from_each_format(ln, tmp_path, data, suffix):
    if suffix.endswith(".gz"):
        data.write_h5ad(tmp_path / "plain.h5ad")
        path = tmp_path / "data.h5ad.gz"
        path.write_bytes(gzip.compress((tmp_path / "plain.h5ad").read_bytes()))
        artifact = ln.Artifact(path, key=f"opening/{tmp_path.name}.h5ad.gz").save()
    else:
        artifact = saved(ln, tmp_path, data, suffix)
    opened = artifact.open()
    assert isinstance(opened, ln.core.storage.AnnDataAccessor)
    assert repr(opened).split("\n")[:3] == [
        "AnnDataAccessor object with n_obs × n_vars = 6 × 4",
        f"  constructed for the AnnData object {artifact.path.name}", "    layers: ['columns', 'rows']"]
    assert repr(opened.obsm) == "Accessor for the AnnData attribute obsm\n  with keys: ['pca', 'table']"
    assert opened.shape == (6, 4)
    assert opened.obs_names.tolist() == list("uvwxyz")
    assert opened.uns == {"title": "text"}
    assert not isinstance(opened.X, np.ndarray)  # nothing was read
    assert not opened.closed
    opened.close()
    assert opened.closed


def test_parts_of_parts_and_of_raw(ln, tmp_path, data):
    with saved(ln, tmp_path, data, ".h5ad").open() as opened:
        part = opened[1:5][[2, 0], 1:]
        assert part.obs_names.tolist() == ["x", "v"]
        equal(part.X, data.X[[3, 1], 1:])
        assert part.raw.shape == (2, 4)
        equal(part.raw[:, ["G4"]].X, data.X[[3, 1], 3:])
        assert repr(part.raw) == ("AnnDataRawAccessor object with n_obs × n_vars = 2 × 4\n"
                                  "  var: ['_index', 'symbol']\n  varm: ['v']")


@pytest.mark.parametrize("index, error", [(["nope"], KeyError), ("nope", KeyError), (10, IndexError), ([10], IndexError),
                                          (np.array([True, False]), IndexError), ((1, 2, 3), IndexError), (1.5, IndexError)])
def test_what_is_no_index_is_told_as_anndata_does(ln, tmp_path, data, index, error):
    with saved(ln, tmp_path, data, ".h5ad").open() as opened, pytest.raises(error):
        opened[index]


def test_other_files_and_stores_open_as_what_they_are(ln, tmp_path):
    h5py, zarr = pytest.importorskip("h5py"), pytest.importorskip("zarr")
    for name in ("plain.h5", "named.h5ad"):
        with h5py.File(tmp_path / name, "w") as file:
            file[name] = np.arange(3)
        opened = ln.Artifact(tmp_path / name, key=f"opening/{tmp_path.name}/{name}").save().open()
        assert isinstance(opened, ln.core.storage.BackedAccessor)
        assert list(opened.storage) == [name]
        opened.storage.close()
    zarr.open_group(str(tmp_path / "plain.zarr"), mode="w").create_group("inner")
    opened = ln.Artifact(tmp_path / "plain.zarr", key=f"opening/{tmp_path.name}.zarr").save().open()
    assert opened.connection is None
    assert list(opened.storage) == ["inner"]


def test_a_file_that_is_none_of_its_kind_says_so(ln, tmp_path):
    pytest.importorskip("h5py")
    (tmp_path / "bad.h5ad").write_text("nothing")
    artifact = ln.Artifact(tmp_path / "bad.h5ad", key=f"opening/{tmp_path.name}/bad.h5ad").save()
    with pytest.raises(OSError, match="signature not found"):
        artifact.open()


@pytest.mark.parametrize("mode", ["w", "r+", "a"])
def test_anndata_opens_for_reading_only(ln, tmp_path, data, mode):
    with pytest.raises(ValueError, match="Only a tiledbsoma store"):
        saved(ln, tmp_path, data, ".h5ad").open(mode=mode)


LAYOUTS = ["anndata-0.7.8.h5ad", "anndata-0.11.4.h5ad", "pbmc68k_reduced_v0.5-layout.h5ad", "spatial_6471x33.h5ad",
           "pbmc-small-x-csc.h5ad", "pbmc-small-x-csr.h5ad", "pbmc-small.h5ad"]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", LAYOUTS)
def test_files_of_all_layouts_read_as_anndata_reads_them(ln, tmp_path, anndata, name):
    if not DATASETS.exists():
        pytest.skip("needs the shared datasets")
    shutil.copy(DATASETS / name, tmp_path / name)
    wanted = anndata.read_h5ad(tmp_path / name)
    with ln.Artifact(tmp_path / name, key=f"opening/{name}").save().open() as opened:
        assert opened.shape == wanted.shape
        pd.testing.assert_frame_equal(opened.obs, wanted.obs, check_names=False, check_column_type=False)
        pd.testing.assert_frame_equal(opened.var, wanted.var, check_names=False, check_column_type=False)
        rows, columns = [5, 0, 3], slice(1, 4)
        if wanted.X is not None:
            equal(opened[rows, columns].X, wanted[rows, columns].X)
        for name in wanted.obsm:
            equal(opened[rows].obsm[name], wanted[rows].obsm[name])


@pytest.mark.filterwarnings("ignore")
def test_a_store_of_an_old_layout_opens_by_its_suffix(ln, tmp_path, anndata):
    if not DATASETS.exists():
        pytest.skip("needs the shared datasets")
    pytest.importorskip("zarr")
    with zipfile.ZipFile(DATASETS / "10x-10k-subset.zarr.zip") as packed:
        packed.extractall(tmp_path / "old.anndata.zarr")
    opened = ln.Artifact(tmp_path / "old.anndata.zarr", key="opening/old.anndata.zarr").save().open()
    assert opened.shape == (10000, 1000)
    assert opened[[7, 2], :3].to_memory().shape == (2, 3)


def test_an_experiment_that_was_written_to_is_the_next_version(ln, tmp_path, data):
    """In the same place; nothing happens if nothing was written."""
    tiledbsoma = pytest.importorskip("tiledbsoma")
    import tiledbsoma.io

    del data.layers["columns"], data.obsm["table"]  # not for TileDB-SOMA
    tiledbsoma.io.from_anndata(str(tmp_path / "s.tiledbsoma"), data, measurement_name="RNA")
    artifact = ln.Artifact.from_tiledbsoma(tmp_path / "s.tiledbsoma", key=f"opening/{tmp_path.name}.tiledbsoma").save()
    path, before = artifact.path, artifact.hash
    with pytest.raises(ValueError, match="`mode` should be either 'r' or 'w' for tiledbsoma."):
        artifact.open(mode="a")
    with artifact.open(mode="w") as store:
        assert type(store).__name__ == "ExperimentTrack"
    assert artifact.versions.count() == 1
    with artifact.open() as store:
        obs = store.obs.read().concat().to_pandas().drop(columns="soma_joinid")
    with artifact.open(mode="w") as store:
        tiledbsoma.io.update_obs(store, obs.assign(new="n"))
    assert artifact.uid.endswith("0001") and artifact.is_latest and artifact.hash != before
    assert artifact.path == path and artifact.n_observations == 6 and artifact.otype == "tiledbsoma"
    assert artifact.versions.count() == 2
    with artifact.open() as store:
        assert "new" in store.obs.keys()

import pytest


@pytest.fixture
def artifact(ln, folder):
    (folder / "a.txt").write_text("hello")
    artifact = ln.Artifact("a.txt", key="docs/a.txt", description="first").save()
    yield artifact
    artifact.versions.delete(permanent=True, storage=True)


def test_a_file_is_saved_under_its_uid(ln, artifact):
    assert artifact.path == ln.settings.storage.root / f".lamindb/{artifact.uid}.txt"
    assert artifact.path.read_text() == "hello"
    assert repr(artifact.path).startswith("PosixUPath('")
    assert artifact.size == 5 and artifact.suffix == ".txt" and artifact.hash == "XUFAKrxLKna5cZ2REBfFkg"
    assert artifact.cache() == artifact.path


def test_the_same_content_is_the_same_artifact(ln, artifact, capsys):
    assert ln.Artifact("a.txt", key="docs/a.txt") == artifact
    assert "returning existing artifact with same hash" in capsys.readouterr().out


def test_the_same_key_makes_the_next_version(ln, artifact, folder):
    (folder / "a.txt").write_text("hello again")
    second = ln.Artifact("a.txt", key="docs/a.txt").save()
    assert second.stem_uid == artifact.stem_uid and second.uid.endswith("0001")
    assert second.versions.count() == 2
    assert ln.Artifact.get(artifact.stem_uid) == second


def test_a_data_frame_goes_in_and_comes_out(ln, folder, anndata):
    import pandas as pd

    df = ln.core.datasets.small_dataset1()
    artifact = ln.Artifact.from_df(df, key="frames/one.parquet").save()
    assert artifact.otype == "DataFrame" and artifact.kind == "dataset" and artifact.n_observations == 3
    pd.testing.assert_frame_equal(artifact.load(), df)
    artifact.delete(permanent=True)


def test_an_anndata_object_goes_in_and_comes_out(ln, folder, anndata):
    adata = ln.core.datasets.small_dataset1(otype="AnnData")
    artifact = ln.Artifact.from_anndata(adata, key="arrays/one.h5ad").save()
    assert artifact.otype == "AnnData" and artifact.n_observations == 3
    assert artifact.load().shape == (3, 3)
    artifact.delete(permanent=True)


def test_csv_and_json_load(ln, folder):
    (folder / "t.csv").write_text("x,y\n1,2\n")
    (folder / "o.json").write_text('{"a": [1, 2]}')
    table = ln.Artifact("t.csv", key="t.csv").save()
    value = ln.Artifact("o.json", key="o.json").save()
    assert table.load().x.tolist() == [1]
    assert value.load() == {"a": [1, 2]}
    table.delete(permanent=True)
    value.delete(permanent=True)


def test_the_trash_hides_and_gives_back(ln, artifact):
    artifact.delete()
    assert ln.Artifact.filter(key="docs/a.txt").count() == 0
    assert ln.Artifact.filter(key="docs/a.txt", _branch_code=None).count() == 1
    artifact.restore()
    assert ln.Artifact.filter(key="docs/a.txt").count() == 1


def test_a_folder_gives_an_artifact_a_file(ln, folder):
    (folder / "d").mkdir()
    for name in ("x.txt", "y.txt"):
        (folder / "d" / name).write_text(name)
    artifacts = ln.Artifact.from_dir("d", key="d")
    ln.save(artifacts)
    assert sorted(artifact.key for artifact in artifacts) == ["d/x.txt", "d/y.txt"]
    for one in artifacts:
        one.delete(permanent=True)


def test_arguments_are_checked(ln, folder):
    (folder / "b.txt").write_text("b")
    with pytest.raises(ValueError, match="Only one non-keyword arg allowed: data"):
        ln.Artifact("b.txt", "x")
    with pytest.raises(ln.errors.FieldValidationError, match="Only data, kind, key, description, revises, run can be"):
        ln.Artifact("b.txt", key="b.txt", foo=1)
    with pytest.raises(ValueError, match="Pass one of key, run or description as a parameter"):
        ln.Artifact("b.txt")
    with pytest.raises(TypeError, match="data has to be a string, Path, UPath"):
        ln.Artifact(5, key="x.txt")
    with pytest.raises(FileNotFoundError):
        ln.Artifact("missing.txt", key="x.txt")
    with pytest.raises(ln.errors.InvalidArgument, match="The suffix '.txt' of the provided path is inconsistent"):
        ln.Artifact("b.txt", key="b.csv")


def test_labels_and_description(ln, artifact, capsys):
    label = ln.ULabel(name="on an artifact").save()
    artifact.ulabels.add(label)
    assert ln.Artifact.filter(ulabels__name="on an artifact").one() == artifact
    artifact.describe()
    out = capsys.readouterr().out
    assert "Artifact .txt" in out and "on an artifact" in out and "\x1b" not in out
    artifact.ulabels.clear()


def test_replace_changes_the_content(ln, artifact, folder):
    (folder / "r.txt").write_text("replaced")
    artifact.replace("r.txt")
    artifact.save()
    assert artifact.path.read_text() == "replaced"


def test_view_tree_prints_a_folder(ln, folder, capsys):
    import pathlib

    for name in ("a.csv", "sub/b.tar.gz", "sub/deep/c.txt"):
        path = folder / "study" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    capsys.readouterr()
    ln.UPath("study").view_tree()
    assert capsys.readouterr().out == (
        "2 sub-directories & 2 files with suffixes '.csv', '.tar.gz'\n"
        f"{folder}/study\n├── a.csv\n└── sub/\n    ├── b.tar.gz\n    └── deep/\n")
    pathlib.Path("study").view_tree(level=1, only_dirs=True)
    assert capsys.readouterr().out.endswith("└── sub/\n")


def test_example_data_that_needs_no_network(ln, folder):
    import pytest

    assert ln.core.datasets.file_mini_csv().read_text() == "test\n1\n2\n3\n"
    titles = ln.core.datasets.fake_bio_notebook_titles(20)
    assert len(titles) == 20 and all(title[0].isupper() and title.endswith(".") for title in titles)
    sample = ln.core.datasets.dir_scrnaseq_cellranger("sample_001", basedir="run", output_only=False)
    assert len([path for path in sample.rglob("*") if path.is_file()]) == 15
    assert len(list((folder / "run" / "fastq").iterdir())) == 2
    with pytest.raises(OSError, match="LAMIN_OFFLINE.*\n.*lamindb-test.s3.amazonaws.com/iris.parquet.*put it there"):
        ln.core.datasets.df_iris()
    with pytest.raises(OSError, match="papalexi21_subset_200x300.*put it there: .*papalexi21_subset.h5mu"):
        ln.core.datasets.mudata_papalexi21_subset()


def test_get_within_a_query_means_the_latest_version(ln, folder):
    for content in "12":
        (folder / "versions.txt").write_text(content)
        latest = ln.Artifact("versions.txt", key="versions.txt").save()
    assert ln.Artifact.filter(suffix=".txt").get(key="versions.txt") == latest

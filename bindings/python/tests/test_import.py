def test_import_without_an_instance_warns_and_registries_raise(python):
    out = python("""
        import lamindb as ln
        print(ln.__version__)
        try:
            ln.Artifact
        except ln.errors.InstanceNotSetupError as error:
            print("raised", str(error).splitlines()[0])
    """)
    assert "To use lamindb, you need to connect to an instance." in out
    assert "1.3.2" in out
    assert "raised To use lamindb" in out


def test_import_connects_to_the_current_instance(python):
    python("import lamindb as ln; ln.setup.init(storage='store')")
    assert "connected lamindb: anonymous/store" in python("import lamindb as ln; print(ln.Artifact.filter().count())")


def test_import_and_first_query_load_no_heavy_package(python):
    python("import lamindb as ln; ln.setup.init(storage='store', modules='bionty')")
    out = python("""
        import sys
        import lamindb as ln, bionty
        ln.Artifact.filter().count()
        heavy = {"pandas", "numpy", "pyarrow", "anndata", "django", "torch", "pathlib", "typing", "datetime",
                 "dataclasses", "importlib.metadata", "re", "json"}
        print("heavy:", sorted(heavy & set(sys.modules)))
    """)
    assert "heavy: []" in out


def test_another_instance_is_refused_in_the_same_session(python):
    python("import lamindb as ln; ln.setup.init(storage='one')")
    python("import lamindb as ln; ln.setup.close(); ln.setup.init(storage='two')")
    done = python("import lamindb as ln; ln.connect('one')", check=False)
    assert done.returncode != 0
    assert "You cannot write to different instances in the same Python session." in done.stderr


def test_names_that_are_not_built_say_so(ln):
    import pytest

    with pytest.raises(NotImplementedError, match="lamindb.setup.register"):
        ln.setup.register()


def test_verbosity_is_a_word_or_a_number(ln):
    import pytest

    for number, word in enumerate(("error", "warning", "success", "info", "hint", "debug")):
        ln.settings.verbosity = number
        assert ln.settings.verbosity == word
    ln.settings.verbosity = "warning"
    with pytest.raises(KeyError):
        ln.settings.verbosity = "nonsense"
    with pytest.raises(ValueError):
        ln.settings.verbosity = 6


def test_a_git_repository_has_a_web_address(ln):
    import pytest

    with pytest.raises(ValueError, match="https://"):
        ln.settings.sync_git_repo = "git@example.com:x/y"
    ln.settings.sync_git_repo = "https://example.com/x/y.git"
    assert ln.settings.sync_git_repo == "https://example.com/x/y"
    ln.settings.sync_git_repo = None


def test_suffixes_can_be_added(ln, folder):
    suffixes = ln.core.storage.VALID_SUFFIXES
    (folder / "a.special.txt").write_text("special")
    suffixes.SIMPLE.add(".special")
    try:
        assert ln.Artifact("a.special.txt", key="a.special.txt").suffix == ".special.txt"
    finally:
        suffixes.SIMPLE.discard(".special")
    assert ln.Artifact("a.special.txt", key="b.txt").suffix == ".txt"
    assert ".ome.zarr" in suffixes.COMPOSITE

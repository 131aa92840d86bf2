"""Scripts that are in step with a git repository: a bare one on this disk stands behind the address of a remote."""

import os
import subprocess
import sys

import pytest

ADDRESS = "https://example.org/me/repo"
SCRIPT = f"""
import lamindb as ln

ln.settings.sync_git_repo = "{ADDRESS}"
ln.track()
print("REFERENCE", ln.context.transform.reference, ln.context.transform.reference_type)
"""


@pytest.fixture
def git(tmp_path, monkeypatch):
    """Runs git with settings of its own, in which ADDRESS leads to a repository below `tmp_path`."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))

    def run(*words, folder=tmp_path):
        return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()

    for name, value in (("user.name", "n"), ("user.email", "n@example.org"), ("init.defaultBranch", "main"),
                        (f"url.file://{tmp_path}/.insteadOf", "https://example.org/me/")):
        run("config", "--global", name, value)
    run("init", "-q", "--bare", "repo.git")
    run("clone", "-q", "repo.git", "work")
    return run


@pytest.fixture
def tracked(python, tmp_path):
    """Runs a script with a settings directory of its own; returns what it prints and what it fails with."""
    python("import lamindb as ln; ln.setup.init(storage='store')")
    home = tmp_path / "home"
    environment = {**os.environ, "HOME": str(home), "LAMIN_SETTINGS_DIR": str(home), "LAMIN_CACHE_DIR": str(home / "cache")}

    def run(path):
        done = subprocess.run([sys.executable, path.name], cwd=path.parent, env=environment, capture_output=True, text=True)
        return done.stdout, done.stderr

    return run


def test_the_reference_is_the_latest_commit_that_has_the_script(git, tracked, tmp_path):
    work = tmp_path / "work"
    (work / "sub").mkdir()
    script = work / "sub/go.py"
    script.write_text(SCRIPT)
    git("add", "-A", folder=work)
    git("commit", "-qm", "one", folder=work)
    git("push", "-q", "origin", "main", folder=work)
    first = git("rev-parse", "HEAD", folder=work)

    copy = tmp_path / "outside/go.py"
    copy.parent.mkdir()
    copy.write_text(SCRIPT)
    out, _ = tracked(copy)
    assert f"running outside of synched git repo, cloning {ADDRESS} into" in out
    assert f"REFERENCE {ADDRESS}/blob/{first}/sub/go.py url" in out
    assert f"REFERENCE {ADDRESS}/blob/{first}/sub/go.py url" in tracked(script)[0]

    script.write_text(SCRIPT + "# changed\n")
    _, error = tracked(script)
    assert "Did not find blob hash" in error and "Did you commit the script?" in error
    git("commit", "-qam", "two", folder=work)
    second = git("rev-parse", "HEAD", folder=work)
    assert "Did not find blob hash" in tracked(script)[1]  # nobody else has it yet
    git("push", "-q", "origin", "main", folder=work)
    assert f"REFERENCE {ADDRESS}/blob/{second}/sub/go.py url" in tracked(script)[0]

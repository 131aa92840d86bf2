"""Paths: pathlib's, with the extras of lamindb 1.3.2."""

import pathlib


class UPath(pathlib.PosixPath):
    """A path to a file or folder.  Paths of cloud storage are not built yet."""

    __slots__ = ()

    def __new__(cls, *args, **options):
        if args and "://" in str(args[0]) and not str(args[0]).startswith("file://"):
            raise NotImplementedError(f"lamin-cpp does not read {args[0]} yet: paths are local for now.")
        if args and str(args[0]).startswith("file://"):
            args = (str(args[0])[7:], *args[1:])
        return super().__new__(PosixUPath if cls is UPath else cls, *args)

    def view_tree(self, **options):
        """Prints the folder as a tree."""
        view_tree(self, **options)

    @property
    def modified(self):
        from datetime import datetime

        return datetime.fromtimestamp(self.stat().st_mtime)

    def to_url(self):
        raise ValueError("The provided UPath must be an S3 path.")

    def upload_from(self, local_path, create_folder=None, print_progress=True, **_):
        """Copies a file or folder to here; a folder into one of its name unless `create_folder=False`."""
        from . import _core

        return UPath(_core.copy_to(str(local_path), str(self), create_folder))

    def download_to(self, local_path, print_progress=True, **_):
        """Copies the file or folder to `local_path`."""
        from . import _core

        _core.copy_to(str(self), str(local_path), False)

    def synchronize(self, objectpath, error_no_origin=True, print_progress=False, **_):
        """Paths are local: there is nothing to synchronize with."""
        if not self.exists():
            raise FileNotFoundError(f"The original path {self} does not exist anymore.\nIt is not possible to synchronize.")
        raise NotImplementedError("lamin-cpp has no cloud paths yet.")


def create_path(path, **options):
    """A UPath of `path`."""
    return UPath(path)


class PosixUPath(UPath):
    """A local UPath."""

    __slots__ = ()


def view_tree(path, *, level=2, only_dirs=False, n_max_files_per_dir_and_type=100, n_max_files=1000,
              include_paths=None, skip_suffixes=None):
    """Prints "N sub-directories & M files with suffixes ..." and the tree of the folder."""
    import os

    from . import _core

    print(_core.folder_tree(os.path.abspath(path), {
        "level": level, "only_dirs": only_dirs, "n_max_files_per_dir_and_type": n_max_files_per_dir_and_type,
        "n_max_files": n_max_files, "include_paths": [os.path.abspath(path) for path in include_paths or ()],
        "skip_suffixes": list(skip_suffixes or ())}))


pathlib.Path.view_tree = view_tree

"""The hashes of the engine under the names of `lamindb_setup.core.hashing`."""

from .. import _core

HASH_LENGTH = 22

hash_string = _core.hash_string
hash_dict = _core.hash_json


def hash_file(file_path, file_size=None, chunk_size=None):
    """(hash, type) of a file."""
    return _core.hash_file(str(file_path))[1:]


def hash_dir(path):
    """(size, hash, type, number of files) of a folder."""
    return _core.hash_folder(str(path))


def hash_set(s):
    """Of a set of strings."""
    return _core.hash_set(list(s))


def hash_from_hashes_list(hashes):
    """Of the hashes of several files."""
    return _core.hash_list(list(hashes))


def hash_small_bytes(data):
    """Of bytes that are text."""
    return _core.hash_string(data.decode())

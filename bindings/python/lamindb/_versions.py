"""Proposals for the next version tag."""

from . import _core


def bump_version(version, bump_type="minor", behavior="error"):
    """The version after `version`; one that is no number is an error, a question, or "?" with `behavior="ignore"`."""
    bumped = _core.bump_version(version, bump_type)
    if bumped is not None:
        return bumped
    if behavior == "error":
        raise ValueError("Cannot auto-increment non-integer castable version, please provide manually")
    if behavior == "prompt":
        return input(f"The current version is '{version}' - please type the new version: ")
    _core.log("warning", "could not auto-increment version, fix '?' manually")
    return "?"


def set_version(version=None, previous_version=None):
    """`version`, or the one after `previous_version`."""
    if version is None and previous_version is not None:
        return bump_version(previous_version, "major")
    return version

"""Names that 1.3.2 keeps, with a warning, for what has another name today."""


def warn(old, new, depth=3):
    """Says that `old` is now `new`."""
    import warnings

    warnings.warn(f"Use {new} instead of {old}, {old} will be removed in the future.", FutureWarning, depth)


def renamed(old, new):
    """A property that gives the attribute `new`, with a warning."""

    def read(self):
        warn(old, new)
        return getattr(self, new)

    return property(read, doc=f"Use `{new}`.")

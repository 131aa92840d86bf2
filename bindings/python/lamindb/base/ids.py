"""Random ids of fixed length."""

from .. import _core


def base62(n_char):
    """`n_char` random characters of 0-9, A-Z, a-z."""
    return _core.base62(n_char)


def _of_length(n_char):
    def draw():
        return _core.base62(n_char)

    draw.__name__ = f"base62_{n_char}"
    draw.__doc__ = f"{n_char} random characters of 0-9, A-Z, a-z."
    return draw


base62_4, base62_8, base62_12, base62_14, base62_16, base62_18, base62_20, base62_24 = map(
    _of_length, (4, 8, 12, 14, 16, 18, 20, 24))


def _draw(alphabet, n_char):
    import secrets

    return "".join(secrets.choice(alphabet) for _ in range(n_char))


def base26(n_char):
    """`n_char` random lower-case letters."""
    return _draw("abcdefghijklmnopqrstuvwxyz", n_char)


def base64(n_char):
    """`n_char` random characters of URL-safe base64."""
    return _draw("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-", n_char)

"""What the scripts of this folder share: print what a call gives, or the class and the text of its error."""

import sys


def attempt(call):
    """Prints the result of `call()`, or `Class: text` of the exception it ends in."""
    try:
        found = call()
        print_whole_rows()
        print(repr(found))
    except (Exception, SystemExit) as error:
        print(f"{type(error).__name__}: {error}".rstrip())


def print_whole_rows():
    """Where pandas breaks the rows of a table depends on the digits of a time, which one in a thousand has not."""
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        pandas.set_option("display.width", 1000, "display.max_columns", None)


def title(text):
    """Starts a part of the output."""
    print(f"\n# {text}")

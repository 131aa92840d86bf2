"""What the scripts of this folder share: print what a call gives, or the class and the text of its error."""


def attempt(call):
    """Prints the result of `call()`, or `Class: text` of the exception it ends in."""
    try:
        print(repr(call()))
    except (Exception, SystemExit) as error:
        print(f"{type(error).__name__}: {error}".rstrip())


def title(text):
    """Starts a part of the output."""
    print(f"\n# {text}")

"""Runs a percent script cell by cell and shows what a notebook would show: python run_cells.py SCRIPT."""

import ast
import sys


def cells(text):
    """Yields (first line number, text) of each code cell; markdown cells are printed."""
    lines, start, is_code = [], 1, True
    for number, line in enumerate(text.splitlines() + ["# %%"], 1):
        if line.startswith("# %%"):
            if lines and is_code:
                yield start, "\n".join(lines)
            elif lines:
                print("\n".join(part[2:] for part in lines))
            lines, start, is_code = [], number + 1, "[markdown]" not in line
        else:
            lines.append(line)


def show(value):
    if hasattr(value, "to_string"):  # a table: all columns, as a notebook shows them
        print(value.to_string(max_rows=12, max_colwidth=28))
    elif value is not None:
        print(value if isinstance(value, str) else repr(value))


def run(path):
    with open(path) as file:
        text = file.read()
    scope = {"__name__": "__main__", "__file__": path}
    for start, cell in cells(text):
        for line in cell.strip().splitlines():
            print(f"\033[2m>>> {line}\033[0m" if sys.stdout.isatty() else f">>> {line}")
        tree = ast.parse("\n" * (start - 1) + cell, path)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path, "exec"), scope)
        if last is not None:
            show(eval(compile(ast.Expression(last.value), path, "eval"), scope))
        print()


if __name__ == "__main__":
    run(sys.argv[1])

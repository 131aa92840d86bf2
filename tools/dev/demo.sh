# The main job on real data, three ways: Python, shell, C++.

demo_data() {
  local datasets=../shared/data/datasets cells
  [ -d "$datasets" ] || datasets=examples/data
  mkdir -p "$1/tables"
  cp "$datasets/penguins.csv" "$1/"
  cp "$datasets/iris.csv" "$datasets/penguins.csv" "$1/tables/"
  cells=$datasets/pbmc68k_reduced.h5ad
  [ -f "$cells" ] || cells=examples/data/pbmc-small-x-csr.h5ad
  cp "$cells" "$1/cells.h5ad"
}

# An example program outside the project, built against what `cmake --install` gives.
build_cpp_example() {
  cmake --install build/dev --prefix build/demo/installed >/dev/null
  cmake -S examples/cpp -B build/demo/cpp -G Ninja -DCMAKE_PREFIX_PATH="$root/build/demo/installed" >/dev/null
  cmake --build build/demo/cpp -- --quiet
}

demo() {
  local work=$root/build/demo lamin=$root/build/dev/src/cli
  rm -rf "$work"
  mkdir -p "$work"/{python,shell,cpp-run,home}
  export LAMIN_BIONTY_SOURCES=$root/tests/docs/guides/sources
  export HOME=$work/home LAMIN_SETTINGS_DIR=$work/home PATH=$venv/bin:$lamin:$PATH
  for way in python shell cpp-run; do demo_data "$work/$way/data"; done
  cp examples/python/introduction.py "$work/python/"

  say "Python: the introduction, cell by cell"
  (cd "$work/python" && lamin init --storage ./lamin-intro --modules bionty && python "$root/examples/python/run_cells.py" introduction.py)
  say "Lineage: which code made it, and from what"
  (cd "$work/python" && lamin lineage artifact --key my_datasets/rnaseq1.parquet && lamin lineage artifact --key my_datasets/rnaseq1.parquet --svg lineage.svg)
  say "Shell: lamin alone"
  (cd "$work/shell" && "$root/examples/shell/first_steps.sh" "$work/shell/data")
  say "C++: a program against the installed library"
  build_cpp_example
  (cd "$work/cpp-run" && "$work/cpp/first_steps" "$work/cpp-run/data")

  say "Where to look next"
  cat <<TEXT
The instance:       $work/python/lamin-intro   (sqlite3 .lamindb/lamin.db, or lamindb 1.3.2)
A picture:          $work/python/lineage.svg
The scripts:        examples/python/introduction.py  examples/shell/first_steps.sh  examples/cpp/first_steps.cpp
Use it yourself:    eval "\$(./dev env)"; lamin init --storage ./mydata; python -c 'import lamindb as ln'
What is built:      docs/compatibility.md     How fast: docs/performance.md     How it works: ARCHITECTURE.md
TEXT
}

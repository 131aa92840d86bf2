# Side by side with lamindb 1.3.2 in one run; the table is printed and written to build/bench/.

run_bench() {
  local reference=$root/build/reference
  bash tests/interop/make_reference.sh "$reference"
  mkdir -p build/bench
  LAMIN_BIN=$root/build/dev/src/cli/lamin LAMIN_PYTHON=$venv/bin/python REFERENCE_PYTHON=$reference/bin/python \
    "$venv/bin/python" bench/compare.py --out build/bench "$@"
}

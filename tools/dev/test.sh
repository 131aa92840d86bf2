# All tests, each kind by its own runner, and one count at the end.

passed=0 failed=0 skipped=0

# Runs one suite, shows it, and adds what its last line says to the count.
count_suite() {
  local name=$1 log=build/test-logs/$1.log status=0
  shift
  say "test: $name"
  mkdir -p build/test-logs
  "$@" >"$log" 2>&1 || status=$?
  local p f s
  p=$(grep -oE '[0-9]+ passed' "$log" | tail -1 | grep -oE '[0-9]+' || echo 0)
  f=$(grep -oE '[0-9]+ (failed|errors?)\b' "$log" | tail -1 | grep -oE '[0-9]+' || echo 0)
  s=$(grep -oE '[0-9]+ skipped' "$log" | tail -1 | grep -oE '[0-9]+' || echo 0)
  if [ "$status" != 0 ] && [ "$f" = 0 ]; then f=1; fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  if [ "$status" = 0 ]; then tail -n 3 "$log"; else tail -n 150 "$log"; fi
}

# ctest runs doctest programs, which count their own cases, and scripts, which count as one.
native_tests() {
  local status=0 log=build/test-logs/ctest.log
  ctest --preset dev -V -j2 >"$log" 2>&1 || status=$?
  grep -vE '\[doctest\] (doctest version|run with)|^=+$' "$log"
  awk '
    /\[doctest\] test cases:/ { sub(/.*test cases:/, ""); gsub(/\|/, " "); passed += $2; failed += $4; doctest++ }
    /^ *[0-9]+\/[0-9]+ Test .* Passed/ { good++ }
    /^ *[0-9]+\/[0-9]+ Test .*(Failed|Exception|Timeout|Not Run)/ { bad++ }
    END {
      scripts = good + bad - doctest
      if (bad > 0 && failed == 0) failed = bad
      if (scripts > 0) passed += scripts
      print passed " passed, " failed + 0 " failed"
    }' "$log"
  return "$status"
}

python_tests() { "$venv/bin/python" -m pytest -q --no-header -p no:cacheprovider bindings/python/tests; }

interop_tests() {
  local reference=$root/build/reference
  bash tests/interop/make_reference.sh "$reference"
  LAMIN_BIN=$root/build/dev/src/cli/lamin LAMIN_PYTHON=$venv/bin/python REFERENCE_PYTHON=$reference/bin/python \
    "$venv/bin/python" -m pytest -q --no-header -p no:cacheprovider "${@:-tests/interop}"
}

# A minute's choice of the scripts: those whose answers the database has the largest part in.
interop_tests_on_postgres() {
  LAMIN_TEST_ON=postgres interop_tests tests/interop/same_output_test.py -k "bulk_save or delete_restore or query_functions or transactions"
}

# The founding documents, cell by cell in a Jupyter kernel.
guide_tests() {
  LAMIN_PYTHON=$venv/bin/python "$venv/bin/python" -m pytest -q --no-header -p no:cacheprovider tests/docs
}

python_tests_on_postgres() { LAMIN_TEST_ON=postgres python_tests; }

run_tests() {
  # shellcheck source=/dev/null
  source tests/support/postgres.sh
  if start_postgres; then trap stop_postgres EXIT; else say "$postgres_missing"; fi
  count_suite native native_tests
  count_suite python python_tests
  [ -z "${LAMIN_TEST_POSTGRES:-}" ] || count_suite python-on-postgres python_tests_on_postgres
  count_suite guides guide_tests
  count_suite interop interop_tests
  [ -z "${LAMIN_TEST_POSTGRES:-}" ] || count_suite interop-on-postgres interop_tests_on_postgres
  if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
  [ "$failed" = 0 ]
}

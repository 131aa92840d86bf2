# The long form of the tests of faults and of many writers; takes minutes.  Figures are printed.

run_soak() {
  cmake --build --preset dev -- --quiet kill_tests many_writers_tests
  say "1,000 kills"
  LAMIN_KILL_ROUNDS=1000 build/dev/src/artifacts/kill_tests
  say "64 processes, 200 registrations each; 150 small saves beside 100,000 labels"
  LAMIN_WRITERS=64 LAMIN_WRITES=200 LAMIN_BULK=100000 build/dev/src/artifacts/many_writers_tests
}

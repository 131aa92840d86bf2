# The long form of the tests of faults and of many writers; takes minutes.  Figures are printed.

run_soak() {
  build_native kill_tests many_writers_tests restart_tests several_instances_tests
  soak_on SQLite
  # shellcheck source=/dev/null
  source tests/support/postgres.sh
  # As durable as a server is where records matter.
  if ! start_postgres -c fsync=on -c synchronous_commit=on; then say "$postgres_missing"; return; fi
  trap stop_postgres EXIT
  LAMIN_TEST_ON=postgres soak_on Postgres
  say "20 restarts of the server, half of them crashes, while 32 processes write"
  LAMIN_WRITERS=32 LAMIN_RESTARTS=10 bash tests/restart/on_own_server.sh build/dev/src/artifacts/restart_tests
}

soak_on() {
  say "$1: 1,000 kills"
  LAMIN_KILL_ROUNDS=1000 build/dev/src/artifacts/kill_tests
  say "$1: 64 processes, 200 registrations each; 150 small saves beside 100,000 labels"
  LAMIN_WRITERS=64 LAMIN_WRITES=200 LAMIN_BULK=100000 build/dev/src/artifacts/many_writers_tests
  say "$1: 16 threads with an instance each and two that they share"
  LAMIN_THREADS=16 LAMIN_ROUNDS=40 build/dev/src/instance/several_instances_tests
}

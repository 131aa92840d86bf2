#!/usr/bin/env bash
# Runs a program with a Postgres server of its own, which it may restart: LAMIN_TEST_RESTART is the beginning of the
# command, `fast` or `immediate` its end.  With LAMIN_SERVER_FILES no file of the server, or of the program, has more than
# that many KiB.
set -u
self=$(readlink -f "$0")
# shellcheck source=/dev/null
source "$(dirname "$self")/../support/postgres.sh"

if [ "${1:-}" = --restart ]; then
  postgres_folder=$2
  restart_postgres "$3"
  exit
fi
[ -z "${LAMIN_SERVER_FILES:-}" ] || ulimit -f "$LAMIN_SERVER_FILES"
# A crash may lose what was promised to be durable only if the server was told that it may.
if ! start_postgres -c synchronous_commit=on; then
  echo "$postgres_missing"
  exit 77
fi
trap stop_postgres EXIT
LAMIN_TEST_ON=postgres LAMIN_TEST_RESTART="bash $self --restart $postgres_folder" "$@"

# A private Postgres server for one run of the tests: its own folder, a free port of this machine, nothing on disk that
# matters.
#
#     source tests/support/postgres.sh
#     start_postgres || echo "$postgres_missing"     # exports LAMIN_TEST_POSTGRES and LAMIN_TEST_POSTGRES_URL
#     restart_postgres immediate                     # or fast
#     stop_postgres
#
# What follows start_postgres goes to the server: start_postgres -c synchronous_commit=on

postgres_folder=
postgres_missing="Postgres is not installed (apt-get install postgresql): nothing is tested on it"

# Postgres refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

postgres_programs() {
  local folder
  folder=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  [ -n "$folder" ] || folder=$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/x)")
  [ -x "$folder/initdb" ] && echo "$folder"
}

start_postgres() {
  local bin
  bin=$(postgres_programs) || return 1
  # Short, since the path of a socket has 107 bytes at most, and where the postgres user may look.
  postgres_folder=$(mktemp -d /tmp/lamin-pg-XXXXXX)
  chmod 755 "$postgres_folder"  # tests without privileges reach the socket too
  [ "$(id -u)" != 0 ] || chown postgres "$postgres_folder"
  local port
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  (
    cd "$postgres_folder" || exit 1
    as_postgres "$bin/initdb" -D "$postgres_folder/data" -U lamin -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions
    # For the test of passwords.
    sed -i '1i host all guarded 127.0.0.1/32 scram-sha-256' "$postgres_folder/data/pg_hba.conf"
    as_postgres "$bin/pg_ctl" -D "$postgres_folder/data" -l "$postgres_folder/log" -w start -o "-k $postgres_folder \
      -p $port -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB \
      -c max_connections=250 -c autovacuum=off $*"
  ) >/dev/null 2>&1 || { stop_postgres; return 1; }
  export LAMIN_TEST_POSTGRES="host=$postgres_folder port=$port user=lamin dbname=postgres"
  # The same as an URL without the name of a database, for lamindb 1.3.2, which knows no sockets.
  export LAMIN_TEST_POSTGRES_URL="postgresql://lamin:secret@127.0.0.1:$port"
}

# `immediate` is a crash: clients are cut off without a word, and the server recovers from its log.
restart_postgres() {
  (cd / && as_postgres "$(postgres_programs)/pg_ctl" -D "$postgres_folder/data" -l "$postgres_folder/log" -m "$1" -w restart) >/dev/null 2>&1
}

stop_postgres() {
  [ -n "$postgres_folder" ] || return 0
  (cd / && as_postgres "$(postgres_programs)/pg_ctl" -D "$postgres_folder/data" -m immediate stop) >/dev/null 2>&1
  rm -rf "$postgres_folder"
  postgres_folder=
  unset LAMIN_TEST_POSTGRES LAMIN_TEST_POSTGRES_URL
}

// Postgres (13 and newer) as a Connection, over libpq.
//
// Where to connect is said as libpq takes it: `postgresql://user:password@host:port/name?sslmode=require`,
// `host=/var/run/postgresql dbname=name`, with what is left out taken from PGHOST, PGUSER, PGPASSWORD,
// ~/.pgpass, PGSERVICE and so on.  A password is never part of a message.
//
// Write transactions of lamin-cpp on one database take turns, as on SQLite: each holds an advisory lock, so
// that "is there one of this name? if not, insert" holds for any number of writers.  Readers, and the writers
// of lamindb 1.3.2, do not wait for it.
//
// Waiting: 15 seconds for a connection (PGCONNECT_TIMEOUT or connect_timeout=), a minute for another writer;
// statements as long as the server or the address says (`options=-c statement_timeout=60000`).
//
// A connection that was lost is made again outside a transaction, and the statement, if it only reads, is run
// again; a server that is being restarted is waited for, 20 seconds.  Inside a transaction the loss throws
// database_failed with the fact `sqlstate` 08006; nothing of the transaction was saved.  Where the answer to
// a commit was lost, the server is asked what became of it (of large saves, whose number is known); if that
// cannot be told, the fact is 08007 (base/outcome.hpp).  In a forked child the connection is made anew.
//
// What the server refuses for another reason than a constraint or a lock is database_failed with its
// `sqlstate`, too: 22 and more for a value that does not fit, 42 for a table or column that is not there.
//
// Errors of opening: database_failed (08001) with libpq's sentence (unreachable, wrong password, no such
// database), module_missing (libpq is not installed), unsupported (a server before 13).
#pragma once

#include <memory>
#include <string>

#include "sql/connection.hpp"
#include "sql/sqlite/sqlite.hpp"

namespace lamin::sql {

/// Read-only connections refuse to write (permission_denied).  `preparation` is run by the connection each
/// time it is made, and by the readers that come from it: temporary views.
std::unique_ptr<Connection> open_postgres(const std::string& address, OpenMode mode = OpenMode::read_write,
                                          const std::string& preparation = "");

/// Whether the connected user may add rows to `table`, on a server and in a session that takes writes.
bool postgres_takes_writes(Connection& connection, std::string_view table);

const Dialect& postgres_dialect();

/// `address` without its password, for messages and displays: "postgresql://user:***@host/name".
std::string without_password(const std::string& address);

/// The same without the host, as lamindb 1.3.2 shows it: "postgresql://user:***@***:5432/name".
std::string discreet_address(const std::string& address);

/// The name of the database that `address` says; "" if it leaves it to the environment.  Throws
/// invalid_value if `address` cannot be read.
std::string database_name(const std::string& address);

}  // namespace lamin::sql

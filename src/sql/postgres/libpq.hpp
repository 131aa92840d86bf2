// The functions of libpq that this folder calls, found in the shared library when the first Postgres database
// is opened; until then nothing of libpq is in the process (docs/decisions/0006-libpq-on-demand.md).
//
// libpq's interface (libpq.so.5) has been the same since 2005.  libpq_test.cpp compares these declarations
// with libpq-fe.h where that is installed.
#pragma once

struct pg_conn;
struct pg_result;

namespace lamin::sql {

using PGconn = pg_conn;
using PGresult = pg_result;

/// Values of libpq's enumerations, by its names in small letters.
namespace pq {
enum Connection { connection_ok = 0, connection_bad = 1 };
enum Result {
  empty_query = 0,
  command_ok = 1,
  tuples_ok = 2,
  copy_in = 4,
  fatal_error = 7,
};
enum Transaction { idle = 0, active = 1, in_transaction = 2, in_error = 3, unknown = 4 };
enum Field { sqlstate = 'C', message_primary = 'M', message_detail = 'D', message_hint = 'H' };
}  // namespace pq

/// One keyword of a connection string; as libpq's PQconninfoOption.
struct ConnectionOption {
  char* keyword;
  char* environment;
  char* compiled;
  char* value;
  char* label;
  char* display;
  int display_size;
};

using NoticeProcessor = void (*)(void*, const char*);

// name, result, parameters
#define LAMIN_LIBPQ_FUNCTIONS(X)                                                                           \
  X(connectdbParams, PGconn*, (const char* const*, const char* const*, int))                               \
  X(status, int, (const PGconn*))                                                                          \
  X(finish, void, (PGconn*))                                                                               \
  X(errorMessage, char*, (const PGconn*))                                                                  \
  X(transactionStatus, int, (const PGconn*))                                                               \
  X(serverVersion, int, (const PGconn*))                                                                   \
  X(socket, int, (const PGconn*))                                                                          \
  X(parameterStatus, const char*, (const PGconn*, const char*))                                            \
  X(setNoticeProcessor, NoticeProcessor, (PGconn*, NoticeProcessor, void*))                                \
  X(conninfoParse, ConnectionOption*, (const char*, char**))                                               \
  X(conninfoFree, void, (ConnectionOption*))                                                               \
  X(freemem, void, (void*))                                                                                \
  X(exec, PGresult*, (PGconn*, const char*))                                                               \
  X(execParams, PGresult*,                                                                                 \
    (PGconn*, const char*, int, const unsigned*, const char* const*, const int*, const int*, int))         \
  X(prepare, PGresult*, (PGconn*, const char*, const char*, int, const unsigned*))                         \
  X(execPrepared, PGresult*, (PGconn*, const char*, int, const char* const*, const int*, const int*, int)) \
  X(sendQuery, int, (PGconn*, const char*))                                                                \
  X(getResult, PGresult*, (PGconn*))                                                                       \
  X(putCopyData, int, (PGconn*, const char*, int))                                                         \
  X(putCopyEnd, int, (PGconn*, const char*))                                                               \
  X(clear, void, (PGresult*))                                                                              \
  X(resultStatus, int, (const PGresult*))                                                                  \
  X(resultErrorMessage, char*, (const PGresult*))                                                          \
  X(resultErrorField, char*, (const PGresult*, int))                                                       \
  X(ntuples, int, (const PGresult*))                                                                       \
  X(nfields, int, (const PGresult*))                                                                       \
  X(ftype, unsigned, (const PGresult*, int))                                                               \
  X(getvalue, char*, (const PGresult*, int, int))                                                          \
  X(getlength, int, (const PGresult*, int, int))                                                           \
  X(getisnull, int, (const PGresult*, int, int))                                                           \
  X(cmdStatus, char*, (PGresult*))                                                                         \
  X(cmdTuples, char*, (PGresult*))

// From libpq 14 on.
#define LAMIN_PIPELINE_FUNCTIONS(X)                                                                       \
  X(enterPipelineMode, int, (PGconn*))                                                                    \
  X(sendQueryParams, int,                                                                                 \
    (PGconn*, const char*, int, const unsigned*, const char* const*, const int*, const int*, int))        \
  X(sendPrepare, int, (PGconn*, const char*, const char*, int, const unsigned*))                          \
  X(sendQueryPrepared, int, (PGconn*, const char*, int, const char* const*, const int*, const int*, int)) \
  X(pipelineSync, int, (PGconn*))                                                                         \
  X(exitPipelineMode, int, (PGconn*))

#define LAMIN_LIBPQ_MEMBER(name, result, parameters) result(*name) parameters = nullptr;
/// Pointers to PQstatus, PQexec, ..., without the "PQ".
struct Libpq {
  LAMIN_LIBPQ_FUNCTIONS(LAMIN_LIBPQ_MEMBER)
};
struct Pipelines {
  LAMIN_PIPELINE_FUNCTIONS(LAMIN_LIBPQ_MEMBER)
};
#undef LAMIN_LIBPQ_MEMBER

/// Loads the library, once.  Throws module_missing with what to install if this machine has none.
/// `LAMIN_LIBPQ` names another file than libpq.so.5.
const Libpq& libpq();
/// All null if the library has none.
const Pipelines& pipelines();

}  // namespace lamin::sql

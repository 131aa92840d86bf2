// Our declarations of libpq's functions against its own header.
#include <doctest/doctest.h>

#include <type_traits>

#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#elif __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#endif

#include "sql/postgres/libpq.hpp"

#ifdef LIBPQ_FE_H
namespace {

// Enumerations of C are passed as their numbers.
template <class Type>
struct Plain {
  using type = Type;
};
template <class Type>
  requires std::is_enum_v<Type>
struct Plain<Type> {
  using type = int;
};
template <>
struct Plain<Oid> {
  using type = unsigned;
};
template <>
struct Plain<const Oid*> {
  using type = const unsigned*;
};
template <>
struct Plain<PQconninfoOption*> {
  using type = lamin::sql::ConnectionOption*;
};
template <class Type>
using plain = typename Plain<Type>::type;

template <class Function>
struct Signature;
template <class Result, class... Parameters>
struct Signature<Result (*)(Parameters...)> {
  using type = plain<Result> (*)(plain<Parameters>...);
};

}  // namespace

#define LAMIN_SAME_IN(functions, name) \
  static_assert(                       \
      std::is_same_v<Signature<decltype(&::PQ##name)>::type, decltype(lamin::sql::functions::name)>, #name);
#define LAMIN_SAME(name, result, parameters) LAMIN_SAME_IN(Libpq, name)
LAMIN_LIBPQ_FUNCTIONS(LAMIN_SAME)
#ifdef LIBPQ_HAS_PIPELINING
#define LAMIN_SAME_PIPELINE(name, result, parameters) LAMIN_SAME_IN(Pipelines, name)
LAMIN_PIPELINE_FUNCTIONS(LAMIN_SAME_PIPELINE)
#endif

static_assert(sizeof(PQconninfoOption) == sizeof(lamin::sql::ConnectionOption));
static_assert(int{lamin::sql::pq::connection_bad} == int{CONNECTION_BAD});
static_assert(int{lamin::sql::pq::copy_in} == int{PGRES_COPY_IN});
static_assert(int{lamin::sql::pq::tuples_ok} == int{PGRES_TUPLES_OK});
static_assert(int{lamin::sql::pq::fatal_error} == int{PGRES_FATAL_ERROR});
static_assert(int{lamin::sql::pq::in_error} == int{PQTRANS_INERROR});
static_assert(int{lamin::sql::pq::unknown} == int{PQTRANS_UNKNOWN});
#endif

TEST_SUITE("libpq") {
  TEST_CASE("the functions are declared as libpq declares them") {
    // Checked when this file was compiled, if libpq-fe.h is there.
    CHECK(lamin::sql::pq::idle == 0);
  }
}

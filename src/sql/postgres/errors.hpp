// What Postgres says, as lamin::Error: the one place that knows its codes (SQLSTATE).
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace lamin::sql {

/// The error for `sqlstate` ("23505"; "" if the server said nothing) with the server's `message`.
Error postgres_error(std::string_view sqlstate, std::string_view message);

/// "ERROR:  x\nDETAIL:  y\n" -> "x\nDETAIL:  y": the sentence that lamindb 1.3.2 shows.
std::string plain_sentence(std::string_view message);

}  // namespace lamin::sql

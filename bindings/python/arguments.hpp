// Keyword arguments of constructors that take more than fields.
#pragma once

#include <nanobind/nanobind.h>

#include <span>
#include <string_view>

#include "base/error.hpp"

namespace lamin::python {

/// Throws `code` with "Only A, B can be passed, `you_passed`: {...}" if a name is neither among those that
/// people are told of nor among the others.
void refuse_unknown(const nanobind::dict& given, std::span<const std::string_view> shown,
                    std::span<const std::string_view> other, ErrorCode code, std::string_view you_passed);
/// Throws invalid_value unless `version` is absent, None or a str.
void require_version_text(const nanobind::dict& given);

}  // namespace lamin::python

// The MD5 of files, as their publishers give it.
#pragma once

#include <filesystem>
#include <string_view>

namespace lamin::ontologies {

/// Throws validation_failed if the file has another MD5 (hexadecimal digits), file_missing if it is not
/// there.
void expect_md5(const std::filesystem::path& file, std::string_view wanted);

/// Compares the file with "<file>.md5", if there is one.
void check_sidecar(const std::filesystem::path& file);

}  // namespace lamin::ontologies

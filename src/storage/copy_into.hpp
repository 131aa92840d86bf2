// Copies files and folders from one place on disk to another, as `cp -r` does: what is at the destination
// stays unless a file of that name comes.  For bytes that no artifact speaks of; those of artifacts go by
// local/delivery.hpp.
#pragma once

#include <filesystem>

namespace lamin::storage {

/// Whether a folder arrives as a folder of its name, or its content alone.
enum class FolderName { keep, drop };

/// Copies `source` to `destination`; a file into a folder that is there.  Returns where a folder went, and
/// `destination` for a file.  Throws file_missing, permission_denied, storage_full, io_failed.
std::filesystem::path copy_into(const std::filesystem::path& source, const std::filesystem::path& destination,
                                FolderName name = FolderName::keep);

}  // namespace lamin::storage

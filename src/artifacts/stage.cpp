// Names for objects in memory: create.hpp, second part.
#include "artifacts/create.hpp"
#include "artifacts/otype.hpp"
#include "artifacts/suffix.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/uid.hpp"
#include "formats/zarr/zarr.hpp"

namespace lamin::artifacts {
namespace {

/// "zarr" and ".zarr" as ".zarr".
std::string with_dot(std::string_view format) {
  return format.empty() || format.starts_with('.') ? std::string(format) : "." + std::string(format);
}

std::string ann_data_suffix(const KnownSuffixes& known, const std::optional<std::string>& key,
                            const std::optional<std::string>& format) {
  const std::string wanted = format ? with_dot(*format) : key ? suffix_of(*key, known) : "";
  if (wanted.empty() && !key) return ".h5ad";
  if (wanted == ".h5ad" || wanted == ".zarr" || wanted == ".anndata.zarr") return wanted;
  throw Error(ErrorCode::invalid_value,
              "Error when specifying AnnData storage format, it should be 'h5ad', 'zarr', not '" +
                  std::string(wanted.empty() ? "" : wanted.substr(1)) +
                  "'. Check 'format' or the suffix of 'key'.");
}

std::string suffix_for(const KnownSuffixes& known, ObjectKind object, const std::optional<std::string>& key,
                       const std::optional<std::string>& format) {
  switch (object) {
    case ObjectKind::data_frame:
      return ".parquet";
    case ObjectKind::ann_data:
      return ann_data_suffix(known, key, format);
    case ObjectKind::mu_data:
      return ".h5mu";
    case ObjectKind::spatial_data:
      return key && key->ends_with(".spatialdata.zarr") ? suffix_of(*key, known) : ".zarr";
  }
  return "";
}

void require_key_suffix(const KnownSuffixes& known, const std::string& key, std::string_view suffix) {
  const std::string given = suffix_of(key, known);
  if (given == suffix) return;
  throw Error(ErrorCode::invalid_argument, "The suffix '" + given +
                                               "' of the provided key is inconsistent, it should be '" +
                                               std::string(suffix) + "'");
}

Error no_such_object(ObjectKind object) {
  const std::string name(otype_of(object));
  const std::string article = object == ObjectKind::ann_data ? "an " : "a ";
  return Error{ErrorCode::invalid_value,
               "data has to be " + article + name + " object or a path to " + name + "-like"};
}

bool is_zarr(const std::filesystem::path& source) {
  const std::string text = source.string();
  return std::string_view(text).substr(0, text.find_last_not_of('/') + 1).ends_with(".zarr");
}

}  // namespace

std::string_view otype_of(ObjectKind object) {
  switch (object) {
    case ObjectKind::data_frame:
      return "DataFrame";
    case ObjectKind::ann_data:
      return "AnnData";
    case ObjectKind::mu_data:
      return "MuData";
    case ObjectKind::spatial_data:
      return "SpatialData";
  }
  return "";
}

Staging stage(const Workspace& workspace, ObjectKind object, const std::optional<std::string>& key,
              const std::optional<std::string>& format, const RunChoice& run) {
  const auto resolved = run.resolve(workspace);
  const std::string suffix = suffix_for(workspace.suffixes, object, key, format);
  if (key) require_key_suffix(workspace.suffixes, *key, suffix);
  std::error_code ignored;
  std::filesystem::create_directories(workspace.cache_directory, ignored);
  const std::string uid = random_base62(16) + "0000";
  return {.uid = uid,
          .suffix = suffix,
          .path = workspace.cache_directory / (uid + suffix),
          .otype = std::string(otype_of(object)),
          .run = resolved ? RunChoice::of(*resolved) : RunChoice::none()};
}

void require_otype(ObjectKind object, const std::filesystem::path& source) {
  if (object == ObjectKind::data_frame) return;
  if (infer_otype(source, suffix_of(source.string())) != otype_of(object)) throw no_such_object(object);
}

void require_class(ObjectKind object, std::string_view class_name) {
  if (object != ObjectKind::data_frame && class_name != otype_of(object)) throw no_such_object(object);
}

Observations observations_at(ObjectKind object, const std::filesystem::path& source) {
  if (object != ObjectKind::ann_data && object != ObjectKind::mu_data) return {};
  if (!is_zarr(source)) return {.is_hdf5 = true};
  return {.count = static_cast<std::int64_t>(formats::observations_of_zarr(source))};
}

}  // namespace lamin::artifacts

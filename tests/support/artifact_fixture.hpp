// A scratch instance with a Workspace, and a folder for the files that a test makes artifacts of.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "artifacts/artifact.hpp"
#include "artifacts/create.hpp"
#include "artifacts/save.hpp"
#include "artifacts/workspace.hpp"
#include "base/error.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::test {

class ArtifactFixture : public InstanceFixture {
 public:
  ArtifactFixture() : InstanceFixture(std::vector<std::string>{}) {
    std::filesystem::create_directories(work());
  }

  artifacts::Workspace workspace{.records = store(),
                                 .log = log(),
                                 .slug = "anonymous/test",
                                 .instance_uid = "instance1234",
                                 .storage = {.id = 1,
                                             .uid = "abcdefghijkl",
                                             .root = storage_root().string(),
                                             .type = "local",
                                             .instance_uid = "instance1234"},
                                 .cache_directory = folder() / "cache",
                                 .confirm = [this](std::string_view question) {
                                   questions.emplace_back(question);
                                   return answer;
                                 }};
  bool answer = true;
  std::vector<std::string> questions;

  std::filesystem::path work() const { return folder() / "work"; }

  std::filesystem::path file(const std::string& name, const std::string& content) const {
    const auto path = name.starts_with('/') ? std::filesystem::path(name) : work() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  static std::string read(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  /// Made, not saved.
  artifacts::Artifact make(const std::filesystem::path& path, const std::string& key) {
    artifacts::CreateOptions options;
    if (!key.empty()) options.key = key;
    return artifacts::create(workspace, path, options);
  }
  artifacts::Artifact make_and_save(const std::filesystem::path& path, const std::string& key) {
    auto artifact = make(path, key);
    artifacts::save(workspace, artifact);
    return artifact;
  }
  std::int64_t count() { return store().count(query::Query(registry("Artifact"))); }
  bool said(std::string_view text) {
    for (const auto& line : lines()) {
      if (line.find(text) != std::string::npos) return true;
    }
    return false;
  }
  /// Names in the managed folder.
  std::size_t stored_objects() const {
    std::error_code ignored;
    std::size_t number = 0;
    for (auto it = std::filesystem::directory_iterator(storage_root() / ".lamindb", ignored);
         it != std::filesystem::directory_iterator(); ++it) {
      ++number;
    }
    return number;
  }
};

/// The error that `act` throws; fails the test if there is none.
template <class Act>
Error error_of(Act&& act) {
  try {
    act();
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorCode::exit_requested, "no error");
}

}  // namespace lamin::test

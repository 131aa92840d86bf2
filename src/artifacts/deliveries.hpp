// The bytes of one save on their way: a Delivery for each storage that they go to
// (storage/local/delivery.hpp).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "artifacts/artifact.hpp"
#include "artifacts/workspace.hpp"
#include "storage/local/delivery.hpp"

namespace lamin::artifacts {

class Deliveries {
 public:
  /// Stages the pending bytes.  Writes hash and size anew if they changed since the artifact was made, with a
  /// warning. Throws foreign storage errors of Delivery.
  void stage(Workspace& workspace, Artifact& artifact);
  /// The record has got another uid.
  void redirect(const Workspace& workspace, const Artifact& artifact);
  /// The artifact is not saved after all.
  void drop(const Artifact& artifact);

  void flush_ahead();
  void publish();
  void keep() noexcept;

 private:
  struct Place {
    storage::Delivery* delivery;
    std::size_t index;
  };
  storage::Delivery& delivery_to(const std::string& root);
  void bring(Workspace& workspace, Artifact& artifact, storage::Delivery& delivery,
             const std::filesystem::path& destination);

  std::map<std::string, std::unique_ptr<storage::Delivery>, std::less<>> by_root_;
  std::unordered_map<const Artifact*, Place> places_;
};

}  // namespace lamin::artifacts

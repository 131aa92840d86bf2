#include "artifacts/deliveries.hpp"

#include "artifacts/content.hpp"
#include "artifacts/storage_key.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "storage/folder_hash.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;

/// `hash` is that of the bytes that were staged; the record may have been made of earlier ones.
void take_hash(Workspace& workspace, Artifact& artifact, const ContentHash& hash) {
  if (artifact.record.get("hash").is_null() || artifact.record.get("hash").text() == hash.hash) return;
  workspace.log.warning("content changed since the artifact was made, its hash was updated: " +
                        artifact.pending->source.string());
  artifact.record.set("hash", hash.hash);
  artifact.record.set("size", hash.size);
  artifact.record.set("_hash_type", hash.type);
  if (artifact.pending->is_folder) artifact.record.set("n_files", hash.n_files);
}

}  // namespace

storage::Delivery& Deliveries::delivery_to(const std::string& root) {
  auto& delivery = by_root_[root];
  if (!delivery) delivery = std::make_unique<storage::Delivery>(root);
  return *delivery;
}

void Deliveries::stage(Workspace& workspace, Artifact& artifact) {
  const StorageLocation location = storage_of(workspace, artifact.record);
  if (location.type != "local") {
    throw Error(ErrorCode::unsupported, "Artifacts in cloud storage are not supported yet")
        .with("storage", location.root);
  }
  storage::Delivery& delivery = delivery_to(location.root);
  bring(workspace, artifact, delivery, fs::path(location.root) / storage_key(artifact.record));
  places_[&artifact] = {&delivery, delivery.size() - 1};
}

void Deliveries::bring(Workspace& workspace, Artifact& artifact, storage::Delivery& delivery,
                       const fs::path& destination) {
  const Pending& pending = *artifact.pending;
  if (pending.transfer == Pending::Transfer::move) {
    delivery.move(pending.source, destination);
  } else if (pending.is_folder) {
    ContentHash hash;
    delivery.fill_folder(destination, [&](const fs::path& staged) {
      hash =
          storage::copy_folder_hashed(pending.source, staged, {.durability = storage::Durability::in_memory});
    });
    take_hash(workspace, artifact, hash);
  } else if (delivery.copy(pending.source, destination) != pending.state) {
    take_hash(workspace, artifact, hash_file(delivery.staged()));
  }
}

void Deliveries::redirect(const Workspace& workspace, const Artifact& artifact) {
  const auto place = places_.find(&artifact);
  if (place == places_.end()) return;
  const fs::path root = storage_of(workspace, artifact.record).root;
  place->second.delivery->redirect(place->second.index, root / storage_key(artifact.record));
}

void Deliveries::drop(const Artifact& artifact) {
  const auto place = places_.find(&artifact);
  if (place != places_.end()) place->second.delivery->drop(place->second.index);
}

void Deliveries::flush_ahead() {
  for (auto& [root, delivery] : by_root_) delivery->flush_ahead();
}

void Deliveries::publish() {
  for (auto& [root, delivery] : by_root_) delivery->publish();
}

void Deliveries::keep() noexcept {
  for (auto& [root, delivery] : by_root_) delivery->keep();
}

}  // namespace lamin::artifacts

// A Record is a row of any registry: values by field, what changed since it was loaded, and where it came
// from.
//
// A Record is a plain value without a connection; records/store.hpp loads and saves it.  It must not outlive
// the Catalog that its registry belongs to.  Not safe for use by two threads at once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "schema/registry.hpp"

namespace lamin::records {

class Record {
 public:
  /// An unsaved record; every field null.
  explicit Record(const schema::Registry& registry);
  /// A row as loaded: one value a field, in model order.
  Record(const schema::Registry& registry, std::vector<Value> values);

  const schema::Registry& registry() const { return *registry_; }

  /// By field name or column ("run" and "run_id" are the same).  Throws unknown_field with the nearest name.
  const Value& get(std::string_view field) const;
  /// Marks the field as changed if the value differs.  Throws unknown_field.
  void set(std::string_view field, Value value);
  const Value& at(std::size_t index) const { return values_[index]; }
  void set_at(std::size_t index, Value value);

  bool is_saved() const { return saved_; }
  std::int64_t id() const { return get("id").integer(); }
  std::string_view uid() const { return get("uid").text(); }

  /// Whether the field was set, if only to null: it gets no default then.
  bool is_given(std::size_t index) const { return (given_ >> index & 1) != 0; }

  bool is_changed(std::string_view field) const;
  bool has_changes() const;
  std::vector<const schema::Field*> changed_fields() const;
  /// The value when it was loaded or last saved.
  const Value& loaded(std::string_view field) const;
  /// Called by the store: the row stands in the database as it is here.
  void mark_saved();
  /// Called by the store after a removal: a save would insert it anew, under a new id.
  void mark_removed();

 private:
  std::size_t position(std::string_view field) const;

  const schema::Registry* registry_;
  std::vector<Value> values_;
  std::vector<Value> loaded_;  // empty until a first change
  std::uint64_t given_ = 0;    // a bit a field
  bool saved_ = false;
};

/// `ULabel(uid='…', name='…', created_at=2025-04-01 17:42:41 UTC)`: uid first, created_at last; null, `id`,
/// `updated_at`, `source_code` and hidden fields left out.
std::string repr(const Record& record);

}  // namespace lamin::records

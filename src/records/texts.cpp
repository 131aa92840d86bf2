// How the store keeps the texts of its registries in memory.

#include "records/caches.hpp"
#include "records/rows.hpp"

namespace lamin::records {
namespace {

std::string texts_statement(const schema::Registry& registry, const TextIndex& index) {
  const bool has_branch = registry.find_field("_branch_code") != nullptr;
  std::string text =
      "SELECT " + sql::quoted(registry.key().column) + (has_branch ? ", \"_branch_code\"" : ", 1");
  for (const schema::Field* field : index.fields()) text += ", " + sql::quoted(field->column);
  return text + " FROM " + sql::quoted(registry.table) + " ORDER BY " + sql::quoted(registry.key().column);
}

std::unique_ptr<TextIndex> read_texts(sql::Connection& connection, const schema::Registry& registry) {
  auto index = std::make_unique<TextIndex>(registry);
  std::vector<std::string_view> texts(index->fields().size());
  sql::Cursor cursor(connection.cached(texts_statement(registry, *index)));
  while (cursor->step()) {
    for (std::size_t field = 0; field < texts.size(); ++field) {
      if (!cursor->read_text(static_cast<int>(field) + 2, texts[field])) texts[field] = {};
    }
    index->append(cursor->integer(0), cursor->integer(1), texts);
  }
  return index;
}

std::int64_t branch_code_of(const Record& record) {
  const schema::Field* field = record.registry().find_field("_branch_code");
  if (field == nullptr) return 1;
  const auto* code = record.at(record.registry().index_of(*field)).get_if<std::int64_t>();
  return code != nullptr ? *code : 1;
}

}  // namespace

TextIndex& RecordStore::texts_of(const schema::Registry& registry) {
  const std::uint64_t others = connection_->changes_by_others();
  if (others != caches_->others) caches_->texts.clear();
  caches_->others = others;
  auto& index = caches_->texts[&registry];
  if (index == nullptr || index->is_worn()) index = read_texts(*connection_, registry);
  return *index;
}

void RecordStore::with_texts(const schema::Registry& registry, const std::function<void(TextIndex&)>& read) {
  const std::lock_guard lock(mutex_);
  connection_->expect_sound();
  read(texts_of(registry));
}

void RecordStore::note_saved(const Record& record, bool is_new) {
  const auto found = caches_->texts.find(&record.registry());
  if (found == caches_->texts.end()) return;
  TextIndex& index = *found->second;
  std::vector<std::string_view> texts;
  texts.reserve(index.fields().size());
  for (const schema::Field* field : index.fields()) {
    const auto* text = record.at(record.registry().index_of(*field)).get_if<std::string>();
    texts.push_back(text != nullptr ? std::string_view(*text) : std::string_view());
  }
  if (is_new) {
    index.append(record.id(), branch_code_of(record), texts);
  } else {
    index.change(record.id(), branch_code_of(record), texts);
  }
}

void RecordStore::forget_texts(const schema::Registry& registry) {
  caches_->texts.erase(&registry);
}

void RecordStore::forget_texts() {
  caches_->texts.clear();
}

}  // namespace lamin::records

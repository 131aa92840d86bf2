#include "formats/h5ad/hdf5.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <utility>

#include "base/error.hpp"
#include "formats/h5ad/library.hpp"

namespace lamin::formats::hdf5 {
namespace {

// Constants of the library's interface.
constexpr unsigned read_only = 0;
constexpr Id defaults = 0;
constexpr Id whole = 0;
constexpr std::size_t variable_length = static_cast<std::size_t>(-1);
enum class Class { integer = 0, real = 1, text = 3, compound = 6, reference = 7, enumeration = 8 };
constexpr int group_kind = 2;
constexpr int unsigned_sign = 0;
constexpr int object_reference = 0;

// HDF5 is not safe for several threads.
std::recursive_mutex& lock() {
  static std::recursive_mutex mutex;
  return mutex;
}

const Library& library() {
  return Library::get();
}

Handle type_handle(Id id) {
  return {id, library().close_type};
}

Handle space_handle(Id id) {
  return {id, library().close_space};
}

std::string number_type(Id type, Class kind) {
  const std::size_t bits = library().size_of(type) * 8;
  if (kind == Class::enumeration) return "bool";
  if (kind == Class::real) return "float" + std::to_string(bits);
  return (library().sign_of(type) == unsigned_sign ? "uint" : "int") + std::to_string(bits);
}

/// Reads values of the file's `type`; `read` fills memory of a type it is told.
class Reading {
 public:
  template <class Read>
  static Array array(Id type, Id space, const Read& read) {
    Array result;
    const std::int64_t points = library().points(space);
    result.size = points < 0 ? 0 : static_cast<std::size_t>(points);
    const auto kind = static_cast<Class>(library().class_of(type));
    if (kind == Class::text) {
      result.dtype = "object";
      result.texts = library().is_variable(type) > 0 ? long_texts(type, space, result.size, read)
                                                     : short_texts(type, result.size, read);
    } else if (kind == Class::real) {
      result.dtype = number_type(type, kind);
      result.reals.resize(result.size);
      if (result.size > 0) read(library().real, result.reals.data());
    } else if (kind == Class::integer) {
      result.dtype = number_type(type, kind);
      result.integers.resize(result.size);
      if (result.size > 0) read(library().int64, result.integers.data());
    } else if (kind == Class::enumeration) {
      result.dtype = "bool";
      result.integers = truths(type, result.size, read);
    } else if (kind == Class::reference) {
      std::uint64_t reference = 0;
      read(library().reference, &reference);
      result.dtype = "reference";
      result.reference = reference;
    } else {
      result.dtype = "other";
    }
    return result;
  }

 private:
  // h5py keeps truth values as an enumeration of one byte; the library does not turn it into a number, so the
  // bytes are taken as they lie in the file.
  template <class Read>
  static std::vector<std::int64_t> truths(Id type, std::size_t count, const Read& read) {
    const std::size_t width = library().size_of(type);
    std::string bytes(width * count, '\0');
    if (count > 0) read(type, bytes.data());
    std::vector<std::int64_t> truths(count);
    for (std::size_t i = 0; i < count; ++i)
      truths[i] = bytes.find_first_not_of('\0', i * width) < (i + 1) * width ? 1 : 0;
    return truths;
  }

  template <class Read>
  static std::vector<std::string> long_texts(Id type, Id space, std::size_t count, const Read& read) {
    const Handle memory = type_handle(library().copy_type(library().text));
    library().set_size(memory.id(), variable_length);
    library().set_character_set(memory.id(), library().character_set(type));
    std::vector<char*> pointers(count, nullptr);
    if (count > 0) read(memory.id(), pointers.data());
    std::vector<std::string> texts;
    texts.reserve(count);
    for (const char* text : pointers) texts.emplace_back(text == nullptr ? "" : text);
    if (count > 0) library().free_texts(memory.id(), space, defaults, pointers.data());
    return texts;
  }

  template <class Read>
  static std::vector<std::string> short_texts(Id type, std::size_t count, const Read& read) {
    const std::size_t width = library().size_of(type);
    std::string bytes(width * count, '\0');
    if (count > 0) read(type, bytes.data());
    std::vector<std::string> texts;
    texts.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view text = std::string_view(bytes).substr(i * width, width);
      texts.emplace_back(text.substr(0, text.find('\0')));
    }
    return texts;
  }
};

}  // namespace

Handle& Handle::operator=(Handle&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(close_, other.close_);
  return *this;
}

Handle::~Handle() {
  if (id_ < 0 || close_ == nullptr) return;
  const std::scoped_lock guard(lock());
  close_(id_);
}

Object Object::open_file(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) throw Error{ErrorCode::file_missing, "No such file: " + path.string()};
  const std::scoped_lock guard(lock());
  Handle file(library().open_file(path.c_str(), read_only, defaults), library().close_file);
  if (!file) throw Error{ErrorCode::invalid_value, "This is no HDF5 file: " + path.string()};
  return Object(std::move(file));
}

bool Object::has(const std::string& name) const {
  const std::scoped_lock guard(lock());
  return library().link_exists(handle_.id(), name.c_str(), defaults) > 0;
}

Object Object::child(const std::string& name) const {
  const std::scoped_lock guard(lock());
  Handle object(has(name) ? library().open_object(handle_.id(), name.c_str(), defaults) : -1,
                library().close_object);
  if (!object) throw Error{ErrorCode::invalid_value, "The file has no '" + name + "'"};
  return Object(std::move(object));
}

bool Object::is_group() const {
  const std::scoped_lock guard(lock());
  return library().kind_of(handle_.id()) == group_kind;
}

std::optional<Array> Object::attribute(const std::string& name) const {
  const std::scoped_lock guard(lock());
  if (library().attribute_exists(handle_.id(), name.c_str()) <= 0) return std::nullopt;
  const Handle attribute(library().open_attribute(handle_.id(), name.c_str(), defaults),
                         library().close_attribute);
  const Handle type = type_handle(library().type_of_attribute(attribute.id()));
  const Handle space = space_handle(library().space_of_attribute(attribute.id()));
  return Reading::array(type.id(), space.id(), [&](Id memory, void* into) {
    library().read_attribute(attribute.id(), memory, into);
  });
}

std::string Object::attribute_text(const std::string& name) const {
  const auto found = attribute(name);
  return found && !found->texts.empty() ? found->texts.front() : "";
}

std::optional<Object> Object::referenced(const std::string& name) const {
  const auto found = attribute(name);
  if (!found || !found->reference) return std::nullopt;
  const std::scoped_lock guard(lock());
  const std::uint64_t reference = *found->reference;
  Handle object(library().dereference(handle_.id(), defaults, object_reference, &reference),
                library().close_object);
  if (!object) return std::nullopt;
  return Object(std::move(object));
}

Array Object::read() const {
  const std::scoped_lock guard(lock());
  const Handle type = type_handle(library().type_of_data(handle_.id()));
  const Handle space = space_handle(library().space_of_data(handle_.id()));
  return Reading::array(type.id(), space.id(), [&](Id memory, void* into) {
    if (library().read_data(handle_.id(), memory, whole, whole, defaults, into) < 0)
      throw Error{ErrorCode::invalid_value, "A data set of the file cannot be read"};
  });
}

std::size_t Object::size() const {
  const std::scoped_lock guard(lock());
  const Handle space = space_handle(library().space_of_data(handle_.id()));
  return static_cast<std::size_t>(std::max<std::int64_t>(0, library().points(space.id())));
}

std::string Object::dtype() const {
  if (is_group()) return has("data") ? child("data").dtype() : "";
  const std::scoped_lock guard(lock());
  const Handle type = type_handle(library().type_of_data(handle_.id()));
  const auto kind = static_cast<Class>(library().class_of(type.id()));
  if (kind == Class::text) return "object";
  return number_type(type.id(), kind);
}

std::vector<std::string> Object::parts() const {
  const std::scoped_lock guard(lock());
  const Handle type = type_handle(library().type_of_data(handle_.id()));
  std::vector<std::string> names;
  if (static_cast<Class>(library().class_of(type.id())) != Class::compound) return names;
  const int count = library().member_count(type.id());
  for (int i = 0; i < count; ++i) {
    char* name = library().member_name(type.id(), static_cast<unsigned>(i));
    names.emplace_back(name);
    library().free_memory(name);
  }
  return names;
}

Array Object::read_part(const std::string& name) const {
  const std::scoped_lock guard(lock());
  const auto names = parts();
  const auto place = static_cast<unsigned>(std::ranges::find(names, name) - names.begin());
  const Handle type = type_handle(library().type_of_data(handle_.id()));
  const Handle member = type_handle(library().member_type(type.id(), place));
  const Handle space = space_handle(library().space_of_data(handle_.id()));
  return Reading::array(member.id(), space.id(), [&](Id memory, void* into) {
    const Handle only =
        type_handle(library().make_type(static_cast<int>(Class::compound), library().size_of(memory)));
    library().insert_member(only.id(), name.c_str(), 0, memory);
    if (library().read_data(handle_.id(), only.id(), whole, whole, defaults, into) < 0)
      throw Error{ErrorCode::invalid_value, "A column of the file cannot be read"}.with("column", name);
  });
}

}  // namespace lamin::formats::hdf5

#include "value_answers.hpp"

#include "base/error.hpp"
#include "session.hpp"

namespace lamin::python {

namespace {

nb::object meaning_of(const curation::Mapped& mapped) {
  if (mapped.meanings.size() == 1) return to_python(mapped.meanings.front());
  nb::list all;
  for (const Value& value : mapped.meanings) all.append(to_python(value));
  return all;
}

}  // namespace

Voice::Voice(bool mute) : log_(mute ? quiet_ : Session::current().log()) {}

curation::Keep keep_of(nb::handle keep) {
  if (keep.ptr() == Py_False) return curation::Keep::all;
  if (PyUnicode_Check(keep.ptr()) && text_of(keep) == "first") return curation::Keep::first;
  if (PyUnicode_Check(keep.ptr()) && text_of(keep) == "last") return curation::Keep::last;
  throw Error(ErrorCode::invalid_value, "keep must be 'first', 'last' or False");
}

nb::list texts_of(const std::vector<std::string>& texts) {
  nb::list list;
  for (const std::string& text : texts) list.append(to_python(std::string_view(text)));
  return list;
}

nb::tuple answer_of(const curation::Inspection& found) {
  nb::dict mapper;
  for (const auto& one : found.mapped) mapper[to_python(std::string_view(one.value))] = meaning_of(one);
  return nb::make_tuple(texts_of(found.validation.validated), texts_of(found.validation.non_validated),
                        found.validation.percent_validated(), found.ignored, mapper);
}

nb::dict meanings_of(const std::vector<curation::Mapped>& found) {
  nb::dict meanings;
  for (const auto& one : found)
    meanings[to_python(std::string_view(one.value))] = nb::make_tuple(meaning_of(one), one.is_exact);
  return meanings;
}

}  // namespace lamin::python

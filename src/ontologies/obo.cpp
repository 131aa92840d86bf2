#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "ontologies/parse.hpp"

namespace lamin::ontologies {
namespace {

[[noreturn]] void refuse(std::size_t line, std::string_view problem) {
  throw Error(ErrorCode::validation_failed, "The OBO file is damaged: " + std::string(problem))
      .with("line", std::to_string(line))
      .hint("Was it cut off on the way?  Fetch it again.");
}

char meant_by(char escaped) {
  switch (escaped) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'W':
      return ' ';
    default:
      return escaped;
  }
}

/// The text in quotes at the front of `value`, which loses it; what has no quotes at its end is all text.
std::string take_quoted(std::string_view& value) {
  if (!value.starts_with('"')) return std::string(std::exchange(value, {}));
  std::string text;
  for (std::size_t i = 1; i < value.size(); ++i) {
    if (value[i] == '"') {
      value.remove_prefix(i + 1);
      return text;
    }
    if (value[i] == '\\' && i + 1 < value.size()) {
      text += meant_by(value[++i]);
    } else {
      text += value[i];
    }
  }
  value = {};
  return text;
}

/// The value without the comment and the modifiers at its end, escapes replaced.
std::string plain(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool after_blank = i > 0 && value[i - 1] == ' ';
    if (after_blank && (value[i] == '!' || (value[i] == '{' && value.find('}', i) != value.npos))) break;
    if (value[i] == '\\' && i + 1 < value.size()) {
      text += meant_by(value[++i]);
    } else {
      text += value[i];
    }
  }
  return std::string(trim(text));
}

/// A name may have braces; only the comment is cut.
std::string plain_name(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (i > 0 && value[i - 1] == ' ' && value[i] == '!' && i + 1 < value.size() && value[i + 1] == ' ') break;
    if (value[i] == '\\' && i + 1 < value.size()) {
      text += meant_by(value[++i]);
    } else {
      text += value[i];
    }
  }
  return std::string(trim(text));
}

std::string first_word(std::string_view value) {
  return std::string(value.substr(0, value.find(' ')));
}

void add_synonym(Term& term, std::string_view value) {
  std::string text = take_quoted(value);
  if (trim(value).starts_with("EXACT")) term.exact_synonyms.push_back(std::move(text));
}

void add_relationship(Term& term, std::string_view value, std::size_t line) {
  const std::string pair = plain(value);
  const std::size_t blank = pair.find(' ');
  if (blank == std::string::npos) refuse(line, "a relationship without a target");
  term.related.emplace_back(pair.substr(0, blank), first_word(std::string_view(pair).substr(blank + 1)));
}

void add_tag(Term& term, std::string_view tag, std::string_view value, std::size_t line) {
  if (tag == "id") {
    term.id = compact_id(plain(value));
  } else if (tag == "name") {
    term.name = plain_name(value);
  } else if (tag == "def") {
    term.definition = take_quoted(value);
  } else if (tag == "synonym") {
    add_synonym(term, value);
  } else if (tag == "exact_synonym") {
    term.exact_synonyms.push_back(take_quoted(value));
  } else if (tag == "is_a") {
    term.parents.push_back(compact_id(first_word(plain(value))));
  } else if (tag == "relationship") {
    add_relationship(term, value, line);
  } else if (tag == "is_obsolete") {
    term.is_obsolete = value.starts_with("true");
  } else if (tag == "replaced_by") {
    term.replaced_by.push_back(first_word(plain(value)));
  }
}

/// A line whose quotes do not close.
bool is_cut_off(std::string_view line) {
  bool is_open = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\')
      ++i;
    else if (line[i] == '"')
      is_open = !is_open;
  }
  return is_open;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Ontology read() {
    while (next_line()) {
      if (line_text_.empty() || line_text_.starts_with('!')) continue;
      line_text_.starts_with('[') ? begin_frame() : read_tag();
    }
    end_frame();
    return std::move(ontology_);
  }

 private:
  bool next_line() {
    if (text_.empty()) return false;
    ++line_;
    const std::size_t end = text_.find('\n');
    ends_ = end != text_.npos;
    line_text_ = trim(text_.substr(0, end));
    text_.remove_prefix(ends_ ? end + 1 : text_.size());
    return true;
  }

  void begin_frame() {
    end_frame();
    if (!line_text_.ends_with(']')) refuse(line_, "the head of a frame that does not close");
    in_header_ = false;
    in_term_ = line_text_ == "[Term]";
    if (in_term_) ontology_.terms.emplace_back();
  }

  void end_frame() {
    if (in_term_ && ontology_.terms.back().id.empty()) refuse(line_, "a term without an id");
    in_term_ = false;
  }

  void read_tag() {
    const std::size_t colon = line_text_.find(':');
    // Texts of some files go on in the next line, without a tag and with their quotes there.
    if (colon == line_text_.npos && ends_) return;
    if (colon == line_text_.npos || (!ends_ && is_cut_off(line_text_)))
      refuse(line_, "the last line is cut off");
    const std::string_view tag = line_text_.substr(0, colon);
    const std::string_view value = trim(line_text_.substr(colon + 1));
    if (in_header_ && tag == "data-version") ontology_.version = value;
    if (in_term_) add_tag(ontology_.terms.back(), tag, value, line_);
  }

  std::string_view text_, line_text_;
  std::size_t line_ = 0;
  bool ends_ = true;  // the line has its line end
  bool in_header_ = true, in_term_ = false;
  Ontology ontology_;
};

}  // namespace

Ontology parse_obo(std::string_view text) {
  Ontology ontology = Reader(text).read();
  if (ontology.terms.empty()) {
    throw Error(ErrorCode::validation_failed, "The OBO file has no terms")
        .hint("Was it cut off on the way?  Fetch it again.");
  }
  return ontology;
}

}  // namespace lamin::ontologies

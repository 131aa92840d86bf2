// What is said about values, as Python takes it: the same for registries and public sources.
#pragma once

#include <string>
#include <vector>

#include "base/log.hpp"
#include "curation/values.hpp"
#include "value_list.hpp"

namespace lamin::python {

/// The person's log, or one that nobody reads.
class Voice {
 public:
  explicit Voice(bool mute);
  Log& log() { return log_; }

 private:
  Log quiet_{nullptr};
  Log& log_;
};

/// "first", "last" or False.  Throws invalid_value for anything else.
curation::Keep keep_of(nb::handle keep);

nb::list texts_of(const std::vector<std::string>& texts);
/// (validated, non_validated, percent, ignored, what the others mean by value)
nb::tuple answer_of(const curation::Inspection& found);
/// (what stands for it, whether it is a name itself) by value.
nb::dict meanings_of(const std::vector<curation::Mapped>& found);

}  // namespace lamin::python

// Makes a FrameColumn of a column of Arrow, batch by batch, as pandas makes a Series of it: whole numbers
// with missing ones become reals, truths with missing ones objects, dates and everything that numpy has no
// type for objects.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formats/arrow/abi.hpp"
#include "formats/arrow/values.hpp"
#include "formats/frame.hpp"

namespace lamin::formats::arrow {

class ColumnBuilder {
 public:
  /// `numpy_type` is what the writer says of the column ("Int64", "object"); "" if it says nothing.
  ColumnBuilder(const ArrowSchema& field, std::string numpy_type);

  /// The batch before this one has to be alive still.
  void add(const ArrowSchema& field, const ArrowArray& array);
  FrameColumn take();

 private:
  void add_dictionary(const ArrowSchema& field, const ArrowArray& array);
  void add_numbers(const Values& values);
  void add_objects(const Values& values);
  std::int32_t code_of(std::string_view text);
  void note_codes_of(const Values& dictionary);
  std::string dtype() const;
  void turn_into_objects();

  FrameColumn column_;
  Type type_;  // of the values, also of those of a dictionary
  std::string numpy_type_;
  bool is_category_;
  std::size_t rows_ = 0;
  std::unordered_map<std::string, std::int32_t> places_;
  std::vector<std::int32_t> codes_of_dictionary_;
  const void* dictionary_ = nullptr;  // what those were made of
};

}  // namespace lamin::formats::arrow

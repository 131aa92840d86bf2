#include "records/many_needles.hpp"

#include <algorithm>

namespace lamin::records {
namespace {

constexpr std::size_t block = 3;  // bytes that decide about a move
constexpr std::size_t block_bits = 15;
constexpr std::size_t shortest = 5;

unsigned char lower(char byte, Case letters) {
  const bool is_capital = letters == Case::ignore && byte >= 'A' && byte <= 'Z';
  return static_cast<unsigned char>(is_capital ? byte | 0x20 : byte);
}

}  // namespace

ManyNeedles::ManyNeedles(std::span<const std::string_view> needles, Case letters)
    : needles_(needles), letters_(letters) {
  constexpr std::size_t bounds[] = {12, 24, static_cast<std::size_t>(-1)};
  groups_.resize(std::size(bounds));
  for (std::size_t index = 0; index < needles.size(); ++index) {
    const std::size_t size = needles[index].size();
    if (size == 0) continue;
    if (size < shortest) {
      short_.push_back(index);
      continue;
    }
    std::size_t group = 0;
    while (size >= bounds[group]) ++group;
    groups_[group].needles.push_back(index);
  }
  std::erase_if(groups_, [](const Group& group) { return group.needles.empty(); });
  for (Group& group : groups_) prepare(group);
}

std::size_t ManyNeedles::block_at(const char* last) const {
  const std::uint32_t bytes = static_cast<std::uint32_t>(lower(last[-2], letters_)) << 16 |
                              static_cast<std::uint32_t>(lower(last[-1], letters_)) << 8 |
                              static_cast<std::uint32_t>(lower(last[0], letters_));
  return (bytes * 0x9E3779B1U) >> (32 - block_bits);
}

std::uint64_t ManyNeedles::hash_of(std::string_view text) const {
  std::uint64_t hash = 14695981039346656037U;
  for (const char byte : text) hash = (hash ^ lower(byte, letters_)) * 1099511628211U;
  return hash;
}

void ManyNeedles::prepare(Group& group) const {
  group.window = 255;
  for (const std::size_t needle : group.needles)
    group.window = std::min(group.window, needles_[needle].size());
  group.moves.assign(std::size_t{1} << block_bits, static_cast<std::uint8_t>(group.window - block + 1));
  for (const std::size_t needle : group.needles) {
    const std::string_view begin = needles_[needle].substr(0, group.window);
    for (std::size_t end = block; end <= begin.size(); ++end) {
      std::uint8_t& move = group.moves[block_at(begin.data() + end - 1)];
      move = std::min(move, static_cast<std::uint8_t>(begin.size() - end));
    }
    group.begins[hash_of(begin)].push_back(needle);
  }
}

void ManyNeedles::find(const Group& group, std::string_view text,
                       const std::function<void(std::size_t, std::size_t)>& see) const {
  for (std::size_t place = 0; place + group.window <= text.size();) {
    const std::size_t move = group.moves[block_at(text.data() + place + group.window - 1)];
    if (move > 0) {
      place += move;
      continue;
    }
    const auto found = group.begins.find(hash_of(text.substr(place, group.window)));
    if (found != group.begins.end()) {
      for (const std::size_t needle : found->second)
        if (same_text(text.substr(place, needles_[needle].size()), needles_[needle], letters_))
          see(needle, place);
    }
    ++place;
  }
}

void ManyNeedles::find(std::string_view text,
                       const std::function<void(std::size_t, std::size_t)>& see) const {
  std::vector<std::size_t> places;
  for (const std::size_t needle : short_) {
    places.clear();
    find_places(text, needles_[needle], letters_, places);
    for (const std::size_t place : places) see(needle, place);
  }
  for (const Group& group : groups_) find(group, text, see);
}

}  // namespace lamin::records

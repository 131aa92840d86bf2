#include "formats/h5ad/lzf.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace lamin::formats::hdf5 {
namespace {

constexpr int lzf_id = 32000;
constexpr unsigned is_reading = 0x0100;
constexpr std::size_t size_parameter = 2;  // of the filter's parameters: the bytes of a chunk

// Called by the library with memory of malloc, for each chunk; returns the size of the result, 0 = failed.
std::size_t filter(unsigned flags, std::size_t parameters, const unsigned values[], std::size_t size,
                   std::size_t* capacity, void** buffer) {
  if ((flags & is_reading) == 0) return 0;
  constexpr std::size_t unknown_size = std::size_t{64} << 20;
  const std::size_t most = parameters > size_parameter ? values[size_parameter] : unknown_size;
  const auto bytes = unpack_lzf({static_cast<const char*>(*buffer), size}, most);
  void* memory = bytes ? std::malloc(bytes->size()) : nullptr;
  if (memory == nullptr) return 0;
  std::memcpy(memory, bytes->data(), bytes->size());
  std::free(*buffer);
  *buffer = memory;
  *capacity = bytes->size();
  return bytes->size();
}

// The library's description of a filter.
struct Filter {
  int version = 1;
  int id = lzf_id;
  unsigned packs = 0;
  unsigned unpacks = 1;
  const char* name = "lzf";
  void* can_apply = nullptr;
  void* set_local = nullptr;
  decltype(&filter) run = &filter;
};

}  // namespace

std::optional<std::string> unpack_lzf(std::string_view packed, std::size_t most) {
  std::string bytes;
  bytes.reserve(most);
  std::size_t place = 0;
  const auto next = [&] { return static_cast<std::uint8_t>(packed[place++]); };
  while (place < packed.size()) {
    const std::size_t control = next();
    if (control < 32) {  // so many bytes as they are
      const std::size_t count = control + 1;
      if (place + count > packed.size() || bytes.size() + count > most) return std::nullopt;
      bytes.append(packed.substr(place, count));
      place += count;
      continue;
    }
    std::size_t count = control >> 5;  // bytes that were there before
    if (place + (count == 7 ? 2 : 1) > packed.size()) return std::nullopt;
    if (count == 7) count += next();
    const std::size_t back = ((control & 31) << 8) + next() + 1;
    if (back > bytes.size() || bytes.size() + count + 2 > most) return std::nullopt;
    for (std::size_t i = 0; i < count + 2; ++i) bytes += bytes[bytes.size() - back];
  }
  return bytes;
}

void add_lzf(int (*add_filter)(const void*)) {
  static const Filter lzf;
  add_filter(&lzf);
}

}  // namespace lamin::formats::hdf5

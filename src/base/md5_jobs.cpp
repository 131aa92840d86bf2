#include <algorithm>
#include <vector>

#include "base/md5.hpp"

namespace lamin {
namespace {

// So many messages share a table of tails: it stays in the first-level cache.
constexpr std::size_t messages_at_once = 128;

void run_one(const Md5Job& job) {
  feed_md5_plain(*job.state, job.data, job.blocks);
  feed_md5_plain(*job.state, job.tail, job.tail_blocks);
}

void feed_plain_lane(Md5Lanes::Words& words, const unsigned char* const* data, std::size_t blocks) {
  Md5State state;
  for (std::size_t word = 0; word < 4; ++word) state.words[word] = words.words[word][0];
  feed_md5_plain(state, data[0], blocks);
  for (std::size_t word = 0; word < 4; ++word) words.words[word][0] = state.words[word];
}

// Keeps the lanes busy: a lane that is done with its job takes the next one.
class Scheduler {
 public:
  Scheduler(std::span<const Md5Job> jobs, const Md5Lanes& lanes) : waiting_(jobs), lanes_(lanes) {
    for (std::size_t lane = 0; lane < lanes_.count; ++lane) load(lane);
  }

  void run() {
    while (busy_ > 0) {
      const std::size_t blocks = common_blocks();
      rest_idle_lanes();
      lanes_.feed(words_, data_.data(), blocks);
      for (std::size_t lane = 0; lane < lanes_.count; ++lane)
        if (left_[lane] > 0) advance(lane, blocks);
    }
  }

 private:
  void load(std::size_t lane) {
    left_[lane] = 0;
    while (!waiting_.empty() && left_[lane] == 0) {
      const Md5Job& job = jobs_[lane] = waiting_.front();
      waiting_ = waiting_.subspan(1);
      if (job.blocks == 0)
        begin_tail(lane);
      else
        begin(lane, job.data, job.blocks);
    }
    if (left_[lane] == 0) return;
    ++busy_;
    for (std::size_t word = 0; word < 4; ++word) words_.words[word][lane] = jobs_[lane].state->words[word];
  }

  void begin(std::size_t lane, const unsigned char* data, std::size_t blocks) {
    data_[lane] = data;
    left_[lane] = blocks;
  }

  void begin_tail(std::size_t lane) {
    begin(lane, jobs_[lane].tail, jobs_[lane].tail_blocks);
    jobs_[lane].tail_blocks = 0;
  }

  void advance(std::size_t lane, std::size_t blocks) {
    data_[lane] += blocks * md5_block;
    left_[lane] -= blocks;
    if (left_[lane] == 0) begin_tail(lane);
    if (left_[lane] > 0) return;
    for (std::size_t word = 0; word < 4; ++word) jobs_[lane].state->words[word] = words_.words[word][lane];
    --busy_;
    load(lane);
  }

  std::size_t common_blocks() const {
    std::size_t least = 0;
    for (std::size_t lane = 0; lane < lanes_.count; ++lane)
      if (left_[lane] > 0 && (least == 0 || left_[lane] < least)) least = left_[lane];
    return least;
  }

  // A lane without a job reads what a busy one reads; nobody looks at its words.
  void rest_idle_lanes() {
    if (busy_ == lanes_.count) return;
    const auto any = std::ranges::find_if(left_, [](std::size_t left) { return left > 0; }) - left_.begin();
    for (std::size_t lane = 0; lane < lanes_.count; ++lane)
      if (left_[lane] == 0) data_[lane] = data_[any];
  }

  std::span<const Md5Job> waiting_;
  const Md5Lanes& lanes_;
  Md5Lanes::Words words_{};
  std::array<Md5Job, Md5Lanes::most> jobs_{};
  std::array<const unsigned char*, Md5Lanes::most> data_{};
  std::array<std::size_t, Md5Lanes::most> left_{};
  std::size_t busy_ = 0;
};

}  // namespace

std::span<const Md5Lanes> md5_lanes() {
  static const std::vector<Md5Lanes> known = [] {
    std::vector<Md5Lanes> lanes;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) lanes.push_back({"avx512", 16, feed_md5_avx512});
    if (__builtin_cpu_supports("avx2")) lanes.push_back({"avx2", 8, feed_md5_avx2});
#endif
    lanes.push_back({"plain", 1, feed_plain_lane});
    return lanes;
  }();
  return known;
}

void run_md5_jobs(std::span<const Md5Job> jobs, const Md5Lanes& lanes) {
  // Transposing costs as much as a lane gains while most lanes are idle.
  if (jobs.size() <= lanes.count / 8) {
    for (const Md5Job& job : jobs) run_one(job);
    return;
  }
  Scheduler(jobs, lanes).run();
}

void run_md5_jobs(std::span<const Md5Job> jobs) {
  run_md5_jobs(jobs, md5_lanes().front());
}

void md5_many(std::span<const std::string_view> inputs, std::span<Md5Digest> digests, const Md5Lanes& lanes) {
  std::vector<Md5Tail> tails(std::min(inputs.size(), messages_at_once));
  std::vector<Md5State> states(tails.size());
  std::vector<Md5Job> jobs(tails.size());
  for (std::size_t start = 0; start < inputs.size(); start += messages_at_once) {
    const auto group = inputs.subspan(start, std::min(messages_at_once, inputs.size() - start));
    for (std::size_t i = 0; i < group.size(); ++i) {
      const std::size_t blocks = group[i].size() / md5_block;
      tails[i] = Md5Tail(group[i].substr(blocks * md5_block), group[i].size());
      states[i] = {};
      jobs[i] = {&states[i], reinterpret_cast<const unsigned char*>(group[i].data()), blocks, tails[i].data(),
                 tails[i].blocks()};
    }
    run_md5_jobs(std::span(jobs).first(group.size()), lanes);
    for (std::size_t i = 0; i < group.size(); ++i) digests[start + i] = states[i].digest();
  }
}

void md5_many(std::span<const std::string_view> inputs, std::span<Md5Digest> digests) {
  md5_many(inputs, digests, md5_lanes().front());
}

}  // namespace lamin

// Tests of permissions, run as root too: within the scope of a WithoutPrivileges the thread (and threads that
// it starts) lacks the right to pass over the modes of files, and meets them as any owner would.
#pragma once

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lamin::test {

class WithoutPrivileges {
 public:
  WithoutPrivileges() {
    syscall(SYS_capget, &header_, data_);
    __user_cap_data_struct fewer[2] = {data_[0], data_[1]};
    fewer[0].effective &= ~((1U << CAP_DAC_OVERRIDE) | (1U << CAP_DAC_READ_SEARCH));
    syscall(SYS_capset, &header_, fewer);
  }
  ~WithoutPrivileges() { syscall(SYS_capset, &header_, data_); }
  WithoutPrivileges(const WithoutPrivileges&) = delete;
  WithoutPrivileges& operator=(const WithoutPrivileges&) = delete;

 private:
  __user_cap_header_struct header_{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data_[2]{};
};

}  // namespace lamin::test

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

int main(int count, char** arguments) {
  const char* on = std::getenv("LAMIN_TEST_ON");
  if (on != nullptr && std::string_view(on) == "postgres" && std::getenv("LAMIN_TEST_POSTGRES") == nullptr) {
    std::cout << "no Postgres server (LAMIN_TEST_POSTGRES, see tests/support/postgres.sh): skipped\n";
    return 77;
  }
  doctest::Context context(count, arguments);
  return context.run();
}

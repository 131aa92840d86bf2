#include <string>
#include <vector>

#include "cli/run.hpp"

int main(int count, char** words) {
  return lamin::cli::run(std::vector<std::string>(words + (count > 0), words + count));
}

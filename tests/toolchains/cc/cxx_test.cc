// C++: streams, exceptions, threads, containers.

#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/toolchains/cc/greeting.h"

static int sum(const std::vector<int> &numbers) {
  int result = 0;
  for (int number : numbers) result += number;
  if (result < 0) throw std::range_error("negative");
  return result;
}

int main() {
  int failures = 0;

  failures += std::string(greeting()) != "hello";

  int result = 0;
  std::thread thread([&result] { result = sum({1, 2, 3}); });
  thread.join();
  failures += result != 6;

  try {
    sum({-1});
    failures++;
  } catch (const std::exception &error) {
    failures += std::string(error.what()) != "negative";
  }

  std::ostringstream stream;
  stream << 1.5 << ' ' << true;
  failures += stream.str() != "1.5 1";

  std::cout << failures << " failures" << std::endl;
  return failures != 0;
}

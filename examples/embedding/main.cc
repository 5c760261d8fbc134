// A C++ program that makes a page of Markdown with a Python package: `page TITLE < text.md`.

#include <rules_python_executable/embedded.h>

#include <cstdlib>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

// Python with the packed application, for the life of the object.
class Python {
 public:
  Python(int argc, char** argv) {
    python_embedded_config config = PYTHON_EMBEDDED_CONFIG_INIT;
    config.argc = argc;
    config.argv = argv;
    python_embedded_error error;
    if (python_embedded_initialize(&config, &error) != PYTHON_EMBEDDED_OK) {
      throw std::runtime_error(error.message);
    }
  }

  Python(const Python&) = delete;
  Python& operator=(const Python&) = delete;

  ~Python() { python_embedded_finalize(nullptr); }

  // Calls a function that takes and returns strings.
  std::string call(const char* module, const char* function,
                   const std::vector<std::string>& arguments) {
    std::vector<const char*> texts;
    for (const std::string& argument : arguments) {
      texts.push_back(argument.c_str());
    }
    char* result = nullptr;
    python_embedded_error error;
    if (python_embedded_call(module, function, texts.data(), texts.size(), &result, &error) !=
        PYTHON_EMBEDDED_OK) {
      throw std::runtime_error(error.message);
    }
    const std::string text = result == nullptr ? "" : result;
    python_embedded_free(result);
    return text;
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: page TITLE < text.md\n";
    return 64;
  }
  const std::string text(std::istreambuf_iterator<char>(std::cin), {});
  try {
    Python python(argc, argv);
    std::cout << python.call("pages.rendering", "page", {argv[1], text});
  } catch (const std::exception& error) {
    std::cerr << "page: " << error.what() << "\n";
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}

"""Describes `gauge._words`, in C++."""

from cffi import FFI


def make() -> FFI:
    builder = FFI()
    builder.cdef("size_t count_words(const char *text);")
    builder.set_source(
        "gauge._words",
        """
        #include <sstream>
        #include <string>

        static size_t
        count_words(const char *text)
        {
            std::istringstream stream(text);
            size_t count = 0;
            for (std::string word; stream >> word;) {
                count++;
            }
            return count;
        }
        """,
        source_extension=".cpp",
    )
    return builder

# Arrow and Parquet as the wheel `pyarrow` brings them: headers, libarrow and libparquet.  It has no CMake file of its own.
#
# Looked for in LAMIN_PYARROW (the folder `pyarrow`), then with the Python of a wheel's build, then in build/venv, which
# `./dev` makes, then with python3.  Defines PyArrow_FOUND, PyArrow_ROOT, PyArrow_SONUMBER ("1900") and the target
# PyArrow::parquet, if a program that uses it can be built.
include_guard()
set(LAMIN_PYARROW "" CACHE PATH "The folder of an installed pyarrow, for reading parquet")

function(_pyarrow_of_python interpreter result)
  execute_process(COMMAND "${interpreter}" -c
    "import importlib.util as u, os; print(os.path.dirname(u.find_spec('pyarrow').origin))"
    OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
  if(status EQUAL 0)
    set(${result} "${folder}" PARENT_SCOPE)
  endif()
endfunction()

set(PyArrow_ROOT "${LAMIN_PYARROW}")
if(NOT PyArrow_ROOT AND LAMIN_PYTHON)
  # A wheel is bound to the pyarrow beside which it is built, never to one that happens to lie in the source tree.
  find_package(Python 3.10 REQUIRED COMPONENTS Interpreter Development.Module)
  _pyarrow_of_python("${Python_EXECUTABLE}" PyArrow_ROOT)
elseif(NOT PyArrow_ROOT)
  foreach(interpreter IN ITEMS "${PROJECT_SOURCE_DIR}/build/venv/bin/python" python3)
    if(NOT PyArrow_ROOT)
      _pyarrow_of_python("${interpreter}" PyArrow_ROOT)
    endif()
  endforeach()
endif()

set(PyArrow_FOUND FALSE)
file(GLOB _parquet "${PyArrow_ROOT}/libparquet.so.*")
if(PyArrow_ROOT AND _parquet AND EXISTS "${PyArrow_ROOT}/include/parquet/arrow/reader.h")
  string(REGEX MATCH "[0-9]+$" PyArrow_SONUMBER "${_parquet}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${_parquet}")  # another pyarrow: another number
  foreach(name IN ITEMS arrow parquet)
    if(NOT TARGET PyArrow::${name})
      add_library(PyArrow::${name} SHARED IMPORTED)
      set_target_properties(PyArrow::${name} PROPERTIES
        IMPORTED_LOCATION "${PyArrow_ROOT}/lib${name}.so.${PyArrow_SONUMBER}"
        INTERFACE_INCLUDE_DIRECTORIES "${PyArrow_ROOT}/include")
    endif()
  endforeach()
  set_target_properties(PyArrow::parquet PROPERTIES INTERFACE_LINK_LIBRARIES PyArrow::arrow)
  # A wheel made for another C++ library or a newer standard has all files and does not link.
  if(NOT PyArrow_TRIED STREQUAL "${PyArrow_ROOT} ${PyArrow_SONUMBER}")
    file(WRITE "${PROJECT_BINARY_DIR}/pyarrow_trial/main.cpp" "
      #include <arrow/api.h>
      #include <parquet/arrow/reader.h>
      int main() {
        parquet::arrow::FileReaderBuilder builder;
        if (!builder.OpenFile(\"none\", false).ok()) return 0;
        return builder.Build().ValueOrDie()->GetRecordBatchReader(std::vector<int>{0}, std::vector<int>{0}).ok() ? 1 : 0;
      }\n")
    try_compile(PyArrow_LINKS "${PROJECT_BINARY_DIR}/pyarrow_trial" SOURCES "${PROJECT_BINARY_DIR}/pyarrow_trial/main.cpp"
      LINK_LIBRARIES PyArrow::parquet CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON OUTPUT_VARIABLE _trial)
    file(WRITE "${PROJECT_BINARY_DIR}/pyarrow_trial/output.txt" "${_trial}")
    set(PyArrow_TRIED "${PyArrow_ROOT} ${PyArrow_SONUMBER}" CACHE INTERNAL "The pyarrow that was tried")
  endif()
  set(PyArrow_FOUND ${PyArrow_LINKS})
endif()
if(NOT PyArrow_FOUND_SAID STREQUAL "${PyArrow_FOUND} ${PyArrow_ROOT}")
  if(PyArrow_FOUND)
    message(STATUS "Parquet: pyarrow in ${PyArrow_ROOT} (libparquet.so.${PyArrow_SONUMBER})")
  else()
    message(STATUS "Parquet: no pyarrow that can be linked; `lamin` will not read parquet (pip install pyarrow, or -DLAMIN_PYARROW=<folder>)")
  endif()
  set(PyArrow_FOUND_SAID "${PyArrow_FOUND} ${PyArrow_ROOT}" CACHE INTERNAL "What was said")
endif()

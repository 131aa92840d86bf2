# lamin_module(NAME [FOLDERS folder ...] [USES module ...] [PRIVATE library ...] [ON_POSTGRES])
#
# A module is one folder of src/: a static library `lamin_NAME` of all .cpp files in it and in the FOLDERS
# below it, and, with LAMIN_TESTS, a program `NAME_tests` of the `*_test.cpp` files among them.  A file
# `main.cpp` is left to its CMakeLists.txt.  USES names the modules below it (tools/check_includes compares
# them with the rows in ARCHITECTURE.md); PRIVATE names third-party libraries, whose headers stay in this
# module's .cpp files.  With ON_POSTGRES the tests run a second time on a Postgres server, if there is one
# (tests/support/postgres.sh).
include_guard()

function(lamin_module name)
  cmake_parse_arguments(arg "ON_POSTGRES" "" "FOLDERS;USES;PRIVATE" ${ARGN})
  set(patterns "*.cpp")
  foreach(folder IN LISTS arg_FOLDERS)
    list(APPEND patterns "${folder}/*.cpp")
  endforeach()
  file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" ${patterns})
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|(^|/)main\\.cpp$")

  add_library(lamin_${name} STATIC ${sources})
  target_include_directories(lamin_${name} PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>"
                                                  "$<INSTALL_INTERFACE:include/lamin>")
  foreach(used IN LISTS arg_USES)
    target_link_libraries(lamin_${name} PUBLIC lamin_${used})
  endforeach()
  target_link_libraries(lamin_${name} PRIVATE ${arg_PRIVATE})
  set_property(GLOBAL APPEND PROPERTY LAMIN_MODULES lamin_${name})

  if(LAMIN_TESTS AND tests)
    add_executable(${name}_tests ${tests} "${PROJECT_SOURCE_DIR}/tests/support/main.cpp")
    target_include_directories(${name}_tests PRIVATE "${PROJECT_SOURCE_DIR}/tests")
    target_compile_definitions(${name}_tests PRIVATE LAMIN_TESTS_FOLDER="${PROJECT_SOURCE_DIR}/tests")
    target_link_libraries(${name}_tests PRIVATE lamin_${name} doctest::doctest)
    add_test(NAME ${name} COMMAND ${name}_tests)
    if(arg_ON_POSTGRES)
      add_test(NAME ${name}_on_postgres COMMAND ${name}_tests)
      set_tests_properties(${name}_on_postgres PROPERTIES ENVIRONMENT LAMIN_TEST_ON=postgres SKIP_RETURN_CODE 77)
    endif()
  endif()
endfunction()

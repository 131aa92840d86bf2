# lamin_module(NAME SOURCES ... [TESTS ...] [USES module ...] [PRIVATE library ...])
#
# A module is one folder of src/: a static library `lamin_NAME` and, with LAMIN_TESTS, a program
# `NAME_tests` made of the `*_test.cpp` files beside the sources.  USES names the modules below it
# (tools/check_includes compares them with the rows in ARCHITECTURE.md); PRIVATE names third-party
# libraries, whose headers stay in this module's .cpp files.
include_guard()

function(lamin_module name)
  cmake_parse_arguments(arg "" "" "SOURCES;TESTS;USES;PRIVATE" ${ARGN})
  add_library(lamin_${name} STATIC ${arg_SOURCES})
  target_include_directories(lamin_${name} PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>"
                                                  "$<INSTALL_INTERFACE:include/lamin>")
  foreach(used IN LISTS arg_USES)
    target_link_libraries(lamin_${name} PUBLIC lamin_${used})
  endforeach()
  target_link_libraries(lamin_${name} PRIVATE ${arg_PRIVATE})
  set_property(GLOBAL APPEND PROPERTY LAMIN_MODULES lamin_${name})

  if(LAMIN_TESTS AND arg_TESTS)
    add_executable(${name}_tests ${arg_TESTS} "${PROJECT_SOURCE_DIR}/tests/support/main.cpp")
    target_include_directories(${name}_tests PRIVATE "${PROJECT_SOURCE_DIR}/tests")
    target_compile_definitions(${name}_tests PRIVATE LAMIN_TESTS_FOLDER="${PROJECT_SOURCE_DIR}/tests")
    target_link_libraries(${name}_tests PRIVATE lamin_${name} doctest::doctest)
    add_test(NAME ${name} COMMAND ${name}_tests)
  endif()
endfunction()

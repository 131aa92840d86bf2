# Compiler settings that hold for every target of the project.
include_guard()

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")

find_program(LAMIN_CCACHE ccache)
if(LAMIN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${LAMIN_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${LAMIN_CCACHE}")
endif()

add_compile_options(-Wall -Wextra -Werror -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
                    $<$<COMPILE_LANGUAGE:CXX>:-Wno-missing-field-initializers>
                    -fno-semantic-interposition)

# The shared library `lamin` made of all modules but the command line, and what `cmake --install` puts where:
#
#   lib/liblamin.so   include/lamin/<module>/*.hpp   lib/cmake/lamin/   bin/lamin
#
# Another project says find_package(lamin) and links lamin::lamin.
include_guard()
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

get_property(modules GLOBAL PROPERTY LAMIN_MODULES)
list(REMOVE_ITEM modules lamin_cli)

add_library(liblamin SHARED)
set_target_properties(liblamin PROPERTIES OUTPUT_NAME lamin EXPORT_NAME lamin
                      VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
target_compile_features(liblamin PUBLIC cxx_std_20)
target_include_directories(liblamin PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>"
                                           "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/lamin>")
target_link_options(liblamin PRIVATE -Wl,-Bsymbolic-functions)
foreach(module IN LISTS modules)
  target_sources(liblamin PRIVATE "$<TARGET_OBJECTS:${module}>")
  get_target_property(libraries ${module} LINK_LIBRARIES)
  foreach(library IN LISTS libraries)
    if(library AND NOT library MATCHES "^lamin_")
      target_link_libraries(liblamin PRIVATE ${library})
    endif()
  endforeach()
endforeach()
add_library(lamin::lamin ALIAS liblamin)

install(TARGETS liblamin EXPORT laminTargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY "${PROJECT_SOURCE_DIR}/src/" DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/lamin
        FILES_MATCHING PATTERN "*.hpp" PATTERN cli EXCLUDE)
install(EXPORT laminTargets NAMESPACE lamin:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/lamin)
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/laminConfig.cmake.in" "${PROJECT_BINARY_DIR}/laminConfig.cmake"
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/lamin)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/laminConfigVersion.cmake" COMPATIBILITY SameMajorVersion)
install(FILES "${PROJECT_BINARY_DIR}/laminConfig.cmake" "${PROJECT_BINARY_DIR}/laminConfigVersion.cmake"
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/lamin)
if(TARGET lamin)
  install(TARGETS lamin RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

# The headers that every translation unit reads anyway, compiled once: dengyun_precompile(target) makes its files start
# from them.
#
# CMake's own precompiled headers name the folder of the checkout in every command, so that ccache, which hashes the
# precompiled file, found nothing in another checkout. Here the commands name it relative to the build folder, and ccache
# reads the digest beside it (CCACHE_PCH_EXTSUM), which depends on what the headers say and not on where they lie.
# The precompiled file itself is made anew in each build folder, without ccache, because it does hold absolute paths.
set(precompiled_header ${CMAKE_SOURCE_DIR}/cmake/precompiled.h)
set(precompiled_file cmake/precompiled.pch)

set_source_files_properties(${precompiled_header} PROPERTIES LANGUAGE CXX HEADER_FILE_ONLY OFF)
add_library(precompiled OBJECT ${precompiled_header})
target_compile_options(precompiled PRIVATE "SHELL:-x c++-header" -fpch-instantiate-templates)
target_link_libraries(precompiled PRIVATE fmt::fmt)
set_target_properties(precompiled PROPERTIES CXX_COMPILER_LAUNCHER "")
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${precompiled_file}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/cmake
    COMMAND ${CMAKE_CXX_COMPILER} -std=c++23 -E -P -x c++ ${precompiled_header} -o ${precompiled_file}.text
    COMMAND ${CMAKE_COMMAND} -E sha256sum ${precompiled_file}.text > ${precompiled_file}.sum
    COMMAND ${CMAKE_COMMAND} -E copy $<TARGET_OBJECTS:precompiled> ${precompiled_file}
    DEPENDS precompiled $<TARGET_OBJECTS:precompiled>
    BYPRODUCTS ${precompiled_file}.text ${precompiled_file}.sum
    WORKING_DIRECTORY ${CMAKE_BINARY_DIR} COMMAND_EXPAND_LISTS VERBATIM
    COMMENT "Precompiling headers")
add_custom_target(precompiled_headers DEPENDS ${CMAKE_BINARY_DIR}/${precompiled_file})

function(dengyun_precompile target)
    target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Winvalid-pch -include-pch ${precompiled_file}>")
    add_dependencies(${target} precompiled_headers)
endfunction()

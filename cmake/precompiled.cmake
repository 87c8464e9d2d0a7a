# The headers that every translation unit reads anyway, compiled once: dengyun_precompile(target) makes its files start
# from them; with TESTS from those and GoogleTest's.
#
# CMake's own precompiled headers name the folder of the checkout in every command, so that ccache, which hashes the
# precompiled file, found nothing in another checkout. Here the commands name it relative to the build folder, and ccache
# reads the digest beside it (CCACHE_PCH_EXTSUM), which depends on what the headers say and not on where they lie.
# The precompiled file itself is made anew in each build folder, without ccache, because it does hold absolute paths.
function(dengyun_precompiled_header name header)
    set(file cmake/${name}.pch)
    set_source_files_properties(${header} PROPERTIES LANGUAGE CXX HEADER_FILE_ONLY OFF)
    add_library(${name} OBJECT ${header})
    target_compile_options(${name} PRIVATE "SHELL:-x c++-header" -fpch-instantiate-templates)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE ${ARGN})
    set_target_properties(${name} PROPERTIES CXX_COMPILER_LAUNCHER "")
    add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${file}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/cmake
        COMMAND ${CMAKE_CXX_COMPILER} -std=c++23 -E -P -I${CMAKE_SOURCE_DIR} -x c++ ${header} -o ${file}.text
        COMMAND ${CMAKE_COMMAND} -E sha256sum ${file}.text > ${file}.sum
        COMMAND ${CMAKE_COMMAND} -E copy $<TARGET_OBJECTS:${name}> ${file}
        DEPENDS ${name} $<TARGET_OBJECTS:${name}>
        BYPRODUCTS ${file}.text ${file}.sum
        WORKING_DIRECTORY ${CMAKE_BINARY_DIR} COMMAND_EXPAND_LISTS VERBATIM
        COMMENT "Precompiling headers: ${name}")
    add_custom_target(${name}_headers DEPENDS ${CMAKE_BINARY_DIR}/${file})
endfunction()

dengyun_precompiled_header(precompiled ${CMAKE_SOURCE_DIR}/cmake/precompiled.h fmt::fmt Boost::json)
dengyun_precompiled_header(precompiled_tests ${CMAKE_SOURCE_DIR}/cmake/precompiled_tests.h fmt::fmt Boost::json GTest::gtest)

# A precompiled header fits only where its macros are set as well.
function(dengyun_precompile target)
    set(name precompiled)
    if("TESTS" IN_LIST ARGN)
        set(name precompiled_tests)
    endif()
    target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Winvalid-pch -include-pch cmake/${name}.pch>")
    target_compile_definitions(${target} PRIVATE $<TARGET_PROPERTY:Boost::json,INTERFACE_COMPILE_DEFINITIONS>)
    add_dependencies(${target} ${name}_headers)
endfunction()

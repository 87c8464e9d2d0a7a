# The headers that nearly every translation unit reads anyway, compiled once: dengyun_precompile(target) makes its files
# start from them, with TESTS from GoogleTest's as well.
#
# Rooms above the kernel start from its API too (precompiled_kernel.h); engines and the kernel itself do not, so that
# most changes of the kernel compile no engine anew.
#
# CMake's own precompiled headers name the folder of the checkout in every command, so that ccache, which hashes the
# precompiled file, found nothing in another checkout. Here the commands name it relative to the build folder, and ccache
# reads the digest beside it (CCACHE_PCH_EXTSUM), which depends on what the headers say and not on where they lie.
# The precompiled file itself is made anew in each build folder, without ccache, because it does hold absolute paths.

# dengyun_precompiled_header(NAME HEADER [MORE]): cmake/NAME.pch of the build folder, from cmake/HEADER and the lines MORE, made
# by the target NAME_headers.
function(dengyun_precompiled_header name header)
    set(file cmake/${name}.pch)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/cmake/${name}.h)
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"cmake/${header}\"\n${ARGN}\n" @ONLY)
    set_source_files_properties(${source} PROPERTIES LANGUAGE CXX HEADER_FILE_ONLY OFF)
    add_library(${name} OBJECT ${source})
    target_compile_options(${name} PRIVATE "SHELL:-x c++-header" -fpch-instantiate-templates)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE fmt::fmt Boost::json)
    set_target_properties(${name} PROPERTIES CXX_COMPILER_LAUNCHER "")
    add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${file}
        COMMAND ${CMAKE_CXX_COMPILER} -std=c++23 -E -P -I${CMAKE_SOURCE_DIR} -x c++ ${source} -o ${file}.text
        COMMAND ${CMAKE_COMMAND} -E sha256sum ${file}.text > ${file}.sum
        COMMAND ${CMAKE_COMMAND} -E copy $<TARGET_OBJECTS:${name}> ${file}
        DEPENDS ${name} $<TARGET_OBJECTS:${name}>
        BYPRODUCTS ${file}.text ${file}.sum
        WORKING_DIRECTORY ${CMAKE_BINARY_DIR} COMMAND_EXPAND_LISTS VERBATIM
        COMMENT "Precompiling headers: ${name}")
    add_custom_target(${name}_headers DEPENDS ${CMAKE_BINARY_DIR}/${file})
endfunction()

foreach(header IN ITEMS precompiled precompiled_kernel)
    dengyun_precompiled_header(${header} ${header}.h)
    dengyun_precompiled_header(${header}_tests ${header}.h "#include <gtest/gtest.h>")
    target_link_libraries(${header}_tests PRIVATE GTest::gtest)
endforeach()

# Kernel and engines, whose tests compute long, are optimised under a sanitizer as well.
set(optimised "$<$<CONFIG:Address,Thread>:-O1>")
target_compile_options(precompiled PRIVATE ${optimised})
target_compile_options(precompiled_tests PRIVATE ${optimised})

function(dengyun_precompile target)
    cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE room)
    set(name precompiled)
    if(room MATCHES "^(kernel|engines|fuzz)")
        target_compile_options(${target} PRIVATE ${optimised})
    else()
        string(APPEND name _kernel)
    endif()
    if("TESTS" IN_LIST ARGN)
        string(APPEND name _tests)
    endif()
    target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Winvalid-pch -include-pch cmake/${name}.pch>")
    # A precompiled header fits only where the macros that its libraries ask for are set as well.
    target_compile_definitions(${target} PRIVATE $<TARGET_PROPERTY:Boost::json,INTERFACE_COMPILE_DEFINITIONS>
        $<TARGET_PROPERTY:fmt::fmt,INTERFACE_COMPILE_DEFINITIONS>)
    add_dependencies(${target} ${name}_headers)
endfunction()

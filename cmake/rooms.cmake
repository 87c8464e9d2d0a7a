# A room is a static library with its tests beside it:
#   dengyun_room(kernel_base SOURCES a.cpp b.cpp USES fmt::fmt TESTS test/a_test.cpp)
# The tests of all rooms are linked into one program per room, `<room>_test`, registered with ctest.
function(dengyun_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;USES;TESTS;TEST_USES" ${ARGN})
    add_library(${name} STATIC ${ROOM_SOURCES})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${ROOM_USES})
    dengyun_precompile(${name})
    if(ROOM_TESTS)
        dengyun_test(${name}_test SOURCES ${ROOM_TESTS} USES ${name} ${ROOM_TEST_USES})
    endif()
endfunction()

function(dengyun_test name)
    cmake_parse_arguments(TEST "" "" "SOURCES;USES" ${ARGN})
    add_executable(${name} ${TEST_SOURCES})
    target_link_libraries(${name} PRIVATE ${TEST_USES} GTest::gtest GTest::gtest_main)
    dengyun_precompile(${name})
    add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endfunction()

# The headers that every translation unit reads anyway, compiled once for the libraries and once for the programs.
function(dengyun_precompile name)
    if(name STREQUAL "kernel_base")
        target_precompile_headers(${name} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled.h)
    else()
        target_precompile_headers(${name} REUSE_FROM kernel_base)
    endif()
endfunction()

# The source file reads `files` with #embed (C23; clang offers it in C++ with a warning). ccache does not see what #embed
# reads, so the files' digests stand in the command line: without them it would hand out yesterday's object.
function(dengyun_embed source)
    set(digests "")
    foreach(file ${ARGN})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
        file(SHA256 ${CMAKE_CURRENT_SOURCE_DIR}/${file} digest)
        string(APPEND digests ${digest})
    endforeach()
    string(SHA256 digest "${digests}")
    set_source_files_properties(${source} PROPERTIES
        COMPILE_OPTIONS "-Wno-c23-extensions;--embed-dir=${CMAKE_SOURCE_DIR};-DDENGYUN_EMBEDDED=${digest}")
endfunction()

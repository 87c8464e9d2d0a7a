# A room is a static library with its tests beside it:
#   dengyun_room(kernel_base SOURCES a.cpp b.cpp USES fmt::fmt TESTS test/a_test.cpp)
# The tests of all rooms are linked into one program per room, `<room>_test`, registered with ctest.
#
# LABELS say where a test program runs besides the Release build: `unit` (the default) under AddressSanitizer and
# UndefinedBehaviorSanitizer, `thread` under ThreadSanitizer. LABELS replaces the default: `LABELS unit thread` runs in
# all three, `LABELS server` in Release only. `unit_tests` and `thread_tests` build the programs of their label.
# A reader of outside input is fuzzed: dengyun_fuzz(csv_fuzz SOURCES csv_fuzz.cpp USES kernel_base).
add_custom_target(unit_tests)
add_custom_target(thread_tests)
add_custom_target(fuzzers)

function(dengyun_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;USES;TESTS;TEST_USES;LABELS" ${ARGN})
    add_library(${name} STATIC ${ROOM_SOURCES})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${ROOM_USES})
    dengyun_precompile(${name})
    if(ROOM_TESTS)
        dengyun_test(${name}_test SOURCES ${ROOM_TESTS} USES ${name} ${ROOM_TEST_USES} LABELS ${ROOM_LABELS})
    endif()
endfunction()

function(dengyun_test name)
    cmake_parse_arguments(TEST "" "" "SOURCES;USES;LABELS" ${ARGN})
    if(NOT TEST_LABELS)
        set(TEST_LABELS unit)
    endif()
    add_executable(${name} ${TEST_SOURCES})
    target_link_libraries(${name} PRIVATE ${TEST_USES} GTest::gtest GTest::gtest_main)
    dengyun_precompile(${name} TESTS)
    add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${name} PROPERTIES LABELS "${TEST_LABELS}")
    foreach(label IN ITEMS unit thread)
        if(label IN_LIST TEST_LABELS)
            add_dependencies(${label}_tests ${name})
        endif()
    endforeach()
endfunction()

# Exists in the build type Fuzz only.
function(dengyun_fuzz name)
    if(NOT CMAKE_BUILD_TYPE STREQUAL "Fuzz")
        return()
    endif()
    cmake_parse_arguments(FUZZ "" "" "SOURCES;USES" ${ARGN})
    add_executable(${name} ${FUZZ_SOURCES})
    target_link_libraries(${name} PRIVATE ${FUZZ_USES})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    dengyun_precompile(${name})
    add_dependencies(fuzzers ${name})
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

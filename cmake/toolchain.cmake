# One toolchain for build, sanitizers, fuzzing and lint: clang-19 with libstdc++ 12 (GCC 12 miscompiles coroutines).
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()

add_compile_options(-Wall -Wextra -Wno-missing-designated-field-initializers -Wconversion -Wshadow -Werror -fno-omit-frame-pointer -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g")
# The sanitizers' builds are not optimised above the engines: at -O1 they took twice as long to compile.
# SOCI's back ends are loaded without type information for UBSan's vptr check.
set(CMAKE_CXX_FLAGS_ADDRESS "-O0 -g1 -fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all")
set(CMAKE_CXX_FLAGS_THREAD "-O0 -g1 -fsanitize=thread")
set(CMAKE_CXX_FLAGS_FUZZ "-O1 -g1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all")
find_program(MOLD mold)
add_link_options(-fuse-ld=$<IF:$<BOOL:${MOLD}>,mold,lld>)

find_program(CCACHE ccache)
if(CCACHE)
    # Not sloppy about times of headers: an object whose header changed while it was compiled must not be kept. A header
    # that is the same file as before is not read again: a hit, which hashed 600 of them, took 0.1 s and takes 0.015 s.
    set(CMAKE_CXX_COMPILER_LAUNCHER env
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_PCH_EXTSUM=1 CCACHE_INODECACHE=1
        CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")

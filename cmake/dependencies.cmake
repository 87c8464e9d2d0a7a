# Every library comes from Debian's packages (tools/setup lists them).
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(CURL REQUIRED)
find_package(PostgreSQL REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(GTest REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)

# SOCI has no CMake configuration in Debian.
add_library(soci INTERFACE)
target_include_directories(soci SYSTEM INTERFACE /usr/include/soci ${PostgreSQL_INCLUDE_DIRS})
target_link_libraries(soci INTERFACE soci_core soci_sqlite3 soci_postgresql PostgreSQL::PostgreSQL PkgConfig::sqlite3)

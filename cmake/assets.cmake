# Embeds a folder of files into the program: dengyun_assets(target FOLDER web/dist NAMESPACE dengyun::server::web_files).
# The listing is made at build time, so that a new build of the web app is picked up; where the folder is missing the
# list is empty and the server says so. Compressed variants are made here, once, and not per request.
function(dengyun_assets target)
    cmake_parse_arguments(ASSETS "" "FOLDER;NAME" "" ${ARGN})
    set(folder ${CMAKE_SOURCE_DIR}/${ASSETS_FOLDER})
    set(out ${CMAKE_CURRENT_BINARY_DIR}/${ASSETS_NAME})
    add_custom_target(${target}_list
        COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DOUT=${out} -DNAME=${ASSETS_NAME} -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
        BYPRODUCTS ${out}.cpp ${out}.S ${out}.stamp COMMENT "Listing ${ASSETS_FOLDER}")
    add_library(${target} STATIC ${out}.cpp ${out}.S)
    set_source_files_properties(${out}.S PROPERTIES OBJECT_DEPENDS ${out}.stamp)
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
    add_dependencies(${target} ${target}_list)
endfunction()

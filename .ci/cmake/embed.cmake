# Writes OUTPUT: a C++ file that defines pysecd::FUNCTION() over the bytes of every file named in
# LIST (one path a line), each under its path relative to FOLDER.
# Every byte is written as \xNN: a following byte is always an escape too, so none can run on.
file(STRINGS "${LIST}" paths)
set(rows "")
foreach(path IN LISTS paths)
  file(RELATIVE_PATH name "${FOLDER}" "${path}")
  file(READ "${path}" bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
  string(APPEND rows "    {\"${name}\", {\"${bytes}\", ${size}}},\n")
endforeach()
list(LENGTH paths count)
if(count EQUAL 0)
  set(body "    return {};\n")
else()
  set(body "    static constexpr EmbeddedFile files[] = {\n${rows}    };\n    return files;\n")
endif()
file(WRITE "${OUTPUT}" "#include \"analysis/support/embedded.h\"

namespace pysecd {

std::span<const EmbeddedFile> ${FUNCTION}() {
${body}}

} // namespace pysecd
")

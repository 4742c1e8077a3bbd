#include "server/cache/sqlite.h"

namespace pysecd::sqlite {

std::string_view Statement::blob(int column) const {
  // In this order: the size is that of the last conversion.
  const void* bytes = sqlite3_column_blob(handle_.get(), column);
  const int size = sqlite3_column_bytes(handle_.get(), column);
  return bytes == nullptr
             ? std::string_view()
             : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

void Statement::bind(int index, std::string_view bytes) {
  // Not a null pointer, which would bind NULL.
  sqlite3_bind_blob64(handle_.get(), index, bytes.empty() ? "" : bytes.data(), bytes.size(),
                      SQLITE_STATIC);
}

int Database::open(const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  handle_.reset(handle); // there is one even after an error
  if (code != SQLITE_OK)
    handle_.reset();
  return code & 0xff;
}

int Database::execute(const char* sql) {
  return sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) & 0xff;
}

int Database::prepare(const char* sql, Statement& statement) {
  sqlite3_stmt* handle = nullptr;
  const int code =
      sqlite3_prepare_v3(handle_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  statement.handle_.reset(handle);
  return code & 0xff;
}

std::int64_t Database::integer(const char* sql, std::int64_t fallback) {
  Statement statement;
  if (prepare(sql, statement) != SQLITE_OK || statement.step() != SQLITE_ROW)
    return fallback;
  return statement.integer(0);
}

} // namespace pysecd::sqlite

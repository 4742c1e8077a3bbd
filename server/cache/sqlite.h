// The little of SQLite that the cache needs: a connection and prepared statements that clean up
// after themselves. Errors are SQLite's primary result codes. Thread rule: one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <sqlite3.h>

namespace pysecd::sqlite {

class Statement {
public:
  Statement() = default;
  Statement(Statement&&) = default;
  Statement& operator=(Statement&&) = default;

  // Starts over with these values for its parameters, in order. Blobs must live until reset().
  template <typename... Values> void start(const Values&... values) {
    reset();
    int index = 0;
    (bind(++index, values), ...);
  }
  // SQLITE_ROW, SQLITE_DONE or an error.
  int step() { return sqlite3_step(handle_.get()) & 0xff; }
  // Ends the read that an unfinished statement holds open.
  void reset() { sqlite3_reset(handle_.get()); }
  // start, step, reset: for what returns no rows.
  template <typename... Values> int run(const Values&... values) {
    start(values...);
    const int code = step();
    reset();
    return code;
  }

  // Columns of the current row, from 0. The blob is valid until the next step or reset.
  std::int64_t integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  std::string_view blob(int column) const;

private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };

  void bind(int index, std::int64_t value) { sqlite3_bind_int64(handle_.get(), index, value); }
  void bind(int index, std::string_view bytes);

  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

class Database {
public:
  // `flags` as for sqlite3_open_v2. The code tells whether it is open.
  int open(const std::string& path, int flags);
  // Statements of this connection must be gone.
  void close() { handle_.reset(); }
  bool isOpen() const { return handle_ != nullptr; }

  int execute(const char* sql);
  int prepare(const char* sql, Statement& statement);
  // The single integer that `sql` selects; `fallback` on any error.
  std::int64_t integer(const char* sql, std::int64_t fallback);

  sqlite3* handle() { return handle_.get(); }

private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };

  std::unique_ptr<sqlite3, Close> handle_;
};

} // namespace pysecd::sqlite

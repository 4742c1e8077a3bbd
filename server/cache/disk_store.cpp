#include "server/cache/disk_store.h"

#include "server/cache/cache_directory.h"
#include "server/cache/sqlite.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <limits>
#include <mutex>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace pysecd {
namespace fs = std::filesystem;
namespace {

// A file of another schema is another file: two versions of pysecd do not undo each other's work.
constexpr int kSchema = 1;
constexpr std::int64_t kApplicationId = 0x70797364; // "pysd", at a fixed place in the file
constexpr std::string_view kFilePrefix = "results-";
constexpr std::string_view kFileSuffix = ".sqlite";

constexpr int kBusyMilliseconds = 100;
constexpr std::size_t kLargestValue = 16 << 20;
constexpr std::size_t kPendingBytes = 4 << 20; // written when there is more, however few
constexpr std::size_t kTouchedAtOnce = 8192;
constexpr std::size_t kMissedWrites = 8;   // what is kept while others write, in batches
constexpr std::uint64_t kKeepPercent = 90; // of maxBytes, after results had to go
constexpr std::int64_t kEvictedAtOnce = 64;

// One b-tree: half of the key is the row's number, the other half is compared. No WITHOUT ROWID,
// which would put the values into the inner nodes.
constexpr const char* kCreate = R"sql(
  CREATE TABLE result (
    low INTEGER PRIMARY KEY,
    high INTEGER NOT NULL,
    used INTEGER NOT NULL,      -- day
    checksum INTEGER NOT NULL,
    value BLOB NOT NULL);
  CREATE INDEX result_by_use ON result (used);
)sql";
constexpr const char* kSelect = "SELECT high, used, checksum, value FROM result WHERE low = ?";
constexpr const char* kInsert =
    "INSERT OR REPLACE INTO result (low, high, used, checksum, value) VALUES (?, ?, ?, ?, ?)";
constexpr const char* kTouch = "UPDATE result SET used = ? WHERE low = ?";
constexpr const char* kEvict =
    "DELETE FROM result WHERE low IN (SELECT low FROM result ORDER BY used LIMIT ?)";

struct KeyHash {
  std::size_t operator()(const ResultKey& key) const { return key.low ^ key.high; }
};

// SQLite's integers are signed; the bits are ours.
std::int64_t column(Hash64 value) { return static_cast<std::int64_t>(value); }

// The key is part of it: a value under another key is as wrong as a damaged one.
std::int64_t checksum(const ResultKey& key, std::string_view bytes) {
  return column(hashBytes(bytes, key.high ^ (key.low << 1)));
}

fs::path fileIn(const fs::path& directory) {
  return directory /
         (std::string(kFilePrefix) + std::to_string(kSchema) + std::string(kFileSuffix));
}

// The schema in the name of a result file or of SQLite's files beside it; nullopt for other names.
std::optional<int> schemaOf(const std::string& name) {
  if (!name.starts_with(kFilePrefix))
    return std::nullopt;
  int schema = 0;
  const char* end = name.data() + name.size();
  const auto [rest, error] = std::from_chars(name.data() + kFilePrefix.size(), end, schema);
  if (error != std::errc())
    return std::nullopt;
  const std::string_view suffix(rest, static_cast<std::size_t>(end - rest));
  const bool ours = suffix == kFileSuffix || suffix == std::string(kFileSuffix) + "-wal" ||
                    suffix == std::string(kFileSuffix) + "-shm" ||
                    suffix == std::string(kFileSuffix) + "-journal";
  return ours ? std::optional(schema) : std::nullopt;
}

// Removes result files of these schemas. Who has one of them open keeps it, without its name.
// Returns why one cannot be removed, or "".
std::string removeFiles(const fs::path& directory, int from, int to) {
  std::string trouble;
  std::error_code error;
  for (auto entry = fs::directory_iterator(directory, error);
       !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::optional<int> schema = schemaOf(entry->path().filename().string());
    std::error_code removed;
    if (schema && *schema >= from && *schema <= to)
      fs::remove(entry->path(), removed);
    if (removed)
      trouble = entry->path().string() + ": " + removed.message();
  }
  return trouble;
}

// Ours, empty, unlike what kCreate makes, or somebody else's, who should not lose it.
enum class Content : std::uint8_t { Ours, New, Outdated, Foreign };

// Reads only. SQLITE_OK, or why it cannot be told.
int inspect(sqlite::Database& database, Content& content) {
  sqlite::Statement tables;
  if (const int code = database.prepare("SELECT count(*) FROM sqlite_master", tables);
      code != SQLITE_OK)
    return code;
  if (const int code = tables.step(); code != SQLITE_ROW)
    return code;
  const std::int64_t application = database.integer("PRAGMA application_id", -1);
  if (application != kApplicationId)
    content = application == 0 && tables.integer(0) == 0 ? Content::New : Content::Foreign;
  else if (database.integer("PRAGMA user_version", -1) == kSchema)
    content = Content::Ours;
  else
    content = Content::Outdated;
  return SQLITE_OK;
}

int create(sqlite::Database& database) {
  const std::string sql = "BEGIN IMMEDIATE;" + std::string(kCreate) +
                          "PRAGMA application_id = " + std::to_string(kApplicationId) +
                          "; PRAGMA user_version = " + std::to_string(kSchema) + "; COMMIT;";
  return database.execute(sql.c_str());
}

void configure(sqlite::Database& database) {
  sqlite3* handle = database.handle();
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 2 * kLargestValue);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  // Not synchronous: what a power failure damages is found out by checksums, or by SQLite, and
  // costs an analysis.
  database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"
                   "PRAGMA journal_size_limit = 4194304;");
}

} // namespace

struct DiskStore::Impl {
  explicit Impl(Options given) : options(std::move(given)), writeAt(options.entriesPerWrite) {}

  // True if the database can be used.
  bool ready() {
    if (!std::exchange(tried, true))
      open();
    return database.isOpen();
  }

  void open() {
    std::string trouble = prepareCacheDirectory(options.directory);
    std::error_code error;
    // SQLite refuses links anywhere in the path; only the last step must not be one.
    directory = fs::canonical(options.directory, error);
    if (trouble.empty() && error)
      trouble = options.directory + ": " + error.message();
    if (!trouble.empty())
      return giveUp(trouble);
    const DirectoryLock lock(directory.string());
    if (!lock.held())
      return giveUp(directory.string() + ": the lock file in it cannot be locked");
    if (const int code = openFile(); code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
      close();
      removeFiles(directory, kSchema, kSchema);
      if (const int again = openFile(); again != SQLITE_OK)
        giveUp(again);
    } else if (code != SQLITE_OK) {
      giveUp(code);
    }
  }

  int openFile() {
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
    if (const int code = database.open(fileIn(directory).string(), flags); code != SQLITE_OK)
      return code;
    sqlite3_busy_timeout(database.handle(), kBusyMilliseconds);
    Content content = Content::Foreign;
    if (const int code = inspect(database, content); code != SQLITE_OK)
      return code;
    if (content == Content::Foreign) {
      giveUp(fileIn(directory).string() + " was not made by pysecd");
      return SQLITE_OK;
    }
    if (content == Content::Outdated)
      return SQLITE_CORRUPT;
    configure(database);
    if (content == Content::New) {
      if (const int code = create(database); code != SQLITE_OK)
        return code;
      removeFiles(directory, 0, kSchema - 1);
    }
    return prepareStatements();
  }

  int prepareStatements() {
    for (const auto& [sql, statement] : {std::pair(kSelect, &select), std::pair(kInsert, &insert),
                                         std::pair(kTouch, &touch), std::pair(kEvict, &evict)})
      if (const int code = database.prepare(sql, *statement); code != SQLITE_OK)
        return code == SQLITE_ERROR ? SQLITE_CORRUPT : code; // the tables are not those of kCreate
    return SQLITE_OK;
  }

  void close() {
    for (sqlite::Statement* statement : {&select, &insert, &touch, &evict})
      *statement = sqlite::Statement();
    database.close();
  }

  void giveUp(const std::string& why) {
    close();
    pending.clear();
    touched.clear();
    if (!std::exchange(told, true))
      options.say("working without a cache: " + why);
  }

  void giveUp(int code) { giveUp(fileIn(directory).string() + ": " + sqlite3_errstr(code)); }

  // After an error: what passes is borne, all else ends the use of the cache.
  void failed(int code) {
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
      return;
    giveUp(code);
    if (code != SQLITE_CORRUPT && code != SQLITE_NOTADB)
      return;
    // So that the next run starts afresh. It may be another's new file by now, who only loses a
    // cache.
    if (const DirectoryLock lock(directory.string()); lock.held())
      removeFiles(directory, kSchema, kSchema);
  }

  std::optional<std::string> load(const ResultKey& key) {
    if (const auto found = pending.find(key); found != pending.end())
      return found->second;
    select.start(column(key.low));
    const int code = select.step();
    std::optional<std::string> value;
    if (code == SQLITE_ROW && select.integer(0) == column(key.high)) {
      const std::string_view bytes = select.blob(3);
      if (select.integer(2) == checksum(key, bytes)) {
        value = bytes;
        if (select.integer(1) != options.today())
          touched.insert(column(key.low));
      }
    }
    select.reset();
    if (code != SQLITE_ROW && code != SQLITE_DONE)
      failed(code);
    else if (touched.size() >= kTouchedAtOnce)
      write();
    return value;
  }

  void save(const ResultKey& key, std::string_view bytes) {
    if (bytes.size() > std::min<std::uint64_t>(kLargestValue, options.maxBytes / 8))
      return;
    pendingBytes += bytes.size();
    pending[key] = bytes;
    if (pending.size() >= writeAt || pendingBytes >= kPendingBytes)
      write();
  }

  // All that is pending, in one transaction.
  void write() {
    if (pending.empty() && touched.empty())
      return;
    int code = database.execute("BEGIN IMMEDIATE");
    if (code == SQLITE_OK) {
      code = writePending();
      if (code == SQLITE_OK)
        code = makeRoom();
      if (code == SQLITE_OK)
        code = database.execute("COMMIT");
      if (code != SQLITE_OK)
        database.execute("ROLLBACK");
    }
    // While others write, our own writes wait for a while, and then go.
    writeAt = code == SQLITE_OK ? options.entriesPerWrite : writeAt + options.entriesPerWrite;
    if (code == SQLITE_OK || writeAt > kMissedWrites * options.entriesPerWrite) {
      pending.clear();
      touched.clear();
      pendingBytes = 0;
    }
    if (code != SQLITE_OK)
      failed(code);
  }

  int writePending() {
    const std::int64_t today = options.today();
    for (const auto& [key, value] : pending)
      if (const int code = insert.run(column(key.low), column(key.high), today,
                                      checksum(key, value), std::string_view(value));
          code != SQLITE_DONE)
        return code;
    for (const std::int64_t low : touched)
      if (const int code = touch.run(today, low); code != SQLITE_DONE)
        return code;
    return SQLITE_OK;
  }

  std::uint64_t bytesUsed() {
    const std::int64_t pages =
        database.integer("PRAGMA page_count", 0) - database.integer("PRAGMA freelist_count", 0);
    return static_cast<std::uint64_t>(pages * database.integer("PRAGMA page_size", 0));
  }

  // Pages that become free are used again, so the file stays at about its largest size.
  int makeRoom() {
    if (bytesUsed() <= options.maxBytes)
      return SQLITE_OK;
    while (bytesUsed() > options.maxBytes / 100 * kKeepPercent) {
      const int code = evict.run(kEvictedAtOnce);
      if (code != SQLITE_DONE)
        return code;
      if (sqlite3_changes(database.handle()) == 0)
        break;
    }
    return SQLITE_OK;
  }

  const Options options;
  std::mutex mutex; // held by every public function; guards all below
  bool tried = false;
  bool told = false;
  fs::path directory;
  sqlite::Database database; // before its statements, which must go first
  sqlite::Statement select;
  sqlite::Statement insert;
  sqlite::Statement touch;
  sqlite::Statement evict;
  std::unordered_map<ResultKey, std::string, KeyHash> pending;
  std::size_t pendingBytes = 0;
  std::unordered_set<std::int64_t> touched; // rows whose use is to be recorded
  std::size_t writeAt;                      // pending entries
};

DiskStore::DiskStore(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}

DiskStore::~DiskStore() { flush(); }

std::optional<std::string> DiskStore::load(const ResultKey& key) {
  const std::lock_guard lock(impl_->mutex);
  return impl_->ready() ? impl_->load(key) : std::nullopt;
}

void DiskStore::save(const ResultKey& key, std::string_view bytes) {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->ready())
    impl_->save(key, bytes);
}

void DiskStore::flush() {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->database.isOpen())
    impl_->write();
}

std::int64_t DiskStore::daysSinceEpoch() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())
      .time_since_epoch()
      .count();
}

DiskUsage diskUsage(const std::string& directory) {
  DiskUsage usage;
  usage.trouble = cacheDirectoryTrouble(directory);
  std::error_code error;
  const fs::path real = fs::canonical(directory, error);
  if (!usage.trouble.empty() || error)
    return usage;
  usage.file = fileIn(real).string();
  for (const char* suffix : {"", "-wal"}) {
    const std::uintmax_t size = fs::file_size(usage.file + suffix, error);
    usage.bytes += error ? 0 : size;
  }
  if (!fs::exists(usage.file, error))
    return usage;
  sqlite::Database database;
  Content content = Content::New;
  int code =
      database.open(usage.file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW);
  if (code == SQLITE_OK)
    code = inspect(database, content);
  if (code != SQLITE_OK)
    usage.trouble = usage.file + ": " + sqlite3_errstr(code);
  else if (content == Content::Foreign)
    usage.trouble = usage.file + " was not made by pysecd";
  else if (content == Content::Ours)
    usage.entries = static_cast<std::uint64_t>(database.integer("SELECT count(*) FROM result", 0));
  return usage;
}

std::string clearDisk(const std::string& directory) {
  if (std::string trouble = cacheDirectoryTrouble(directory); !trouble.empty())
    return trouble;
  std::error_code error;
  if (!fs::exists(directory, error))
    return {};
  const DirectoryLock lock(directory);
  if (!lock.held())
    return directory + ": the lock file in it cannot be locked";
  return removeFiles(directory, 0, std::numeric_limits<int>::max());
}

} // namespace pysecd

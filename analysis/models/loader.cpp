#include "analysis/models/loader.h"

#include "analysis/models/row_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace pysecd {

namespace {

using Json = nlohmann::json;

// A model file may come from anywhere: these bound the memory and the time it can cost.
constexpr std::size_t kMaxFileBytes = 8 * 1024 * 1024;
constexpr std::size_t kMaxValues = 400'000; // of a file
constexpr std::size_t kMaxDepth = 6;        // {"rows": [{"from": [[0]]}]} needs five
constexpr std::size_t kRowDepth = 2;        // rows stand inside {"rows": [
constexpr std::size_t kMaxErrors = 100;     // of a file; the rest are counted

constexpr std::string_view kBuiltinNames[] = {"ArithmeticError",
                                              "AssertionError",
                                              "AttributeError",
                                              "BaseException",
                                              "BaseExceptionGroup",
                                              "BlockingIOError",
                                              "BrokenPipeError",
                                              "BufferError",
                                              "BytesWarning",
                                              "ChildProcessError",
                                              "ConnectionAbortedError",
                                              "ConnectionError",
                                              "ConnectionRefusedError",
                                              "ConnectionResetError",
                                              "DeprecationWarning",
                                              "EOFError",
                                              "Ellipsis",
                                              "EncodingWarning",
                                              "EnvironmentError",
                                              "Exception",
                                              "ExceptionGroup",
                                              "False",
                                              "FileExistsError",
                                              "FileNotFoundError",
                                              "FloatingPointError",
                                              "FutureWarning",
                                              "GeneratorExit",
                                              "IOError",
                                              "ImportError",
                                              "ImportWarning",
                                              "IndentationError",
                                              "IndexError",
                                              "InterruptedError",
                                              "IsADirectoryError",
                                              "KeyError",
                                              "KeyboardInterrupt",
                                              "LookupError",
                                              "MemoryError",
                                              "ModuleNotFoundError",
                                              "NameError",
                                              "None",
                                              "NotADirectoryError",
                                              "NotImplemented",
                                              "NotImplementedError",
                                              "OSError",
                                              "OverflowError",
                                              "PendingDeprecationWarning",
                                              "PermissionError",
                                              "ProcessLookupError",
                                              "RecursionError",
                                              "ReferenceError",
                                              "ResourceWarning",
                                              "RuntimeError",
                                              "RuntimeWarning",
                                              "StopAsyncIteration",
                                              "StopIteration",
                                              "SyntaxError",
                                              "SyntaxWarning",
                                              "SystemError",
                                              "SystemExit",
                                              "TabError",
                                              "TimeoutError",
                                              "True",
                                              "TypeError",
                                              "UnboundLocalError",
                                              "UnicodeDecodeError",
                                              "UnicodeEncodeError",
                                              "UnicodeError",
                                              "UnicodeTranslateError",
                                              "UnicodeWarning",
                                              "UserWarning",
                                              "ValueError",
                                              "Warning",
                                              "ZeroDivisionError",
                                              "__annotations__",
                                              "__build_class__",
                                              "__builtins__",
                                              "__debug__",
                                              "__doc__",
                                              "__file__",
                                              "__import__",
                                              "__loader__",
                                              "__name__",
                                              "__package__",
                                              "__path__",
                                              "__spec__",
                                              "abs",
                                              "aiter",
                                              "all",
                                              "anext",
                                              "any",
                                              "ascii",
                                              "basestring",
                                              "bin",
                                              "bool",
                                              "breakpoint",
                                              "bytearray",
                                              "bytes",
                                              "callable",
                                              "chr",
                                              "classmethod",
                                              "cmp",
                                              "compile",
                                              "complex",
                                              "copyright",
                                              "credits",
                                              "delattr",
                                              "dict",
                                              "dir",
                                              "divmod",
                                              "enumerate",
                                              "eval",
                                              "exec",
                                              "execfile",
                                              "exit",
                                              "file",
                                              "filter",
                                              "float",
                                              "format",
                                              "frozenset",
                                              "getattr",
                                              "globals",
                                              "hasattr",
                                              "hash",
                                              "help",
                                              "hex",
                                              "id",
                                              "input",
                                              "int",
                                              "isinstance",
                                              "issubclass",
                                              "iter",
                                              "len",
                                              "license",
                                              "list",
                                              "locals",
                                              "long",
                                              "map",
                                              "max",
                                              "memoryview",
                                              "min",
                                              "next",
                                              "object",
                                              "oct",
                                              "open",
                                              "ord",
                                              "pow",
                                              "print",
                                              "property",
                                              "quit",
                                              "range",
                                              "raw_input",
                                              "reduce",
                                              "reload",
                                              "repr",
                                              "reversed",
                                              "round",
                                              "set",
                                              "setattr",
                                              "slice",
                                              "sorted",
                                              "staticmethod",
                                              "str",
                                              "sum",
                                              "super",
                                              "tuple",
                                              "type",
                                              "unichr",
                                              "unicode",
                                              "vars",
                                              "xrange",
                                              "zip"};

// Walks the bytes and tells how far the parser has read: its events carry no positions.
class CountingIterator {
public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* read) : at_(at), read_(read) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*read_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
    return a.at_ == b.at_;
  }

private:
  const char* at_;
  std::size_t* read_;
};

// Builds the RowValue of a whole file. Without recursion: nesting costs no stack.
class FileParser final : public nlohmann::json_sax<Json> {
public:
  explicit FileParser(std::string_view bytes) : bytes_(bytes) {}

  // What was read up to the first syntax error, if any.
  RowValue parse() {
    std::size_t* read = &read_;
    const char* begin = bytes_.data();
    Json::sax_parse(CountingIterator(begin, read), CountingIterator(begin + bytes_.size(), read),
                    this, Json::input_format_t::json, true, true);
    if (open_.size() > kRowDepth)
      open_.resize(kRowDepth); // half a row is no row
    while (!open_.empty())
      close();
    return std::move(root_);
  }

  std::optional<ModelError> takeError() { return std::move(error_); }

  bool null() override { return add({.kind = RowValue::Kind::Null}); }
  bool boolean(bool value) override { return add({.kind = RowValue::Kind::Bool, .truth = value}); }
  bool number_integer(std::int64_t value) override {
    return add({.kind = RowValue::Kind::Integer, .integer = value});
  }
  bool number_unsigned(std::uint64_t value) override {
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    return number_integer(static_cast<std::int64_t>(std::min(value, most)));
  }
  bool number_float(double, const std::string&) override {
    return add({.kind = RowValue::Kind::Real});
  }
  bool string(std::string& value) override {
    return add({.kind = RowValue::Kind::String, .text = std::move(value)});
  }
  bool binary(Json::binary_t&) override { return null(); }
  bool key(std::string& name) override {
    if (tooDeep_ == 0)
      key_ = std::move(name);
    return true;
  }
  bool start_object(std::size_t) override { return start(RowValue::Kind::Object); }
  bool start_array(std::size_t) override { return start(RowValue::Kind::Array); }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }

  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception& problem) override {
    // "[json.exception.parse_error.101] parse error at line 3, column 5: <what>"
    std::string_view what = problem.what();
    if (const std::size_t colon = what.find(": "); colon != std::string_view::npos)
      what.remove_prefix(colon + 2);
    fail(fmt::format("{}; rows from here on are not read", what));
    return false;
  }

private:
  void fail(std::string message) {
    const std::uint32_t at = line();
    error_ = ModelError{"", at, "", std::move(message), column(lastByte())};
  }

  // Of the token just read. A number is known to end only at the byte after it.
  std::size_t lastByte() const { return read_ == 0 ? 0 : read_ - 1; }

  std::uint32_t line() {
    for (const std::size_t last = lastByte(); counted_ < last; ++counted_)
      if (bytes_[counted_] == '\n') {
        ++line_;
        lineStart_ = counted_ + 1;
      }
    return line_;
  }

  // Of a byte in the line that line() has found.
  std::uint32_t column(std::size_t byte) const {
    return static_cast<std::uint32_t>(byte - std::min(byte, lineStart_) + 1);
  }

  // Of the token just read: back over a number or a word, or to the quote that opens a string.
  std::size_t startOf(RowValue::Kind kind) const {
    static constexpr std::string_view kDelimiters = " \t\r\n,:[]{}\"";
    using Kind = RowValue::Kind;
    std::size_t at = std::min(lastByte(), bytes_.size() - 1);
    if (kind == Kind::String) {
      while (at > lineStart_ && (bytes_[--at] != '"' || isEscaped(at))) {
      }
    } else if (kind != Kind::Array && kind != Kind::Object && kind != Kind::TooDeep) {
      while (at > lineStart_ && kDelimiters.find(bytes_[at - 1]) == std::string_view::npos)
        --at;
    }
    return at;
  }

  bool isEscaped(std::size_t at) const {
    std::size_t backslashes = 0;
    while (backslashes < at && bytes_[at - 1 - backslashes] == '\\')
      ++backslashes;
    return backslashes % 2 == 1;
  }

  bool admit(RowValue& value) {
    if (++values_ > kMaxValues) {
      fail(fmt::format("more than {} values; rows from here on are not read", kMaxValues));
      return false;
    }
    value.line = line();
    value.column = column(startOf(value.kind));
    value.key = std::exchange(key_, {});
    return true;
  }

  bool add(RowValue value) {
    if (tooDeep_ > 0)
      return true;
    if (!admit(value))
      return false;
    (open_.empty() ? root_ : open_.back().values.emplace_back()) = std::move(value);
    return true;
  }

  bool start(RowValue::Kind kind) {
    if (tooDeep_ > 0 || open_.size() == kMaxDepth) {
      if (tooDeep_ == 0 && !add({.kind = RowValue::Kind::TooDeep}))
        return false;
      ++tooDeep_;
      return true;
    }
    RowValue value{.kind = kind};
    if (!admit(value))
      return false;
    open_.push_back(std::move(value));
    return true;
  }

  bool end() {
    if (tooDeep_ > 0)
      --tooDeep_;
    else
      close();
    return true;
  }

  void close() {
    RowValue done = std::move(open_.back());
    open_.pop_back();
    (open_.empty() ? root_ : open_.back().values.emplace_back()) = std::move(done);
  }

  std::string_view bytes_;
  std::size_t read_ = 0;    // bytes the parser has taken
  std::size_t counted_ = 0; // bytes looked through for line ends
  std::uint32_t line_ = 1;
  std::size_t lineStart_ = 0; // of line_
  std::size_t values_ = 0;
  std::size_t tooDeep_ = 0; // arrays and objects open beyond kMaxDepth
  std::string key_;
  std::vector<RowValue> open_;
  RowValue root_;
  std::optional<ModelError> error_;
};

struct ParsedFile {
  std::string name;
  RowValue root;
  std::string library;
  std::size_t errors = 0;
};

ModelError errorAt(const RowValue& value, std::string pointer, std::string message) {
  return {"", value.line, std::move(pointer), std::move(message), value.column};
}

// The versions a row is about.
struct VersionBounds {
  bool given = false;
  bool ofLibrary = false; // else of Python
  VersionRange range;
};

bool isVersionKey(std::string_view key) {
  return key == "since" || key == "before" || key == "versionOf";
}

std::optional<ModelError> readVersionBounds(const RowValue& row, const std::string& pointer,
                                            VersionBounds& bounds) {
  for (const RowValue& value : row.values) {
    const std::string at = pointer + "/" + value.key;
    if (value.key == "since" || value.key == "before") {
      const std::optional<Version> version = parseVersion(value.text);
      if (value.kind != RowValue::Kind::String || !version)
        return errorAt(value, at, "expected a version such as \"3.12\"");
      (value.key == "since" ? bounds.range.since : bounds.range.before) = *version;
      bounds.given = true;
    } else if (value.key == "versionOf") {
      if (value.text != "python" && value.text != "library")
        return errorAt(value, at, "expected \"python\" or \"library\"");
      bounds.ofLibrary = value.text == "library";
    }
  }
  if (bounds.range.since >= bounds.range.before)
    return errorAt(row, pointer, "\"since\" is not before \"before\"");
  if (!bounds.given && row.member("versionOf"))
    return errorAt(row, pointer, "\"versionOf\" goes with \"since\" or \"before\"");
  return std::nullopt;
}

bool takesDangerAway(const RowValue& row) {
  return row.member("clean") || row.member("guard") || row.member("exit");
}

bool saysWhatThingsAre(const RowValue& row) {
  return row.member("type") || row.member("class") || row.member("alias");
}

class Loader {
public:
  explicit Loader(const KnownVersions& known) : known_(known) {}

  LoadedModels load(std::span<const ModelSource> sources) {
    for (const std::string_view name : kBuiltinNames)
      models_->ensure("builtins." + std::string(name)); // a name of the language, known or not
    addToId(known_);
    std::vector<ParsedFile> files;
    files.reserve(sources.size());
    for (const ModelSource& source : sources)
      if (!source.name.ends_with(".schema.json"))
        files.push_back(open(source));
    for (ParsedFile& file : files)
      readRows(file, true);
    for (ParsedFile& file : files) {
      readRows(file, false);
      if (file.errors > kMaxErrors)
        errors_.push_back(
            {file.name, 0, "", fmt::format("{} more errors", file.errors - kMaxErrors)});
    }
    std::stable_sort(errors_.begin(), errors_.end(), [](const ModelError& a, const ModelError& b) {
      return a.file == b.file && a.line != 0 && b.line != 0 && a.line < b.line;
    });
    return {std::move(models_), std::move(errors_)};
  }

private:
  void report(ParsedFile& file, ModelError error) {
    error.file = file.name;
    if (++file.errors <= kMaxErrors)
      errors_.push_back(std::move(error));
  }

  void addToId(const KnownVersions& known) {
    const auto add = [this](std::string_view name, const VersionRange& range) {
      models_->addToId(name);
      for (const Version& version : {range.since, range.before})
        models_->addToId(fmt::format("{}", fmt::join(version.parts, ".")));
    };
    if (known.python)
      add("python", *known.python);
    for (const auto& [library, range] : known.libraries)
      add(library, range);
  }

  ParsedFile open(const ModelSource& source) {
    models_->addToId(source.name);
    models_->addToId(source.bytes);
    ParsedFile file{std::string(source.name), {}, {}};
    if (source.bytes.size() > kMaxFileBytes) {
      report(file, {"", 0, "", fmt::format("larger than {} bytes; not read", kMaxFileBytes)});
      return file;
    }
    FileParser parser(source.bytes);
    file.root = parser.parse();
    if (std::optional<ModelError> error = parser.takeError())
      report(file, std::move(*error));
    checkFrame(file);
    return file;
  }

  // {"library": "sqlite3", "rows": [...]}
  void checkFrame(ParsedFile& file) {
    const RowValue& root = file.root;
    if (root.kind != RowValue::Kind::Object) {
      if (file.errors == 0)
        report(file,
               {"", root.line, "", "expected {\"library\": name, \"rows\": [...]}", root.column});
      return;
    }
    for (const RowValue& value : root.values)
      if (value.key != "library" && value.key != "rows")
        report(file,
               {"", value.line, "/" + value.key,
                fmt::format("unknown key \"{}\": a model file holds library and rows", value.key),
                value.column});
    const RowValue* library = root.member("library");
    if (!library || library->kind != RowValue::Kind::String)
      report(file, errorAt(library ? *library : root, library ? "/library" : "",
                           "expected key \"library\": the name of the library, a string"));
    else
      file.library = library->text;
  }

  void readRows(ParsedFile& file, bool aliases) {
    const RowValue* rows = file.root.member("rows");
    if (!rows || rows->kind != RowValue::Kind::Array) {
      if (aliases && file.root.kind == RowValue::Kind::Object)
        report(file, errorAt(rows ? *rows : file.root, rows ? "/rows" : "",
                             "expected key \"rows\": an array"));
      return;
    }
    for (std::size_t i = 0; i < rows->values.size(); ++i)
      if (isAliasRow(rows->values[i]) == aliases)
        if (std::optional<ModelError> error =
                readVersionedRow(file, rows->values[i], fmt::format("/rows/{}", i)))
          report(file, std::move(*error));
  }

  // Leaves the row out if it is about other versions than those the program may run with.
  std::optional<ModelError> readVersionedRow(const ParsedFile& file, const RowValue& row,
                                             const std::string& pointer) {
    VersionBounds bounds;
    if (std::optional<ModelError> error = readVersionBounds(row, pointer, bounds))
      return error;
    if (!bounds.given)
      return readRow(row, pointer, *models_);
    RowValue plain = row;
    std::erase_if(plain.values, [](const RowValue& value) { return isVersionKey(value.key); });
    if (holds(file, row, bounds))
      return readRow(plain, pointer, *models_);
    ModelSet unused; // so that what is wrong with it is said all the same
    return readRow(plain, pointer, unused);
  }

  // Of several possible versions: what takes danger away must hold for all, what a thing is for the
  // newest, and all else, which speaks of danger, for any.
  bool holds(const ParsedFile& file, const RowValue& row, const VersionBounds& bounds) const {
    std::optional<VersionRange> known = known_.python;
    if (bounds.ofLibrary) {
      const auto library = known_.libraries.find(file.library);
      known = library == known_.libraries.end() ? std::nullopt : std::optional(library->second);
    }
    const VersionRange possible = known.value_or(VersionRange{});
    if (takesDangerAway(row))
      return bounds.range.contains(possible);
    if (saysWhatThingsAre(row))
      return bounds.range.containsEnd(possible);
    return bounds.range.overlaps(possible);
  }

  const KnownVersions& known_;

  std::shared_ptr<ModelSet> models_ = std::make_shared<ModelSet>();
  std::vector<ModelError> errors_;
};

} // namespace

LoadedModels loadModels(std::span<const ModelSource> sources, const KnownVersions& known) {
  return Loader(known).load(sources);
}

} // namespace pysecd

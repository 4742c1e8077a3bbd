// What an API is to a security review besides what flows through it: it reads or writes a database,
// talks to another system, repeats what failed, decides who may. Rows of kind "surface". Kept apart
// from the trie, so that no analysis depends on them. Immutable once loaded: any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pysecd {

enum class SurfaceKind : std::uint8_t {
  None, // known, and no interaction with anything
  // database
  DatabaseRead,
  DatabaseWrite,
  DatabaseSession, // flush, expire, refresh: what was read or written becomes so, or stale
  DatabaseSetup,
  // external
  Rpc,
  RpcServer, // what it takes part in is called by others
  Publish,
  Subscribe, // the function decorated is called when something is published
  Http,
  Process,
  Mail,
  Queue,
  Plugin, // code chosen by configuration
  // exception
  Reraise,
  // access
  Guard,    // decides who may
  Identity, // who it is
  Entry,    // methods of classes that derive from it are called on behalf of clients
  // input
  Validate,
  Normalize,
  // concurrency
  Retry,         // what it decorates is repeated after a conflict
  NoTransaction, // what it decorates refuses to run inside a transaction
  Precommit,
  Postcommit,
  Spawn, // a thread, a greenlet, a task
  Yield, // others may run before it returns
  // what a module is, by what it imports
  Framework,
  Driver
};

struct SurfaceRow {
  SurfaceKind as = SurfaceKind::None;
  std::string why;     // as what it is judged: "bound by the ORM"
  std::string library; // present: only in modules that import it
};

// Rows by dotted name. A name that begins with "*." is the end of what is called as it is written:
// "*.session.add".
class Surfaces {
public:
  // `name` with "below": all that lies below it, too; with "*.": also where it only ends so.
  void add(std::string_view name, bool below, bool ending, SurfaceRow row);

  // Of a dotted name, or the nearest above it whose row covers what lies below; nullptr if none.
  const SurfaceRow* find(std::string_view dotted) const;
  // Of a callee as it is written, "self.context.session.add"; the longest match wins. `imports`
  // tells whether the module imports a library.
  template <typename Imports>
  const SurfaceRow* findWritten(std::string_view written, Imports&& imports) const {
    for (std::size_t at = 0; at != std::string_view::npos;) {
      if (const auto rows = written_.find(written.substr(at)); rows != written_.end())
        for (const SurfaceRow& row : rows->second)
          if (holds(row, imports))
            return &row;
      const std::size_t dot = written.find('.', at);
      at = dot == std::string_view::npos ? dot : dot + 1;
    }
    for (const auto& [end, row] : endings_)
      if (written.ends_with(end) && holds(row, imports))
        return &row;
    return nullptr;
  }

private:
  template <typename Imports> static bool holds(const SurfaceRow& row, Imports&& imports) {
    return row.library.empty() || imports(row.library);
  }
  struct Kept {
    SurfaceRow row;
    bool below = false;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  template <typename Row> using Table = std::unordered_map<std::string, Row, Hash, std::equal_to<>>;
  Table<Kept> rows_;
  Table<std::vector<SurfaceRow>> written_; // several: of different libraries
  std::vector<std::pair<std::string, SurfaceRow>> endings_;
};

} // namespace pysecd

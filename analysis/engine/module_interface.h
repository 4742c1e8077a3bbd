// What one module is to the others: the values of its names, the summaries of its functions and
// what its classes hold, each as bytes (flow/portable_codec.h) under a hash, so that a dependent
// can tell whether what it used is still the same. Immutable once built: any thread.
#pragma once

#include "analysis/findings/trace.h"
#include "analysis/support/hash.h"
#include "analysis/templates/rendered.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

enum class FactKind : char { Global = 'g', Function = 'f', Class = 'c' };

struct Fact {
  std::string_view bytes;
  Hash64 hash = 0; // 0: the module has no such name
};

class ModuleInterface {
public:
  std::string module;                   // ModuleNames' name
  std::vector<std::string> starImports; // module names, in the order of the statements
  Traces traces;                        // not part of the hash: where things are may change freely
  std::vector<templates::Render> renders; // nor what it puts into templates

  Fact find(FactKind kind, std::string_view name) const;
  // Of all facts and star imports: equal hashes tell dependents the same.
  Hash64 hash() const { return hash_; }
  std::size_t bytes() const { return bytes_.size() + entries_.size() * sizeof(Entry); }

  void add(FactKind kind, std::string_view name, std::string_view bytes, Hash64 hash);
  void finish(); // after the last add

  std::string encode() const;
  // Null if the bytes are not those of an interface.
  static std::shared_ptr<const ModuleInterface> decode(std::string_view bytes);

private:
  struct Entry {
    Hash64 key = 0; // of kind and name
    Hash64 hash = 0;
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  static Hash64 keyOf(FactKind kind, std::string_view name);
  std::vector<Entry> entries_; // sorted by key
  std::string bytes_;
  Hash64 hash_ = 0;
};

class PortableReader;
class PortableWriter;
void writeNote(PortableWriter& out, const Note& note);
Note readNote(PortableReader& in);
void writeQuery(PortableWriter& out, const TraceQuery& query);
TraceQuery readQuery(PortableReader& in);

using InterfacePtr = std::shared_ptr<const ModuleInterface>;

} // namespace pysecd

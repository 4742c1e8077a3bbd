// What one module asked of the others, decoded into its own symbols and kept until the answer
// changes. Knows which question was asked, so that the module can be told later whether anything it
// rests on is different. Thread rule: belongs to one ModuleProgram.
#pragma once

#include "analysis/engine/world.h"
#include "analysis/flow/portable_codec.h"
#include "analysis/text/text.h"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace pysecd {

// A question to the world, and the hash of the answer it got.
struct ExternalAnswer {
  enum class Kind : std::uint8_t { Member, Function, Class, Module } kind = Kind::Member;
  std::string module;           // Module: empty
  std::string name;             // Module: the dotted name
  std::uint8_t leadingDots = 0; // Module only
  Hash64 seen = 0;              // 0: there is no such thing
};
using ExternalAnswers = std::shared_ptr<const std::vector<ExternalAnswer>>;

// What the world answers today; `module` asks.
Hash64 hashOfAnswer(const World& world, std::string_view module, const ExternalAnswer& question);

class ModuleExternals {
public:
  explicit ModuleExternals(SymbolTable& symbols) : symbols_(symbols) {}

  // Answers come from this world from now on (may be null). True if an answer given before would be
  // another now.
  bool enter(std::string_view module, std::shared_ptr<const World> world);
  const std::string& module() const { return module_; }

  static bool isExternal(std::string_view name) { return name.find(kModuleMark) != name.npos; }

  struct Answer {
    ExternalAnswer question;           // with the hash
    std::unique_ptr<Summary> summary;  // Function
    std::unique_ptr<ClassFacts> facts; // Class
    PortablePtr value;                 // Member
    Symbol name = kNoSymbol;           // Module: "module:"
  };
  // Function and Class: `subject` is "module:key". Member: `subject` is "module:", `detail` the
  // name. Module: `subject` is the dotted name, `detail` the number of leading dots. Valid until
  // the next enter().
  const Answer& ask(ExternalAnswer::Kind kind, Symbol subject, std::uint32_t detail = 0);

  // Every question asked and its answer, in a canonical order. The same pointer while nothing new
  // was asked.
  ExternalAnswers answers();

private:
  struct Key {
    ExternalAnswer::Kind kind;
    Symbol subject;
    std::uint32_t detail;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return Hasher()
          .add(static_cast<std::uint64_t>(key.kind))
          .add(key.subject)
          .add(key.detail)
          .value();
    }
  };
  void answer(Answer& answer);

  SymbolTable& symbols_;
  std::string module_;
  std::shared_ptr<const World> world_;
  std::unordered_map<Key, Answer, KeyHash> answers_;
  ExternalAnswers listed_;
};

} // namespace pysecd

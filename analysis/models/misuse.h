// What makes a call, an assignment or the mere reading of a name a defect whatever flows into it:
// `verify=False`, `hashlib.md5(...)`, `context.check_hostname = False`. Rows of kind "misuse" in
// the model files. Plain data, immutable once loaded: any thread.
#pragma once

#include "analysis/support/symbols.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pysecd {

// An argument by position (0-based, without self; -1: keyword only) or by keyword.
struct ArgSpec {
  std::int16_t position = -1;
  Symbol keyword = kNoSymbol;
  bool present() const { return position >= 0 || keyword != kNoSymbol; }
};

// A value that a condition compares with: a constant, or a modelled thing.
struct MisuseValue {
  enum class Kind : std::uint8_t { None, Bool, Int, Text, Api } kind = Kind::None;
  std::int64_t integer = 0; // Bool: 0 or 1
  std::string text;
  std::uint32_t api = 0; // ModelId
};

// What must be known of one argument (of an assignment: of the value assigned). All tests that are
// set must hold, but `missing` is an alternative to the others.
struct MisuseCondition {
  ArgSpec arg;                       // absent: the assigned value
  Symbol key = kNoSymbol;            // the element under this key of the dict that is the argument
  std::optional<std::int64_t> index; // or at this index of the list or tuple that it is
  bool missing = false;              // the argument is not given, and not hidden in a star-argument
  bool present = false;              // it is given
  std::vector<MisuseValue> is;       // known, and one of these
  std::vector<MisuseValue> isNot;    // known, and none of these
  std::vector<std::string> startsWith; // begins with known text, and with one of these
  std::vector<std::string>
      contains; // a known part of its text, or of an element, holds one of these
  std::optional<std::int64_t> below; // a known number, and less
  std::optional<std::int64_t> bits;  // a known number that has one of these bits
  bool constant = false;             // a string or number that stands in the program
  bool tests() const {
    return present || constant || !is.empty() || !isNot.empty() || !startsWith.empty() ||
           !contains.empty() || below.has_value() || bits.has_value();
  }
};

struct MisuseFix {
  enum class Kind : std::uint8_t {
    Replace, // the argument (or the value assigned) by `text`
    Add,     // `text` as a further argument
    Remove,  // the argument
    Rename   // the callee (or the name read) by the modelled name `text`
  } kind = Kind::Replace;
  std::string title;
  // Rename: a dotted name, imported if need be; else source text, in which "api:ssl.CERT_REQUIRED"
  // stands for such a name.
  std::string text;
  bool safe = false;
};

struct MisuseRow {
  enum class On : std::uint8_t {
    Call,
    Set, // an assignment to this attribute
    Read // any use of the name but a comparison
  } on = On::Call;
  enum class Level : std::uint8_t { OfCheck, Error, Warning, Information, Hint };
  std::string check; // full id
  MisuseCondition condition;
  std::vector<MisuseCondition> when;   // must hold as well
  std::vector<MisuseCondition> unless; // none may hold
  Level level = Level::OfCheck;
  std::uint16_t cwe = 0; // 0: the check's
  std::string message;   // empty: that of the check
  std::vector<MisuseFix> fixes;
};

} // namespace pysecd

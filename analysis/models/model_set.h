// What is known about Python libraries, as data: a trie of dotted names ("sqlite3.Cursor.execute")
// whose entries carry the rows of analysis/models/*.json. One row is one fact about one API. Never
// knows files or values; immutable once loaded, so any thread may read it.
#pragma once

#include "analysis/models/callbacks.h"
#include "analysis/models/effects.h"
#include "analysis/models/misuse.h"
#include "analysis/models/surface.h"
#include "analysis/support/hash.h"
#include "analysis/support/symbols.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pysecd {

// Where an untrusted (or otherwise interesting) value comes from. A set of kinds is a TaintMask.
enum class Taint : std::uint8_t { Remote, Local, Stored, Secret, Internals };
using TaintMask = std::uint8_t;
constexpr TaintMask maskOf(Taint kind) {
  return static_cast<TaintMask>(1U << static_cast<unsigned>(kind));
}

// What a value must not shape. A set is a SinkMask; a sanitizer cleans some kinds and leaves the
// others.
enum class Sink : std::uint8_t {
  Sql,
  Shell,
  Argv,
  Code,
  Path,
  Url,
  Html,
  Redirect,
  Header,
  Template,
  Regex,
  Format,
  Log,
  Deserialize,
  Ldap,
  XPath,
  NoSql,
  Xml,
  Archive,
  Session,
  Response,
  Upload,  // the place where an uploaded file is kept
  Matched, // the text that a regular expression is applied to
  Bomb,    // a document whose entities are expanded without a bound
  Dots,    // no sink: a path cleaned for it has no `..` and no link left in it
  Opaque,  // no sink: cleaned for it is what came back from a function that is not known
};
using SinkMask = std::uint32_t;
constexpr SinkMask maskOf(Sink kind) { return SinkMask{1} << static_cast<unsigned>(kind); }
inline constexpr SinkMask kAllSinks = ~SinkMask{0};

// How a driver marks bound values in the query text (PEP 249 paramstyle, plus asyncpg's $1).
enum class ParamStyle : std::uint8_t { Unknown, QMark, Format, Named, Numeric, Dollar };
// How the values are handed to the call that takes the query.
enum class BindForm : std::uint8_t {
  None,     // this API takes no parameters (executescript)
  Sequence, // one tuple or list: execute(sql, (a, b))
  Mapping,  // one dict: execute(text(":n"), {"n": a})
  Varargs,  // fetch(sql, a, b)
  Keywords, // execute(sql, n=a)
  Enclosing // sqlalchemy.text(): the dict goes to the call that text(...) is an argument of, else
            // .bindparams(n=a)
};

struct SinkRow {
  ArgSpec arg; // absent: the receiver, or the value assigned
  Sink kind = Sink::Sql;
  ParamStyle style = ParamStyle::Unknown; // sql only, as the next four
  BindForm bind = BindForm::None;
  ArgSpec params;             // where the bound values go
  bool serverTyped = false;   // binds on the server: the type of the value matters ('1' is not 1)
  bool percentAlways = false; // `%%` is halved even when no parameters are given (Django does only
                              // with parameters: false)
  bool onSet = false;         // assigning to the attribute is the sink
};

// When a sink row counts, and for what part of the argument.
struct SinkLimit {
  bool program = false;              // of an argument list only its first word; of a text the whole
  std::vector<MisuseCondition> when; // about other arguments: all must hold
  std::vector<MisuseCondition> unless; // none may hold
};

// Value argument -> result; cleans nothing.
struct FlowRow {
  ArgSpec from; // absent: the receiver
  enum class To : std::uint8_t { Return, Receiver, Attribute } to = To::Return;
  Symbol attribute = kNoSymbol; // To::Attribute: of the result
  bool whole = false;  // To::Return: the result is the argument itself, with its type and pieces
  bool inside = false; // To::Return: the result is what the argument holds, with all that it is
  std::vector<ArgSpec> key; // the instance is a store: under this key it is put, or read
};

// What a function's parameters are when a framework calls it.
struct EntryRow {
  enum class On : std::uint8_t { Decorator, Subclass } on = On::Decorator;
  TaintMask params = 0; // of all parameters not in `types`; self/cls excepted
  std::vector<std::pair<Symbol, std::uint32_t>> types; // parameter name -> ModelId of its type
  std::vector<Symbol>
      methods;            // On::Subclass: which methods are entry points; empty: all public ones
  ArgSpec route;          // the argument that holds the path, if its converters matter
  bool validates = false; // the framework converts parameters to their annotated types
  bool sendsHtml = false; // text that the function returns is sent as HTML
  SinkLimit htmlLimit;    // if the decorator's arguments are such
};

// Calling it makes text of a template.
struct RenderRow {
  ArgSpec name;            // of the template
  bool ofReceiver = false; // the name is the first argument of the call that made the receiver
  ArgSpec context;         // a dict of the values that the template sees
  bool keywords = false;   // its other keyword arguments are such values, too
};

using ModelId = std::uint32_t; // an entry of the trie; 0 is the root and means "none"
inline constexpr ModelId kNoModel = 0;

// What a call's result or an attribute is, whatever goes in.
enum class Shape : std::uint8_t { Unknown, Number, Constant };

struct ModelEntry {
  Symbol name = kNoSymbol; // last component
  ModelId parent = kNoModel;
  ModelId returns = kNoModel;   // calling it gives an instance of this
  ModelId is = kNoModel;        // reading it gives an instance of this
  ModelId alias = kNoModel;     // it is this, under another name
  std::vector<ModelId> bases;   // of a class
  bool isClass = false;         // calling it gives an instance of itself
  bool renamed = false;         // an alias of it has another last component
  TaintMask source = 0;         // reading or calling it gives such a value
  SinkMask cleans = 0;          // its result is clean for these sinks
  SinkMask spoils = 0;          // its result is not, even if the argument was
  Shape shape = Shape::Unknown; // of its result
  bool neverReturns = false;    // calling it raises or ends the program
  SinkMask guards = 0; // called on a value (or with it as first argument) in a test: the value is
                       // clean where it holds
  SinkMask shows = 0;  // where a call returns at all, its first argument is clean
  std::vector<SinkRow> sinks;
  std::vector<SinkLimit> sinkLimits; // by index of `sinks`
  std::vector<FlowRow> flows;        // when present, only these arguments reach the result
  bool isStore = false;              // what is put under a key of it is found there again
  bool holdsValues = false; // a class whose methods put values into the instance (flows to self)
  std::vector<EntryRow> entries;
  std::vector<RenderRow> renders;
  ArgSpec converter; // present: when the call has this argument, a callable, the result is what it
                     // makes of it
  std::vector<CallbackRow> callbacks;
  std::vector<MisuseRow> misuses;
  Effects effects;
};

// A parameter of this name, in a module that imports `library`, is an instance of `type` (Django's
// `request`).
struct ParameterRow {
  Symbol name = kNoSymbol;
  std::string library;
  ModelId type = kNoModel;
};

class ModelSet {
public:
  ModelSet();

  // The names of all entries; the base of every file's SymbolTable.
  const std::shared_ptr<SymbolTable>& symbols() const { return symbols_; }
  std::shared_ptr<const SymbolTable> sharedSymbols() const { return symbols_; }
  const ModelEntry& operator[](ModelId id) const { return entries_[id]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }
  // The entry `name` directly under `parent` (kNoModel: top level), aliases followed; kNoModel if
  // there is none.
  ModelId child(ModelId parent, Symbol name) const;
  // Member of an instance or class `type`: its own entry, else its bases' in order.
  ModelId member(ModelId type, Symbol name) const;
  // Full dotted name; kNoModel if absent.
  ModelId find(std::string_view dotted) const;
  // The same as `find(dotted) == id`, and cheap where it is not.
  bool isNamed(ModelId id, std::string_view dotted) const;
  std::string dottedName(ModelId id) const;
  // Rows for receivers of unknown type: "*.execute" is anyReceiver(execute).
  ModelId anyReceiver(Symbol method) const;
  std::span<const ParameterRow> parameterRows() const { return parameters_; }
  const Surfaces& surfaces() const { return surfaces_; }
  // Every misuse row, for the test that compares them with the checks there are.
  template <typename Visit> void forEachMisuse(Visit&& visit) const {
    for (const ModelEntry& entry : entries_)
      for (const MisuseRow& row : entry.misuses)
        visit(row);
  }
  // Identifies the content; part of every memo key.
  Hash64 id() const { return id_; }

  // Building, used by loader.cpp only.
  // The entry of that name, made if absent; aliases are followed.
  ModelId ensure(std::string_view dotted);
  ModelEntry& edit(ModelId id) { return entries_[id]; }
  void setAlias(ModelId id, ModelId target);
  void addParameterRow(ParameterRow row) { parameters_.push_back(std::move(row)); }
  Surfaces& editSurfaces() { return surfaces_; }
  void addToId(std::string_view bytes) { id_ = Hasher().add(id_).add(bytes).value(); }

private:
  ModelId rawChild(ModelId parent, Symbol name) const;
  ModelId resolved(ModelId id) const; // what an alias stands for
  ModelId memberWithin(int& budget, ModelId type, Symbol name) const;

  std::shared_ptr<SymbolTable> symbols_ = std::make_shared<SymbolTable>();
  std::vector<ModelEntry> entries_;
  std::unordered_map<std::uint64_t, ModelId> children_; // (parent << 32 | name)
  std::vector<ParameterRow> parameters_;
  Surfaces surfaces_;
  Hash64 id_ = 0;
};

} // namespace pysecd

// What a check sees: one function (or the module body) with its values, the library names its calls
// denote, and answers about the rest of the program. Thread rule: the thread that runs the checks.
#pragma once

#include "analysis/checks/code_index.h"
#include "analysis/checks/file_facts.h"
#include "analysis/flow/function_flow.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pysecd {

// Answers are recorded as dependencies of the function, as during its evaluation.
class FunctionContext {
public:
  FunctionContext(const Ast& theAst, const FunctionFlow& theFlow, const ModelSet& theModels,
                  const SymbolTable& theSymbols, Program& theProgram, const FileFacts& theFile,
                  Symbol theClass);

  const Ast& ast;
  const FunctionFlow& flow;
  const ModelSet& models;
  const SymbolTable& symbols;
  Program& program;
  const FileFacts& file;
  Symbol className; // of a method: its class
  CodeIndex code;

  bool isModule() const { return ast[ast.root].kind != NodeKind::FunctionDef; }
  std::string_view text(Symbol symbol) const { return symbols.text(symbol); }

  // Bottom (may == 0) if the expression was never evaluated: it is dead code.
  const Value& valueOf(NodeId node) const {
    return flow.values[node < flow.nodeValues.size() ? flow.nodeValues[node] : kBottom];
  }
  bool reached(NodeId node) const { return valueOf(node).may != 0; }

  // The modelled functions that the call may run; empty in dead code, and of other nodes.
  std::span<const ModelId> apisOf(NodeId call) const;
  // The modelled names that the expression may denote (itself, not an instance).
  std::vector<ModelId> namesOf(NodeId expression) const;
  // The one or the other: what a decorator or the expression of a `with` is.
  std::vector<ModelId> modelsOf(NodeId expression) const;
  // True if the call may run that function: `calls(id, "hashlib.new")`.
  bool calls(NodeId call, std::string_view dotted) const;
  // True if the value may be an instance of the modelled class or of a subclass of it.
  bool isInstance(const Value& value, std::string_view dottedClass) const;
  // True if the class of the program is, or derives from, the modelled class.
  bool derivesFrom(Symbol localClass, std::string_view dottedClass) const;

  // The modelled classes from which a class of the program derives.
  std::vector<ModelId> modelledBases(Symbol localClass) const;

  // nullopt if not known.
  std::optional<std::string_view> constantText(NodeId node) const;
  std::optional<std::int64_t> constantInt(NodeId node) const;
  std::optional<bool> constantBool(NodeId node) const;

private:
  void addApis(NodeId call);

  struct Apis {
    NodeId call;
    std::uint32_t begin;
    std::uint32_t end;
  };
  std::vector<Apis> calls_; // by id; those without an API are left out
  std::vector<ModelId> apis_;
};

} // namespace pysecd

#include "analysis/fixes/spell_name.h"

#include <algorithm>

namespace pysecd {

namespace {

// A variable of the function or the module that is no import.
bool isTaken(const Ast& ast, const SymbolTable& symbols, Program& program, std::string_view name) {
  const Symbol symbol = symbols.find(name);
  if (symbol == kNoSymbol)
    return false;
  return program.global(symbol) != nullptr ||
         std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
           return node.symbol == symbol &&
                  (node.kind == NodeKind::Name || node.kind == NodeKind::Parameter);
         });
}

// `import xml` does not make `xml.sax` known; `import os` does so with `os.path`.
bool isLoadedWith(std::string_view imported, std::string_view module) {
  return imported.size() >= module.size() || module == "os.path";
}

} // namespace

std::string_view moduleOf(std::string_view dotted) {
  const std::size_t last = dotted.rfind('.');
  std::size_t end = dotted.find('.');
  while (end != std::string_view::npos && end < last) {
    const std::size_t next = dotted.find('.', end + 1);
    const std::string_view part = dotted.substr(end + 1, next - end - 1);
    if (part[0] >= 'A' && part[0] <= 'Z' && part != "ElementTree")
      break; // a class
    end = next;
  }
  return dotted.substr(0, end);
}

std::optional<SpelledName> spellName(const Ast& ast, const FunctionFlow& flow,
                                     const ModelSet& models, const SymbolTable& symbols,
                                     Program& program, NodeId written, std::string_view dotted) {
  const std::size_t dot = dotted.rfind('.');
  if (dot == std::string_view::npos)
    return isTaken(ast, symbols, program, dotted)
               ? std::nullopt
               : std::optional(SpelledName{std::string(dotted), ""}); // a built-in function
  const Node& node = ast[written];
  if (node.kind == NodeKind::Attribute && node.a < flow.nodeValues.size()) {
    const ModelId owner = models.find(dotted.substr(0, dot));
    const Value& object = flow.values[flow.nodeValues[node.a]];
    if (owner != kNoModel && object.types.size() == 1 &&
        object.types[0] == TypeRef{TypeKind::Model, owner})
      return SpelledName{std::string(ast.text(node.a)) + std::string(dotted.substr(dot)), ""};
  }
  for (std::string_view prefix = dotted;; prefix = prefix.substr(0, prefix.rfind('.'))) {
    const std::string known = program.importedAs(prefix);
    if (!known.empty())
      return SpelledName{known + std::string(dotted.substr(prefix.size())),
                         isLoadedWith(prefix, moduleOf(dotted)) ? std::string()
                                                                : std::string(moduleOf(dotted))};
    if (prefix.find('.') == std::string_view::npos)
      break;
  }
  const std::string_view module = moduleOf(dotted);
  if (isTaken(ast, symbols, program, module.substr(0, module.find('.'))))
    return std::nullopt;
  return SpelledName{std::string(dotted), std::string(module)};
}

} // namespace pysecd

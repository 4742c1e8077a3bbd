#include "analysis/fixes/add_import.h"

namespace pysecd {

namespace {

bool isDocstring(const Ast& ast, NodeId id) {
  const Node& node = ast[id];
  return node.kind == NodeKind::ExpressionStatement &&
         (ast[node.a].kind == NodeKind::String || ast[node.a].kind == NodeKind::StringConcat);
}

ByteOffset behindLine(std::string_view source, ByteOffset at) {
  const std::size_t end = source.find('\n', at);
  return static_cast<ByteOffset>(end == std::string_view::npos ? source.size() : end + 1);
}

} // namespace

std::optional<TextEdit> importEdit(const Ast& module, const SymbolTable& symbols,
                                   std::string_view name) {
  const std::string_view source = module.source;
  ByteOffset fallback = 0;           // behind the docstring and the imports from __future__
  std::optional<ByteOffset> first;   // the first statement after those
  std::optional<ByteOffset> ordered; // the place among the `import x` statements
  for (const NodeId id : module.list(module.root)) {
    const Node& node = module[id];
    if (isDocstring(module, id) ||
        (node.kind == NodeKind::ImportFrom && symbols.text(node.symbol) == "__future__")) {
      fallback = behindLine(source, node.end);
      continue;
    }
    if (!first)
      first = node.begin;
    if (node.kind == NodeKind::Import && node.listSize != 0) {
      const bool follows = symbols.text(module[module.list(id)[0]].symbol) < name;
      if (follows || !ordered)
        ordered = follows ? behindLine(source, node.end) : node.begin;
      if (!follows)
        break;
    } else if (node.kind != NodeKind::ImportFrom) {
      break;
    }
  }
  const ByteOffset at = ordered ? *ordered : first.value_or(fallback);
  const std::string_view newline = source.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
  std::string line = "import " + std::string(name) + std::string(newline);
  if (at != 0 && source[at - 1] != '\n') {
    if (at != source.size())
      return std::nullopt;   // behind a semicolon
    line.insert(0, newline); // the last line has no end
  }
  return TextEdit{{at, at}, std::move(line)};
}

} // namespace pysecd

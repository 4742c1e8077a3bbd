#include "analysis/syntax/items.h"

#include "analysis/syntax/cst.h"

#include <algorithm>
#include <unordered_map>

namespace pysecd {

namespace {

// Longer class paths are cut: names are hostile too, and each function keeps its path. The ordinal
// still tells the functions apart.
constexpr std::size_t kMaxPath = 512;

bool holdsStatements(Cst kind) {
  switch (kind) {
  case Cst::Error:
  case Cst::Module:
  case Cst::Block:
  case Cst::IfStatement:
  case Cst::ElifClause:
  case Cst::ElseClause:
  case Cst::ForStatement:
  case Cst::WhileStatement:
  case Cst::TryStatement:
  case Cst::ExceptClause:
  case Cst::FinallyClause:
  case Cst::WithStatement:
  case Cst::MatchStatement:
  case Cst::CaseClause:
  case Cst::DecoratedDefinition:
  case Cst::ClassDefinition:
    return true;
  default:
    return false;
  }
}

class Lister {
public:
  Lister(TSNode root, std::string_view text, SymbolTable& symbols)
      : cursor_(root), text_(text), symbols_(symbols) {}

  Items run() {
    Item module;
    module.qualname = "<module>";
    module.name = symbols_.intern(module.qualname);
    module.range = {0, static_cast<ByteOffset>(text_.size())};
    module.node = cursor_.here().node;
    out_.items.push_back(std::move(module));
    visit(cursor_.here());
    out_.items[0].hasErrors = moduleHasErrors_;
    cutModule();
    return std::move(out_);
  }

private:
  void visit(const CstNode& node) {
    const bool definition = node.kind == Cst::FunctionDefinition ||
                            node.kind == Cst::ClassDefinition ||
                            node.kind == Cst::DecoratedDefinition;
    const DefinitionHead head = definition ? definitionHead(cursor_) : DefinitionHead{};
    if (head.kind == Cst::FunctionDefinition)
      return addFunction(node, head);
    if (!holdsStatements(node.kind) || depth_ > kMaxNesting) {
      moduleHasErrors_ |= ts_node_has_error(node.node);
      return;
    }
    moduleHasErrors_ |= node.kind == Cst::Error;
    const std::size_t outer = path_.size();
    if (node.kind == Cst::ClassDefinition)
      enterClass(head);
    // As the lowering counts: a block costs nothing, the statement around it one level.
    const unsigned levels = isStatement(node.kind) || node.kind == Cst::Error ? 1 : 0;
    depth_ += levels;
    cursor_.children([&](const CstNode& child) { visit(child); });
    depth_ -= levels;
    path_.resize(outer);
  }

  std::string_view nameOf(const DefinitionHead& head) const {
    return text_.substr(head.nameBegin, head.nameEnd - head.nameBegin);
  }

  void enterClass(const DefinitionHead& head) {
    const std::string_view name = nameOf(head);
    if (path_.size() + name.size() < kMaxPath)
      path_.append(name).push_back('.');
  }

  void addFunction(const CstNode& node, const DefinitionHead& head) {
    Item item;
    item.qualname = path_;
    item.qualname += nameOf(head).substr(0, kMaxPath);
    item.ordinal = ordinals_[item.qualname]++;
    item.name = symbols_.intern(nameOf(head));
    item.range = {node.begin(), node.end()};
    item.textHash = Hasher()
                        .add(text_.substr(item.range.begin, item.range.size()))
                        .add(ts_node_start_point(node.node).column)
                        .value();
    item.hasErrors = ts_node_has_error(node.node);
    item.node = node.node;
    stubs_.add(out_.items.size()).add(nameOf(head)).add(head.isAsync);
    out_.items.push_back(std::move(item));
  }

  void cutModule() {
    auto source = std::make_shared<std::string>();
    ByteOffset kept = 0;
    ByteOffset removed = 0;
    for (const Item& item : std::span(out_.items).subspan(1)) {
      source->append(text_.substr(kept, item.range.begin - kept));
      kept = item.range.end;
      removed += item.range.size();
      out_.cuts.push_back({static_cast<ByteOffset>(source->size()), removed});
      stubs_.add(source->size());
    }
    source->append(text_.substr(kept));
    out_.items[0].textHash = stubs_.add(*source).value();
    out_.moduleSource = std::move(source);
  }

  CstCursor cursor_;
  std::string_view text_;
  SymbolTable& symbols_;
  Items out_;
  std::string path_; // of the classes around, each followed by a dot
  std::unordered_map<std::string, std::uint32_t> ordinals_;
  Hasher stubs_; // what the module's Ast keeps of the functions
  unsigned depth_ = 0;
  bool moduleHasErrors_ = false;
};

} // namespace

ByteOffset Items::moduleToText(ByteOffset offset) const {
  const auto after = std::upper_bound(cuts.begin(), cuts.end(), offset,
                                      [](ByteOffset at, const Cut& cut) { return at < cut.at; });
  return after == cuts.begin() ? offset : offset + std::prev(after)->removed;
}

Items listItems(const Tree& tree, const Text& text, SymbolTable& symbols) {
  return Lister(tree.root(), text.bytes(), symbols).run();
}

} // namespace pysecd

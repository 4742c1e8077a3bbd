#include "analysis/syntax/lower.h"

#include "analysis/syntax/string_escapes.h"

namespace pysecd {

namespace {

constexpr char kBackquote = '`';

std::uint16_t stringFlags(std::string_view start) {
  std::uint16_t flags = 0;
  for (const char c : start) {
    switch (c) {
    case 'b':
    case 'B':
      flags |= kBytes;
      break;
    case 'r':
    case 'R':
      flags |= kRaw;
      break;
    case 'f':
    case 'F':
      flags |= kFormat;
      break;
    case 't':
    case 'T':
      flags |= kTemplate;
      break;
    case 'u':
    case 'U':
      flags |= kUnicodePrefix;
      break;
    case '\'':
      flags |= kSingleQuote;
      break;
    default:
      break;
    }
  }
  if (start.ends_with("\"\"\"") || start.ends_with("'''"))
    flags |= kTriple;
  return flags;
}

} // namespace

NodeId Lowerer::string(const CstNode& node) {
  if (text_[node.begin()] == kBackquote)
    return backquotes(node);
  const NodeId id = add(NodeKind::String, node);
  const std::size_t start = mark();
  std::uint16_t flags = 0;
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::StringStart)
      flags = stringFlags(textOf(child));
    else if (child.kind == Cst::StringContent)
      scratch_.push_back(stringText(child.begin(), child.end(), flags));
    else if (child.kind == Cst::Interpolation)
      scratch_.push_back(interpolation(child, flags));
    else if (child.kind == Cst::Error)
      scratch_.push_back(add(NodeKind::Error, child));
  });
  at(id).flags = flags;
  setList(id, start);
  return id;
}

NodeId Lowerer::stringText(std::uint32_t begin, std::uint32_t end, std::uint16_t flags) {
  const NodeId id = add(NodeKind::StringText, ByteRange{place(begin), place(end)});
  at(id).text = static_cast<std::uint32_t>(ast_.cooked.size());
  ast_.cooked.push_back(cookedText(text_.substr(begin, end - begin), flags));
  return id;
}

NodeId Lowerer::interpolation(const CstNode& node, std::uint16_t flags) {
  const NodeId id = add(NodeKind::Interpolation, node);
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind)) {
      at(id).a = expression(child);
    } else if (child.kind == Cst::TokenEqual) {
      at(id).flags |= kSelfDocumenting;
    } else if (child.kind == Cst::FormatSpecifier) {
      at(id).b = formatSpec(child, flags);
    } else if (child.kind == Cst::TypeConversion) {
      const char conversion = textOf(child).back();
      if (conversion == 'r' || conversion == 's' || conversion == 'a')
        at(id).op = static_cast<std::uint8_t>(conversion);
    }
  });
  return id;
}

NodeId Lowerer::formatSpec(const CstNode& node, std::uint16_t flags) {
  // Replacement fields inside a specification nest like expressions.
  if (depth_ >= kMaxNesting)
    return add(NodeKind::Error, node);
  ++depth_;
  // The grammar hides the text between the fields: it is what the visible children leave.
  std::uint32_t read = node.begin() + 1; // after the colon
  const NodeId id = add(NodeKind::String, ByteRange{place(read), place(node.end())});
  at(id).flags = flags;
  const std::size_t start = mark();
  cursor_.children([&](const CstNode& child) {
    if (child.kind != Cst::FormatExpression)
      return;
    if (read < child.begin())
      scratch_.push_back(stringText(read, child.begin(), flags));
    scratch_.push_back(interpolation(child, flags));
    read = child.end();
  });
  if (read < node.end())
    scratch_.push_back(stringText(read, node.end(), flags));
  setList(id, start);
  --depth_;
  return id;
}

NodeId Lowerer::backquotes(const CstNode& node) {
  // Python 2's repr. The grammar reads the expression inside as text, so the argument is unknown.
  const NodeId id = add(NodeKind::Call, node);
  const NodeId callee = add(NodeKind::Name, ByteRange{place(node.begin()), place(node.begin())});
  at(callee).symbol = symbols_.intern("repr");
  at(id).a = callee;
  const std::size_t start = mark();
  scratch_.push_back(add(NodeKind::Error, node));
  setList(id, start);
  return id;
}

} // namespace pysecd

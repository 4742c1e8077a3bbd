// Strings as lists of pieces: literal text and holes.
#include "analysis/flow/evaluator.h"

#include <algorithm>
#include <charconv>

namespace pysecd::flow {

namespace {
constexpr std::size_t kMaxPieces = 128;
constexpr std::size_t kMaxText = 64 * 1024;
} // namespace

bool Evaluator::isTextual(ValueId id) const {
  const Value& value = values()[id];
  return !value.pieces.empty() || (value.constant && value.constant->kind == Constant::Kind::Str);
}

void Evaluator::addHole(std::vector<StringPiece>& pieces, ValueId value, NodeId node) {
  pieces.push_back({{}, flattened(value), node});
}

// A value inside a longer string: its own pieces if it is a string of known building, its digits if
// a known number.
void Evaluator::addPieces(std::vector<StringPiece>& pieces, ValueId id, NodeId node) {
  const Value value = values()[id];
  if (!value.pieces.empty()) {
    pieces.insert(pieces.end(), value.pieces.begin(), value.pieces.end());
  } else if (value.constant && value.constant->kind == Constant::Kind::Int) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value.constant->integer).ptr;
    pieces.push_back(
        {values().keepText({digits, static_cast<std::size_t>(end - digits)}), kBottom, node});
  } else if (value.constant && value.constant->kind == Constant::Kind::Bool) {
    pieces.push_back({value.constant->integer != 0 ? "True" : "False", kBottom, node});
  } else if (value.constant && value.constant->kind == Constant::Kind::None) {
    pieces.push_back({"None", kBottom, node});
  } else {
    addHole(pieces, id, node);
  }
}

ValueId Evaluator::fromPieces(const std::vector<StringPiece>& pieces) {
  std::size_t length = 0;
  bool known = true;
  for (const StringPiece& piece : pieces) {
    length += piece.text.size();
    known &= piece.hole == kBottom;
  }
  if (length > kMaxText || pieces.size() > kMaxPieces) {
    ValueId joined = values().text();
    for (const StringPiece& piece : pieces)
      if (piece.hole != kBottom)
        joined = values().join(joined, values().derived(piece.hole));
    return joined;
  }
  Value out;
  out.may = kText;
  out.pieces = values().keep(pieces);
  if (known) {
    std::string text;
    text.reserve(length);
    for (const StringPiece& piece : pieces)
      text += piece.text;
    out.constant = Constant{Constant::Kind::Str, 0, values().keepText(text)};
    return values().add(out);
  }
  ValueId holes = kBottom;
  for (const StringPiece& piece : pieces)
    if (piece.hole != kBottom)
      holes = values().join(holes, values().derived(piece.hole));
  out.may |= values()[holes].may & kUnknown;
  out.origins = values()[holes].origins;
  return values().add(out);
}

ValueId Evaluator::stringLiteral(NodeId id) {
  const Node& node = ast_[id];
  if (node.kind == NodeKind::StringConcat) {
    std::vector<StringPiece> pieces;
    for (const NodeId part : ast_.list(node))
      addPieces(pieces, eval(part), part);
    return fromPieces(pieces);
  }
  const auto parts = ast_.list(node);
  if ((node.flags & kTemplate) != 0) {
    // A t-string is no text: drivers that take one bind its values.
    for (const NodeId part : parts)
      if (ast_[part].kind == NodeKind::Interpolation)
        eval(ast_[part].a);
    Value value;
    value.may = kObject;
    return values().add(value);
  }
  if ((node.flags & kFormat) == 0) {
    std::string_view text =
        parts.empty() ? std::string_view() : std::string_view(ast_.cooked[ast_[parts[0]].text]);
    std::string joined;
    if (parts.size() > 1) {
      for (const NodeId part : parts)
        joined += ast_.cooked[ast_[part].text];
      text = values().keepText(joined);
    }
    const auto kind = (node.flags & kBytes) != 0 ? Constant::Kind::Bytes : Constant::Kind::Str;
    return values().constant(Constant{kind, 0, text}, id);
  }
  std::vector<StringPiece> pieces;
  for (const NodeId part : parts) {
    const Node& piece = ast_[part];
    if (piece.kind == NodeKind::StringText) {
      pieces.push_back({ast_.cooked[piece.text], kBottom, part});
      continue;
    }
    if (piece.kind != NodeKind::Interpolation)
      continue;
    ValueId value = eval(piece.a);
    if ((piece.flags & kSelfDocumenting) != 0)
      pieces.push_back({ast_.text(piece.a), kBottom, part});
    bool numeric = false;
    if (piece.b != kNoNode) {
      eval(piece.b);
      const std::string_view spec = ast_.text(piece.b);
      numeric = !spec.empty() &&
                std::string_view("bcdeEfFgGnoxX%").find(spec.back()) != std::string_view::npos;
    }
    if (numeric) {
      pieces.push_back({{}, values().number(), piece.a}); // any other type raises
    } else if (piece.b != kNoNode || piece.op != 0) {
      addHole(pieces, values().derived(flattened(value)), piece.a);
    } else {
      addPieces(pieces, value, piece.a);
    }
  }
  if (pieces.empty())
    return values().string("", id);
  return fromPieces(pieces);
}

ValueId Evaluator::concatenated(ValueId a, ValueId b) {
  std::vector<StringPiece> pieces;
  addPieces(pieces, a, kNoNode);
  addPieces(pieces, b, kNoNode);
  return fromPieces(pieces);
}

ValueId Evaluator::percentFormat(ValueId format, ValueId right, NodeId rightNode) {
  const Value left = values()[format];
  // The tuple's expressions in order; a single value otherwise.
  std::vector<std::pair<ValueId, NodeId>> given;
  const Value operand = values()[right];
  bool exact = true;
  if (ast_[rightNode].kind == NodeKind::Tuple) {
    const auto elements = ast_.list(rightNode);
    for (std::size_t i = 0; i < elements.size(); ++i)
      given.emplace_back(out_.nodeValues[elements[i]], elements[i]);
  } else if (operand.objects.size() == 1 && hasContent(operand.objects[0]) &&
             contentOf(operand.objects[0]).sequence) {
    const Content& content = contentOf(operand.objects[0]);
    exact = content.exact;
    for (const Element& element : content.elements)
      given.emplace_back(element.value, rightNode);
  } else {
    given.emplace_back(right, rightNode);
  }
  if (left.pieces.empty() || !exact)
    return values().derived(format, flattened(right));
  std::vector<StringPiece> pieces;
  std::size_t next = 0;
  for (const StringPiece& piece : left.pieces) {
    if (piece.hole != kBottom) {
      pieces.push_back(piece);
      continue;
    }
    std::string_view text = piece.text;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '%')
        continue;
      if (i > begin)
        pieces.push_back({text.substr(begin, i - begin), kBottom, piece.node});
      std::size_t j = i + 1;
      if (j < text.size() && text[j] == '%') {
        pieces.push_back({"%", kBottom, piece.node});
        begin = j + 1;
        i = j;
        continue;
      }
      std::optional<ValueId> named;
      if (j < text.size() && text[j] == '(') {
        const std::size_t close = text.find(')', j);
        if (close == std::string_view::npos)
          return values().derived(format, flattened(right));
        named = elementOf(right, values().string(text.substr(j + 1, close - j - 1), kNoNode));
        j = close + 1;
      }
      bool star = false;
      while (j < text.size() &&
             std::string_view("#0- +*.123456789hlL").find(text[j]) != std::string_view::npos)
        star |= text[j++] == '*';
      if (j >= text.size() || star)
        return values().derived(format, flattened(right));
      const char conversion = text[j];
      std::pair<ValueId, NodeId> value{values().unknown(), rightNode};
      if (named)
        value = {*named, rightNode};
      else if (next < given.size())
        value = given[next++];
      if (std::string_view("diouxXeEfFgGc").find(conversion) != std::string_view::npos)
        pieces.push_back({{}, values().number(), value.second}); // any other type raises
      else if (conversion == 's' && j == i + 1 + (named ? j - i - 1 : 0))
        addPieces(pieces, value.first, value.second);
      else
        addHole(pieces, values().derived(flattened(value.first)), value.second);
      begin = j + 1;
      i = j;
    }
    if (begin < text.size())
      pieces.push_back({text.substr(begin), kBottom, piece.node});
  }
  return fromPieces(pieces);
}

ValueId Evaluator::formatMethod(ValueId format, const Arguments& arguments) {
  ValueId all = values().derived(format);
  for (const Argument& argument : arguments.all)
    all = values().join(all, values().derived(flattened(argument.value)));
  const Value left = values()[format];
  if (left.pieces.empty() || std::any_of(arguments.all.begin(), arguments.all.end(),
                                         [](const Argument& a) { return a.star || a.doubleStar; }))
    return all;
  std::vector<StringPiece> pieces;
  std::size_t automatic = 0;
  for (const StringPiece& piece : left.pieces) {
    if (piece.hole != kBottom) {
      pieces.push_back(piece);
      continue;
    }
    const std::string_view text = piece.text;
    std::size_t begin = 0;
    const auto flush = [&](std::size_t end) {
      if (end > begin)
        pieces.push_back({text.substr(begin, end - begin), kBottom, piece.node});
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '{' && text[i] != '}')
        continue;
      if (i + 1 < text.size() && text[i + 1] == text[i]) {
        flush(i + 1);
        begin = i + 2;
        ++i;
        continue;
      }
      if (text[i] == '}')
        return all;
      const std::size_t close = text.find('}', i);
      if (close == std::string_view::npos)
        return all;
      flush(i);
      std::string_view field = text.substr(i + 1, close - i - 1);
      if (field.find('{') != std::string_view::npos)
        return all;
      const std::size_t tail = field.find_first_of("!:");
      const std::string_view spec =
          tail == std::string_view::npos ? std::string_view() : field.substr(tail);
      field = field.substr(0, tail);
      const std::size_t path = field.find_first_of(".[");
      const std::string_view base = field.substr(0, path);
      const Argument* argument = nullptr;
      std::size_t index = 0;
      if (base.empty())
        argument = arguments.positional(automatic++);
      else if (std::from_chars(base.data(), base.data() + base.size(), index).ptr ==
               base.data() + base.size())
        argument = arguments.positional(index);
      else if (const Symbol keyword = in_.symbols.find(base); keyword != kNoSymbol)
        argument = arguments.find({-1, keyword});
      if (argument == nullptr)
        return all;
      if (!spec.empty() &&
          std::string_view("bcdeEfFgGnoxX%").find(spec.back()) != std::string_view::npos &&
          spec[0] == ':')
        pieces.push_back({{}, values().number(), argument->node});
      else if (path != std::string_view::npos || !spec.empty())
        addHole(pieces, values().derived(flattened(argument->value)), argument->node);
      else
        addPieces(pieces, argument->value, argument->node);
      begin = close + 1;
      i = close;
    }
    flush(text.size());
  }
  return fromPieces(pieces);
}

ValueId Evaluator::joinMethod(ValueId separator, const Arguments& arguments, NodeId id) {
  const Argument* list = arguments.positional(0);
  if (list == nullptr)
    return values().derived(separator);
  const Value container = values()[list->value];
  if (container.objects.size() == 1 && hasContent(container.objects[0])) {
    const Content content = contentOf(container.objects[0]);
    if (content.sequence && content.exact && !content.elements.empty()) {
      std::vector<StringPiece> pieces;
      for (const Element& element : content.elements) {
        if (!pieces.empty())
          addPieces(pieces, separator, id);
        addPieces(pieces, element.value, list->node);
      }
      return fromPieces(pieces);
    }
  }
  const ValueId element = iterated(list->value);
  std::vector<StringPiece> pieces;
  addHole(pieces,
          values().derived(values().derived(separator), values().derived(flattened(element))),
          list->node);
  return fromPieces(pieces);
}

std::optional<ValueId> Evaluator::stringMethod(ValueId receiver, std::string_view method,
                                               const Arguments& arguments, NodeId id) {
  const bool textual = isTextual(receiver);
  const Value value = values()[receiver];
  if (method == "join" && (textual || value.may == kText))
    return joinMethod(receiver, arguments, id);
  if (!textual)
    return std::nullopt;
  if (method == "format")
    return formatMethod(receiver, arguments);
  const bool known = value.constant.has_value();
  if (method == "strip" || method == "lstrip" || method == "rstrip" || method == "lower" ||
      method == "upper" || method == "title" || method == "capitalize" || method == "casefold" ||
      method == "expandtabs" || method == "swapcase" || method == "encode" || method == "decode") {
    if (known && (method == "strip" || method == "lower" || method == "upper") &&
        arguments.all.empty()) {
      std::string text(value.constant->text);
      if (method == "strip") {
        const auto space = " \t\n\r\f\v";
        const std::size_t first = text.find_first_not_of(space);
        text = first == std::string::npos
                   ? ""
                   : text.substr(first, text.find_last_not_of(space) - first + 1);
      } else {
        for (char& c : text)
          if (static_cast<unsigned char>(c) < 0x80)
            c = static_cast<char>(method == "lower" ? std::tolower(c) : std::toupper(c));
      }
      return values().string(values().keepText(text), id);
    }
    if (method == "encode" || method == "decode" || method.ends_with("strip"))
      return receiver; // the pieces keep their places
    return values().derived(receiver);
  }
  if (method == "replace") {
    const Argument* from = arguments.positional(0);
    const Argument* to = arguments.positional(1);
    if (known && from != nullptr && to != nullptr && values()[from->value].constant &&
        values()[to->value].pieces.size() == 1) {
      // A template with a marker: `"... {table} ...".replace("{table}", name)`.
      const std::string_view marker = values()[from->value].constant->text;
      const std::string_view text = value.constant->text;
      if (!marker.empty()) {
        std::vector<StringPiece> pieces;
        std::size_t begin = 0;
        for (std::size_t at = text.find(marker); at != std::string_view::npos;
             at = text.find(marker, begin)) {
          pieces.push_back({text.substr(begin, at - begin), kBottom, id});
          addPieces(pieces, to->value, to->node);
          begin = at + marker.size();
        }
        pieces.push_back({text.substr(begin), kBottom, id});
        return fromPieces(pieces);
      }
    }
    ValueId result = values().derived(receiver);
    if (to != nullptr)
      result = values().join(result, values().derived(to->value));
    return result;
  }
  if (method == "startswith" || method == "endswith" || method == "find" || method == "rfind" ||
      method == "index" || method == "count" || method.starts_with("is"))
    return values().number();
  if (method == "split" || method == "rsplit" || method == "splitlines" || method == "partition" ||
      method == "rpartition") {
    Content content;
    content.exact = false;
    content.rest = values().derived(receiver);
    return newObject(id, content);
  }
  return std::nullopt;
}

} // namespace pysecd::flow

// The two ways of filling a template: `%` and format().
#include "analysis/flow/evaluator.h"

#include <algorithm>
#include <charconv>

namespace pysecd::flow {

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
      const bool plain = conversion == 'd' && text[j - 1] == (named ? ')' : '%');
      if (plain && values()[value.first].number() && values()[value.first].constant)
        addPieces(pieces, value.first, value.second);
      else if (std::string_view("diouxXeEfFgGc").find(conversion) != std::string_view::npos)
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

// What `{name.attribute[key]}` takes of the value.
ValueId Evaluator::followPath(ValueId value, std::string_view field, NodeId at) {
  std::size_t i = field.find_first_of(".[");
  while (i < field.size()) {
    if (field[i] == '.') {
      const std::size_t end = std::min(field.find_first_of(".[", i + 1), field.size());
      value = attributeOf(value, in_.symbols.intern(field.substr(i + 1, end - i - 1)), at);
      i = end;
      continue;
    }
    const std::size_t close = field.find(']', i);
    if (field[i] != '[' || close == std::string_view::npos)
      return values().derived(flattened(value));
    const std::string_view key = field.substr(i + 1, close - i - 1);
    std::int64_t index = 0;
    const bool number =
        std::from_chars(key.data(), key.data() + key.size(), index).ptr == key.data() + key.size();
    value = elementAt(value, number ? indexKey(index) : stringKey(in_.symbols.intern(key)));
    i = close + 1;
  }
  return value;
}

// format_map(values): as format(**values).
ValueId Evaluator::formatMapMethod(ValueId format, const Arguments& arguments) {
  const Argument* mapping = arguments.positional(0);
  if (mapping == nullptr)
    return values().derived(format);
  const Value value = values()[mapping->value];
  if (value.objects.size() != 1 || value.may != kObject || !hasContent(value.objects[0]) ||
      contentOf(value.objects[0]).rest != kBottom)
    return formatMethod(format, arguments);
  Arguments named;
  for (const Element& element : contentOf(value.objects[0]).elements)
    if (!isIndexKey(element.key) && !isAttributeKey(element.key))
      named.all.push_back({mapping->node, element.value, symbolOf(element.key), false, false});
  return formatMethod(format, named);
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
      else if (!spec.empty())
        addHole(pieces,
                values().derived(flattened(followPath(argument->value, field, argument->node))),
                argument->node);
      else
        addPieces(pieces, followPath(argument->value, field, argument->node), argument->node);
      begin = close + 1;
      i = close;
    }
    flush(text.size());
  }
  return fromPieces(pieces);
}

} // namespace pysecd::flow

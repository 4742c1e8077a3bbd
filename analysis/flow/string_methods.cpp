// Methods of strings.
#include "analysis/flow/evaluator.h"

#include <algorithm>
#include <cctype>

namespace pysecd::flow {

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
  const ValueId element = iterated(list->value, list->node);
  std::vector<StringPiece> pieces;
  addHole(pieces,
          values().derived(values().derived(separator), values().derived(flattened(element))),
          list->node);
  return fromPieces(pieces);
}

// Methods of a known text that answer with a known value.
std::optional<ValueId> Evaluator::knownTextMethod(std::string_view known, std::string_view method,
                                                  const Arguments& arguments) {
  const auto boolean = [&](bool answer) {
    return values().constant(Constant{Constant::Kind::Bool, answer ? 1 : 0, {}});
  };
  const auto all = [&](auto&& test) {
    return !known.empty() && std::all_of(known.begin(), known.end(), test);
  };
  const bool ascii = std::all_of(known.begin(), known.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (arguments.all.empty() && ascii) {
    if (method == "isdigit" || method == "isdecimal" || method == "isnumeric")
      return boolean(all([](char c) { return std::isdigit(c) != 0; }));
    if (method == "isalpha")
      return boolean(all([](char c) { return std::isalpha(c) != 0; }));
    if (method == "isalnum")
      return boolean(all([](char c) { return std::isalnum(c) != 0; }));
    if (method == "isspace")
      return boolean(all([](char c) { return std::isspace(c) != 0; }));
  }
  const Argument* first = arguments.positional(0);
  const auto& constant = first != nullptr ? values()[first->value].constant : std::nullopt;
  if (arguments.all.size() != 1 || !constant || constant->kind != Constant::Kind::Str)
    return std::nullopt;
  const std::string_view part = constant->text;
  if (method == "startswith")
    return boolean(known.starts_with(part));
  if (method == "endswith")
    return boolean(known.ends_with(part));
  if ((method == "find" || method == "rfind") && ascii) {
    const std::size_t at = method == "find" ? known.find(part) : known.rfind(part);
    return values().constant(
        Constant{Constant::Kind::Int,
                 at == std::string_view::npos ? -1 : static_cast<std::int64_t>(at),
                 {}});
  }
  return std::nullopt;
}

// Splitting at a known separator, as far as the text around it is known: the parts that end before
// the first hole (or begin behind the last one) are told apart.
std::optional<ValueId> Evaluator::splitMethod(ValueId receiver, std::string_view method,
                                              const Arguments& arguments, NodeId id) {
  const bool once = method == "partition" || method == "rpartition";
  if (!once && method != "split" && method != "rsplit")
    return std::nullopt;
  const Value value = values()[receiver];
  const Argument* separatorArgument = arguments.find({0, in_.symbols.intern("sep")});
  const Argument* limitArgument = arguments.find({1, in_.symbols.intern("maxsplit")});
  const auto& separatorConstant =
      separatorArgument != nullptr ? values()[separatorArgument->value].constant : std::nullopt;
  const auto& limitConstant =
      limitArgument != nullptr ? values()[limitArgument->value].constant : std::nullopt;
  const bool known = value.constant && value.constant->kind == Constant::Kind::Str;
  if (separatorArgument == nullptr && limitArgument == nullptr && known) { // at white space
    std::vector<ValueId> words;
    std::string_view rest = value.constant->text;
    constexpr std::string_view kSpace = " \t\n\r\f\v";
    while (words.size() < 64) {
      const std::size_t begin = rest.find_first_not_of(kSpace);
      if (begin == std::string_view::npos)
        return newList(id, words);
      const std::size_t end = std::min(rest.find_first_of(kSpace, begin), rest.size());
      words.push_back(values().string(values().keepText(rest.substr(begin, end - begin)), id));
      rest.remove_prefix(end);
    }
    return std::nullopt;
  }
  if (!separatorConstant || separatorConstant->kind != Constant::Kind::Str ||
      separatorConstant->text.empty())
    return std::nullopt;
  const std::string_view separator = separatorConstant->text;
  const bool fromRight = method.starts_with('r');
  std::size_t limit = 64;
  if (once)
    limit = 1;
  else if (limitArgument != nullptr) {
    if (!limitConstant || limitConstant->integer < 0)
      return std::nullopt;
    limit = std::min<std::size_t>(limit, static_cast<std::size_t>(limitConstant->integer));
  } else if (!known) {
    return std::nullopt; // a hole may hold any number of separators
  }
  std::vector<StringPiece> left(value.pieces.begin(), value.pieces.end());
  std::vector<ValueId> parts;
  while (limit > 0 && !left.empty()) {
    StringPiece& piece = fromRight ? left.back() : left.front();
    if (piece.hole != kBottom)
      return std::nullopt;
    const std::size_t at = fromRight ? piece.text.rfind(separator) : piece.text.find(separator);
    if (at == std::string_view::npos) {
      if (left.size() == 1)
        break;
      // The part goes on into the next piece, which may be a hole.
      StringPiece& next = fromRight ? left[left.size() - 2] : left[1];
      if (next.hole != kBottom)
        return std::nullopt;
      next.text = values().keepText(fromRight ? std::string(next.text).append(piece.text)
                                              : std::string(piece.text).append(next.text));
      left.erase(fromRight ? left.end() - 1 : left.begin());
      continue;
    }
    const std::size_t behind = at + separator.size();
    parts.push_back(
        values().string(fromRight ? piece.text.substr(behind) : piece.text.substr(0, at), id));
    piece.text = fromRight ? piece.text.substr(0, at) : piece.text.substr(behind);
    --limit;
  }
  if (once && parts.empty())
    return std::nullopt;
  if (once)
    parts.push_back(values().string(separator, id));
  parts.push_back(left.empty() ? values().string("", id) : fromPieces(left));
  if (fromRight)
    std::reverse(parts.begin(), parts.end());
  return newList(id, parts);
}

// A class of the program, or a modelled one, says what its method of that name does.
bool Evaluator::hasOwn(const Value& value, std::string_view method) const {
  const Symbol name = in_.symbols.find(method);
  return std::any_of(value.types.begin(), value.types.end(), [&](const TypeRef& type) {
    const bool modelled = type.kind == TypeKind::Model || type.kind == TypeKind::Instance;
    return !modelled || in_.models.member(type.id, name) != kNoModel;
  });
}

std::optional<ValueId> Evaluator::stringMethod(ValueId receiver, std::string_view method,
                                               const Arguments& arguments, NodeId id) {
  const bool textual = isTextual(receiver);
  const Value value = values()[receiver];
  if (method == "join" && (textual || value.may == kText))
    return joinMethod(receiver, arguments, id);
  // What is replaced is not in the result, whatever has such a method: a text, a column of texts.
  if (!textual && method == "replace" && arguments.positional(1) != nullptr &&
      !hasOwn(value, method))
    return values().join(values().derived(receiver),
                         values().derived(arguments.positional(1)->value));
  if (!textual)
    return std::nullopt;
  if (method == "format")
    return formatMethod(receiver, arguments);
  if (method == "format_map")
    return formatMapMethod(receiver, arguments);
  if (value.constant && value.constant->kind == Constant::Kind::Str)
    if (const auto result = knownTextMethod(value.constant->text, method, arguments))
      return result;
  if (const auto result = splitMethod(receiver, method, arguments, id))
    return result;
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

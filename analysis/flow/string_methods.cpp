// Methods of strings.
#include "analysis/flow/evaluator.h"

#include <algorithm>

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

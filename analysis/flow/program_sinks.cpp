// Argument lists: of the words of a program only some are dangerous.
#include "analysis/flow/command_line.h"
#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd::flow {

namespace {
constexpr std::size_t kMaxWords = 64;
} // namespace

// False: `list` is not a list whose words are known by their place.
bool Evaluator::programSinks(const SinkRow& row, ModelId entry, const Argument& list, NodeId id) {
  const std::span<const ObjectId> objects = values()[list.value].objects;
  const bool display =
      ast_[list.node].kind == NodeKind::List || ast_[list.node].kind == NodeKind::Tuple;
  for (const ObjectId object : objects) {
    if (!hasContent(object))
      continue;
    std::vector<ValueId> held;
    std::vector<std::optional<std::string_view>> words;
    for (const Element& element : contentOf(object).elements) {
      if (!isIndexKey(element.key) || words.size() >= kMaxWords)
        break;
      const auto& constant = values()[element.value].constant;
      held.push_back(element.value);
      words.push_back(constant && constant->kind == Constant::Kind::Str
                          ? std::optional(constant->text)
                          : std::nullopt);
    }
    const ValueId rest = contentOf(object).rest;
    if (rest != kBottom) {
      held.push_back(rest);
      words.emplace_back();
    }
    for (const RunWord& run : wordsRun(words)) {
      Argument word = list;
      word.value = flattened(held[run.index]);
      // The words of a display stand where they are written.
      if (display && objects.size() == 1 && run.index < ast_.list(list.node).size())
        word.node = ast_.list(list.node)[run.index];
      SinkRow of = row;
      of.kind = run.kind;
      hit(id, word, of, entry, kNoSymbol, true);
    }
  }
  return !objects.empty();
}

} // namespace pysecd::flow

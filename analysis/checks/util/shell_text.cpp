#include "analysis/checks/util/shell_text.h"

#include "analysis/checks/util/library_name.h"

#include <algorithm>

namespace pysecd {

namespace {

// Quotes around the hole would end what shlex.quote adds.
bool insideQuotes(std::span<const StringPiece> pieces, std::size_t index) {
  std::size_t single = 0;
  std::size_t twofold = 0;
  for (std::size_t i = 0; i < index; ++i)
    if (pieces[i].hole == kBottom) {
      single +=
          static_cast<std::size_t>(std::count(pieces[i].text.begin(), pieces[i].text.end(), '\''));
      twofold +=
          static_cast<std::size_t>(std::count(pieces[i].text.begin(), pieces[i].text.end(), '"'));
    }
  return single % 2 != 0 || twofold % 2 != 0;
}

} // namespace

void offerQuotedWords(const SinkContext& context, Finding& finding) {
  const FunctionContext& function = context.function;
  const Values& values = function.flow.values;
  const Value& command = values[context.hit.value];
  if (context.hit.through != kNoSymbol || context.hit.row.kind != Sink::Shell ||
      command.pieces.size() < 2)
    return;
  Fix fix;
  fix.title = "quote the value for the shell";
  fix.safety = Safety::Unsafe; // several words in one value become one word
  fix.preferred = true;
  for (std::size_t i = 0; i < command.pieces.size(); ++i) {
    const StringPiece& piece = command.pieces[i];
    if (piece.hole == kBottom || values[piece.hole].harmlessFor(Sink::Shell))
      continue;
    if (piece.node == kNoNode || insideQuotes(command.pieces, i)) {
      finding.whyNoFix = "the value stands inside quotes of the command";
      return;
    }
    auto spelled = spellName(function, piece.node, "shlex.quote");
    if (!spelled)
      return;
    const ByteRange range = function.ast[piece.node].range();
    if (range.empty())
      return;
    const std::string text(function.ast.text(piece.node));
    fix.edits.push_back({range, spelled->text + "(" + text + ")"});
    addImport(fix, *spelled);
  }
  std::sort(fix.edits.begin(), fix.edits.end(),
            [](const TextEdit& a, const TextEdit& b) { return a.range < b.range; });
  if (!fix.edits.empty())
    finding.fixes.push_back(std::move(fix));
}

} // namespace pysecd

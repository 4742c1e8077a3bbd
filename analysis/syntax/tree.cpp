#include "analysis/syntax/tree.h"

#include "analysis/syntax/cst.h"
#include "analysis/text/change.h"

#include <cstdio>
#include <cstdlib>

namespace pysecd {

namespace {

// A text on its way through the parser.
struct Source {
  std::string_view bytes;
  const CancelToken& cancel;
  bool cutShort = false; // the parser was told that the text ends where it does not
};

// Small pieces, each a chance to stop: the parser asks shouldStop() once in a hundred steps, and a
// step over a long run of backslash-newlines reads all of it.
constexpr std::size_t kPiece = 16'384;

const char* readText(void* payload, uint32_t offset, TSPoint, uint32_t* size) {
  Source& source = *static_cast<Source*>(payload);
  *size = 0;
  if (offset >= source.bytes.size())
    return "";
  if (source.cutShort || source.cancel.cancelled()) {
    source.cutShort = true;
    return "";
  }
  *size = static_cast<uint32_t>(std::min(kPiece, source.bytes.size() - offset));
  return source.bytes.data() + offset;
}

bool shouldStop(TSParseState* state) {
  return static_cast<const Source*>(state->payload)->cancel.cancelled();
}

// Moves a point over text. tree-sitter's rows end at \n only, unlike LineIndex, and its columns are
// bytes.
TSPoint advance(TSPoint point, std::string_view text) {
  std::size_t lineStart = 0;
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', lineStart)) {
    ++point.row;
    point.column = 0;
    lineStart = at + 1;
  }
  point.column += static_cast<uint32_t>(text.size() - lineStart);
  return point;
}

TSInputEdit editBetween(std::string_view before, std::string_view now) {
  const TextChange change = changeBetween(before, now);
  const TSPoint start = advance({0, 0}, now.substr(0, change.begin));
  return {
      .start_byte = change.begin,
      .old_end_byte = change.beforeEnd,
      .new_end_byte = change.afterEnd,
      .start_point = start,
      .old_end_point = advance(start, before.substr(change.begin, change.beforeEnd - change.begin)),
      .new_end_point = advance(start, now.substr(change.begin, change.afterEnd - change.begin))};
}

} // namespace

Parser::Parser() : parser_(ts_parser_new()) {
  if (!ts_parser_set_language(parser_.get(), pythonLanguage())) {
    // The program was linked from parts that do not fit: every file would look empty.
    std::fputs("pysecd: the Python grammar does not fit this tree-sitter\n", stderr);
    std::abort();
  }
}

std::optional<Tree> Parser::parse(const Text& text, const CancelToken& cancel) {
  return run(nullptr, text, cancel);
}

std::optional<Tree> Parser::reparse(const Tree& old, const Text& oldText, const Text& newText,
                                    const CancelToken& cancel) {
  if (oldText.bytes() == newText.bytes())
    return old.copy();
  const Tree edited = old.copy();
  const TSInputEdit edit = editBetween(oldText.bytes(), newText.bytes());
  ts_tree_edit(edited.raw(), &edit);
  return run(edited.raw(), newText, cancel);
}

std::optional<Tree> Parser::run(const TSTree* old, const Text& text, const CancelToken& cancel) {
  if (cancel.cancelled())
    return std::nullopt;
  Source source{text.bytes(), cancel};
  const TSInput input{
      .payload = &source, .read = readText, .encoding = TSInputEncodingUTF8, .decode = nullptr};
  const TSParseOptions options{.payload = &source, .progress_callback = shouldStop};
  TSTree* parsed = ts_parser_parse_with_options(parser_.get(), old, input, options);
  if (!parsed) {
    // Else the next parse would resume this one, on another text.
    ts_parser_reset(parser_.get());
    return std::nullopt;
  }
  Tree tree(parsed);
  if (source.cutShort)
    return std::nullopt;
  return tree;
}

} // namespace pysecd

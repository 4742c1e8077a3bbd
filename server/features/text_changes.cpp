#include "server/features/text_changes.h"

#include "analysis/engine/apply_fixes.h"
#include "server/convert/from_lsp.h"

#include <algorithm>
#include <fmt/format.h>

namespace pysecd {
namespace {

using Change = lsp::TextDocumentContentChangeEvent;

// Edits collected from the end of the text backwards. A position before all of them means the same
// in the base text as in the edited one, so many cursors (which editors send last first) cost one
// new text and one line index.
class Edits {
public:
  explicit Edits(TextPtr base) : base_(std::move(base)) {}

  void replaceAll(std::string text) {
    edits_.clear();
    base_ = makeText(std::move(text));
  }

  bool add(const lsp::Range& range, const std::string& newText, ColumnUnit unit) {
    auto bytes = toByteRange(*base_, range, unit);
    if (!edits_.empty() && (!bytes || bytes->end >= edits_.back().range.begin)) {
      base_ = text();
      edits_.clear();
      bytes = toByteRange(*base_, range, unit);
    }
    if (bytes)
      edits_.push_back({*bytes, newText});
    return bytes.has_value();
  }

  std::size_t size() const {
    std::size_t size = base_->bytes().size();
    for (const TextEdit& edit : edits_)
      size += edit.newText.size();
    return size;
  }

  TextPtr text() const {
    if (edits_.empty())
      return base_;
    const std::vector<TextEdit> ascending(edits_.rbegin(), edits_.rend());
    return makeText(applyEdits(base_->bytes(), ascending));
  }

private:
  TextPtr base_;
  std::vector<TextEdit> edits_;
};

std::string describe(const lsp::Range& range) {
  return fmt::format("{}:{}-{}:{}", range.start.line + 1, range.start.character + 1,
                     range.end.line + 1, range.end.character + 1);
}

} // namespace

ChangedText applyChanges(TextPtr text, std::span<const Change> changes, ColumnUnit unit,
                         std::size_t maxBytes) {
  Edits edits(std::move(text));
  for (const Change& change : changes) {
    if (!change.range)
      edits.replaceAll(change.text);
    else if (!edits.add(*change.range, change.text, unit))
      return {nullptr, "an edit at " + describe(*change.range) + " does not fit its text"};
    if (edits.size() > maxBytes)
      return {nullptr, fmt::format("it grew beyond {} bytes", maxBytes)};
  }
  return {edits.text(), {}};
}

std::span<const Change> fromLastWholeText(std::span<const Change> changes) {
  const auto whole = std::find_if(changes.rbegin(), changes.rend(),
                                  [](const Change& change) { return !change.range; });
  return whole == changes.rend() ? std::span<const Change>{}
                                 : changes.last(whole - changes.rbegin() + 1);
}

} // namespace pysecd

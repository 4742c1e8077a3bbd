#include "analysis/engine/apply_fixes.h"

#include <algorithm>
#include <set>
#include <vector>

namespace pysecd {
namespace {

bool editLess(const TextEdit& a, const TextEdit& b) { return a.range < b.range; }

bool collide(const TextEdit& a, const TextEdit& b) {
  return a.range.begin == b.range.begin ||
         (a.range.begin < b.range.end && b.range.begin < a.range.end);
}

bool wellFormed(const std::vector<TextEdit>& edits, std::size_t textSize) {
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const ByteRange range = edits[i].range;
    if (range.begin > range.end || range.end > textSize)
      return false;
    if (i > 0 && (range.begin < edits[i - 1].range.end || collide(edits[i - 1], edits[i])))
      return false;
  }
  return !edits.empty();
}

// A whole inserted line can serve two fixes. Any other text inserted twice at one place may be
// meant twice.
bool insertsLine(const TextEdit& edit, std::string_view text) {
  const ByteOffset at = edit.range.begin;
  const bool atLineStart = at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
  return edit.range.empty() && atLineStart && edit.newText.ends_with('\n');
}

class EditSet {
public:
  explicit EditSet(std::string_view text) : text_(text) {}

  // All edits or none.
  bool add(const std::vector<TextEdit>& edits) {
    std::vector<const TextEdit*> fresh;
    for (const TextEdit& edit : edits) {
      const TextEdit* other = colliding(edit);
      if (other == nullptr)
        fresh.push_back(&edit);
      else if (*other != edit || !insertsLine(edit, text_))
        return false;
    }
    for (const TextEdit* edit : fresh)
      edits_.insert(*edit);
    return true;
  }

  std::vector<TextEdit> sorted() const { return {edits_.begin(), edits_.end()}; }

private:
  struct Less {
    bool operator()(const TextEdit& a, const TextEdit& b) const { return editLess(a, b); }
  };

  // Accepted edits are disjoint, so only the neighbours can collide.
  const TextEdit* colliding(const TextEdit& edit) const {
    const auto next = edits_.lower_bound(edit);
    if (next != edits_.end() && collide(*next, edit))
      return &*next;
    if (next != edits_.begin() && collide(*std::prev(next), edit))
      return &*std::prev(next);
    return nullptr;
  }

  std::string_view text_;
  std::set<TextEdit, Less> edits_;
};

} // namespace

const Fix* automaticFix(const Finding& finding, bool unsafe) {
  const Fix* only = nullptr;
  std::size_t applicable = 0;
  for (const Fix& fix : finding.fixes) {
    if (fix.safety == Safety::Unsafe && !unsafe)
      continue;
    if (fix.preferred)
      return &fix;
    only = &fix;
    ++applicable;
  }
  return applicable == 1 ? only : nullptr;
}

std::string applyEdits(std::string_view text, std::span<const TextEdit> edits) {
  std::string out;
  out.reserve(text.size());
  std::size_t done = 0;
  for (const TextEdit& edit : edits) {
    out += text.substr(done, edit.range.begin - done);
    out += edit.newText;
    done = edit.range.end;
  }
  out += text.substr(done);
  return out;
}

FixResult applyFixes(std::string_view text, std::span<const Finding> findings, bool unsafe) {
  std::vector<const Finding*> ordered;
  for (const Finding& finding : findings)
    ordered.push_back(&finding);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const Finding* a, const Finding* b) { return a->range < b->range; });

  FixResult result;
  EditSet accepted(text);
  for (const Finding* finding : ordered) {
    const Fix* fix = automaticFix(*finding, unsafe);
    if (fix == nullptr || !wellFormed(fix->edits, text.size()))
      continue;
    if (accepted.add(fix->edits))
      ++result.applied;
    else
      ++result.conflicts;
  }
  result.edits = accepted.sorted();
  result.text = applyEdits(text, result.edits);
  return result;
}

} // namespace pysecd

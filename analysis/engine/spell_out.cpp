#include "analysis/engine/spell_out.h"

#include "analysis/flow/portable_codec.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxNotes = 32;    // of one finding
constexpr std::size_t kMaxQueries = 256; // of one finding: functions may explain each other

bool samePlace(const Note& a, const Note& b) {
  return a.path == b.path && a.range == b.range && a.message == b.message &&
         a.place.has_value() == b.place.has_value() &&
         (!a.place || a.place->begin == b.place->begin);
}

class Joiner {
public:
  explicit Joiner(const NotesInside& inside) : inside_(inside) {}

  void append(const Note& note, int depth) {
    if (out_.size() == kMaxNotes)
      return;
    if (note.inside && depth > 0 && queries_ < kMaxQueries && !isOpen(*note.inside)) {
      ++queries_;
      if (const auto notes = inside_(*note.inside)) {
        open_.push_back(*note.inside);
        for (const Note& step : *notes)
          append(step, depth - 1);
        open_.pop_back();
        return;
      }
    }
    if (out_.empty() || !samePlace(out_.back(), note))
      out_.push_back(note);
  }
  std::vector<Note> take() { return std::move(out_); }

private:
  // Going round in recursion explains nothing.
  bool isOpen(const TraceQuery& query) const {
    return std::find(open_.begin(), open_.end(), query) != open_.end();
  }

  const NotesInside& inside_;
  std::vector<Note> out_;
  std::vector<TraceQuery> open_;
  std::size_t queries_ = 0;
};

} // namespace

void spellOut(std::vector<Note>& notes, const NotesInside& inside) {
  if (std::none_of(notes.begin(), notes.end(), [](const Note& note) { return note.inside; }))
    return;
  Joiner joined(inside);
  for (const Note& note : notes)
    joined.append(note, kMaxDepth);
  notes = joined.take();
}

void spellOutAcross(std::vector<Finding>& findings, const World* world, std::string_view module) {
  const NotesInside inside = [&](const TraceQuery& query) -> std::optional<std::vector<Note>> {
    if (world == nullptr)
      return std::nullopt;
    const std::size_t mark = query.function.find(kModuleMark);
    const std::string owner =
        mark == std::string::npos ? std::string(module) : query.function.substr(0, mark);
    const InterfacePtr known = world->interfaceOf(owner);
    const std::vector<Note>* const found =
        known ? findTrace(known->traces, query,
                          mark == std::string::npos
                              ? std::string_view(query.function)
                              : std::string_view(query.function).substr(mark + 1))
              : nullptr;
    if (found == nullptr)
      return std::nullopt;
    std::vector<Note> notes = *found;
    for (Note& note : notes) {
      note.path = world->pathOf(owner);
      if (note.inside && note.inside->function.find(kModuleMark) == std::string::npos)
        note.inside->function = owner + kModuleMark + note.inside->function;
    }
    return notes;
  };
  for (Finding& finding : findings) {
    spellOut(finding.notes, inside);
    // Of a sink that is not known the call itself has been told already.
    std::erase_if(finding.notes, [](const Note& note) { return note.inside && note.inside->sink; });
    for (Note& note : finding.notes)
      note.inside.reset();
  }
}

} // namespace pysecd

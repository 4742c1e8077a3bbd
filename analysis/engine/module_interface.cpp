#include "analysis/engine/module_interface.h"

#include "analysis/flow/portable_codec.h"

#include <algorithm>
#include <limits>

namespace pysecd {

namespace {
constexpr std::size_t kMaxBytes = 64 * 1024 * 1024;
constexpr std::size_t kMaxNotes = 64; // of one trace

void writeNotes(PortableWriter& out, const std::vector<Note>& notes) {
  out.number(notes.size());
  for (const Note& note : notes)
    writeNote(out, note);
}
} // namespace

void writeNote(PortableWriter& out, const Note& note) {
  out.number(note.range.begin);
  out.number(note.range.end);
  out.text(note.message);
  out.text(note.path);
  out.number(note.place ? 1 : 0);
  if (note.place)
    for (const auto* ends : {&note.place->begin, &note.place->end})
      for (const LineColumn& at : *ends) {
        out.number(at.line);
        out.number(at.column);
      }
  if (note.place)
    out.text(note.place->line);
  out.number(note.inside ? 1 : 0);
  if (note.inside)
    writeQuery(out, *note.inside);
}

void writeQuery(PortableWriter& out, const TraceQuery& query) {
  out.text(query.function);
  out.number(query.sink ? 1 : 0);
  out.number(static_cast<std::uint16_t>(query.parameter));
  out.number(query.kind);
  out.text(query.label);
}

TraceQuery readQuery(PortableReader& in) {
  TraceQuery query;
  query.function = in.text();
  query.sink = in.number() != 0;
  query.parameter = static_cast<std::int16_t>(in.number());
  query.kind = static_cast<std::uint8_t>(in.number());
  query.label = in.text();
  return query;
}

Note readNote(PortableReader& in) {
  Note note;
  note.range.begin = static_cast<ByteOffset>(in.number());
  note.range.end = static_cast<ByteOffset>(in.number());
  note.message = in.text();
  note.path = in.text();
  if (in.number() != 0) {
    note.place.emplace();
    for (auto* ends : {&note.place->begin, &note.place->end})
      for (LineColumn& at : *ends) {
        at.line = static_cast<std::uint32_t>(in.number());
        at.column = static_cast<std::uint32_t>(in.number());
      }
  }
  if (note.place)
    note.place->line = in.text();
  if (in.number() != 0)
    note.inside = readQuery(in);
  return note;
}

Hash64 ModuleInterface::keyOf(FactKind kind, std::string_view name) {
  return hashBytes(name, static_cast<Hash64>(kind));
}

Fact ModuleInterface::find(FactKind kind, std::string_view name) const {
  const Hash64 key = keyOf(kind, name);
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), key,
                       [](const Entry& entry, Hash64 wanted) { return entry.key < wanted; });
  if (found == entries_.end() || found->key != key)
    return {};
  return {std::string_view(bytes_).substr(found->begin, found->size), found->hash};
}

void ModuleInterface::add(FactKind kind, std::string_view name, std::string_view bytes,
                          Hash64 hash) {
  if (bytes_.size() + bytes.size() > kMaxBytes)
    return;
  entries_.push_back({keyOf(kind, name), hash, static_cast<std::uint32_t>(bytes_.size()),
                      static_cast<std::uint32_t>(bytes.size())});
  bytes_.append(bytes);
}

void ModuleInterface::finish() {
  // Of several under one name the last one counts, as at run time.
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.key < b.key; });
  std::vector<Entry> unique;
  unique.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    if (!unique.empty() && unique.back().key == entry.key)
      unique.pop_back();
    unique.push_back(entry);
  }
  entries_ = std::move(unique);
  Hasher hasher;
  for (const Entry& entry : entries_)
    hasher.add(entry.key).add(entry.hash);
  for (const std::string& star : starImports)
    hasher.add(star);
  hash_ = hasher.value();
}

std::string ModuleInterface::encode() const {
  static const SymbolTable kNoSymbols;
  PortableWriter out(kNoSymbols);
  out.text(module);
  out.number(starImports.size());
  for (const std::string& star : starImports)
    out.text(star);
  out.number(entries_.size());
  for (const Entry& entry : entries_) {
    out.number(entry.key);
    out.number(entry.hash);
    out.number(entry.begin);
    out.number(entry.size);
  }
  out.text(bytes_);
  out.number(traces.size());
  for (const auto& [function, all] : traces) {
    out.text(function);
    out.number(all.size());
    for (const FunctionTrace& trace : all) {
      writeQuery(out, trace.query);
      writeNotes(out, trace.notes);
    }
  }
  out.number(renders.size());
  for (const templates::Render& render : renders) {
    out.text(render.name);
    out.number(render.values.size());
    for (const auto& [name, value] : render.values) {
      out.text(name);
      out.number(static_cast<std::uint64_t>(value.known));
      writeNotes(out, value.notes);
    }
  }
  return out.take();
}

std::shared_ptr<const ModuleInterface> ModuleInterface::decode(std::string_view bytes) {
  SymbolTable names;
  PortableReader in(bytes, names, {}, {});
  auto made = std::make_shared<ModuleInterface>();
  made->module = in.text();
  made->starImports.resize(in.count());
  for (std::string& star : made->starImports)
    star = in.text();
  made->entries_.resize(in.count());
  for (Entry& entry : made->entries_) {
    entry.key = in.number();
    entry.hash = in.number();
    entry.begin = static_cast<std::uint32_t>(in.number());
    entry.size = static_cast<std::uint32_t>(in.number());
  }
  made->bytes_ = in.text();
  made->traces.resize(in.count());
  for (auto& [function, all] : made->traces) {
    function = in.text();
    all.resize(in.count());
    for (FunctionTrace& trace : all) {
      trace.query = readQuery(in);
      trace.notes.resize(std::min(in.count(), kMaxNotes));
      for (Note& note : trace.notes)
        note = readNote(in);
    }
  }
  made->renders.resize(in.count());
  for (templates::Render& render : made->renders) {
    render.name = in.text();
    for (std::size_t left = in.count(); left > 0 && in.ok(); --left) {
      templates::RenderedValue& value = render.values[std::string(in.text())];
      value.known = static_cast<templates::RenderedValue::Known>(in.number());
      value.notes.resize(std::min(in.count(), kMaxNotes));
      for (Note& note : value.notes)
        note = readNote(in);
    }
  }
  for (const Entry& entry : made->entries_)
    if (std::uint64_t{entry.begin} + entry.size > made->bytes_.size())
      return nullptr;
  if (!in.ok() || !in.atEnd())
    return nullptr;
  made->finish();
  return made;
}

} // namespace pysecd

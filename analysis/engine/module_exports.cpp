// What the module shows: its findings with their explanations, and its interface to other modules.
#include "analysis/engine/module_program.h"
#include "analysis/engine/spell_out.h"
#include "analysis/fixes/add_import.h"

#include <algorithm>
#include <utility>

namespace pysecd {

Symbol ModuleProgram::importedModule(Symbol dotted, unsigned leadingDots) {
  depend({Dependency::Kind::Module, dotted, leadingDots, 0});
  return externals_.ask(ExternalAnswer::Kind::Module, dotted, leadingDots).name;
}

PortablePtr ModuleProgram::memberOf(Symbol module, Symbol name) {
  const std::string_view text = symbols_.text(module);
  if (text.substr(0, text.find(kModuleMark)) == externals_.module())
    return global(name); // it imports itself
  depend({Dependency::Kind::Member, module, name, 0});
  return externals_.ask(ExternalAnswer::Kind::Member, module, name).value;
}

PortablePtr ModuleProgram::starMember(Symbol name) {
  if (symbols_.text(name).starts_with('_'))
    return nullptr;
  for (auto star = starModules_.rbegin(); star != starModules_.rend(); ++star)
    if (const std::string_view module = symbols_.text(*star);
        module.substr(0, module.find(kModuleMark)) != externals_.module())
      if (PortablePtr member = memberOf(*star, name))
        return member;
  return nullptr;
}

ClassFacts ModuleProgram::factsOf(const ClassInfo& info) {
  ClassFacts facts{info, {}};
  for (const auto& [name, key] : info.methods) {
    const auto method = functions_.find(key);
    if (method == functions_.end() || !method->second->record)
      continue;
    for (const FieldWrite& write : method->second->record->summary.fields) {
      const auto known =
          std::find_if(facts.fields.begin(), facts.fields.end(),
                       [&](const FieldWrite& other) { return other.field == write.field; });
      if (known == facts.fields.end())
        facts.fields.push_back({write.field, mergeWrites(write.value, nullptr)});
      else
        known->value = mergeWrites(known->value, write.value);
    }
  }
  std::sort(facts.fields.begin(), facts.fields.end(),
            [&](const FieldWrite& a, const FieldWrite& b) {
              return symbols_.text(a.field) < symbols_.text(b.field);
            });
  return facts;
}

InterfacePtr ModuleProgram::interface(const Items& items, const Text& text, bool withTraces) {
  const bool unchanged = interface_ && interfaceChanges_ == changes_;
  if (unchanged && !withTraces)
    return interface_;
  auto made = std::make_shared<ModuleInterface>();
  made->module = externals_.module();
  const auto moduleName = [&](Symbol symbol) {
    const std::string_view name = symbols_.text(symbol);
    return std::string(name.substr(0, name.find(kModuleMark)));
  };
  for (const Symbol star : starModules_)
    made->starImports.push_back(moduleName(star));
  const auto add = [&](FactKind kind, Symbol name, PortableWriter& writer) {
    const std::string bytes = writer.take();
    made->add(kind, symbols_.text(name), bytes, hashBytes(bytes, 1));
  };
  for (const auto& [name, value] : exportedGlobals_) {
    PortableWriter writer(symbols_);
    writer.value(assignedGlobals_.contains(name) ? rebound(*value) : value);
    add(FactKind::Global, name, writer);
  }
  for (const ClassInfo& info : classes_) {
    PortableWriter writer(symbols_);
    writer.classFacts(factsOf(info));
    add(FactKind::Class, info.name, writer);
  }
  for (const Symbol key : order_) {
    Record* record = functions_.at(key)->record.get();
    if (record == nullptr)
      continue;
    if (record->exported.empty()) {
      PortableWriter writer(symbols_);
      writer.summary(record->summary);
      record->exported = writer.take();
      record->exportedHash = hashBytes(record->exported, 1);
    }
    made->add(FactKind::Function, symbols_.text(key), record->exported, record->exportedHash);
  }
  made->finish();
  interfaceChanges_ = changes_;
  if (interface_ && !withTraces && interface_->hash() == made->hash())
    return interface_; // its places may be old, which harms nobody until the next pause
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const Record* record = functions_.at(order_[i])->record.get();
    if (record == nullptr)
      continue;
    const auto place = [&](std::vector<Note>& notes) {
      for (Note& note : notes) {
        note.place = placeOf(text, note.range.shifted(items.items[i + 1].range.begin));
        note.range = {};
      }
    };
    for (templates::Render render : record->renders) {
      for (auto& [name, value] : render.values)
        place(value.notes);
      made->renders.push_back(std::move(render));
    }
    if (record->traces.empty())
      continue;
    std::vector<FunctionTrace> traces = record->traces;
    for (FunctionTrace& trace : traces)
      place(trace.notes);
    made->traces.emplace_back(symbols_.text(order_[i]), std::move(traces));
  }
  std::stable_sort(made->traces.begin(), made->traces.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  interface_ = std::move(made);
  return interface_;
}

// Turns the imports a fix needs into edits of the file. False if there is no place for them.
bool ModuleProgram::writeImports(const Items& items, Fix& fix) const {
  for (const std::string& name : std::exchange(fix.imports, {})) {
    std::optional<TextEdit> edit = importEdit(module_.ast, symbols_, name);
    if (!edit)
      return false;
    // A line begins behind the last byte before it: at the offset itself a function may have been
    // cut out.
    const ByteOffset at = edit->range.begin;
    const ByteOffset place = at == 0 ? 0 : items.moduleToText(at - 1) + 1;
    edit->range = {place, place};
    fix.edits.push_back(std::move(*edit));
  }
  std::stable_sort(fix.edits.begin(), fix.edits.end(),
                   [](const TextEdit& a, const TextEdit& b) { return a.range < b.range; });
  return true;
}

std::vector<Finding> ModuleProgram::findings(const Items& items) const {
  std::vector<Finding> out;
  std::unordered_map<std::string_view, std::size_t> place;
  const auto notesInside = [&](const TraceQuery& query) -> std::optional<std::vector<Note>> {
    if (place.empty())
      for (std::size_t i = 0; i < order_.size(); ++i)
        place.emplace(symbols_.text(order_[i]), i);
    const auto found = place.find(query.function);
    if (found == place.end())
      return std::nullopt;
    const Record* record = functions_.at(order_[found->second])->record.get();
    if (record == nullptr)
      return std::nullopt;
    for (const FunctionTrace& trace : record->traces)
      if (matches(trace.query, query)) {
        std::vector<Note> notes = trace.notes;
        for (Note& note : notes)
          note.range = note.range.shifted(items.items[found->second + 1].range.begin);
        return notes;
      }
    return std::nullopt;
  };
  std::vector<CheckMark> marks;
  const auto add = [&](const FunctionState& function, auto&& absolute) {
    if (!function.record)
      return;
    for (const Finding& relative : function.record->findings) {
      Finding finding = relative;
      finding.range = absolute(relative.range);
      for (Note& note : finding.notes)
        note.range = absolute(note.range);
      for (Fix& fix : finding.fixes)
        for (TextEdit& edit : fix.edits)
          edit.range = absolute(edit.range);
      std::erase_if(finding.fixes, [&](Fix& fix) { return !writeImports(items, fix); });
      spellOut(finding.notes, notesInside);
      out.push_back(std::move(finding));
    }
    for (CheckMark mark : function.record->marks) {
      mark.mark.range = absolute(mark.mark.range);
      mark.mark.function = symbols_.text(function.key);
      marks.push_back(std::move(mark));
    }
  };
  add(module_, [&](ByteRange range) {
    // The end is mapped from inside the range: just behind it a function may have been cut out.
    const ByteOffset begin = items.moduleToText(range.begin);
    return ByteRange{begin, range.empty() ? begin : items.moduleToText(range.end - 1) + 1};
  });
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const ByteOffset start = items.items[i + 1].range.begin;
    add(*functions_.at(order_[i]), [start](ByteRange range) { return range.shifted(start); });
  }
  for (Finding& finding : compareSiblings(marks, file_.isTest))
    out.push_back(std::move(finding));
  return out;
}

} // namespace pysecd

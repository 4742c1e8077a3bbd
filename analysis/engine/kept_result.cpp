#include "analysis/engine/kept_result.h"

#include "analysis/checks/check.h"
#include "analysis/checks/file_facts.h"
#include "analysis/flow/portable_codec.h"
#include "analysis/models/model_set.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::uint64_t kEncoding = 4; // of the bytes below
constexpr Hash64 kHighSeed = 0x9fb21c651e98df25ULL;
constexpr Hash64 kLowSeed = 0xd6e8feb86659fd93ULL;

void writeRange(PortableWriter& out, ByteRange range) {
  out.number(range.begin);
  out.number(range.end);
}

ByteRange readRange(PortableReader& in) {
  const auto begin = static_cast<ByteOffset>(in.number());
  return {begin, static_cast<ByteOffset>(in.number())};
}

void writeFinding(PortableWriter& out, const Finding& finding) {
  out.text(finding.check);
  out.number(static_cast<std::uint64_t>(finding.severity));
  out.number(finding.cwe);
  writeRange(out, finding.range);
  out.text(finding.message);
  out.number(finding.notes.size());
  for (const Note& note : finding.notes)
    writeNote(out, note);
  out.number(finding.fixes.size());
  for (const Fix& fix : finding.fixes) {
    out.text(fix.title);
    out.number(static_cast<std::uint64_t>(fix.safety));
    out.number(fix.preferred ? 1 : 0);
    out.number(fix.edits.size());
    for (const TextEdit& edit : fix.edits) {
      writeRange(out, edit.range);
      out.text(edit.newText);
    }
  }
  out.text(finding.whyNoFix);
  out.number(finding.suppressAt ? std::uint64_t{*finding.suppressAt} + 1 : 0);
  out.number(finding.fingerprint);
}

// False if the check does not exist (any more).
bool readFinding(PortableReader& in, Finding& finding) {
  const CheckInfo* check = findCheck(in.text());
  if (check == nullptr)
    return false;
  finding.check = check->id;
  finding.severity = static_cast<Severity>(in.number());
  finding.cwe = static_cast<std::uint16_t>(in.number());
  finding.range = readRange(in);
  finding.message = in.text();
  finding.notes.resize(in.count());
  for (Note& note : finding.notes)
    note = readNote(in);
  finding.fixes.resize(in.count());
  for (Fix& fix : finding.fixes) {
    fix.title = in.text();
    fix.safety = static_cast<Safety>(in.number());
    fix.preferred = in.number() != 0;
    fix.edits.resize(in.count());
    for (TextEdit& edit : fix.edits) {
      edit.range = readRange(in);
      edit.newText = in.text();
    }
  }
  finding.whyNoFix = in.text();
  if (const std::uint64_t at = in.number(); at != 0)
    finding.suppressAt = static_cast<ByteOffset>(at - 1);
  finding.fingerprint = in.number();
  return in.ok();
}

// A checksum before the content: results are believed as they are.
std::string seal(std::string_view content) {
  static const SymbolTable kNoSymbols;
  PortableWriter out(kNoSymbols);
  out.number(hashBytes(content));
  out.text(content);
  return out.take();
}

std::optional<std::string_view> unseal(std::string_view bytes) {
  SymbolTable names;
  PortableReader in(bytes, names, {}, {});
  const Hash64 checksum = in.number();
  const std::string_view content = in.text();
  if (!in.ok() || !in.atEnd() || hashBytes(content) != checksum)
    return std::nullopt;
  return content;
}

} // namespace

ResultKey resultKey(const Snapshot& snapshot, Hash64 engine) {
  Hasher settings;
  settings.add(kEncoding).add(engine).add(snapshot.models->id()).add(snapshot.module);
  // Of the path only what checks judge by.
  settings.add(fileFacts(snapshot.path).isTest ? 1 : 0);
  settings.add(snapshot.settings->maxFileBytes).add(snapshot.settings->fixes ? 1 : 0);
  settings.add(snapshot.settings->foreignSuppressions ? 1 : 0);
  std::vector<std::string> disabled = snapshot.settings->disabledChecks;
  std::sort(disabled.begin(), disabled.end());
  for (const std::string& check : disabled)
    settings.add(check);
  const std::string_view text = snapshot.text->bytes();
  return {hashBytes(text, settings.value() ^ kHighSeed),
          hashBytes(text, settings.value() ^ kLowSeed)};
}

std::string encodeResult(const Analysis& analysis) {
  static const SymbolTable kNoSymbols;
  PortableWriter out(kNoSymbols);
  out.number(kEncoding);
  out.number(analysis.answers->size());
  for (const ExternalAnswer& answer : *analysis.answers) {
    out.number(static_cast<std::uint64_t>(answer.kind));
    out.text(answer.module);
    out.text(answer.name);
    out.number(answer.leadingDots);
    out.number(answer.seen);
  }
  out.text(analysis.interface->encode());
  out.number(analysis.findings.size());
  for (const Finding& finding : analysis.findings)
    writeFinding(out, finding);
  out.number(static_cast<std::uint64_t>(analysis.skipped));
  out.number(analysis.syntaxErrors ? 1 : 0);
  out.number(analysis.functions);
  return seal(out.take());
}

std::optional<Analysis> decodeResult(std::string_view bytes) {
  const std::optional<std::string_view> content = unseal(bytes);
  if (!content)
    return std::nullopt;
  SymbolTable names;
  PortableReader in(*content, names, {}, {});
  if (in.number() != kEncoding)
    return std::nullopt;
  Analysis analysis;
  auto answers = std::make_shared<std::vector<ExternalAnswer>>(in.count());
  for (ExternalAnswer& answer : *answers) {
    answer.kind = static_cast<ExternalAnswer::Kind>(in.number());
    answer.module = in.text();
    answer.name = in.text();
    answer.leadingDots = static_cast<std::uint8_t>(in.number());
    answer.seen = in.number();
  }
  analysis.answers = std::move(answers);
  analysis.interface = ModuleInterface::decode(in.text());
  analysis.findings.resize(in.count());
  for (Finding& finding : analysis.findings)
    if (!readFinding(in, finding))
      return std::nullopt;
  analysis.skipped = static_cast<Skipped>(in.number());
  analysis.syntaxErrors = in.number() != 0;
  analysis.functions = static_cast<std::uint32_t>(in.number());
  if (!in.ok() || !in.atEnd() || !analysis.interface)
    return std::nullopt;
  return analysis;
}

bool stillHolds(const Analysis& analysis, const World& world, std::string_view module) {
  return std::all_of(analysis.answers->begin(), analysis.answers->end(),
                     [&](const ExternalAnswer& answer) {
                       return hashOfAnswer(world, module, answer) == answer.seen;
                     });
}

} // namespace pysecd

// One OSV record: https://ossf.github.io/osv-schema/
#include "server/advisories/cvss.h"
#include "server/advisories/snapshot_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace pysecd::advisories {

namespace {

using Json = nlohmann::json;
using dependencies::Advisory;
using dependencies::AffectedRange;
using dependencies::Version;

constexpr std::size_t kMaxAffected = 1'000;  // packages of a record
constexpr std::size_t kMaxEvents = 1'000;    // of a range
constexpr std::size_t kMaxVersions = 20'000; // of a package
constexpr std::size_t kMaxText = 120;        // bytes of an id, or of a summary
constexpr int kMaxDepth = 32;
constexpr double kHigh = 7.0;

const Json& member(const Json& json, const char* name) {
  static const Json none;
  const auto found = json.is_object() ? json.find(name) : json.end();
  return json.is_object() && found != json.end() ? *found : none;
}

std::string text(const Json& json) {
  return json.is_string() ? json.get<std::string>() : std::string();
}

// On one line, cut at a character's end.
std::string oneLine(std::string line) {
  line = line.substr(0, line.find_first_of("\r\n"));
  if (line.size() > kMaxText) {
    std::size_t end = kMaxText;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U)
      --end;
    line = line.substr(0, end) + "...";
  }
  return line;
}

bool isSevere(const Json& record, const Json& affected) {
  for (const Json* part : {&record, &affected}) {
    std::string word = text(member(member(*part, "database_specific"), "severity"));
    std::transform(word.begin(), word.end(), word.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    if (word == "HIGH" || word == "CRITICAL")
      return true;
    for (const Json& severity : member(*part, "severity"))
      if (cvssBaseScore(text(member(severity, "score"))).value_or(0) >= kHigh)
        return true;
  }
  return false;
}

struct Event {
  enum class Kind { Introduced, Fixed, LastAffected } kind = Kind::Introduced;
  std::optional<Version> version; // none: before all others
  std::string text;
};

// Empty if an event has a version that is none.
std::vector<Event> eventsOf(const Json& range) {
  std::vector<Event> events;
  for (const Json& json : member(range, "events")) {
    for (const auto& [name, kind] :
         {std::pair("introduced", Event::Kind::Introduced), std::pair("fixed", Event::Kind::Fixed),
          std::pair("last_affected", Event::Kind::LastAffected)}) {
      std::string written = text(member(json, name));
      if (written.empty())
        continue;
      Event event{.kind = kind, .version = Version::parse(written), .text = written};
      if (written == "0" && kind == Event::Kind::Introduced)
        event.version.reset();
      else if (!event.version || events.size() == kMaxEvents)
        return {};
      events.push_back(std::move(event));
    }
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.version < b.version; });
  return events;
}

void addRanges(const Json& affected, Advisory& advisory) {
  for (const Json& range : member(affected, "ranges")) {
    if (text(member(range, "type")) != "ECOSYSTEM")
      continue;
    std::optional<AffectedRange> open;
    for (Event& event : eventsOf(range)) {
      if (event.kind == Event::Kind::Introduced) {
        if (!open)
          open = AffectedRange{.introduced = std::move(event.version)};
      } else if (open) {
        open->end = std::move(event.version);
        open->endText = std::move(event.text);
        open->endAffected = event.kind == Event::Kind::LastAffected;
        advisory.ranges.push_back(*std::exchange(open, std::nullopt));
      }
    }
    if (open)
      advisory.ranges.push_back(*std::move(open));
  }
}

// What is wrong with the record; empty: nothing.
std::string addRecord(const Json& record, dependencies::AdvisorySet& set) {
  Advisory base;
  base.id = oneLine(text(member(record, "id")));
  if (base.id.empty())
    return "a record without an id";
  if (member(record, "withdrawn").is_string())
    return {};
  const Json& affected = member(record, "affected");
  if (!affected.is_array() && !affected.is_null())
    return base.id + ": `affected` is no list";
  if (affected.size() > kMaxAffected)
    return base.id + ": too many packages";
  base.summary = oneLine(text(member(record, "summary")));
  for (const Json& alias : member(record, "aliases"))
    if (alias.is_string() && base.aliases.size() < kMaxAffected)
      base.aliases.push_back(alias.get<std::string>());
  for (const Json& entry : affected) {
    const Json& package = member(entry, "package");
    const std::string name = text(member(package, "name"));
    if (text(member(package, "ecosystem")) != "PyPI" || name.empty())
      continue;
    Advisory advisory = base;
    advisory.severe = isSevere(record, entry);
    addRanges(entry, advisory);
    for (const Json& version : member(entry, "versions"))
      if (auto parsed = Version::parse(text(version));
          parsed && advisory.versions.size() < kMaxVersions)
        advisory.versions.push_back(*std::move(parsed));
    if (advisory.ranges.empty() && advisory.versions.empty())
      return base.id + ": says of no version of " + name + " that it is affected";
    set.add(name, std::move(advisory));
  }
  return {};
}

// Null if the text is no JSON, or nested too deeply.
Json parsed(std::string_view text) {
  bool deep = false;
  const auto bounded = [&](int depth, Json::parse_event_t, Json&) {
    deep |= depth > kMaxDepth;
    return !deep;
  };
  Json json = Json::parse(text, bounded, false);
  return deep || json.is_discarded() ? Json() : json;
}

} // namespace

void readRecords(const std::string& name, std::string_view bytes, bool oneALine,
                 dependencies::AdvisorySet& set, std::vector<workspace::Notice>& troubles) {
  std::size_t line = 0;
  const auto tell = [&](const std::string& what) {
    troubles.push_back({workspace::Notice::Kind::Partial, name, "bad-advisory",
                        oneALine ? fmt::format("line {}: {}", line, what) : what});
  };
  const auto read = [&](std::string_view part) {
    const Json json = parsed(part);
    if (!json.is_object() && !json.is_array())
      return tell("not a JSON object, or nested too deeply");
    const Json one = json.is_array() ? json : Json::array({json});
    for (const Json& record : one)
      if (const std::string problem = addRecord(record, set); !problem.empty())
        tell(problem);
  };
  if (!oneALine)
    return read(bytes);
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    ++line;
    if (const std::string_view part = bytes.substr(begin, end - begin);
        part.find_first_not_of(" \t\r") != std::string_view::npos)
      read(part);
    begin = end + 1;
  }
}

} // namespace pysecd::advisories

#include "analysis/dependencies/check_dependencies.h"

#include "analysis/checks/check.h"
#include "analysis/support/local_address.h"

#include <algorithm>
#include <set>

namespace pysecd::dependencies {

namespace {

constexpr std::string_view kUnpinned = "external-dependency-unpinned";
constexpr std::string_view kVulnerable = "external-dependency-vulnerable";
constexpr std::string_view kUnverified = "external-tls-verification-disabled";
constexpr std::size_t kMaxFindings = 1'000;
constexpr std::size_t kNamed = 3; // advisories in a message
constexpr std::size_t kCommitDigits = 40;

bool isPlain(std::string_view url) {
  return (url.starts_with("http://") || url.find("+http://") != std::string_view::npos ||
          url.starts_with("git://") || url.starts_with("git+git://")) &&
         !isLocalUrl(url);
}

bool isRepository(std::string_view url) {
  for (const std::string_view system : {"git+", "hg+", "svn+", "bzr+", "git://"})
    if (url.starts_with(system))
      return true;
  return false;
}

// `git+https://host/x.git@0f3e...`: a commit is what it is for ever, a tag or a branch is not.
bool namesCommit(std::string_view url) {
  const std::size_t path = url.find('/', std::min(url.find("://"), url.size() - 1) + 3);
  const std::size_t at = path == std::string_view::npos ? path : url.find('@', path);
  if (at == std::string_view::npos)
    return false;
  const std::string_view revision = url.substr(at + 1, url.find('#') - at - 1);
  return revision.size() >= kCommitDigits &&
         revision.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::string_view nameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// The smallest version that repairs all of these and has nothing else; nullptr: none is known.
struct Remedy {
  Version version;
  std::string text;
};
std::optional<Remedy> remedyFor(const Version& from, const std::vector<const Advisory*>& known,
                                std::span<const Advisory> all) {
  std::optional<Remedy> best;
  for (const Advisory* advisory : known)
    for (const AffectedRange& range : advisory->ranges) {
      if (!range.end || range.endAffected || *range.end <= from || range.end->isPrerelease())
        continue;
      if (best && best->version <= *range.end)
        continue;
      if (std::none_of(all.begin(), all.end(),
                       [&](const Advisory& other) { return affects(other, *range.end); }))
        best = Remedy{*range.end, range.endText};
    }
  return best;
}

bool sameVulnerability(const Advisory& a, const Advisory& b) {
  const auto names = [](const Advisory& advisory, const std::string& id) {
    return advisory.id == id || std::find(advisory.aliases.begin(), advisory.aliases.end(), id) !=
                                    advisory.aliases.end();
  };
  return names(a, b.id) || std::any_of(b.aliases.begin(), b.aliases.end(),
                                       [&](const std::string& alias) { return names(a, alias); });
}

std::string listed(const std::vector<const Advisory*>& known) {
  std::string text;
  for (std::size_t i = 0; i < std::min(known.size(), kNamed); ++i)
    text.append(i == 0 ? "" : ", ").append(known[i]->id);
  if (known.size() > kNamed)
    text += " and " + std::to_string(known.size() - kNamed) + " more";
  else if (known.size() == 1 && !known.front()->summary.empty())
    text += " (" + known.front()->summary + ")";
  return text;
}

class Checker {
public:
  Checker(std::string_view path, std::string_view text, const Surroundings& around,
          const std::vector<std::string>& disabled)
      : path_(path), text_(text), around_(around), disabled_(disabled) {}

  Checked run() {
    const std::optional<Declared> declared = readDeclared(path_, text_);
    if (!declared)
      return {};
    for (const Dependency& dependency : declared->dependencies) {
      if (declared->kind != FileKind::Lock)
        unpinned(*declared, dependency);
      if (around_.advisories != nullptr)
        vulnerable(*declared, dependency);
    }
    for (const Origin& origin : declared->origins)
      from(*declared, origin);
    std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
      return a.range.begin < b.range.begin;
    });
    return {std::move(findings_), declared->error.empty()};
  }

private:
  Finding* add(std::string_view id, ByteRange range, std::string message) {
    auto finding = findings_.size() == kMaxFindings
                       ? std::nullopt
                       : findingOf(id, disabled_, range, std::move(message));
    return finding ? &findings_.emplace_back(*std::move(finding)) : nullptr;
  }

  void warn(ByteRange range, std::string message) {
    if (Finding* finding = add(kUnpinned, range, std::move(message)))
      finding->severity = Severity::Warning;
  }

  void unpinned(const Declared& declared, const Dependency& dependency) {
    const std::string& name = dependency.name.empty() ? dependency.url : dependency.name;
    if (dependency.hashed)
      return;
    if (isPlain(dependency.url))
      return warn(dependency.range,
                  name + " is fetched without TLS: who is on the way can put in something else");
    if (around_.locked || declared.hashesRequired)
      return;
    if (!dependency.url.empty())
      return address(dependency, name);
    const bool bounds = nameOf(path_).starts_with("constraints");
    if (declared.constrained || bounds || !dependency.understood)
      return;
    if (dependency.specifiers.empty())
      add(kUnpinned, dependency.range,
          "no version of " + name + " is fixed: the newest there is will be installed");
    else if (declared.kind == FileKind::Requirements && !boundsOf(dependency.specifiers).most)
      add(kUnpinned, dependency.range,
          "this gives " + name + " no upper bound: the newest there is will be installed");
  }

  void address(const Dependency& dependency, const std::string& name) {
    if (isRepository(dependency.url)) {
      if (!namesCommit(dependency.url))
        add(kUnpinned, dependency.range,
            name + " comes from a branch or tag, which can be moved: name the commit");
    } else if (!dependency.url.starts_with("file:")) {
      add(kUnpinned, dependency.range,
          "what is behind this address can change: give the hash of " + name);
    }
  }

  void from(const Declared& declared, const Origin& origin) {
    const auto& all = declared.dependencies;
    const bool hashed =
        declared.hashesRequired ||
        (!all.empty() && std::all_of(all.begin(), all.end(), [](const Dependency& dependency) {
          return dependency.hashed;
        }));
    if (origin.kind == Origin::Kind::TrustedHost) {
      if (!isLocalHost(origin.value))
        add(kUnverified, origin.range,
            "pip does not verify that it talks to " + origin.value + ", and takes plain HTTP too");
    } else if (hashed) {
      return;
    } else if (isPlain(origin.value)) {
      warn(origin.range,
           "packages come from this index without TLS: who is on the way can put in others");
    } else if (origin.kind == Origin::Kind::ExtraIndex) {
      warn(origin.range, "pip takes the highest version of all indexes: who registers a name of "
                         "yours on the other one gets to run code here");
    }
  }

  void vulnerable(const Declared& declared, const Dependency& dependency) {
    const std::vector<const Advisory*> known = advisoriesOf(dependency, *around_.advisories);
    if (known.empty())
      return;
    const Specifier* exact = exactOf(dependency.specifiers);
    const std::string version =
        exact != nullptr ? std::string(text_.substr(exact->text.begin, exact->text.size())) : "";
    std::optional<Remedy> remedy;
    if (exact != nullptr)
      remedy = remedyFor(exact->version, known, around_.advisories->of(dependency.name));
    else if (const Bounds bounds = boundsOf(dependency.specifiers); bounds.most)
      remedy = remedyFor(*bounds.most, known, around_.advisories->of(dependency.name));
    std::string message = exact != nullptr ? dependency.name + " " + version + " is vulnerable: "
                                           : "every version of " + dependency.name +
                                                 " allowed here is " + "vulnerable: ";
    message += listed(known);
    if (remedy)
      message += "; fixed in " + remedy->text;
    Finding* finding = add(kVulnerable, dependency.range, std::move(message));
    if (finding == nullptr)
      return;
    finding->severity = known.front()->severe ? Severity::Error : Severity::Warning;
    if (!remedy)
      finding->whyNoFix = "no version without these is known";
    else if (declared.kind == FileKind::Lock)
      finding->whyNoFix = "a lock file holds hashes too: have it written by the tool that made it";
    else if (dependency.hashed)
      finding->whyNoFix = "the hash beside the version belongs to it: both must change";
    else if (exact == nullptr || !dependency.rewritable)
      finding->whyNoFix = "which versions may be used is for a person to say";
    else
      bump(*finding, dependency, *exact, *remedy);
  }

  static void bump(Finding& finding, const Dependency& dependency, const Specifier& exact,
                   const Remedy& remedy) {
    const bool near = remedy.version.major() == exact.version.major();
    finding.fixes.push_back({"use " + dependency.name + " " + remedy.text,
                             {{exact.text, remedy.text}},
                             near ? Safety::Safe : Safety::Unsafe,
                             near,
                             {}});
  }

  std::string_view path_;
  std::string_view text_;
  const Surroundings& around_;
  const std::vector<std::string>& disabled_;
  std::vector<Finding> findings_;
};

} // namespace

std::vector<const Advisory*> advisoriesOf(const Dependency& dependency,
                                          const AdvisorySet& advisories) {
  std::vector<const Advisory*> known;
  // What comes from elsewhere is not what the index has under that name and version.
  if (!dependency.url.empty() || dependency.specifiers.empty())
    return known;
  const Specifier* exact = exactOf(dependency.specifiers);
  const Bounds bounds = boundsOf(dependency.specifiers);
  for (const Advisory& advisory : advisories.of(dependency.name))
    if (exact != nullptr ? affects(advisory, exact->version)
                         : dependency.understood && affectsAll(advisory, bounds))
      known.push_back(&advisory);
  std::stable_sort(known.begin(), known.end(), [](const Advisory* a, const Advisory* b) {
    return a->severe != b->severe ? a->severe : a->id < b->id;
  });
  std::vector<const Advisory*> distinct;
  for (const Advisory* advisory : known)
    if (std::none_of(distinct.begin(), distinct.end(),
                     [&](const Advisory* other) { return sameVulnerability(*advisory, *other); }))
      distinct.push_back(advisory);
  return distinct;
}

std::string_view heldBy(const Dependency& dependency, FileKind kind) {
  if (kind == FileKind::Lock)
    return "locked";
  if (!dependency.url.empty())
    return dependency.hashed                                             ? "an address with a hash"
           : isRepository(dependency.url) && namesCommit(dependency.url) ? "a commit"
                                                                         : "an address";
  if (exactOf(dependency.specifiers) != nullptr)
    return dependency.hashed ? "exact version and hash" : "exact version";
  const Bounds bounds = boundsOf(dependency.specifiers);
  if (bounds.most)
    return "upper bound";
  if (!dependency.understood)
    return "alternatives";
  return bounds.least ? "lower bound only" : "any version";
}

Checked checkDependencies(std::string_view path, std::string_view text, const Surroundings& around,
                          const std::vector<std::string>& disabled) {
  return Checker(path, text, around, disabled).run();
}

} // namespace pysecd::dependencies

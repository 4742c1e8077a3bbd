#include "analysis/dependencies/version.h"

#include "analysis/support/ascii.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace pysecd::dependencies {

namespace {

constexpr std::size_t kMaxNumbers = 32; // of a release
constexpr std::size_t kMaxDigits = 18;
constexpr std::size_t kMaxLength = 200;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return c >= 'a' && c <= 'z'; }
bool isSeparator(char c) { return c == '.' || c == '-' || c == '_'; }
std::size_t significant(const std::vector<std::uint64_t>& release) {
  std::size_t count = release.size();
  while (count > 1 && release[count - 1] == 0)
    --count;
  return count;
}

} // namespace

// One version, left to right; each part either takes all of itself or nothing.
class VersionReader {
public:
  explicit VersionReader(std::string_view text) : lower_(lowered(text)), rest_(lower_) {}

  std::optional<Version> read() {
    Version version;
    if (rest_.starts_with('v'))
      rest_.remove_prefix(1);
    if (!release(version))
      return std::nullopt;
    pre(version);
    post(version);
    dev(version);
    if (rest_.starts_with('+') && !local(version))
      return std::nullopt;
    if (bad_ || !rest_.empty())
      return std::nullopt;
    return version;
  }

private:
  std::optional<std::uint64_t> number() {
    std::size_t length = 0;
    std::uint64_t value = 0;
    while (length < rest_.size() && isDigit(rest_[length]))
      value = value * 10 + static_cast<std::uint64_t>(rest_[length++] - '0');
    if (length == 0)
      return std::nullopt;
    bad_ |= length > kMaxDigits;
    rest_.remove_prefix(length);
    return value;
  }

  bool release(Version& version) {
    std::optional<std::uint64_t> first = number();
    if (first && rest_.starts_with('!')) {
      version.epoch_ = *first;
      rest_.remove_prefix(1);
      first = number();
    }
    if (!first)
      return false;
    version.release_.push_back(*first);
    while (rest_.size() > 1 && rest_[0] == '.' && isDigit(rest_[1])) {
      rest_.remove_prefix(1);
      version.release_.push_back(*number());
      bad_ |= version.release_.size() > kMaxNumbers;
    }
    return true;
  }

  // `.rc1`, `-alpha_2`: one of the words, with or without separators and number.
  template <std::size_t size>
  std::optional<std::pair<std::size_t, std::uint64_t>>
  word(const std::array<std::string_view, size>& words) {
    const std::string_view before = rest_;
    if (!rest_.empty() && isSeparator(rest_[0]))
      rest_.remove_prefix(1);
    for (std::size_t i = 0; i < size; ++i) {
      if (!rest_.starts_with(words[i]))
        continue;
      rest_.remove_prefix(words[i].size());
      const std::string_view afterWord = rest_;
      if (!rest_.empty() && isSeparator(rest_[0]))
        rest_.remove_prefix(1);
      const std::optional<std::uint64_t> count = number();
      if (!count)
        rest_ = afterWord;
      return std::pair{i, count.value_or(0)};
    }
    rest_ = before;
    return std::nullopt;
  }

  void pre(Version& version) {
    // Longer words first.
    static constexpr std::array<std::string_view, 8> kWords = {"alpha", "beta", "preview", "pre",
                                                               "rc",    "a",    "b",       "c"};
    static constexpr std::string_view kLetters = "abcccabc";
    if (const auto found = word(kWords))
      version.pre_ = {kLetters[found->first], found->second};
  }

  void post(Version& version) {
    static constexpr std::array<std::string_view, 3> kWords = {"post", "rev", "r"};
    if (const auto found = word(kWords)) {
      version.post_ = found->second;
    } else if (rest_.size() > 1 && rest_[0] == '-' && isDigit(rest_[1])) {
      rest_.remove_prefix(1);
      version.post_ = number();
    }
  }

  void dev(Version& version) {
    static constexpr std::array<std::string_view, 1> kWords = {"dev"};
    if (const auto found = word(kWords))
      version.dev_ = found->second;
  }

  bool local(Version& version) {
    do {
      rest_.remove_prefix(1);
      std::size_t length = 0;
      while (length < rest_.size() && (isDigit(rest_[length]) || isLetter(rest_[length])))
        ++length;
      const std::string_view part = rest_.substr(0, length);
      if (part.empty())
        return false;
      const bool numeric = std::all_of(part.begin(), part.end(), isDigit);
      Version::LocalPart& made = version.local_.emplace_back();
      made.numeric = numeric;
      if (numeric) {
        made.number = *number();
      } else {
        made.word = part;
        rest_.remove_prefix(length);
      }
    } while (!rest_.empty() && isSeparator(rest_[0]));
    return true;
  }

  std::string lower_;
  std::string_view rest_;
  bool bad_ = false;
};

std::optional<Version> Version::parse(std::string_view text) {
  text = trimmed(text);
  if (text.size() > kMaxLength)
    return std::nullopt;
  return VersionReader(text).read();
}

Version Version::withoutLocal() const {
  Version version = *this;
  version.local_.clear();
  return version;
}

Version Version::releaseOnly() const {
  Version version;
  version.epoch_ = epoch_;
  version.release_ = release_;
  return version;
}

bool Version::beginsWith(const Version& prefix) const {
  if (epoch_ != prefix.epoch_)
    return false;
  for (std::size_t i = 0; i < prefix.release_.size(); ++i)
    if ((i < release_.size() ? release_[i] : 0) != prefix.release_[i])
      return false;
  return true;
}

std::optional<Version> Version::nextOfPrefix(std::size_t numbers) const {
  if (numbers == 0 || numbers > release_.size())
    return std::nullopt;
  Version next;
  next.epoch_ = epoch_;
  next.release_.assign(release_.begin(), release_.begin() + static_cast<std::ptrdiff_t>(numbers));
  ++next.release_.back();
  return next;
}

std::size_t Version::leadingZeros() const {
  const auto first = std::find_if(release_.begin(), release_.end(),
                                  [](std::uint64_t number) { return number != 0; });
  return static_cast<std::size_t>(first - release_.begin());
}

std::strong_ordering operator<=>(const Version& a, const Version& b) {
  if (const auto order = a.epoch_ <=> b.epoch_; order != 0)
    return order;
  const auto numbersOf = [](const Version& version) {
    return std::pair(version.release_.begin(),
                     version.release_.begin() +
                         static_cast<std::ptrdiff_t>(significant(version.release_)));
  };
  const auto [aBegin, aEnd] = numbersOf(a);
  const auto [bBegin, bEnd] = numbersOf(b);
  if (const auto order = std::lexicographical_compare_three_way(aBegin, aEnd, bBegin, bEnd);
      order != 0)
    return order;
  // 1.dev1 < 1a1 < 1 < 1.post1: `~` stands after every letter, a blank before.
  const auto pre = [](const Version& version) -> std::pair<char, std::uint64_t> {
    if (version.pre_)
      return *version.pre_;
    return {version.dev_ && !version.post_ ? ' ' : '~', 0};
  };
  if (const auto order = pre(a) <=> pre(b); order != 0)
    return order;
  if (const auto order = a.post_ <=> b.post_; order != 0) // none is before any
    return order;
  const auto dev = [](const Version& version) {
    return std::pair(!version.dev_.has_value(), version.dev_.value_or(0));
  };
  if (const auto order = dev(a) <=> dev(b); order != 0)
    return order;
  return std::lexicographical_compare_three_way(
      a.local_.begin(), a.local_.end(), b.local_.begin(), b.local_.end(),
      [](const Version::LocalPart& x, const Version::LocalPart& y) {
        return std::tie(x.numeric, x.number, x.word) <=> std::tie(y.numeric, y.number, y.word);
      });
}

std::optional<Specifier> parseSpecifier(std::string_view text, ByteOffset at) {
  using Operator = Specifier::Operator;
  static constexpr std::pair<std::string_view, Operator> kOperators[] = {
      {"===", Operator::Same},     {"==", Operator::Equal},        {"!=", Operator::NotEqual},
      {"<=", Operator::LessEqual}, {">=", Operator::GreaterEqual}, {"~=", Operator::Compatible},
      {"<", Operator::Less},       {">", Operator::Greater}};
  const char* const start = text.data();
  text = trimmed(text);
  for (const auto& [sign, op] : kOperators) {
    if (!text.starts_with(sign))
      continue;
    const std::string_view written = trimmed(text.substr(sign.size()));
    std::string_view bare = written;
    const bool prefix = bare.ends_with(".*");
    if (prefix)
      bare.remove_suffix(2);
    auto version = Version::parse(bare);
    const bool takesPrefix = op == Operator::Equal || op == Operator::NotEqual;
    if (!version || (prefix && !takesPrefix) ||
        (op == Operator::Compatible && version->numbers() < 2))
      return std::nullopt;
    const auto begin = static_cast<ByteOffset>(at + (written.data() - start));
    return Specifier{.op = op,
                     .version = *std::move(version),
                     .prefix = prefix,
                     .text = {begin, begin + static_cast<ByteOffset>(written.size())}};
  }
  return std::nullopt;
}

std::optional<std::vector<Specifier>> parseSpecifiers(std::string_view text, ByteOffset at) {
  std::vector<Specifier> all;
  if (trimmed(text).empty())
    return all;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    if (!trimmed(part).empty()) {
      auto specifier = parseSpecifier(part, at + static_cast<ByteOffset>(begin));
      if (!specifier || all.size() == kMaxNumbers)
        return std::nullopt;
      all.push_back(*std::move(specifier));
    }
    begin = end + 1;
  }
  return all;
}

bool admits(const Specifier& specifier, const Version& version) {
  using Operator = Specifier::Operator;
  const Version& wanted = specifier.version;
  const Version bare = wanted.hasLocal() ? version : version.withoutLocal();
  switch (specifier.op) {
  case Operator::Equal:
    return specifier.prefix ? bare.beginsWith(wanted) : bare == wanted;
  case Operator::NotEqual:
    return specifier.prefix ? !bare.beginsWith(wanted) : bare != wanted;
  case Operator::Same:
    return version == wanted;
  case Operator::LessEqual:
    return version.withoutLocal() <= wanted;
  case Operator::GreaterEqual:
    return version.withoutLocal() >= wanted;
  case Operator::Compatible: {
    const auto end = wanted.nextOfPrefix(wanted.numbers() - 1);
    return version.withoutLocal() >= wanted && (!end || version.releaseOnly() < *end);
  }
  case Operator::Less:
    // `< 2` is not meant to bring 2.0rc1.
    return version < wanted &&
           (wanted.isPrerelease() || !(version.isPrerelease() && version.releaseOnly() == wanted));
  case Operator::Greater:
    // Nor `> 2` to bring 2.post1, or 2+local.
    return version.withoutLocal() > wanted && !(version.releaseOnly() == wanted);
  }
  return false;
}

bool admits(const std::vector<Specifier>& all, const Version& version) {
  return std::all_of(all.begin(), all.end(),
                     [&](const Specifier& specifier) { return admits(specifier, version); });
}

Bounds boundsOf(const std::vector<Specifier>& all) {
  using Operator = Specifier::Operator;
  Bounds bounds;
  const auto atLeast = [&](const Version& version) {
    if (!bounds.least || *bounds.least < version)
      bounds.least = version;
  };
  const auto atMost = [&](const Version& version, bool included) {
    if (!bounds.most || version < *bounds.most || (version == *bounds.most && !included)) {
      bounds.most = version;
      bounds.mostIncluded = included;
    }
  };
  for (const Specifier& specifier : all) {
    const Version& version = specifier.version;
    switch (specifier.op) {
    case Operator::GreaterEqual:
    case Operator::Greater:
      atLeast(version);
      break;
    case Operator::LessEqual:
    case Operator::Less:
      atMost(version, specifier.op == Operator::LessEqual);
      break;
    case Operator::Compatible:
      atLeast(version);
      if (const auto end = version.nextOfPrefix(version.numbers() - 1))
        atMost(*end, false);
      break;
    case Operator::Equal:
    case Operator::Same:
      atLeast(version);
      if (!specifier.prefix)
        atMost(version, true);
      else if (const auto end = version.nextOfPrefix(version.numbers()))
        atMost(*end, false);
      break;
    case Operator::NotEqual:
      break;
    }
  }
  return bounds;
}

const Specifier* exactOf(const std::vector<Specifier>& all) {
  for (const Specifier& specifier : all)
    if ((specifier.op == Specifier::Operator::Equal && !specifier.prefix) ||
        specifier.op == Specifier::Operator::Same)
      return &specifier;
  return nullptr;
}

} // namespace pysecd::dependencies

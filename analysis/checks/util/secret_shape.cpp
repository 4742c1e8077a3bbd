#include "analysis/checks/util/secret_shape.h"

#include "analysis/support/ascii.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace pysecd {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isWord(char c) { return isDigit(c) || isLetter(c) || c == '_' || c == '-'; }

double entropy(std::string_view text) {
  std::array<int, 256> count{};
  for (const char c : text)
    ++count[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const int n : count)
    if (n != 0) {
      const double p = static_cast<double>(n) / static_cast<double>(text.size());
      bits -= p * std::log2(p);
    }
  return bits;
}

constexpr std::string_view kPlaceholders[] = {
    "example", "changeme",  "change_me", "change-me", "your",     "placeholder", "dummy",
    "xxx",     "insert",    "todo",      "fixme",     "redacted", "replace",     "<",
    "${",      "{{",        "%(",        "{",         "***",      "...",         "sample",
    "not-set", "undefined", "none",      "null",      "mask",     "fake",        "unused"};

constexpr std::string_view kAboutSecrets[] = {"password", "passwd", "secret", "token",
                                              "key",      "auth",   "cred",   "pass"};

bool isPlaceholder(std::string_view text) {
  const std::string low = lowered(text);
  return std::any_of(std::begin(kPlaceholders), std::end(kPlaceholders),
                     [&](std::string_view one) { return low.find(one) != std::string::npos; }) ||
         std::all_of(text.begin(), text.end(), [&](char c) { return c == text[0]; });
}

// Long and mixed as no name is: base64 of random bytes holds "key" or "pass" by chance.
bool isRandom(std::string_view text) {
  constexpr std::size_t kLong = 32;
  constexpr double kRandomBits = 4.2;
  return text.size() >= kLong && std::any_of(text.begin(), text.end(), isDigit) && hasUpper(text) &&
         hasLower(text) && entropy(text) >= kRandomBits;
}

// "session_token", "X-Auth-Token", "auth.password": the name of something, not the thing.
bool isNameOfSecret(std::string_view text) {
  const std::string low = lowered(text);
  const bool speaks =
      std::any_of(std::begin(kAboutSecrets), std::end(kAboutSecrets),
                  [&](std::string_view one) { return low.find(one) != std::string::npos; });
  const bool separated = text.find_first_of("_-.:/") != std::string_view::npos;
  const bool simple = std::all_of(text.begin(), text.end(), [](char c) {
    return isWord(c) || c == '.' || c == ':' || c == '/';
  });
  const auto digits = std::count_if(text.begin(), text.end(), isDigit);
  return speaks && simple && (separated || digits == 0) && digits < 4;
}

bool hasRun(std::string_view text, std::string_view prefix, std::size_t length) {
  const std::size_t at = text.find(prefix);
  if (at == std::string_view::npos)
    return false;
  std::size_t run = 0;
  for (std::size_t i = at + prefix.size(); i < text.size() && isWord(text[i]); ++i)
    ++run;
  const bool inside = at > 0 && isWord(text[at - 1]);
  return run >= length && !inside;
}

} // namespace

SecretShape secretShape(std::string_view name, std::string_view text) {
  if (text == "true" || text == "false" || text.size() < 4 || text.size() > 500 ||
      isPlaceholder(text) || text.find_first_of(" \t\r\n<>") != std::string_view::npos ||
      lowered(text) == lowered(name) || text.find("://") != std::string_view::npos ||
      text.starts_with('/') || (isNameOfSecret(text) && !isRandom(text)))
    return SecretShape::No;
  const bool constantName = std::all_of(text.begin(), text.end(),
                                        [](char c) { return c == '_' || (c >= 'A' && c <= 'Z'); });
  if (constantName)
    return SecretShape::No;
  const bool letters = std::any_of(text.begin(), text.end(), isLetter);
  const bool digits = std::any_of(text.begin(), text.end(), isDigit);
  const bool signs = std::any_of(text.begin(), text.end(), [](char c) {
    return !isLetter(c) && !isDigit(c) && c != '_' && c != '-' && c != '.' && c != ':';
  });
  if (text.find('.') != std::string_view::npos && !digits && !signs)
    return SecretShape::No; // a dotted name
  if (text.size() >= 6 && ((letters && digits) || signs))
    return SecretShape::Likely;
  if (text.size() >= 16 && entropy(text) >= 3.5 &&
      text.find_first_of("_-") == std::string_view::npos)
    return SecretShape::Likely;
  return text.find_first_of("_-") == std::string_view::npos ? SecretShape::Possible
                                                            : SecretShape::No;
}

std::string_view knownToken(std::string_view text) {
  if (text.size() < 16 || text.find("EXAMPLE") != std::string_view::npos)
    return {};
  if (const std::size_t key = text.find("-----BEGIN "); key != std::string_view::npos) {
    const std::string_view rest = text.substr(key);
    const std::size_t mark = rest.find("PRIVATE KEY-----");
    if (mark < 40 && rest.size() > mark + 120) // npos is not below 40
      return "a private key";
    return {};
  }
  if (hasRun(text, "AKIA", 16) || hasRun(text, "ASIA", 16))
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return isDigit(c) || (c >= 'A' && c <= 'Z'); })
               ? "an AWS access key"
               : std::string_view();
  if (hasRun(text, "ghp_", 36) || hasRun(text, "gho_", 36) || hasRun(text, "github_pat_", 60))
    return "a GitHub token";
  if (hasRun(text, "glpat-", 20))
    return "a GitLab token";
  if (hasRun(text, "xoxb-", 20) || hasRun(text, "xoxp-", 20))
    return "a Slack token";
  if (hasRun(text, "sk_live_", 20) || hasRun(text, "rk_live_", 20))
    return "a Stripe key";
  if (hasRun(text, "AIza", 35))
    return "a Google API key";
  if (hasRun(text, "npm_", 36))
    return "an npm token";
  if (text.starts_with("eyJ") && text.find(".eyJ") != std::string_view::npos && text.size() > 60)
    return "a JSON Web Token";
  return {};
}

} // namespace pysecd

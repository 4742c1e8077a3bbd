#include "analysis/checks/rule.h"
#include "analysis/checks/util/names.h"

#include <algorithm>
#include <array>

namespace pysecd::checks::external {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view kSecurity[] = {"password", "passwd",      "pwd",  "secret",    "token",
                                          "auth",     "credential",  "sign", "signature", "signed",
                                          "hmac",     "certificate", "cert", "apikey",    "login",
                                          "nonce",    "otp",         "csrf", "license"};
constexpr std::string_view kBookkeeping[] = {
    "cache", "etag",     "checksum",   "key",      "keys",   "fingerprint", "id",     "uuid",
    "uid",   "file",     "path",       "filename", "name",   "digest",      "dedup",  "version",
    "shard", "bucket",   "color",      "gravatar", "avatar", "unique",      "index",  "content",
    "chunk", "etags",    "seed",       "slug",     "fname",  "block",       "blob",   "image",
    "url",   "hostname", "identifier", "changed",  "tree",   "graph",       "ident",  "md5sum",
    "sum",   "hash",     "hashes",     "suffix",   "prefix", "code",        "source", "data"};

// What the hash is for, as the names around the call tell: a password, a cache key, or nobody
// knows.
std::optional<Severity> weigh(const FunctionContext& context, NodeId call, Severity severity) {
  const std::vector<std::string_view> names = namesAround(context, call);
  const auto any = [&](std::span<const std::string_view> words) {
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return mentions(name, words); });
  };
  if (any(std::array{"fingerprint"sv, "thumbprint"sv}))
    return Severity::Information; // others compare it: they choose the function
  if (any(kSecurity))
    return severity;
  return any(kBookkeeping) ? Severity::Hint : Severity::Information;
}

} // namespace

constexpr Check weak_hash{.severity = Severity::Warning,
                          .cwe = 328,
                          .message =
                              "a hash function that is broken: collisions can be made at will",
                          .rule = MisuseRule{weigh}};

} // namespace pysecd::checks::external

#include "server/convert/docs_url.h"

#include "analysis/engine/catalog.h"

namespace pysecd {

// The weakness and not a page of ours: it exists for every check; the check's own text is in the
// hover.
constexpr std::string_view kDocsBase = "https://cwe.mitre.org/data/definitions/";

std::string docsUrl(std::string_view check) {
  const CheckInfo* info = findCheck(check);
  if (!info || info->cwe == 0)
    return {};
  return std::string(kDocsBase) + std::to_string(info->cwe) + ".html";
}

} // namespace pysecd

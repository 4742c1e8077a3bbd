#include "server/convert/docs_url.h"

#include "analysis/engine/catalog.h"

namespace pysecd {

// The weakness and not a page of ours: it exists for every check; the check's own text is in the
// hover.
constexpr std::string_view kDocsBase = "https://cwe.mitre.org/data/definitions/";

std::string docsUrl(const Finding& finding) {
  const std::uint16_t cwe = cweOf(finding);
  return cwe != 0 ? std::string(kDocsBase) + std::to_string(cwe) + ".html" : std::string();
}

} // namespace pysecd

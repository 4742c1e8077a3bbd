#include "analysis/checks/rule.h"

namespace pysecd::checks::external {

constexpr Check xml_external_entities{
    .severity = Severity::Error,
    .cwe = 611,
    .message =
        "the XML parser fetches what the document names: files of the server, addresses inside",
    .rule = {TaintRule{.from = Taint::Remote, .to = Sink::Xml}, MisuseRule{}}};

} // namespace pysecd::checks::external

#include "analysis/checks/util/parsed_documents.h"

#include "analysis/checks/rule.h"

namespace pysecd::checks::external {

namespace {

// A parser that is set up to fetch is as dangerous as what it is given.
std::optional<Severity> weigh(const FunctionContext& context, NodeId place, Severity /*severity*/) {
  switch (documentsOf(context, place)) {
  case Documents::Own:
    return std::nullopt;
  case Documents::Remote:
    return Severity::Error;
  case Documents::Unknown:
    break;
  }
  return Severity::Warning;
}

} // namespace

constexpr Check xml_external_entities{
    .severity = Severity::Error,
    .cwe = 611,
    .message =
        "the XML parser fetches what the document names: files of the server, addresses inside",
    .rule = {TaintRule{.from = Taint::Remote, .to = Sink::Xml}, MisuseRule{weigh}}};

} // namespace pysecd::checks::external

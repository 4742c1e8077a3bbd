// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_codeAction
#include "server/convert/from_lsp.h"
#include "server/convert/to_lsp.h"
#include "server/features/features.h"

#include <algorithm>

namespace pysecd::features {
namespace {

// "quickfix" is asked for by "quickfix" and by the empty kind, not by "quickfix.x" or "quick".
bool wants(const lsp::CodeActionContext& context, std::string_view kind) {
  const auto covers = [kind](const std::string& only) {
    return only.empty() || kind == only || (kind.starts_with(only) && kind[only.size()] == '.');
  };
  return !context.only || std::any_of(context.only->begin(), context.only->end(), covers);
}

bool isNamed(const Finding& finding, const lsp::CodeActionContext& context) {
  const auto matches = [name = fingerprintText(finding)](const lsp::DiagnosticData& data) {
    return data.fingerprint == name;
  };
  return std::any_of(context.diagnostics.begin(), context.diagnostics.end(), matches);
}

// Those at the range first, then those whose diagnostics the client passed along: it may hold older
// ones, or ask for the whole line.
std::vector<const Finding*> findingsAt(const Analysis& analysis, ByteRange range,
                                       const lsp::CodeActionContext& context) {
  std::vector<const Finding*> result;
  for (const Finding& finding : analysis.findings)
    if (finding.range.touches(range))
      result.push_back(&finding);
  for (const Finding& finding : analysis.findings)
    if (!finding.range.touches(range) && isNamed(finding, context))
      result.push_back(&finding);
  return result;
}

// Editors apply the preferred fix without asking: it must be safe and the only one of its kind.
bool isTheOne(const Fix& fix, const Finding& finding) {
  const auto candidate = [](const Fix& other) {
    return other.preferred && other.safety == Safety::Safe;
  };
  return candidate(fix) &&
         std::count_if(finding.fixes.begin(), finding.fixes.end(), candidate) == 1;
}

void addQuickFixes(const Finding& finding, const Target& target,
                   std::vector<lsp::CodeAction>& actions) {
  for (const Fix& fix : finding.fixes) {
    lsp::CodeAction action{.title = fix.title,
                           .kind = std::string(lsp::quickFix),
                           .diagnostics = {toDiagnostic(finding, target)},
                           .edit = toWorkspaceEdit(fix, target)};
    if (target.client.isPreferredSupport && isTheOne(fix, finding))
      action.isPreferred = true;
    actions.push_back(std::move(action));
  }
}

} // namespace

void codeAction(Session& session, const lsp::CodeActionParams& params,
                rpc::Reply<std::vector<lsp::CodeAction>> reply) {
  const Document* document = session.documents.find(params.textDocument.uri);
  if (!document || !document->python || document->outOfSync ||
      !wants(params.context, lsp::quickFix)) {
    reply({});
    return;
  }
  const auto range = toByteRange(*document->text, params.range, session.columns);
  if (!range) {
    reply.fail({rpc::ErrorCode::InvalidParams, "the range is not in the document"});
    return;
  }
  session.whenAnalysed(
      *document, reply,
      [&session, reply, range = *range, context = params.context, uri = document->uri,
       version = document->version](const Analysis& analysis) {
        const Target target{uri, version, *analysis.text, session.columns, session.capabilities};
        std::vector<lsp::CodeAction> actions;
        for (const Finding* finding : findingsAt(analysis, range, context))
          addQuickFixes(*finding, target, actions);
        reply(actions);
      });
}

} // namespace pysecd::features

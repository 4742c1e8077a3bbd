// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_codeAction
#include "analysis/engine/apply_fixes.h"
#include "analysis/engine/suppression_comments.h"
#include "server/convert/from_lsp.h"
#include "server/convert/to_lsp.h"
#include "server/features/features.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>

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

// Last of all: a comment that a person completes with the reason; until then the lack of one is
// told.
void addSuppressions(const std::vector<const Finding*>& here, const Target& target,
                     std::vector<lsp::CodeAction>& actions) {
  std::set<std::pair<ByteOffset, std::string_view>> offered;
  for (const Finding* finding : here) {
    if (!finding->suppressAt || !offered.emplace(*finding->suppressAt, finding->check).second)
      continue;
    const Fix comment{.edits = {{{*finding->suppressAt, *finding->suppressAt},
                                 "  " + suppressionOf(finding->check)}}};
    actions.push_back({.title = "ignore " + std::string(finding->check) + " in this statement",
                       .kind = std::string(lsp::quickFix),
                       .diagnostics = {toDiagnostic(*finding, target)},
                       .edit = toWorkspaceEdit(comment, target)});
  }
  std::set<std::string_view> checks;
  for (const Finding* finding : here)
    if (finding->suppressAt && checks.insert(finding->check).second)
      actions.push_back({.title = "ignore " + std::string(finding->check) + " in this file",
                         .kind = std::string(lsp::quickFix),
                         .diagnostics = {toDiagnostic(*finding, target)},
                         .edit = toWorkspaceEdit(
                             {.edits = {fileSuppression(finding->check, target.text)}}, target)});
}

// Applied together: edits that overlap an earlier fix are left for the next time.
std::optional<lsp::CodeAction> fixTogether(std::string title, std::string_view kind,
                                           std::span<const Finding> findings,
                                           const Target& target) {
  FixResult fixed = applyFixes(target.text.bytes(), findings, false);
  if (fixed.applied == 0)
    return std::nullopt;
  if (fixed.conflicts > 0)
    title += " (" + std::to_string(fixed.conflicts) + " of them overlap others: run it again)";
  lsp::CodeAction action{.title = std::move(title), .kind = std::string(kind)};
  action.edit = toWorkspaceEdit({.edits = std::move(fixed.edits)}, target);
  return action;
}

// For each check that is fixable here and elsewhere in the file.
void addFixesOfCheck(const std::vector<const Finding*>& here, const Analysis& analysis,
                     const Target& target, std::vector<lsp::CodeAction>& actions) {
  std::set<std::string_view> checks;
  for (const Finding* finding : here)
    if (automaticFix(*finding, false) != nullptr)
      checks.insert(finding->check);
  for (const std::string_view check : checks) {
    std::vector<Finding> same;
    for (const Finding& finding : analysis.findings)
      if (finding.check == check && automaticFix(finding, false) != nullptr)
        same.push_back(finding);
    const std::string title =
        "fix all " + std::to_string(same.size()) + " " + std::string(check) + " in this file";
    if (same.size() > 1)
      if (auto action = fixTogether(title, lsp::quickFix, same, target))
        actions.push_back(*std::move(action));
  }
}

} // namespace

void codeAction(Session& session, const lsp::CodeActionParams& params,
                rpc::Reply<std::vector<lsp::CodeAction>> reply) {
  const Document* document = session.documents.find(params.textDocument.uri);
  const bool quick = wants(params.context, lsp::quickFix);
  // Only where it is asked for by name: it is not about the place of the cursor.
  const bool all = params.context.only && wants(params.context, lsp::fixAll);
  if (!document || !document->python || document->outOfSync || (!quick && !all)) {
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
      [&session, reply, quick, all, range = *range, context = params.context, uri = document->uri,
       version = document->version, path = document->path](const Analysis& analysis) {
        const Target target{uri, version, *analysis.text, session.columns, session.capabilities};
        std::vector<lsp::CodeAction> actions;
        if (quick) {
          const std::vector<const Finding*> here = findingsAt(analysis, range, context);
          for (const Finding* finding : here)
            addQuickFixes(*finding, target, actions);
          addFixesOfCheck(here, analysis, target, actions);
          addSuppressions(here, target, actions);
          addProjectIgnores(session, path, here, target, actions);
        }
        if (all)
          if (auto action = fixTogether("fix all findings that can be fixed safely", lsp::fixAll,
                                        analysis.findings, target))
            actions.push_back(*std::move(action));
        reply(actions);
      });
}

} // namespace pysecd::features

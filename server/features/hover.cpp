// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_hover
#include "analysis/engine/catalog.h"
#include "server/convert/docs_url.h"
#include "server/convert/from_lsp.h"
#include "server/convert/to_lsp.h"
#include "server/features/features.h"

#include "protocol/lsp/uri.h"

#include <fmt/format.h>

namespace pysecd::features {
namespace {

// The two ways clients render a hover.
class Page {
public:
  explicit Page(bool markdown) : markdown_(markdown) {}

  std::string bold(std::string_view text) const {
    return markdown_ ? "**" + escaped(text) + "**" : std::string(text);
  }
  std::string plain(std::string_view text) const {
    return markdown_ ? escaped(text) : std::string(text);
  }
  std::string link(std::string_view text, std::string_view url) const {
    return markdown_ && !url.empty() ? fmt::format("[{}]({})", escaped(text), url)
                                     : std::string(text);
  }
  std::string lineBreak() const { return markdown_ ? "  \n" : "\n"; }
  std::string_view separator() const { return markdown_ ? "\n---\n\n" : "\n"; }

private:
  // Messages quote source text, which must not turn into markup.
  static std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
      if (std::string_view("\\`*_{}[]()<>#+-.!|~&").find(c) != std::string_view::npos)
        result += '\\';
      result += c;
    }
    return result;
  }

  bool markdown_;
};

// Editors open `#L12` of a file link at that line; other schemes have no such form.
std::string lineUrl(const Note& note, const Target& target, std::uint32_t line) {
  if (!note.path.empty())
    return lsp::fileUri(note.path) + (note.place ? fmt::format("#L{}", line) : "");
  return target.uri.starts_with("file:") ? fmt::format("{}#L{}", target.uri, line) : "";
}

std::string step(const Note& note, const Target& target, const Page& page) {
  const std::uint32_t line =
      note.path.empty() ? toRange(target.text, note.range, target.columns).start.line + 1
      : note.place      ? note.place->begin[static_cast<std::size_t>(target.columns)].line + 1
                        : 1;
  const std::string where = note.path.empty() ? fmt::format("line {}", line)
                            : note.place      ? fmt::format("{}:{}", note.path, line)
                                              : note.path;
  return page.link(where, lineUrl(note, target, line)) + ": " + page.plain(note.message);
}

std::string describe(const Finding& finding, const Target& target) {
  const Page page(target.client.markdownHover);
  std::string text = page.bold(finding.message) + page.lineBreak() +
                     page.link(finding.check, docsUrl(finding)) + "\n";
  if (!finding.notes.empty()) {
    text += "\n";
    for (int number = 0; const Note& note : finding.notes)
      text += fmt::format("{}. {}\n", ++number, step(note, target, page));
  }
  if (!finding.fixes.empty() || !finding.whyNoFix.empty())
    text += "\n";
  for (const Fix& fix : finding.fixes)
    text += "- Fix: " + page.plain(fix.title) + "\n";
  if (!finding.whyNoFix.empty())
    text += "- No fix: " + page.plain(finding.whyNoFix) + "\n";
  if (const CheckInfo* check = findCheck(finding.check); check && !check->doc.empty()) {
    text += page.separator();
    text += check->doc;
  }
  return text;
}

std::optional<lsp::Hover> hoverAt(const Analysis& analysis, ByteOffset offset,
                                  const Target& target) {
  lsp::Hover hover{{target.client.markdownHover ? "markdown" : "plaintext", ""}, {}};
  for (const Finding& finding : analysis.findings) {
    if (!finding.range.contains({offset, offset}))
      continue;
    if (!hover.range)
      hover.range = toRange(target.text, finding.range, target.columns);
    else
      hover.contents.value += Page(target.client.markdownHover).separator();
    hover.contents.value += describe(finding, target);
  }
  return hover.range ? std::optional(std::move(hover)) : std::nullopt;
}

} // namespace

void hover(Session& session, const lsp::HoverParams& params,
           rpc::Reply<std::optional<lsp::Hover>> reply) {
  const Document* document = session.documents.find(params.textDocument.uri);
  if (!document || !document->python || document->outOfSync) {
    reply({});
    return;
  }
  const auto offset = toOffset(*document->text, params.position, session.columns);
  if (!offset) {
    reply.fail({rpc::ErrorCode::InvalidParams, "the position is not in the document"});
    return;
  }
  session.whenAnalysed(
      *document, reply,
      [&session, reply, offset = *offset, uri = document->uri,
       version = document->version](const Analysis& analysis) {
        reply(hoverAt(analysis, offset,
                      {uri, version, *analysis.text, session.columns, session.capabilities}));
      });
}

} // namespace pysecd::features

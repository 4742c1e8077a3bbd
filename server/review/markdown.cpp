// `--format md`: for people, and for documents that show links.
#include "server/review/formats.h"

#include "analysis/review/kinds.h"

#include <fmt/format.h>
#include <map>

namespace pysecd::server_review {

namespace {

using namespace review;

constexpr std::string_view kTitles[] = {
    "Database: interactions with data stores",
    "External: dependencies and interactions with other systems",
    "Exception: error handling and disclosure",
    "Access: entry points, guards, who owns what",
    "Input: what comes from outside, and what is done with it",
    "Concurrency: transactions, locks, time of check"};

// So that nothing of a program's text is taken for markup.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '<' || c == '>' || c == '*' || c == '_' || c == '[' || c == ']' ||
        c == '#')
      out.push_back('\\');
    out.push_back(c == '\n' || c == '\r' ? ' ' : c);
  }
  return out;
}

std::string code(std::string_view text) {
  std::string inside;
  for (const char c : text)
    inside += c == '`' ? "'" : c == '|' ? "\\|" : c == '\n' || c == '\r' ? " " : std::string(1, c);
  return "`" + inside + "`";
}

std::string linkTarget(std::string_view path) {
  std::string out;
  for (const char c : path)
    if (c == ' ' || c == '(' || c == ')' || c == '%')
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      out.push_back(c);
  return out;
}

class Markdown {
public:
  Markdown(const Report& report, const std::string& root) : report_(report), root_(root) {}

  std::string all() {
    out_ = "# Security review\n\n**" + verdictLine(report_) + "**\n\n";
    out_ += "This appears to be " + escaped(report_.kind) + ".\n\n";
    table();
    defects();
    for (std::size_t i = 0; i < kConsiderations; ++i)
      consideration(report_.considerations[i], kTitles[i],
                    static_cast<Consideration>(i) == Consideration::External
                        ? dependencyLine(report_)
                        : std::string());
    look();
    return std::move(out_);
  }

private:
  std::string shown(const std::string& path) const {
    return !root_.empty() && path.starts_with(root_ + "/") ? path.substr(root_.size() + 1) : path;
  }

  std::string target(const std::string& path) const {
    return (root_.empty() ? "" : "file://") + linkTarget(path);
  }

  std::string link(const std::string& text, const std::string& path, std::uint32_t line) const {
    return fmt::format("[{}]({}#L{})", escaped(text), target(path), line);
  }

  std::string place(std::size_t file, std::uint32_t line) const {
    const std::string& path = report_.files[file].path;
    return link(report_.files.size() == 1 ? fmt::format("line {}", line)
                                          : fmt::format("{}:{}", shown(path), line),
                path, line);
  }

  void table() {
    out_ += "| consideration | surface | judged | unresolved | defects |\n"
            "|---|---:|---:|---:|---:|\n";
    for (std::size_t i = 0; i < kConsiderations; ++i) {
      const Tally& tally = report_.considerations[i].tally;
      out_ += fmt::format("| {} | {} | {} | {} | {} |\n", name(static_cast<Consideration>(i)),
                          tally.surface, tally.judged, tally.unresolved, tally.defects);
    }
    out_ += '\n';
  }

  void defects() {
    if (report_.defects.empty())
      return;
    out_ += "## Defects\n\n";
    for (const Defect& defect : report_.defects) {
      const LineIndex& lines = report_.files[defect.file].text->lines();
      const auto lineOf = [&](ByteOffset at) {
        return lines.position(at, ColumnUnit::Utf32).line + 1;
      };
      out_ += fmt::format("- {} **{}** {} ({})\n",
                          place(defect.file, lineOf(defect.finding.range.begin)),
                          pysecd::name(defect.finding.severity), escaped(defect.finding.message),
                          code(defect.finding.check));
      for (const Note& note : defect.finding.notes) {
        const std::string& path = note.path.empty() ? report_.files[defect.file].path : note.path;
        const std::uint32_t line =
            note.place ? note.place->begin[0].line + 1 : lineOf(note.range.begin);
        out_ += "  - " + link(fmt::format("{}:{}", shown(path), line), path, line) + " " +
                escaped(note.message) + "\n";
      }
    }
    out_ += '\n';
  }

  void consideration(const ConsiderationReport& part, std::string_view title,
                     const std::string& summary) {
    out_ += fmt::format("## {}\n\n", title);
    if (!summary.empty())
      out_ += summary + "\n\n";
    if (part.items.empty()) {
      out_ += "Nothing of the kind.\n\n";
      return;
    }
    std::map<std::string_view, std::vector<const ReportItem*>> byKind;
    std::vector<std::string_view> kinds; // in the order met
    for (const ReportItem& item : part.items) {
      auto& items = byKind[item.item.kind];
      if (items.empty())
        kinds.push_back(item.item.kind);
      items.push_back(&item);
    }
    for (const std::string_view kind : kinds) {
      const auto& items = byKind[kind];
      out_ += fmt::format("**{}** ({})\n\n", kind, items.size());
      for (const ReportItem* item : items)
        line(*item);
      out_ += '\n';
    }
  }

  void line(const ReportItem& item) {
    const std::string_view mark = item.item.verdict == Verdict::Defect       ? "**DEFECT** "
                                  : item.item.verdict == Verdict::Unresolved ? "*unresolved* "
                                                                             : "";
    out_ += fmt::format("- {} {}{}: {}", place(item.file, item.line), mark, code(item.item.api),
                        escaped(item.item.reason));
    if (item.item.path.size() > 1) {
      out_ += " (";
      for (std::size_t i = 0; i < item.item.path.size(); ++i)
        out_ += (i == 0 ? "" : " → ") + code(item.item.path[i]);
      out_ += ")";
    }
    out_ += '\n';
  }

  void look() {
    out_ += "## What a person should still look at\n\n";
    if (report_.look.empty())
      out_ += "Nothing beyond what is judged above.\n";
    std::size_t number = 0;
    for (const Look& look : report_.look)
      out_ += fmt::format("{}. {} {}\n", ++number, place(look.file, look.line), escaped(look.text));
    if (report_.moreToLook > 0)
      out_ += fmt::format("\nand {} more of lesser weight; `--format json` has them all.\n",
                          report_.moreToLook);
  }

  const Report& report_;
  const std::string root_;
  std::string out_;
};

} // namespace

std::string markdown(const Report& report, const std::string& root) {
  return Markdown(report, root).all();
}

} // namespace pysecd::server_review

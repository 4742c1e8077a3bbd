// `--format html`: one file that needs nothing else, no network included: considerations that fold,
// a search, the way of each defect drawn as steps, a map of the modules, light and dark, fit for
// paper.
#include "server/review/formats.h"

#include "analysis/review/kinds.h"
#include "server/review/html_parts.h"

#include <fmt/format.h>

namespace pysecd::server_review {

namespace {

using namespace review;

constexpr std::size_t kMaxMapFiles = 400;
constexpr std::uint32_t kContextLines = 2; // around a step

constexpr std::string_view kTitles[] = {"Database",
                                        "External systems and dependencies",
                                        "Exceptions and disclosure",
                                        "Access control",
                                        "Input",
                                        "Concurrency"};

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text)
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    default:
      out.push_back(c);
    }
  return out;
}

class Html {
public:
  explicit Html(const Report& report) : report_(report) {}

  std::string all() {
    out_ = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'unsafe-inline'; script-src 'unsafe-inline'\">\n"
           "<title>Security review</title>\n<style>\n";
    out_ += kStyle;
    out_ += "</style>\n</head>\n<body>\n";
    head();
    defects();
    look();
    for (std::size_t i = 0; i < kConsiderations; ++i)
      consideration(static_cast<Consideration>(i));
    map();
    out_ += "<footer>Made by pysecd. The same files give the same report.</footer>\n<script>\n";
    out_ += kScript;
    out_ += "</script>\n</body>\n</html>\n";
    return std::move(out_);
  }

private:
  std::string place(std::size_t file, std::uint32_t line) const {
    return fmt::format("<span class=\"place\">{}:{}</span>", escaped(report_.files[file].path),
                       line);
  }

  void head() {
    const bool clean = report_.defects.empty();
    out_ += fmt::format("<header>\n<h1>Security review</h1>\n<p class=\"verdict {}\">{}</p>\n"
                        "<p class=\"kind\">This appears to be {}.</p>\n</header>\n",
                        clean ? "clean" : "dirty", escaped(verdictLine(report_)),
                        escaped(report_.kind));
    out_ += "<nav class=\"tallies\" aria-label=\"Considerations\">\n";
    for (std::size_t i = 0; i < kConsiderations; ++i) {
      const Tally& tally = report_.considerations[i].tally;
      out_ += fmt::format(
          "<a class=\"tally\" href=\"#{}\"><b>{}</b><span class=\"bar\" aria-hidden=\"true\">{}{}{}"
          "</span><small>{} places: {} judged, {} unresolved, {} {}</small></a>\n",
          name(static_cast<Consideration>(i)), kTitles[i],
          part("good", tally.judged - tally.defects, tally.surface),
          part("open", tally.unresolved, tally.surface), part("bad", tally.defects, tally.surface),
          tally.surface, tally.judged, tally.unresolved, tally.defects,
          tally.defects == 1 ? "defect" : "defects");
    }
    out_ +=
        "</nav>\n<div class=\"tools\"><input id=\"search\" type=\"search\" placeholder=\"Search "
        "places, reasons, files\" aria-label=\"Search\"><button id=\"unfold\" "
        "type=\"button\">Unfold all</button><span id=\"hits\" role=\"status\"></span></div>\n";
  }

  static std::string part(std::string_view kind, std::size_t number, std::size_t all) {
    if (number == 0 || all == 0)
      return {};
    return fmt::format("<i class=\"{}\" style=\"flex-grow:{}\"></i>", kind, number);
  }

  void defects() {
    if (report_.defects.empty())
      return;
    out_ += "<section id=\"defects\">\n<h2>Defects</h2>\n";
    for (const Defect& defect : report_.defects) {
      const Text& text = *report_.files[defect.file].text;
      const std::uint32_t line =
          text.lines().position(defect.finding.range.begin, ColumnUnit::Utf32).line;
      out_ += fmt::format(
          "<article class=\"defect\">\n<h3><span class=\"severity {}\">{}</span> {}</h3>\n"
          "<p>{} <code>{}</code></p>\n<ol class=\"flow\">\n",
          pysecd::name(defect.finding.severity), pysecd::name(defect.finding.severity),
          escaped(defect.finding.message), place(defect.file, line + 1),
          escaped(defect.finding.check));
      for (const Note& note : defect.finding.notes)
        step(defect, note);
      out_ += "<li class=\"end\"><p>" + escaped(defect.finding.message) + "</p>" +
              excerpt(text, line) + "</li>\n</ol>\n</article>\n";
    }
    out_ += "</section>\n";
  }

  void step(const Defect& defect, const Note& note) {
    out_ += "<li><p>" + escaped(note.message);
    if (note.place) {
      out_ += fmt::format(" <span class=\"place\">{}:{}</span></p><pre><span class=\"line "
                          "here\"><b>{}</b>{}</span></pre></li>\n",
                          escaped(note.path), note.place->begin[0].line + 1,
                          note.place->begin[0].line + 1, escaped(note.place->line));
      return;
    }
    const Text& text = *report_.files[defect.file].text;
    const std::uint32_t line = text.lines().position(note.range.begin, ColumnUnit::Utf32).line;
    out_ += " " + place(defect.file, line + 1) + "</p>" + excerpt(text, line) + "</li>\n";
  }

  static std::string excerpt(const Text& text, std::uint32_t line) {
    std::string out = "<pre>";
    const std::uint32_t first = line > kContextLines ? line - kContextLines : 0;
    for (std::uint32_t i = first; i <= line + kContextLines && i < text.lines().lineCount(); ++i)
      out += fmt::format("<span class=\"line{}\"><b>{}</b>{}</span>", i == line ? " here" : "",
                         i + 1, escaped(text.slice(text.lines().lineContent(i))));
    return out + "</pre>";
  }

  void look() {
    out_ += "<section id=\"look\">\n<h2>What a person should still look at</h2>\n";
    if (report_.look.empty()) {
      out_ += "<p>Nothing beyond what is judged below.</p>\n</section>\n";
      return;
    }
    out_ += "<ol>\n";
    for (const Look& look : report_.look)
      out_ += fmt::format("<li>{} {}</li>\n", place(look.file, look.line), escaped(look.text));
    out_ += "</ol>\n";
    if (report_.moreToLook > 0)
      out_ += fmt::format("<p>and {} more of lesser weight.</p>\n", report_.moreToLook);
    out_ += "</section>\n";
  }

  void consideration(Consideration which) {
    const ConsiderationReport& part = report_.of(which);
    out_ += fmt::format("<details class=\"consideration\" id=\"{}\"{}>\n<summary><h2>{}</h2> "
                        "<span>{} places, {} unresolved</span></summary>\n",
                        name(which), part.tally.defects > 0 ? " open" : "",
                        kTitles[static_cast<std::size_t>(which)], part.tally.surface,
                        part.tally.unresolved);
    if (const std::string summary = dependencyLine(report_);
        which == Consideration::External && !summary.empty())
      out_ += "<p>" + escaped(summary) + "</p>\n";
    if (part.items.empty())
      out_ += "<p>Nothing of the kind.</p>\n";
    else
      out_ += "<table>\n<thead><tr><th>place</th><th>what</th><th>judged</th></tr></thead>\n"
              "<tbody>\n";
    for (const ReportItem& item : part.items)
      row(item);
    if (!part.items.empty())
      out_ += "</tbody>\n</table>\n";
    out_ += "</details>\n";
  }

  void row(const ReportItem& item) {
    std::string way;
    if (item.item.path.size() > 1)
      for (const std::string& through : item.item.path)
        way += (way.empty() ? "" : " &rarr; ") + ("<code>" + escaped(through) + "</code>");
    out_ += fmt::format(
        "<tr class=\"{}\"><td>{}<br><small>{}</small></td><td><small>{}</small><br>"
        "<code>{}</code></td><td>{}{}{}</td></tr>\n",
        name(item.item.verdict), place(item.file, item.line), escaped(item.function),
        escaped(item.item.kind), escaped(item.item.api),
        item.item.verdict == Verdict::Judged ? ""
                                             : fmt::format("<b>{}</b> ", name(item.item.verdict)),
        escaped(item.item.reason), way.empty() ? "" : "<br><small>" + way + "</small>");
  }

  void map() {
    if (report_.files.size() < 2)
      return;
    out_ +=
        "<details class=\"consideration\" id=\"map\" open>\n<summary><h2>Map of the modules</h2> "
        "<span>entry points on the left, where data leaves on the right</span></summary>\n"
        "<table class=\"map\">\n<thead><tr><th>module</th><th>entry points</th><th>calls into"
        "</th><th>database, external</th><th>defects</th></tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < report_.files.size() && i < kMaxMapFiles; ++i) {
      const ReportFile& file = report_.files[i];
      if (file.entries + file.sinks + file.defects + file.imports.size() == 0)
        continue;
      std::string calls;
      for (const std::size_t other : file.imports)
        calls += fmt::format("{}<a href=\"#m{}\">{}</a>", calls.empty() ? "" : ", ", other,
                             escaped(report_.files[other].module));
      out_ += fmt::format("<tr id=\"m{}\" class=\"{}\"><td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
                          "<td>{}</td></tr>\n",
                          i, file.defects > 0 ? "defect" : "", escaped(file.path),
                          number(file.entries), calls, number(file.sinks), number(file.defects));
    }
    out_ += "</tbody>\n</table>\n</details>\n";
  }

  static std::string number(std::size_t value) { return value == 0 ? "" : std::to_string(value); }

  const Report& report_;
  std::string out_;
};

} // namespace

std::string html(const Report& report) { return Html(report).all(); }

} // namespace pysecd::server_review

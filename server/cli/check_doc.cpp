#include "server/cli/check_doc.h"

#include <algorithm>
#include <fmt/format.h>

namespace pysecd::cli {

std::string_view docSection(std::string_view markdown, std::string_view heading) {
  bool fenced = false;
  std::size_t begin = std::string_view::npos;
  std::size_t end = markdown.size();
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t lineEnd = std::min(markdown.find('\n', at), markdown.size());
    const std::string_view line = markdown.substr(at, lineEnd - at);
    if (line.starts_with("```"))
      fenced = !fenced;
    if (!fenced && line.starts_with("## ")) {
      if (begin != std::string_view::npos) {
        end = at;
        break;
      }
      if (line.substr(3) == heading)
        begin = std::min(lineEnd + 1, markdown.size());
    }
    at = lineEnd + 1;
  }
  if (begin == std::string_view::npos)
    return {};
  std::string_view section = markdown.substr(begin, end - begin);
  section.remove_prefix(std::min(section.find_first_not_of("\r\n"), section.size()));
  section.remove_suffix(section.size() - (section.find_last_not_of("\r\n") + 1));
  return section;
}

std::string firstParagraph(std::string_view text) {
  std::string paragraph(text.substr(0, text.find("\n\n")));
  std::replace(paragraph.begin(), paragraph.end(), '\n', ' ');
  return paragraph;
}

std::string cweUri(const CheckInfo& check) {
  return fmt::format("https://cwe.mitre.org/data/definitions/{}.html", check.cwe);
}

std::string sentence(std::string_view fragment) {
  std::string text(fragment);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  if (!text.empty() && std::string_view(".!?").find(text.back()) == std::string_view::npos)
    text += '.';
  return text;
}

} // namespace pysecd::cli

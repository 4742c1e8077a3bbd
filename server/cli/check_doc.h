// The documentation of checks: Markdown with the headings What it finds, Why it matters, Example,
// Fix and Limits. Pure: any thread.
#pragma once

#include "analysis/engine/catalog.h"

#include <string>
#include <string_view>

namespace pysecd::cli {

// What stands under `## heading`, up to the next `## `, without line breaks around it. Empty if
// there is no such heading.
std::string_view docSection(std::string_view markdown, std::string_view heading);

// The first paragraph on one line.
std::string firstParagraph(std::string_view text);

// "https://cwe.mitre.org/data/definitions/89.html".
std::string cweUri(const CheckInfo& check);

// "request data reaches ..." as a sentence: "Request data reaches ....".
std::string sentence(std::string_view fragment);

} // namespace pysecd::cli

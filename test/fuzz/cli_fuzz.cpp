// Any bytes as a source file, as a configuration file, as an ignore file and as a line to show: no
// crash, decoding can be undone, problems lie in the file, and nothing that controls a terminal
// gets through.
#include "server/cli/changed_lines.h"
#include "server/cli/display.h"
#include "server/cli/unified_diff.h"
#include "server/config/config_file.h"
#include "server/config/edit_config.h"
#include "server/workspace/gitignore.h"
#include "server/workspace/read_source.h"

#include <cstdint>
#include <cstdlib>

using namespace pysecd;
using namespace pysecd::cli;
using namespace pysecd::workspace;

namespace {

void require(bool holds) {
  if (!holds)
    std::abort();
}

void decode(const std::string& bytes) {
  const auto decoded = decodeSource(bytes, "fuzz.py");
  if (const auto* notice = std::get_if<Notice>(&decoded)) {
    require(!notice->message.empty());
    return;
  }
  const Source& source = std::get<Source>(decoded);
  const std::string_view text = source.text()->bytes();
  require(source.encode(text) == bytes);
  require(source.fileOffset(static_cast<ByteOffset>(text.size())) == bytes.size());
}

void configure(std::string_view bytes, bool pyproject) {
  const config::ParsedConfig parsed = config::parseConfig(bytes, pyproject);
  for (const config::Problem& problem : parsed.problems)
    require(problem.range.begin <= problem.range.end && problem.range.end <= bytes.size());
  config::parseSettings(bytes);
  const std::string_view check = "access-csrf-disabled";
  if (config::ignoreCheck(bytes, pyproject, check) ||
      config::ignoreCheckBelow(bytes, pyproject, "tests", check))
    require(!parsed.broken);
}

void show(std::string_view line, ByteRange range) {
  const Snippet snippet = renderSnippet(line, range, {.gutter = 8, .maxWidth = 40});
  require(snippet.marker.find('^') != std::string::npos);
  for (const char c : snippet.source + printable(line))
    require(static_cast<unsigned char>(c) >= 0x20 || c == '\t');
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4)
    return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 4, size - 4);
  const auto half = static_cast<ByteOffset>(bytes.size() / 2);
  const ByteOffset begin = data[0] + 256u * (data[1] % 4);
  const ByteRange range{begin, begin + data[2]};

  decode(bytes);
  configure(bytes, data[3] % 2 == 0);
  show(bytes, range);
  IgnoreRules::parse(bytes.substr(0, half)).match(bytes.substr(half), data[3] % 2 == 0);
  const bool differ = bytes.compare(0, half, bytes, half, std::string::npos) != 0;
  require(unifiedDiff("fuzz.py", bytes.substr(0, half), bytes.substr(half)).empty() != differ);
  if (range.end <= bytes.size()) {
    const TextEdit edit{range, bytes.substr(half)};
    changedLines(*makeText(bytes), std::span(&edit, 1));
  }
  return 0;
}

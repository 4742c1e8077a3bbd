// Any bytes as a Python file: parsed, edited and parsed again, listed, lowered. The second parse
// starts from the first half's tree, as an editor's would.
#include "analysis/syntax/items.h"
#include "test/support/ast_invariants.h"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace pysecd;

namespace {

void lowerAll(const Tree& tree, const TextPtr& text) {
  SymbolTable symbols;
  const Items items = listItems(tree, *text, symbols);
  for (std::size_t i = 0; i < items.items.size(); ++i) {
    const std::string complaint = test::brokenInvariant(lowerItem(items, i, text, symbols));
    if (!complaint.empty()) {
      std::fprintf(stderr, "%s: %s\n", items.items[i].qualname.c_str(), complaint.c_str());
      std::abort();
    }
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const TextPtr half = makeText(bytes.substr(0, size / 2));
  const TextPtr whole = makeText(bytes);
  const CancelToken cancel(std::chrono::seconds(1));
  Parser parser;
  const std::optional<Tree> first = parser.parse(*half, cancel);
  if (!first)
    return 0;
  lowerAll(*first, half);
  if (const std::optional<Tree> second = parser.reparse(*first, *half, *whole, cancel))
    lowerAll(*second, whole);
  return 0;
}

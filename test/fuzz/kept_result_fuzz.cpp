// Any bytes as a kept result, as they are and under a right checksum: no crash, no hang, and what
// can be read is written and read again the same. The facts inside are read as a dependent would.
#include "analysis/engine/kept_result.h"
#include "analysis/flow/portable_codec.h"

#include <cstdint>
#include <cstdlib>

using namespace pysecd;

namespace {

std::string sealed(std::string_view content) {
  const SymbolTable none;
  PortableWriter out(none);
  out.number(hashBytes(content));
  out.text(content);
  return out.take();
}

void readBack(const Analysis& analysis) {
  const std::string bytes = encodeResult(analysis);
  const std::optional<Analysis> again = decodeResult(bytes);
  if (!again || encodeResult(*again) != bytes)
    std::abort();
}

// Whatever the bytes are, a value, a summary and a class of them; then the same once more from what
// was read.
void readFacts(std::string_view bytes) {
  SymbolTable symbols;
  PortableReader in(bytes, symbols, "app/db", "app/views");
  const PortablePtr value = in.value();
  const Summary summary = in.summary();
  const ClassFacts facts = in.classFacts();
  if (!in.ok())
    return;
  PortableWriter out(symbols);
  out.value(value);
  out.summary(summary);
  out.classFacts(facts);
  const std::string written = out.take();
  PortableReader again(written, symbols, "app/db", "app/db");
  again.value();
  again.summary();
  again.classFacts();
  if (!again.ok() || !again.atEnd())
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const std::optional<Analysis> analysis = decodeResult(bytes))
    readBack(*analysis);
  if (const std::optional<Analysis> analysis = decodeResult(sealed(bytes)))
    readBack(*analysis);
  if (const InterfacePtr interface = ModuleInterface::decode(bytes))
    if (!ModuleInterface::decode(interface->encode()))
      std::abort();
  readFacts(bytes);
  return 0;
}

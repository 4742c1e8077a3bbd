#include "server/cache/engine_identity.h"

#include "analysis/support/version.h"

#include <fstream>
#include <string>

namespace pysecd {

Hash64 engineIdentity() {
  static const Hash64 identity = [] {
    std::ifstream program("/proc/self/exe", std::ios::binary);
    std::string chunk(1 << 20, '\0');
    Hasher hasher;
    hasher.add(version());
    while (program.read(chunk.data(), std::ssize(chunk)) || program.gcount() > 0)
      hasher.add(std::string_view(chunk).substr(0, static_cast<std::size_t>(program.gcount())));
    return hasher.value();
  }();
  return identity;
}

} // namespace pysecd

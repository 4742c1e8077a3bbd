// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workDoneProgress
#include "server/features/features.h"

#include <fmt/format.h>

namespace pysecd::features {

namespace {
constexpr std::size_t kWorthShowing = 20; // modules; fewer are done before anyone could read it
}

void showIndexing(Session& session, std::size_t done, std::size_t total) {
  if (!session.capabilities.workDoneProgress || total < kWorthShowing)
    return;
  if (done == 0)
    session.client.beginProgress("Indexing for security review");
  if (done == total)
    session.client.endProgress(fmt::format("{} modules", total));
  else
    session.client.reportProgress(fmt::format("{}/{}", done, total),
                                  static_cast<unsigned>(done * 100 / total));
}

} // namespace pysecd::features

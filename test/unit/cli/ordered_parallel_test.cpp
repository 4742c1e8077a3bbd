#include "server/cli/ordered_parallel.h"
#include "test/support/catch.h"

#include <atomic>
#include <memory>

using namespace pysecd::cli;

TEST_CASE("orderedParallel: each index once, in order, whatever the threads do", "[cli]") {
  for (const unsigned threads : {1u, 2u, 7u}) {
    for (const std::size_t count : {0, 1, 5, 3000}) {
      std::vector<std::atomic<int>> calls(count);
      std::vector<std::size_t> order;
      orderedParallel<std::unique_ptr<std::size_t>>(
          count, threads,
          [&](std::size_t i) {
            ++calls[i];
            if (i % 50 == 0)
              std::this_thread::yield();
            return std::make_unique<std::size_t>(i);
          },
          [&](std::unique_ptr<std::size_t> i) { order.push_back(*i); });
      REQUIRE(order.size() == count);
      for (std::size_t i = 0; i < count; ++i)
        if (order[i] != i || calls[i] != 1)
          FAIL("index " << i << " with " << threads << " threads");
    }
  }
}

TEST_CASE("orderedParallel: while the first result is awaited the others stay few", "[cli]") {
  std::mutex gate;
  std::atomic<std::size_t> produced = 0;
  std::unique_lock closed(gate);
  std::jthread opener([&] {
    // 2 threads may be 128 results ahead; all of them will come, and no more while the first waits.
    while (produced < 127)
      std::this_thread::yield();
    CHECK(produced < 129);
    gate.unlock();
  });
  closed.release();
  std::size_t consumed = 0;
  orderedParallel<int>(
      1000, 2,
      [&](std::size_t i) {
        if (i == 0)
          const std::lock_guard wait(gate);
        ++produced;
        return 0;
      },
      [&](int) { ++consumed; });
  CHECK(consumed == 1000);
}

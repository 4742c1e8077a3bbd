#include "server/cli/ordered_parallel.h"
#include "test/support/catch.h"

#include <atomic>
#include <memory>
#include <semaphore>
#include <thread>
#include <vector>

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
  // A semaphore and no mutex: one thread opens what another waits at.
  std::binary_semaphore gate(0);
  std::atomic<std::size_t> produced = 0;
  std::atomic<std::size_t> ahead = 0;
  std::jthread opener([&] {
    // 2 threads may be 128 results ahead; all of them will come, and no more while the first waits.
    while (produced < 127)
      std::this_thread::yield();
    ahead = produced.load();
    gate.release();
  });
  std::size_t consumed = 0;
  orderedParallel<int>(
      1000, 2,
      [&](std::size_t i) {
        if (i == 0)
          gate.acquire();
        ++produced;
        return 0;
      },
      [&](int) { ++consumed; });
  CHECK(consumed == 1000);
  CHECK(ahead < 129);
}

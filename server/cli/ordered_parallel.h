// Runs a job for each index on several threads and hands over the results in order of index, so
// that output does not depend on how many threads there are. Results that wait for their turn are
// bounded in number.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace pysecd::cli {

// Calls produce(i) for i in [0, count), each once, on `threads` threads, and consume(result) on the
// calling thread in order of i. produce must not throw. With one thread everything runs on the
// calling one.
template <typename Result>
void orderedParallel(std::size_t count, unsigned threads,
                     const std::function<Result(std::size_t)>& produce,
                     const std::function<void(Result)>& consume) {
  if (threads <= 1 || count <= 1) {
    for (std::size_t i = 0; i < count; ++i)
      consume(produce(i));
    return;
  }

  // Far enough ahead that one slow file does not idle the others, near enough that results stay
  // few.
  const std::size_t maxAhead = std::size_t{threads} * 64;
  std::mutex mutex;
  std::condition_variable produced;
  std::condition_variable consumed;
  std::map<std::size_t, Result> waiting;
  std::size_t nextToProduce = 0;
  std::size_t nextToConsume = 0;

  const auto work = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      consumed.wait(
          lock, [&] { return nextToProduce == count || nextToProduce < nextToConsume + maxAhead; });
      if (nextToProduce == count)
        return;
      const std::size_t index = nextToProduce++;
      lock.unlock();
      Result result = produce(index);
      lock.lock();
      waiting.emplace(index, std::move(result));
      produced.notify_one();
    }
  };
  std::vector<std::jthread> pool;
  for (unsigned i = 0; i < threads && i < count; ++i)
    pool.emplace_back(work);

  while (nextToConsume < count) {
    std::unique_lock lock(mutex);
    produced.wait(lock, [&] { return waiting.contains(nextToConsume); });
    auto turn = waiting.extract(nextToConsume);
    ++nextToConsume;
    lock.unlock();
    consumed.notify_all();
    consume(std::move(turn.mapped()));
  }
}

} // namespace pysecd::cli

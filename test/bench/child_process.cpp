#include "test/bench/child_process.h"

#include "test/bench/statistics.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace pysecd::bench {
namespace {

constexpr int kReadTimeoutMilliseconds = 30'000;

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

class FileActions {
public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  void use(int from, int as) { posix_spawn_file_actions_adddup2(&actions_, from, as); }
  void discard(int fd) { posix_spawn_file_actions_addopen(&actions_, fd, "/dev/null", O_RDWR, 0); }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
  posix_spawn_file_actions_t actions_{};
};

pid_t spawn(const std::vector<std::string>& command, const FileActions& actions) {
  std::vector<std::string> words = command;
  std::vector<char*> argv;
  for (std::string& word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t pid = -1;
  if (const int error = posix_spawn(&pid, argv[0], actions.get(), nullptr, argv.data(), environ);
      error != 0)
    fail(error, command.front());
  return pid;
}

} // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command) {
  int toChild[2];
  int fromChild[2];
  if (pipe2(toChild, O_CLOEXEC) != 0 || pipe2(fromChild, O_CLOEXEC) != 0)
    fail(errno, "pipe");
  FileActions actions;
  actions.use(toChild[0], STDIN_FILENO);
  actions.use(fromChild[1], STDOUT_FILENO);
  pid_ = spawn(command, actions);
  close(toChild[0]);
  close(fromChild[1]);
  in_ = toChild[1];
  out_ = fromChild[0];
}

ChildProcess::~ChildProcess() {
  close(in_);
  close(out_);
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void ChildProcess::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(in_, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR)
      fail(errno, "write");
    bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
}

std::string ChildProcess::read() {
  pollfd ready{out_, POLLIN, 0};
  if (poll(&ready, 1, kReadTimeoutMilliseconds) <= 0)
    throw std::runtime_error("the program does not answer");
  std::string bytes(64 * 1024, '\0');
  const ssize_t count = ::read(out_, bytes.data(), bytes.size());
  if (count <= 0)
    throw std::runtime_error("the program has ended");
  bytes.resize(static_cast<std::size_t>(count));
  return bytes;
}

double ChildProcess::cpuMilliseconds() const {
  // schedstat counts nanoseconds; the times in /proc/PID/stat are ticks of 10 ms.
  double nanoseconds = 0;
  std::error_code error;
  const std::string tasks = "/proc/" + std::to_string(pid_) + "/task";
  for (const auto& task : std::filesystem::directory_iterator(tasks, error)) {
    std::uint64_t running = 0;
    std::ifstream(task.path() / "schedstat") >> running;
    nanoseconds += static_cast<double>(running);
  }
  return nanoseconds / 1e6;
}

double ChildProcess::statusMegabytes(std::string_view name) const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name))
      return std::stod(line.substr(name.size() + 1)) / 1024;
  return 0;
}

FinishedRun runToEnd(const std::vector<std::string>& command) {
  FileActions actions;
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    actions.discard(fd);
  Stopwatch stopwatch;
  const pid_t pid = spawn(command, actions);
  int status = 0;
  rusage usage{};
  while (wait4(pid, &status, 0, &usage) < 0)
    if (errno != EINTR)
      fail(errno, "wait4");
  return {stopwatch.lap(), static_cast<double>(usage.ru_maxrss) / 1024,
          WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

} // namespace pysecd::bench

#include "test/support/process.h"

#include "test/support/catch.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pysecd::test {
namespace {

constexpr std::chrono::seconds kPatience(60); // sanitizers on a busy machine are slow

std::array<int, 2> makePipe() {
  std::array<int, 2> ends{};
  REQUIRE(pipe2(ends.data(), O_CLOEXEC) == 0);
  return ends;
}

void closeEnd(int& fd) {
  if (fd >= 0)
    close(fd);
  fd = -1;
}

} // namespace

Process::Process(std::vector<std::string> arguments) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto in = makePipe();
  const auto out = makePipe();
  const auto err = makePipe();
  arguments.insert(arguments.begin(), PYSECD_BINARY);
  std::vector<char*> argv;
  for (std::string& argument : arguments)
    argv.push_back(argument.data());
  argv.push_back(nullptr);

  pid_ = fork();
  REQUIRE(pid_ >= 0);
  if (pid_ == 0) {
    std::signal(SIGPIPE, SIG_DFL); // an ignored signal would be inherited and prove nothing
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    dup2(err[1], STDERR_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  close(err[1]);
  in_ = in[1];
  out_ = out[0];
  err_ = err[0];
}

Process::~Process() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  closeInput();
  closeOutput();
  closeEnd(err_);
}

void Process::write(std::string_view bytes) {
  REQUIRE(::write(in_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
}

void Process::notify(const std::string& method, const Json& params) {
  write(rpc::frame(Json{{"jsonrpc", "2.0"}, {"method", method}, {"params", params}}.dump()));
}

void Process::request(int id, const std::string& method, const Json& params) {
  write(rpc::frame(
      Json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}.dump()));
}

void Process::closeInput() { closeEnd(in_); }

void Process::closeOutput() { closeEnd(out_); }

std::optional<Json> Process::read() {
  for (;;) {
    if (const auto content = frames_.next())
      return Json::parse(*content);
    pollfd ready{out_, POLLIN, 0};
    REQUIRE(poll(&ready, 1, static_cast<int>(std::chrono::milliseconds(kPatience).count())) > 0);
    std::array<char, 4096> buffer{};
    const ssize_t count = ::read(out_, buffer.data(), buffer.size());
    if (count <= 0)
      return std::nullopt;
    frames_.feed({buffer.data(), static_cast<std::size_t>(count)});
    REQUIRE(frames_.error().empty());
  }
}

Json Process::readUntil(const std::string& method) {
  for (;;) {
    const auto message = read();
    REQUIRE(message);
    if (message->value("method", "") == method)
      return *message;
  }
}

Json Process::readUntil(int id) {
  for (;;) {
    const auto message = read();
    REQUIRE(message);
    if (!message->contains("method") && (*message)["id"] == id)
      return *message;
  }
}

int Process::wait() {
  int status = 0;
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (waitpid(pid_, &status, WNOHANG) == 0) {
    REQUIRE(std::chrono::steady_clock::now() < end);
    poll(nullptr, 0, 1);
  }
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string Process::errors() {
  std::string result;
  std::array<char, 4096> buffer{};
  for (ssize_t count; (count = ::read(err_, buffer.data(), buffer.size())) > 0;)
    result.append(buffer.data(), static_cast<std::size_t>(count));
  return result;
}

std::chrono::milliseconds Process::cpuTime() const {
  std::ifstream stat("/proc/" + std::to_string(pid_) + "/stat");
  std::string line;
  std::getline(stat, line);
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i)
    fields >> skipped;
  long user = 0;
  long system = 0;
  fields >> user >> system;
  return std::chrono::milliseconds((user + system) * 1000 / sysconf(_SC_CLK_TCK));
}

} // namespace pysecd::test

#include "analysis/flow/command_line.h"

#include <algorithm>

namespace pysecd::flow {

namespace {

using Words = std::span<const std::optional<std::string_view>>;

// Programs that run the program named by their first word that is no option.
constexpr std::string_view kLaunchers[] = {"busybox", "chrt", "doas",  "env",    "exec",
                                           "ionice",  "nice", "nohup", "setsid", "stdbuf",
                                           "sudo",    "time", "xargs"};
constexpr std::string_view kShells[] = {"ash", "bash", "csh", "dash", "fish",
                                        "ksh", "sh",   "su",  "tcsh", "zsh"};

struct Interpreter {
  std::string_view program; // and its versions: python3.11
  std::string_view option;
  Sink kind;
};
constexpr Interpreter kInterpreters[] = {
    {"python", "-c", Sink::Code},     {"perl", "-e", Sink::Code},
    {"ruby", "-e", Sink::Code},       {"node", "-e", Sink::Code},
    {"php", "-r", Sink::Code},        {"cmd", "/c", Sink::Shell},
    {"cmd", "/C", Sink::Shell},       {"powershell", "-Command", Sink::Shell},
    {"pwsh", "-Command", Sink::Shell}};

bool isOneOf(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "/usr/bin/python3.11" -> "python"
std::string_view programName(std::string_view path) {
  path.remove_prefix(path.find_last_of("/\\") + 1); // npos + 1 is 0
  if (path.ends_with(".exe"))
    path.remove_suffix(4);
  while (!path.empty() && (path.back() == '.' || (path.back() >= '0' && path.back() <= '9')))
    path.remove_suffix(1);
  return path;
}

bool isShellCommandOption(std::string_view word) { // -c, -lc, -ec
  return word.size() >= 2 && word.front() == '-' && word[1] != '-' &&
         word.find('c') != std::string_view::npos;
}

bool isLauncherArgument(std::string_view word) {
  return word.starts_with('-') || word.find('=') != std::string_view::npos; // NAME=value of env
}

} // namespace

std::vector<RunWord> wordsRun(Words words) {
  if (words.empty())
    return {};
  std::size_t program = 0;
  while (program < words.size() && words[program] &&
         isOneOf(programName(*words[program]), kLaunchers)) {
    ++program;
    while (program < words.size() && words[program] && isLauncherArgument(*words[program]))
      ++program;
  }
  if (program >= words.size())
    return {};
  if (!words[program])
    return {{program, Sink::Argv}};
  const std::string_view name = programName(*words[program]);
  const bool shell = isOneOf(name, kShells);
  for (std::size_t i = program + 1; i + 1 < words.size(); ++i) {
    if (!words[i])
      continue;
    if (shell && isShellCommandOption(*words[i]))
      return {{i + 1, Sink::Shell}};
    for (const Interpreter& interpreter : kInterpreters)
      if (name == interpreter.program && *words[i] == interpreter.option)
        return {{i + 1, interpreter.kind}};
  }
  return {};
}

} // namespace pysecd::flow

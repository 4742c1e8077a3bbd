#include "server/cli/replace_file.h"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <random>
#include <system_error>
#include <utility>
#ifndef _WIN32
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace pysecd::cli {
namespace fs = std::filesystem;
namespace {

Notice unwritable(const std::string& path, const std::error_code& error) {
  return {Notice::Kind::Trouble, path, "unwritable",
          fmt::format("cannot be written: {}; nothing was changed", error.message())};
}

std::error_code lastError() { return {errno, std::generic_category()}; }

// A new empty file, removed again unless it is renamed to its target.
class TemporaryFile {
public:
  // Beside the target, since a rename cannot leave the file system. "x": never follows a link
  // somebody put there.
  explicit TemporaryFile(const fs::path& target) {
    std::random_device random;
    path_ = target.parent_path() / fmt::format(".pysecd-{:08x}{:08x}.tmp", random(), random());
    file_ = std::fopen(path_.string().c_str(), "wbx");
  }
  ~TemporaryFile() {
    if (file_ != nullptr)
      std::fclose(file_);
    if (created_) {
      std::error_code ignored;
      fs::remove(path_, ignored);
    }
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  std::error_code write(std::string_view bytes, const fs::path& like) {
    if (file_ == nullptr)
      return lastError();
    created_ = true;
    // Before the first byte is in it: what the target keeps from others, the copy must not show.
    if (const std::error_code error = copyAccess(like))
      return error;
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size();
    const std::error_code writeError = lastError();
    const bool closed = std::fclose(std::exchange(file_, nullptr)) == 0;
    if (!written)
      return writeError;
    return closed ? std::error_code() : lastError();
  }

  std::error_code renameTo(const fs::path& target) {
    std::error_code error;
    fs::rename(path_, target, error);
    created_ = static_cast<bool>(error);
    return error;
  }

private:
  std::error_code copyAccess(const fs::path& like) const {
    std::error_code error;
    const fs::perms permissions = fs::status(like, error).permissions();
    if (error)
      return error;
#ifndef _WIN32
    // Only root may give files away; for others the owner is right already, or cannot be kept.
    struct stat owner {};
    if (::stat(like.c_str(), &owner) == 0 && ::geteuid() == 0 &&
        ::chown(path_.c_str(), owner.st_uid, owner.st_gid) != 0)
      return lastError();
#endif
    fs::permissions(path_, permissions, error);
    return error;
  }

  fs::path path_;
  std::FILE* file_ = nullptr;
  bool created_ = false;
};

} // namespace

std::optional<Notice> replaceFile(const std::string& path, std::string_view expected,
                                  std::string_view bytes) {
  std::error_code error;
  const fs::path target = fs::canonical(path, error);
  if (error)
    return unwritable(path, error);
  TemporaryFile temporary(target);
  if ((error = temporary.write(bytes, target)))
    return unwritable(path, error);
  // As late as can be: an editor may have saved the file while it was analysed.
  const auto current = workspace::readFile(target.string(), expected.size());
  const auto* currentBytes = std::get_if<std::string>(&current);
  if (currentBytes == nullptr || *currentBytes != expected)
    return Notice{Notice::Kind::Trouble, path, "changed",
                  "changed while it was analysed, so its fixes were not written; run again"};
  if ((error = temporary.renameTo(target)))
    return unwritable(path, error);
  return std::nullopt;
}

} // namespace pysecd::cli

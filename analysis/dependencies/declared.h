// What a dependency file declares, whatever its format: packages, the versions it allows or locks,
// and where they are taken from. Plain values with byte ranges of the file's text: any thread.
#pragma once

#include "analysis/dependencies/version.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd::dependencies {

enum class FileKind {
  Requirements, // what pip installs
  Project,      // pyproject.toml: what a package or application asks for
  Pipfile,
  Lock, // what was chosen, with all that it needs
};
// By the file's name; nullopt for any other file.
std::optional<FileKind> kindOf(std::string_view path);

struct Dependency {
  std::string name; // normalized (PEP 503)
  ByteRange range;  // of its declaration
  std::vector<Specifier> specifiers;
  bool understood = true; // else `specifiers` is not all that is said of its versions
  bool hashed = false;
  std::string url; // it is taken from there; empty: from an index
  // The specifiers stand in the file as they are, so that a version can be rewritten in place.
  bool rewritable = false;
};

// An option that says where packages come from.
struct Origin {
  enum class Kind { Index, ExtraIndex, Links, TrustedHost } kind = Kind::Index;
  ByteRange range;
  std::string value;
};

struct Declared {
  FileKind kind = FileKind::Requirements;
  std::vector<Dependency> dependencies; // in order of the text
  std::vector<Origin> origins;
  bool constrained = false; // `-c file` bounds the versions elsewhere
  bool hashesRequired = false;
  std::string error; // why (a part of) the file was not understood; empty: it was
  ByteRange errorRange;
};

// One entry of a requirements file, or of a list in pyproject.toml: a name with extras, versions or
// an address, and a marker (PEP 508). `at` is where `text` stands. nullopt if it is none.
std::optional<Dependency> parseRequirement(std::string_view text, ByteOffset at);

// At most kMaxDependencies of them.
inline constexpr std::size_t kMaxDependencies = 20'000;
Declared readRequirements(std::string_view text);
Declared readPyproject(std::string_view text);
Declared readPipfile(std::string_view text);
Declared readTomlLock(std::string_view text); // poetry.lock, uv.lock, pdm.lock, pylock.toml
Declared readPipfileLock(std::string_view text);
// By the kind of file; nullopt if it is none.
std::optional<Declared> readDeclared(std::string_view path, std::string_view text);

} // namespace pysecd::dependencies

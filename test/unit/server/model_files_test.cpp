#include "server/models/model_files.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <filesystem>
#include <sys/stat.h>

using namespace pysecd;
namespace fs = std::filesystem;

TEST_CASE("model files: those of a workspace by name, and those given, each once", "[models]") {
  const test::TempDir dir;
  for (const char* name :
       {"b.json", "a.json", "c.txt", "d.schema.json", ".hidden.json", "e/f.json"})
    dir.write(std::string(".pysecd/models/") + name, name);
  dir.write("given.json", "given");
  const ModelFiles read = readModelFiles({.given = {dir.path("given.json"), dir.path("given.json")},
                                          .roots = {dir.path(""), dir.path("")}});
  CHECK(read.errors.empty());
  REQUIRE(read.files.size() == 3);
  CHECK(read.files[0].bytes == "given");
  CHECK(read.files[1].bytes == "a.json");
  CHECK(read.files[2].bytes == "b.json");
  CHECK(readModelFiles({.roots = {dir.path("none")}}).errors.empty());
}

TEST_CASE("model files: what cannot be read is said, and nothing hangs", "[models]") {
  const test::TempDir dir;
  fs::create_directories(dir.path(".pysecd/models/directory.json"));
  REQUIRE(mkfifo(dir.path(".pysecd/models/pipe.json").c_str(), 0600) == 0);
  dir.write(".pysecd/models/large.json", std::string((1 << 20) + 1, ' '));
  fs::create_symlink("nowhere", dir.path(".pysecd/models/dangling.json"));
  fs::create_symlink("/dev/zero", dir.path(".pysecd/models/device.json"));
  const ModelFiles read = readModelFiles({.given = {dir.path("missing")}, .roots = {dir.path("")}});
  CHECK(read.files.empty());
  REQUIRE(read.errors.size() == 6);
  CHECK(read.errors[0].file == dir.path("missing"));
  CHECK(read.errors[1].message == "cannot be read: No such file or directory");
  for (const std::size_t i : {2, 3, 5})
    CHECK(read.errors[i].message == "cannot be read: not a regular file");
  CHECK(read.errors[4].message == "cannot be read: larger than 1048576 bytes");
}

TEST_CASE("model files: only so many, and only so much", "[models]") {
  const test::TempDir dir;
  for (int i = 0; i < 300; ++i)
    dir.write(".pysecd/models/" + std::to_string(i) + ".json", "{}");
  const ModelFiles many = readModelFiles({.roots = {dir.path("")}});
  CHECK(many.files.size() == 200);
  REQUIRE(many.errors.size() == 1);
  CHECK(many.errors[0].message == "cannot be read: there are more than 200 model files");

  const test::TempDir large;
  for (int i = 0; i < 12; ++i)
    large.write(".pysecd/models/" + std::to_string(i) + ".json", std::string(1 << 20, ' '));
  const ModelFiles much = readModelFiles({.roots = {large.path("")}});
  CHECK(much.files.size() == 8);
  CHECK(much.errors.size() == 4);
}

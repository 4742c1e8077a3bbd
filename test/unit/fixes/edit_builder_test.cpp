#include "analysis/fixes/edit_builder.h"
#include "test/support/catch.h"

using namespace pysecd;

TEST_CASE("edits are sorted, and joined where they touch") {
  EditBuilder builder;
  builder.replace({6, 7}, "Z");
  builder.remove({2, 4});
  builder.insert(4, "y");
  builder.insert(2, "x");
  const auto edits = builder.take();
  REQUIRE(edits);
  CHECK(*edits == std::vector<TextEdit>{{{2, 4}, "xy"}, {{6, 7}, "Z"}});
  CHECK(applyEdits("abcdefgh", *edits) == "abxyefZh");
}

TEST_CASE("insertions at one place keep their order") {
  EditBuilder builder;
  builder.insert(1, "x");
  builder.insert(1, "y");
  CHECK(applyEdits("ab", *builder.take()) == "axyb");
}

TEST_CASE("removals merge and swallow what lies inside them") {
  EditBuilder builder;
  builder.remove({1, 5});
  builder.remove({3, 7});
  builder.replace({2, 3}, "gone");
  CHECK(applyEdits("abcdefgh", *builder.take()) == "ah");
}

TEST_CASE("edits that contradict each other are refused") {
  EditBuilder builder;
  builder.replace({1, 4}, "x");
  builder.replace({3, 5}, "y");
  CHECK(!builder.take());
  builder.remove({1, 4});
  builder.insert(2, "x");
  CHECK(!builder.take());
  CHECK(EditBuilder().take()->empty());
}

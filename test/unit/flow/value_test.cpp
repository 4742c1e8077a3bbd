#include "analysis/flow/value.h"
#include "test/support/catch.h"

using namespace pysecd;

namespace {

ValueId remote(Values& values, SinkMask cleaned = 0) {
  const Origin origin{maskOf(Taint::Remote), -1, cleaned,
                      values.add(Step{StepKind::Source, 1, 0, 1, kNoSymbol})};
  Value value;
  value.may = kUnknown;
  value.origins = values.keep(std::span<const Origin>(&origin, 1));
  return values.add(value);
}

} // namespace

TEST_CASE("joining adds what either value may be", "[flow]") {
  Values values;
  const ValueId tainted = remote(values);
  const ValueId guest = values.string("guest", 2);

  const ValueId both = values.join(guest, tainted);
  CHECK_FALSE(values[both].harmless());
  CHECK_FALSE(values[both].constant);
  CHECK(values[both].origins.size() == 1);
  CHECK(values[both].pieces.empty()); // "guest" alone would hide the other
  CHECK(values.join(both, tainted) == both);
  CHECK(values.join(kBottom, guest) == guest);
  CHECK(values.join(guest, kBottom) == guest);
}

TEST_CASE("the less sanitized way decides", "[flow]") {
  Values values;
  const ValueId escaped = remote(values, maskOf(Sink::Html));
  const ValueId raw = remote(values);
  CHECK(values[escaped].harmlessFor(Sink::Html));
  CHECK_FALSE(values[escaped].harmlessFor(Sink::Sql));
  CHECK_FALSE(values[values.join(escaped, raw)].harmlessFor(Sink::Html));
  CHECK_FALSE(values[values.join(raw, escaped)].harmlessFor(Sink::Html));
}

TEST_CASE("cleaning for all sinks leaves the program's own text", "[flow]") {
  Values values;
  const ValueId clean = values.cleaned(remote(values), kAllSinks);
  CHECK(values[clean].harmless());
  CHECK(values[clean].origins.empty());
  const ValueId forSql = values.cleaned(values.unknown(), maskOf(Sink::Sql));
  CHECK(values[forSql].harmlessFor(Sink::Sql));
  CHECK_FALSE(values[forSql].harmless());
}

TEST_CASE("contents join by key, and a list's length survives only if both agree", "[flow]") {
  Values values;
  const Element one[] = {{indexKey(0), values.number()}};
  const Element two[] = {{indexKey(0), remote(values)}, {indexKey(1), values.number()}};
  Content a;
  a.sequence = true;
  a.elements = values.keep(std::span<const Element>(one));
  Content b = a;
  b.elements = values.keep(std::span<const Element>(two));
  const ContentId first = values.add(a);
  const ContentId joined = values.joinContent(first, values.add(b));
  CHECK(values.content(joined).elements.size() == 2);
  CHECK_FALSE(values.content(joined).exact);
  CHECK_FALSE(values[values.content(joined).elements[0].value].harmless());
  CHECK(values.joinContent(joined, first) == joined);
}

TEST_CASE("steps are bounded", "[flow]") {
  Values values;
  ValueId value = remote(values);
  for (NodeId node = 10; node < 1000; ++node)
    value = values.stepped(value, StepKind::Assigned, node, kNoSymbol);
  std::size_t steps = 0;
  for (StepId id = values[value].origins[0].step; id != 0; id = values.step(id).previous)
    ++steps;
  CHECK(steps <= 25);
}

#include "analysis/flow/portable_codec.h"
#include "test/support/catch.h"

#include <algorithm>
#include <random>

using namespace pysecd;

namespace {

// Values, summaries and classes of every shape; the same for the same seed.
class Samples {
public:
  Samples(SymbolTable& symbols, unsigned seed) : symbols_(symbols), random_(seed) {}

  PortablePtr value(int depth = 3) {
    if (depth == 0 || chance(5))
      return nullptr;
    auto made = std::make_shared<PortableValue>();
    made->may = static_cast<std::uint8_t>(below(32));
    if (chance(3)) {
      made->hasConstant = true;
      made->constantKind = static_cast<Constant::Kind>(below(5));
      made->integer = static_cast<std::int64_t>(random_()) - (std::int64_t{1} << 31);
      made->text = std::string("t\0\xff", below(4));
    }
    for (unsigned i = below(3); i > 0; --i)
      made->origins.push_back({static_cast<TaintMask>(below(16)),
                               static_cast<std::int16_t>(below(5)) == 4
                                   ? std::int16_t{-1}
                                   : static_cast<std::int16_t>(below(5)),
                               static_cast<SinkMask>(below(1000)), name(), key(), chance(2)});
    for (unsigned i = below(3); i > 0; --i)
      made->types.push_back(type());
    std::sort(made->types.begin(), made->types.end());
    for (unsigned i = below(3); i > 0; --i)
      made->pieces.push_back({"piece", value(depth - 1)});
    if (chance(3)) {
      made->container = true;
      made->sequence = chance(2);
      made->mapping = chance(2);
      made->exact = chance(2);
      for (std::int64_t i = -2; i < 2; ++i)
        made->elements.push_back({indexKey(i), value(depth - 1)});
      made->elements.push_back({stringKey(name()), value(depth - 1)});
      made->elements.push_back({attributeKey(name()), value(depth - 1)});
      std::sort(made->elements.begin(), made->elements.end(),
                [](const PortableElement& a, const PortableElement& b) { return a.key < b.key; });
      made->rest = value(depth - 1);
    }
    return made;
  }

  Summary summary() {
    Summary made;
    for (unsigned i = below(4); i > 0; --i)
      made.parameters.push_back(
          {name(), static_cast<ParameterKind>(below(5)), static_cast<SinkMask>(below(1000)),
           static_cast<SinkMask>(below(1000)), static_cast<SinkMask>(below(1000)), chance(2)});
    made.returns = value();
    for (unsigned i = below(3); i > 0; --i) {
      ParameterSink sink;
      sink.parameter = static_cast<std::int16_t>(below(4));
      sink.row.arg = {static_cast<std::int16_t>(below(3)), name()};
      sink.row.kind = Sink::Html;
      sink.row.params = {-1, name()};
      sink.row.serverTyped = chance(2);
      sink.row.percentAlways = chance(2);
      sink.callee = name();
      sink.whole = chance(2);
      sink.field = key();
      made.sinks.push_back(sink);
    }
    for (const char* field : {"name", "db", "zz"})
      if (chance(2))
        made.fields.push_back({symbols_.intern(field), value()});
    made.isMethod = chance(2);
    made.isGenerator = chance(2);
    made.isProperty = chance(2);
    made.isSetter = chance(2);
    made.isStatic = chance(2);
    made.isClassMethod = chance(2);
    return made;
  }

  ClassFacts classFacts() {
    ClassFacts made;
    made.info.name = name();
    for (unsigned i = below(3); i > 0; --i)
      made.info.bases.push_back(type());
    for (unsigned i = below(3); i > 0; --i)
      made.info.attributes.emplace_back(name(), value());
    for (unsigned i = below(3); i > 0; --i)
      made.info.declared.push_back({name(), value()});
    for (unsigned i = below(3); i > 0; --i)
      made.info.methods.emplace_back(name(), name());
    for (unsigned i = below(3); i > 0; --i)
      made.fields.push_back({name(), value()});
    return made;
  }

private:
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_()) % limit; }
  bool chance(unsigned of) { return below(of) == 0; }
  Symbol name() {
    constexpr const char* kNames[] = {"", "a", "run", "app/low:run", "größe", "Users.find"};
    return symbols_.intern(kNames[below(6)]);
  }
  ElementKey key() {
    switch (below(4)) {
    case 0:
      return kNoKey;
    case 1:
      return indexKey(static_cast<std::int64_t>(below(100)) - 50);
    case 2:
      return stringKey(name());
    default:
      return attributeKey(name());
    }
  }
  TypeRef type() {
    switch (below(3)) {
    case 0:
      return {TypeKind::Model, below(100)};
    case 1:
      return {TypeKind::LocalFunction, symbols_.intern(chance(2) ? "run" : "app/low:run")};
    default:
      return {TypeKind::LocalModule, symbols_.intern("app/db:")};
    }
  }

  SymbolTable& symbols_;
  std::mt19937 random_;
};

std::string bytesOf(const SymbolTable& symbols, unsigned seed, const PortablePtr& value,
                    const Summary& summary, const ClassFacts& facts) {
  PortableWriter out(symbols);
  out.number(seed);
  out.value(value);
  out.summary(summary);
  out.classFacts(facts);
  return out.take();
}

std::string sampleBytes(unsigned seed) {
  SymbolTable symbols;
  Samples samples(symbols, seed);
  const PortablePtr value = samples.value();
  const Summary summary = samples.summary();
  return bytesOf(symbols, seed, value, summary, samples.classFacts());
}

// Reads as module `self` what `module` wrote, and writes it again.
std::string readAndWrite(std::string_view bytes, SymbolTable& symbols, std::string_view module,
                         std::string_view self) {
  PortableReader in(bytes, symbols, module, self);
  const auto seed = static_cast<unsigned>(in.number());
  const PortablePtr value = in.value();
  const Summary summary = in.summary();
  const ClassFacts facts = in.classFacts();
  return in.ok() && in.atEnd() ? bytesOf(symbols, seed, value, summary, facts) : "not readable";
}

} // namespace

TEST_CASE("portable codec: what is read and written again is the same, in any symbol table",
          "[flow]") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const std::string bytes = sampleBytes(seed);
    INFO("seed " << seed);
    SymbolTable empty;
    CHECK((readAndWrite(bytes, empty, "app/db", "app/db") == bytes)); // too long to be printed
    SymbolTable other; // ids in another order than they were interned first
    for (const char* name :
         {"zz", "run", "Users.find", "b", "a", "app/db:run", "db", "app/low:run"})
      other.intern(name);
    CHECK((readAndWrite(bytes, other, "app/db", "app/db") == bytes));
  }
}

TEST_CASE("portable codec: names of the program are named from the reader's module", "[flow]") {
  SymbolTable symbols;
  auto value = std::make_shared<PortableValue>();
  for (const char* name : {"run", "main:show", "app/low:run"})
    value->types.push_back({TypeKind::LocalFunction, symbols.intern(name)});
  value->types.push_back({TypeKind::LocalModule, symbols.intern("main:")});
  PortableWriter out(symbols);
  out.value(value);
  const std::string bytes = out.take();

  const auto names = [&](std::string_view module, std::string_view self) {
    SymbolTable own;
    PortableReader in(bytes, own, module, self);
    std::vector<std::string> found;
    const PortablePtr read = in.value();
    for (const TypeRef& type : read->types)
      found.emplace_back(own.text(type.id));
    CHECK(in.ok());
    std::sort(found.begin(), found.end());
    return found;
  };
  using Names = std::vector<std::string>;
  CHECK(names("app/db", "main") == Names{"app/db:run", "app/low:run", "main:", "show"});
  CHECK(names("app/db", "app/low") == Names{"app/db:run", "main:", "main:show", "run"});
  CHECK(names("app/db", "app/db") == Names{"app/low:run", "main:", "main:show", "run"});
}

TEST_CASE("portable codec: numbers and texts", "[flow]") {
  SymbolTable symbols;
  PortableWriter out(symbols);
  for (unsigned shift = 0; shift < 64; ++shift)
    out.number(std::uint64_t{1} << shift);
  out.number(~std::uint64_t{0});
  out.text(std::string_view("\0x", 2));
  out.text("");
  const std::string bytes = out.take();
  PortableReader in(bytes, symbols, "", "");
  for (unsigned shift = 0; shift < 64; ++shift)
    CHECK(in.number() == std::uint64_t{1} << shift);
  CHECK(in.number() == ~std::uint64_t{0});
  CHECK(in.text() == std::string_view("\0x", 2));
  CHECK(in.text().empty());
  CHECK(in.ok());
  CHECK(in.atEnd());
  CHECK(in.number() == 0);
  CHECK_FALSE(in.ok());
}

TEST_CASE("portable codec: cut and damaged bytes are read to an end", "[flow]") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    const std::string bytes = sampleBytes(seed);
    const std::size_t step = bytes.size() / 100 + 1;
    for (std::size_t size = 0; size < bytes.size(); size += step) {
      SymbolTable symbols;
      CHECK(readAndWrite(bytes.substr(0, size), symbols, "a", "b") == "not readable");
    }
    for (std::size_t at = 0; at < bytes.size(); at += step)
      for (const int mask : {0x01, 0x7f, 0x80}) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ mask);
        SymbolTable symbols;
        const std::string again = readAndWrite(damaged, symbols, "a", "a");
        if (again == "not readable")
          continue;
        // What can be read once can be read for ever.
        SymbolTable others;
        CHECK((readAndWrite(again, others, "a", "a") == again));
      }
  }
}

TEST_CASE("portable codec: nothing nested without end, nothing large from few bytes", "[flow]") {
  const auto unreadable = [](const std::string& bytes) {
    SymbolTable symbols;
    PortableReader in(bytes, symbols, "a", "b");
    const PortablePtr value = in.value();
    return !in.ok() && symbols.size() < 100;
  };
  // A value of one piece, whose hole is such a value, and so on.
  std::string nested;
  for (int i = 0; i < 100000; ++i)
    nested += std::string("\x01\x10\x00\x00\x00\x01\x00", 7);
  CHECK(unreadable(nested));
  CHECK(unreadable(std::string("\x01\x10\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 13)));
  CHECK(unreadable(std::string(11, '\xff')));
}

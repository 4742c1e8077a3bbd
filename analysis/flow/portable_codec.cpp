#include "analysis/flow/portable_codec.h"

#include <algorithm>

namespace pysecd {

namespace {

bool ofProgram(TypeKind kind) {
  return kind == TypeKind::LocalFunction || kind == TypeKind::LocalMethod ||
         kind == TypeKind::LocalClass || kind == TypeKind::LocalInstance ||
         kind == TypeKind::LocalModule;
}

constexpr std::uint64_t kHasConstant = 1, kContainer = 2, kSequence = 4, kMapping = 8, kExact = 16;
constexpr std::uint64_t kNoKeySpace = 4; // the others are the two first bits of a key
constexpr std::uint64_t kMethod = 1, kGenerator = 2, kProperty = 4, kStatic = 8, kClassMethod = 16,
                        kSetter = 32, kCoroutine = 64;

constexpr std::uint64_t when(bool condition, std::uint64_t flag) { return condition ? flag : 0; }

} // namespace

void PortableWriter::number(std::uint64_t value) {
  while (value >= 0x80) {
    bytes_.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  bytes_.push_back(static_cast<char>(value));
}

void PortableWriter::text(std::string_view text) {
  number(text.size());
  bytes_.append(text);
}

void PortableWriter::argSpec(const ArgSpec& spec) {
  number(static_cast<std::uint16_t>(spec.position));
  symbol(spec.keyword);
}

void PortableWriter::types(std::vector<TypeRef> types, bool sorted) {
  if (sorted) // by text: their order must not depend on what was interned before
    std::sort(types.begin(), types.end(), [&](const TypeRef& a, const TypeRef& b) {
      if (a.kind != b.kind)
        return a.kind < b.kind;
      return ofProgram(a.kind) ? symbols_.text(a.id) < symbols_.text(b.id) : a.id < b.id;
    });
  number(types.size());
  for (const TypeRef& type : types) {
    number(static_cast<std::uint64_t>(type.kind));
    if (ofProgram(type.kind))
      symbol(type.id);
    else
      number(type.id);
  }
}

void PortableWriter::value(const PortablePtr& value) {
  number(value ? 1 : 0);
  if (!value)
    return;
  number(value->may);
  number(when(value->hasConstant, kHasConstant) | when(value->container, kContainer) |
         when(value->sequence, kSequence) | when(value->mapping, kMapping) |
         when(value->exact, kExact));
  if (value->hasConstant) {
    number(static_cast<std::uint64_t>(value->constantKind));
    number(static_cast<std::uint64_t>(value->integer));
    text(value->text);
  }
  number(value->origins.size());
  for (const PortableOrigin& origin : value->origins) {
    number(origin.kinds);
    number(static_cast<std::uint16_t>(origin.parameter));
    number(origin.cleaned);
    symbol(origin.label);
    key(origin.field);
    number(origin.exact ? 1 : 0);
  }
  types(value->types, true);
  number(value->pieces.size());
  for (const PortablePiece& piece : value->pieces) {
    text(piece.text);
    this->value(piece.hole);
  }
  if (!value->container)
    return;
  std::vector<const PortableElement*> elements;
  for (const PortableElement& element : value->elements)
    elements.push_back(&element);
  const auto named = [](ElementKey key) { return !isIndexKey(key); };
  std::sort(elements.begin(), elements.end(),
            [&](const PortableElement* a, const PortableElement* b) {
              if ((a->key >> 62) != (b->key >> 62) || !named(a->key))
                return a->key < b->key;
              return symbols_.text(symbolOf(a->key)) < symbols_.text(symbolOf(b->key));
            });
  number(elements.size());
  for (const PortableElement* element : elements) {
    key(element->key);
    this->value(element->value);
  }
  this->value(value->rest);
}

// The space first; names as text, indices as they are. No key is a space of its own.
void PortableWriter::key(ElementKey key) {
  number(key == kNoKey ? kNoKeySpace : key >> 62);
  if (isIndexKey(key))
    number(key);
  else if (isResultKey(key))
    number(callOf(key));
  else if (key != kNoKey)
    symbol(symbolOf(key));
}

void PortableWriter::writes(const std::vector<FieldWrite>& fields) {
  number(fields.size());
  for (const FieldWrite& write : fields) {
    symbol(write.field);
    value(write.value);
  }
}

void PortableWriter::summary(const Summary& summary) {
  number(when(summary.isMethod, kMethod) | when(summary.isGenerator, kGenerator) |
         when(summary.isProperty, kProperty) | when(summary.isStatic, kStatic) |
         when(summary.isClassMethod, kClassMethod) | when(summary.isSetter, kSetter) |
         when(summary.isCoroutine, kCoroutine));
  number(summary.parameters.size());
  for (const ParameterInfo& parameter : summary.parameters) {
    symbol(parameter.name);
    number(static_cast<std::uint64_t>(parameter.kind));
    number(parameter.cleanAfter);
    number(parameter.cleanIfTrue);
    number(parameter.cleanIfFalse);
    number(parameter.allowList ? 1 : 0);
  }
  value(summary.returns);
  number(summary.sinks.size());
  for (const ParameterSink& sink : summary.sinks) {
    number(static_cast<std::uint16_t>(sink.parameter));
    argSpec(sink.row.arg);
    number(static_cast<std::uint64_t>(sink.row.kind));
    number(static_cast<std::uint64_t>(sink.row.style));
    number(static_cast<std::uint64_t>(sink.row.bind));
    argSpec(sink.row.params);
    number((sink.row.serverTyped ? 1U : 0U) | (sink.row.percentAlways ? 2U : 0U) |
           (sink.whole ? 4U : 0U));
    symbol(sink.callee);
    key(sink.field);
  }
  std::vector<FieldWrite> fields = summary.fields;
  std::sort(fields.begin(), fields.end(), [&](const FieldWrite& a, const FieldWrite& b) {
    return symbols_.text(a.field) < symbols_.text(b.field);
  });
  writes(fields);
  number(summary.puts.size());
  for (const ParameterWrite& put : summary.puts) {
    number(static_cast<std::uint16_t>(put.parameter));
    key(put.key);
    value(put.value);
  }
  number(summary.calls.size());
  for (const ParameterCall& call : summary.calls) {
    number(static_cast<std::uint16_t>(call.parameter));
    number(call.arguments.size());
    for (const auto& [keyword, argument] : call.arguments) {
      symbol(keyword);
      value(argument);
    }
  }
}

void PortableWriter::classFacts(const ClassFacts& facts) {
  symbol(facts.info.name);
  types(facts.info.bases, false); // in the order of method resolution
  number(facts.info.attributes.size());
  for (const auto& [name, attribute] : facts.info.attributes) {
    symbol(name);
    value(attribute);
  }
  number(facts.info.declared.size());
  for (const DeclaredField& field : facts.info.declared) {
    symbol(field.name);
    value(field.type);
  }
  number(facts.info.methods.size());
  for (const auto& [name, key] : facts.info.methods) {
    symbol(name);
    symbol(key);
  }
  writes(facts.fields);
}

std::uint64_t PortableReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (rest_.empty())
      break;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80)
      return value;
  }
  ok_ = false;
  rest_ = {};
  return 0;
}

std::size_t PortableReader::count() {
  const std::uint64_t wanted = number();
  if (wanted <= rest_.size()) // each of them takes a byte at least
    return wanted;
  ok_ = false;
  rest_ = {};
  return 0;
}

std::string_view PortableReader::text() {
  const std::size_t size = count();
  const std::string_view text = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return text;
}

ArgSpec PortableReader::argSpec() {
  const auto position = static_cast<std::int16_t>(number());
  return {position, symbol()};
}

Symbol PortableReader::programName(TypeKind kind) {
  const std::string_view name = text();
  const std::size_t mark = name.find(kModuleMark);
  if (mark == std::string_view::npos)
    return symbols_.intern(module_ == self_
                               ? std::string(name)
                               : std::string(module_) + kModuleMark + std::string(name));
  const bool own = name.substr(0, mark) == self_ && kind != TypeKind::LocalModule;
  return symbols_.intern(own ? name.substr(mark + 1) : name);
}

std::vector<TypeRef> PortableReader::types() {
  std::vector<TypeRef> types(count());
  for (TypeRef& type : types) {
    type.kind = static_cast<TypeKind>(number());
    type.id = ofProgram(type.kind) ? programName(type.kind) : static_cast<std::uint32_t>(number());
  }
  return types;
}

PortablePtr PortableReader::value(int depth) {
  if (number() == 0 || !ok_)
    return nullptr;
  if (depth == 0) {
    ok_ = false;
    return nullptr;
  }
  auto value = std::make_shared<PortableValue>();
  value->may = static_cast<std::uint8_t>(number());
  const std::uint64_t flags = number();
  value->hasConstant = (flags & kHasConstant) != 0;
  value->container = (flags & kContainer) != 0;
  value->sequence = (flags & kSequence) != 0;
  value->mapping = (flags & kMapping) != 0;
  value->exact = (flags & kExact) != 0;
  if (value->hasConstant) {
    value->constantKind = static_cast<Constant::Kind>(number());
    value->integer = static_cast<std::int64_t>(number());
    value->text = text();
  }
  value->origins.resize(count());
  for (PortableOrigin& origin : value->origins) {
    origin.kinds = static_cast<TaintMask>(number());
    origin.parameter = static_cast<std::int16_t>(number());
    origin.cleaned = static_cast<SinkMask>(number());
    origin.label = symbol();
    origin.field = key();
    origin.exact = number() != 0;
  }
  value->types = types();
  std::sort(value->types.begin(), value->types.end());
  value->pieces.resize(count());
  for (PortablePiece& piece : value->pieces) {
    piece.text = text();
    piece.hole = this->value(depth - 1);
  }
  if (!value->container)
    return value;
  value->elements.resize(count());
  for (PortableElement& element : value->elements) {
    element.key = key();
    element.value = this->value(depth - 1);
  }
  std::sort(value->elements.begin(), value->elements.end(),
            [](const PortableElement& a, const PortableElement& b) { return a.key < b.key; });
  value->rest = this->value(depth - 1);
  return value;
}

ElementKey PortableReader::key() {
  const std::uint64_t space = number();
  return space == 0             ? indexKey(static_cast<std::int64_t>(number()))
         : space == kNoKeySpace ? kNoKey
         : space == 3           ? resultKey(number() & 0xffffU)
                                : (space & 3) << 62 | symbol();
}

std::vector<FieldWrite> PortableReader::writes() {
  std::vector<FieldWrite> fields(count());
  for (FieldWrite& write : fields) {
    write.field = symbol();
    write.value = value();
  }
  return fields;
}

Summary PortableReader::summary() {
  Summary summary;
  const std::uint64_t flags = number();
  summary.isMethod = (flags & kMethod) != 0;
  summary.isGenerator = (flags & kGenerator) != 0;
  summary.isCoroutine = (flags & kCoroutine) != 0;
  summary.isProperty = (flags & kProperty) != 0;
  summary.isStatic = (flags & kStatic) != 0;
  summary.isClassMethod = (flags & kClassMethod) != 0;
  summary.isSetter = (flags & kSetter) != 0;
  summary.parameters.resize(count());
  for (ParameterInfo& parameter : summary.parameters) {
    parameter.name = symbol();
    parameter.kind = static_cast<ParameterKind>(number());
    parameter.cleanAfter = static_cast<SinkMask>(number());
    parameter.cleanIfTrue = static_cast<SinkMask>(number());
    parameter.cleanIfFalse = static_cast<SinkMask>(number());
    parameter.allowList = number() != 0;
  }
  summary.returns = value();
  summary.sinks.resize(count());
  for (ParameterSink& sink : summary.sinks) {
    sink.parameter = static_cast<std::int16_t>(number());
    sink.row.arg = argSpec();
    sink.row.kind = static_cast<Sink>(number());
    sink.row.style = static_cast<ParamStyle>(number());
    sink.row.bind = static_cast<BindForm>(number());
    sink.row.params = argSpec();
    const std::uint64_t sinkFlags = number();
    sink.row.serverTyped = (sinkFlags & 1) != 0;
    sink.row.percentAlways = (sinkFlags & 2) != 0;
    sink.whole = (sinkFlags & 4) != 0;
    sink.callee = symbol();
    sink.field = key();
  }
  summary.fields = writes();
  summary.puts.resize(count());
  for (ParameterWrite& put : summary.puts) {
    put.parameter = static_cast<std::int16_t>(number());
    put.key = key();
    put.value = value();
  }
  summary.calls.resize(count());
  for (ParameterCall& call : summary.calls) {
    call.parameter = static_cast<std::int16_t>(number());
    call.arguments.resize(count());
    for (auto& [keyword, argument] : call.arguments) {
      keyword = symbol();
      argument = value();
    }
  }
  return summary;
}

ClassFacts PortableReader::classFacts() {
  ClassFacts facts;
  facts.info.name = programName(TypeKind::LocalClass);
  facts.info.bases = types();
  facts.info.attributes.resize(count());
  for (auto& [name, attribute] : facts.info.attributes) {
    name = symbol();
    attribute = value();
  }
  facts.info.declared.resize(count());
  for (DeclaredField& field : facts.info.declared) {
    field.name = symbol();
    field.type = value();
  }
  facts.info.methods.resize(count());
  for (auto& [name, key] : facts.info.methods) {
    name = symbol();
    key = programName(TypeKind::LocalFunction);
  }
  facts.fields = writes();
  return facts;
}

} // namespace pysecd

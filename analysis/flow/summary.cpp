#include "analysis/flow/summary.h"

#include "analysis/flow/source_text.h"

#include <algorithm>
#include <tuple>

namespace pysecd {

namespace {

constexpr std::size_t kMaxExportedElements = 64;
constexpr std::size_t kMaxExportedPieces = 64;
constexpr std::size_t kMaxExportedText = 16 * 1024;

void add(Hasher& hasher, const PortablePtr& value) { hasher.add(value ? hashOf(*value) : 0); }

} // namespace

Hash64 hashOf(const PortableValue& value) {
  Hasher hasher;
  hasher.add(value.may).add(value.hasConstant ? 1 : 0);
  if (value.hasConstant)
    hasher.add(static_cast<std::uint64_t>(value.constantKind))
        .add(static_cast<std::uint64_t>(value.integer))
        .add(value.text);
  hasher.add(value.origins.size());
  for (const PortableOrigin& origin : value.origins)
    hasher.add(origin.kinds)
        .add(static_cast<std::uint16_t>(origin.parameter))
        .add(origin.cleaned)
        .add(origin.label)
        .add(origin.field)
        .add(origin.exact ? 1 : 0);
  hasher.add(value.types.size());
  for (const TypeRef& type : value.types)
    hasher.add(static_cast<std::uint64_t>(type.kind)).add(type.id);
  hasher.add(value.pieces.size());
  for (const PortablePiece& piece : value.pieces) {
    hasher.add(piece.text);
    add(hasher, piece.hole);
  }
  hasher.add((value.container ? 1U : 0U) | (value.sequence ? 2U : 0U) | (value.exact ? 4U : 0U) |
             (value.mapping ? 8U : 0U));
  for (const PortableElement& element : value.elements) {
    hasher.add(element.key);
    add(hasher, element.value);
  }
  add(hasher, value.rest);
  return hasher.value();
}

PortablePtr moduleValue(Symbol module) {
  if (module == kNoSymbol)
    return nullptr;
  PortableValue value;
  value.may = kObject | kText; // a name it is not known to hold: the program's own
  value.types.push_back({TypeKind::LocalModule, module});
  return std::make_shared<PortableValue>(std::move(value));
}

Hash64 Summary::hash() const {
  Hasher hasher;
  hasher
      .add((isMethod ? 1U : 0U) | (isGenerator ? 2U : 0U) | (isProperty ? 4U : 0U) |
           (isStatic ? 8U : 0U) | (isClassMethod ? 16U : 0U) | (isSetter ? 32U : 0U) |
           (isCoroutine ? 64U : 0U))
      .add(parameters.size());
  for (const ParameterInfo& parameter : parameters)
    hasher.add(parameter.name)
        .add(static_cast<std::uint64_t>(parameter.kind))
        .add(parameter.cleanAfter)
        .add(parameter.cleanIfTrue)
        .add(parameter.cleanIfFalse)
        .add(parameter.allowList ? 1 : 0);
  add(hasher, returns);
  for (const ParameterSink& sink : sinks)
    hasher.add(static_cast<std::uint16_t>(sink.parameter))
        .add(static_cast<std::uint64_t>(sink.row.kind))
        .add(static_cast<std::uint64_t>(sink.row.style))
        .add(sink.callee)
        .add(sink.whole ? 1 : 0)
        .add(sink.field);
  for (const FieldWrite& write : fields) {
    hasher.add(write.field);
    add(hasher, write.value);
  }
  hasher.add(puts.size());
  for (const ParameterWrite& put : puts) {
    hasher.add(static_cast<std::uint16_t>(put.parameter)).add(put.key);
    add(hasher, put.value);
  }
  hasher.add(calls.size());
  for (const ParameterCall& call : calls) {
    hasher.add(static_cast<std::uint16_t>(call.parameter)).add(call.arguments.size());
    for (const auto& [keyword, value] : call.arguments) {
      hasher.add(keyword);
      add(hasher, value);
    }
  }
  return hasher.value();
}

namespace {
// What a parameter of the writing function was is not known to the reader.
PortableValue withoutParameters(const PortableValue& value) {
  PortableValue out = value;
  std::erase_if(out.origins, [](const PortableOrigin& origin) { return origin.kinds == 0; });
  const bool symbolic = out.origins.size() != value.origins.size();
  for (PortableOrigin& origin : out.origins) {
    origin.parameter = -1;
    origin.field = kNoKey;
    origin.exact = false;
  }
  if (symbolic) {
    out.pieces.clear();
    if ((out.may & (kNumber | kObject)) == 0)
      out.may |= kUnknown;
  }
  for (PortableElement& element : out.elements)
    if (element.value)
      element.value = std::make_shared<PortableValue>(withoutParameters(*element.value));
  if (out.rest)
    out.rest = std::make_shared<PortableValue>(withoutParameters(*out.rest));
  return out;
}
} // namespace

PortablePtr mergeWrites(const PortablePtr& a, const PortablePtr& b) {
  if (!a || !b) {
    const PortablePtr& one = a ? a : b;
    return one ? std::make_shared<PortableValue>(withoutParameters(*one)) : nullptr;
  }
  PortableValue out = withoutParameters(*a);
  const PortableValue other = withoutParameters(*b);
  out.may |= other.may;
  if (!other.hasConstant || out.constantKind != other.constantKind ||
      out.integer != other.integer || out.text != other.text)
    out.hasConstant = false;
  for (const PortableOrigin& origin : other.origins)
    if (std::none_of(out.origins.begin(), out.origins.end(), [&](const PortableOrigin& known) {
          return known.kinds == origin.kinds && known.label == origin.label;
        }))
      out.origins.push_back(origin);
  for (const TypeRef& type : other.types)
    if (std::find(out.types.begin(), out.types.end(), type) == out.types.end())
      out.types.push_back(type);
  std::sort(out.types.begin(), out.types.end());
  out.pieces.clear();
  if (other.container) {
    for (const PortableElement& element : other.elements) {
      const auto same =
          std::find_if(out.elements.begin(), out.elements.end(),
                       [&](const PortableElement& known) { return known.key == element.key; });
      if (same != out.elements.end())
        same->value = mergeWrites(same->value, element.value);
      else
        out.elements.push_back(element);
    }
    std::sort(out.elements.begin(), out.elements.end(),
              [](const PortableElement& x, const PortableElement& y) { return x.key < y.key; });
    out.rest = mergeWrites(out.rest, other.rest);
    out.sequence = out.container ? out.sequence && other.sequence : other.sequence;
    out.mapping = out.container ? out.mapping && other.mapping : other.mapping;
    out.container = true;
    out.exact = false;
  }
  return std::make_shared<PortableValue>(std::move(out));
}

PortablePtr exportValue(const Values& values, ValueId id, std::span<const ContentId> heap,
                        SymbolTable& symbols, const Ast& ast, ObjectId self, int depth) {
  if (id == kBottom)
    return nullptr;
  const Value& value = values[id];
  auto out = std::make_shared<PortableValue>();
  out->may = value.may;
  if (value.constant && value.constant->text.size() <= kMaxExportedText) {
    out->hasConstant = true;
    out->constantKind = value.constant->kind;
    out->integer = value.constant->integer;
    out->text = value.constant->text;
  }
  for (const Origin& origin : value.origins)
    out->origins.push_back({origin.kinds, origin.parameter, origin.cleaned,
                            origin.kinds != 0
                                ? symbols.intern(sourceText(values, origin.step, symbols, ast))
                                : kNoSymbol,
                            origin.field, origin.exact});
  if (std::find(value.objects.begin(), value.objects.end(), self) != value.objects.end())
    out->origins.push_back({0, 0, 0, kNoSymbol, kNoKey, true});
  // By text, not by Symbol: the order must not depend on what was interned before.
  std::sort(out->origins.begin(), out->origins.end(),
            [&](const PortableOrigin& a, const PortableOrigin& b) {
              const auto field = [&](const PortableOrigin& origin) {
                return isIndexKey(origin.field) || origin.field >> 62 == 3
                           ? std::string_view()
                           : symbols.text(symbolOf(origin.field));
              };
              const auto kind = [](ElementKey key) {
                return isIndexKey(key) || key >> 62 == 3 ? key : key >> 62;
              };
              return std::make_tuple(a.parameter, a.kinds, kind(a.field), field(a),
                                     symbols.text(a.label)) <
                     std::make_tuple(b.parameter, b.kinds, kind(b.field), field(b),
                                     symbols.text(b.label));
            });
  std::copy_if(value.types.begin(), value.types.end(), std::back_inserter(out->types),
               [](const TypeRef& type) { return type.kind != TypeKind::Nested; });
  if (depth == 0)
    return out;
  if (!out->hasConstant && value.pieces.size() <= kMaxExportedPieces)
    for (const StringPiece& piece : value.pieces)
      out->pieces.push_back({std::string(piece.text.substr(0, kMaxExportedText)),
                             exportValue(values, piece.hole, heap, symbols, ast, self, depth - 1)});
  for (const ObjectId object : value.objects) {
    if (object >= heap.size() || heap[object] == 0 || object == self)
      continue;
    const Content& content = values.content(heap[object]);
    if (out->container || content.elements.size() > kMaxExportedElements) {
      // Several objects, or too large a one: only what all elements have in common survives.
      out->exact = false;
      out->sequence = false;
      out->mapping = false;
      continue;
    }
    out->container = true;
    out->sequence = content.sequence;
    out->mapping = content.mapping;
    out->exact = content.exact;
    for (const Element& element : content.elements)
      out->elements.push_back(
          {element.key, exportValue(values, element.value, heap, symbols, ast, self, depth - 1)});
    out->rest = exportValue(values, content.rest, heap, symbols, ast, self, depth - 1);
  }
  return out;
}

} // namespace pysecd

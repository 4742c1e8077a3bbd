#include "analysis/flow/value.h"

#include <algorithm>
#include <cstring>

namespace pysecd {

namespace {
constexpr std::size_t kMaxOrigins = 6;
constexpr std::size_t kMaxTypes = 6;
constexpr std::size_t kMaxObjects = 8;
constexpr std::size_t kMaxElements = 256;
constexpr int kMaxStepLength = 24;

bool sameSource(const Origin& a, const Origin& b) {
  return a.kinds == b.kinds && a.parameter == b.parameter && a.field == b.field;
}

template <typename T>
bool unite(std::span<const T> a, std::span<const T> b, std::vector<T>& out, std::size_t limit) {
  if (std::includes(a.begin(), a.end(), b.begin(), b.end()))
    return false;
  out.clear();
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  if (out.size() > limit)
    out.resize(limit);
  return !std::equal(out.begin(), out.end(), a.begin(), a.end());
}

bool samePieces(std::span<const StringPiece> a, std::span<const StringPiece> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const StringPiece& x, const StringPiece& y) {
                      return x.text == y.text && x.hole == y.hole && x.node == y.node;
                    });
}
} // namespace

const Element* Content::find(ElementKey key) const {
  const auto at =
      std::lower_bound(elements.begin(), elements.end(), key,
                       [](const Element& element, ElementKey k) { return element.key < k; });
  return at != elements.end() && at->key == key ? &*at : nullptr;
}

Values::Values() {
  values_.reserve(256);
  values_.emplace_back(); // bottom
  for (const std::uint8_t may : {kUnknown, kText, kNumber, kNone}) {
    Value value;
    value.may = may;
    if (may == kNone)
      value.constant = Constant{};
    values_.push_back(value);
  }
  contents_.emplace_back();
  steps_.emplace_back();
}

ValueId Values::add(Value value) {
  values_.push_back(value);
  return static_cast<ValueId>(values_.size() - 1);
}

ContentId Values::add(Content content) {
  contents_.push_back(content);
  return static_cast<ContentId>(contents_.size() - 1);
}

StepId Values::add(Step step) {
  step.length =
      static_cast<std::uint16_t>(steps_[step.previous].length + (step.previous != 0 ? 1 : 0));
  if (step.length > kMaxStepLength)
    return step.previous;
  steps_.push_back(step);
  return static_cast<StepId>(steps_.size() - 1);
}

std::string_view Values::keepText(std::string_view text) {
  if (text.empty())
    return {};
  char* copy = static_cast<char*>(memory_.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

ValueId Values::constant(const Constant& constant, NodeId node) {
  if (constant.kind == Constant::Kind::Str || constant.kind == Constant::Kind::Bytes) {
    Value value;
    value.may = kText;
    value.constant = constant;
    const StringPiece piece{constant.text, kBottom, node};
    value.pieces = keep(std::span<const StringPiece>(&piece, 1));
    return add(value);
  }
  if (constant.kind == Constant::Kind::None)
    return kNoneId;
  Value value;
  value.may = kNumber;
  value.constant = constant;
  return add(value);
}

ValueId Values::string(std::string_view text, NodeId node) {
  return constant(Constant{Constant::Kind::Str, 0, text}, node);
}

ValueId Values::unknownOf(const Origin& origin) {
  Value value;
  value.may = kUnknown;
  value.origins = keep(std::span<const Origin>(&origin, 1));
  return add(value);
}

ValueId Values::typed(TypeRef type, std::uint8_t may) {
  Value value;
  value.may = may;
  value.types = keep(std::span<const TypeRef>(&type, 1));
  return add(value);
}

std::span<const Origin> Values::joinOrigins(std::span<const Origin> a, std::span<const Origin> b,
                                            bool& changed) {
  std::vector<Origin> out(a.begin(), a.end());
  bool grew = false;
  for (const Origin& origin : b) {
    const auto same = std::find_if(out.begin(), out.end(),
                                   [&](const Origin& o) { return sameSource(o, origin); });
    if (same == out.end()) {
      if (out.size() < kMaxOrigins) {
        out.push_back(origin);
        grew = true;
      }
    } else if ((same->cleaned & origin.cleaned) != same->cleaned ||
               (same->exact && !origin.exact)) {
      // The less sanitized way decides, and it is the one to show.
      if ((same->cleaned & origin.cleaned) != same->cleaned)
        same->step = origin.step;
      same->cleaned &= origin.cleaned;
      same->exact &= origin.exact;
      grew = true;
    } else if (same->cleaned == origin.cleaned &&
               steps_[origin.step].length < steps_[same->step].length) {
      same->step = origin.step; // the shortest way; no growth, or loops would not settle
    }
  }
  changed |= grew;
  return grew ? keep(out) : a;
}

// Two ways of building one string: the one with holes is what a reader must see, and it may stand
// for both only if it says at least as much of where the value comes from.
std::span<const StringPiece> Values::joinPieces(const Value& x, const Value& y) const {
  if (samePieces(x.pieces, y.pieces))
    return x.pieces;
  const auto hasHoles = [](const Value& value) {
    return std::any_of(value.pieces.begin(), value.pieces.end(),
                       [](const StringPiece& piece) { return piece.hole != kBottom; });
  };
  const auto covers = [](const Value& big, const Value& small) {
    return !big.pieces.empty() && (small.harmless() || !big.harmless()) &&
           std::all_of(small.origins.begin(), small.origins.end(), [&](const Origin& origin) {
             return std::any_of(big.origins.begin(), big.origins.end(), [&](const Origin& known) {
               return sameSource(known, origin) && (known.cleaned & ~origin.cleaned) == 0;
             });
           });
  };
  if (covers(x, y) && (hasHoles(x) || !hasHoles(y)))
    return x.pieces;
  if (covers(y, x))
    return y.pieces;
  return covers(x, y) ? x.pieces : std::span<const StringPiece>();
}

ValueId Values::join(ValueId a, ValueId b) {
  if (a == b || b == kBottom)
    return a;
  if (a == kBottom)
    return b;
  if (!narrowings_.empty()) {
    const Narrowing left = narrowingOf(a);
    const Narrowing right = narrowingOf(b);
    if (left.of == right.of)
      return narrowed(left.of, left.sinks & right.sinks);
  }
  const Value x = values_[a];
  const Value y = values_[b];
  Value out = x;
  bool changed = false;
  if ((x.may | y.may) != x.may) {
    out.may = x.may | y.may;
    changed = true;
  }
  if (x.constant && x.constant != y.constant) {
    out.constant.reset();
    changed = true;
  }
  out.origins = joinOrigins(x.origins, y.origins, changed);
  std::vector<TypeRef> types;
  if (unite(x.types, y.types, types, kMaxTypes)) {
    out.types = keep(types);
    changed = true;
  }
  std::vector<ObjectId> objects;
  if (unite(x.objects, y.objects, objects, kMaxObjects)) {
    out.objects = keep(objects);
    changed = true;
  }
  if (x.test != y.test && x.test != kNoNode) {
    out.test = kNoNode;
    changed = true;
  }
  const auto joined = joinPieces(x, y);
  if (!samePieces(x.pieces, joined)) {
    out.pieces = joined;
    changed = true;
  }
  return changed ? add(out) : a;
}

ContentId Values::joinContent(ContentId a, ContentId b) {
  if (a == b || b == 0)
    return a;
  if (a == 0)
    return b;
  const Content x = contents_[a];
  const Content y = contents_[b];
  std::vector<Element> out;
  out.reserve(x.elements.size() + y.elements.size());
  bool changed = false;
  auto i = x.elements.begin();
  auto j = y.elements.begin();
  while (i != x.elements.end() || j != y.elements.end()) {
    if (j == y.elements.end() || (i != x.elements.end() && i->key < j->key)) {
      out.push_back({i->key, join(i->value, y.rest)});
      changed |= out.back().value != i->value;
      ++i;
    } else if (i == x.elements.end() || j->key < i->key) {
      out.push_back({j->key, join(j->value, x.rest)});
      changed = true;
      ++j;
    } else {
      out.push_back({i->key, join(i->value, j->value)});
      changed |= out.back().value != i->value;
      ++i, ++j;
    }
  }
  Content joined;
  joined.rest = join(x.rest, y.rest);
  joined.sequence = x.sequence && y.sequence;
  joined.mapping = x.mapping && y.mapping;
  joined.exact = x.exact && y.exact && (!joined.sequence || x.elements.size() == y.elements.size());
  if (out.size() > kMaxElements) {
    for (std::size_t k = kMaxElements; k < out.size(); ++k)
      joined.rest = join(joined.rest, out[k].value);
    out.resize(kMaxElements);
    joined.exact = false;
  }
  changed |= joined.rest != x.rest || joined.sequence != x.sequence ||
             joined.mapping != x.mapping || joined.exact != x.exact;
  if (!changed)
    return a;
  joined.elements = keep(out);
  return add(joined);
}

ValueId Values::derived(ValueId value) {
  const Value from = values_[value];
  if (from.origins.empty())
    return (from.may & kUnknown) != 0 || value == kBottom ? kUnknownId : kTextId;
  Value out;
  out.may = kUnknown;
  out.origins = from.origins;
  if (std::any_of(from.origins.begin(), from.origins.end(),
                  [](const Origin& origin) { return origin.exact; })) {
    std::vector<Origin> origins(from.origins.begin(), from.origins.end());
    for (Origin& origin : origins)
      origin.exact = false;
    out.origins = keep(origins);
  }
  return add(out);
}

ValueId Values::derived(ValueId a, ValueId b) { return join(derived(a), derived(b)); }

ValueId Values::cleaned(ValueId value, SinkMask sinks) {
  const Value from = values_[value];
  if (sinks == kAllSinks) {
    Value out;
    out.may = from.may & static_cast<std::uint8_t>(~kUnknown);
    if (out.may == 0)
      out.may = kText;
    out.types = from.types;
    return add(out);
  }
  std::vector<Origin> origins(from.origins.begin(), from.origins.end());
  if (origins.empty() && !from.harmless())
    origins.push_back({}); // of nowhere in particular, so that what it was cleaned for has a place
  for (Origin& origin : origins) {
    origin.cleaned |= sinks;
    origin.exact = false;
  }
  Value out;
  out.may = from.may;
  out.origins = keep(origins);
  return add(out);
}

Values::Narrowing Values::narrowingOf(ValueId value) const {
  const auto found = narrowings_.find(value);
  return found != narrowings_.end() ? found->second : Narrowing{value, 0};
}

ValueId Values::narrowed(ValueId value, SinkMask sinks) {
  Narrowing narrowing = narrowingOf(value);
  narrowing.sinks |= sinks;
  if (narrowing.sinks == 0 || narrowing.of == kBottom)
    return narrowing.of;
  static_assert(sizeof(SinkMask) == 4);
  const auto [known, added] =
      narrowed_.try_emplace((std::uint64_t{narrowing.of} << 32) | narrowing.sinks, kBottom);
  if (!added)
    return known->second;
  const Value from = values_[narrowing.of];
  Value out = from;
  if (narrowing.sinks == kAllSinks) {
    out = values_[cleaned(narrowing.of, kAllSinks)];
  } else {
    std::vector<Origin> origins(from.origins.begin(), from.origins.end());
    if (origins.empty() && !from.harmless())
      origins.push_back({});
    for (Origin& origin : origins)
      origin.cleaned |= narrowing.sinks;
    out.origins = keep(origins);
    out.pieces = {}; // their holes are as they were
  }
  const ValueId made = add(out);
  narrowed_[(std::uint64_t{narrowing.of} << 32) | narrowing.sinks] = made;
  narrowings_.emplace(made, narrowing);
  return made;
}

SinkMask Values::shownClean(ValueId original, ValueId value) const {
  const Narrowing narrowing = narrowingOf(value);
  return narrowing.of == narrowingOf(original).of ? narrowing.sinks : 0;
}

ValueId Values::tainted(ValueId value, ValueId from) {
  Value out = values_[value];
  bool changed = false;
  const Value other = values_[from];
  out.may |= other.may & kUnknown;
  out.origins = joinOrigins(out.origins, other.origins, changed);
  return changed || out.may != values_[value].may ? add(out) : value;
}

ValueId Values::opaqueCleaned(ValueId value, SinkMask sinks) {
  Value out = values_[value];
  const auto opaque = [](const Origin& origin) {
    return (origin.cleaned & maskOf(Sink::Opaque)) != 0;
  };
  if (std::none_of(out.origins.begin(), out.origins.end(), opaque))
    return value;
  std::vector<Origin> origins(out.origins.begin(), out.origins.end());
  for (Origin& origin : origins)
    if (opaque(origin))
      origin.cleaned |= sinks;
  out.origins = keep(origins);
  return add(out);
}

ValueId Values::spoiled(ValueId value, SinkMask sinks) {
  Value out = values_[value];
  std::vector<Origin> origins(out.origins.begin(), out.origins.end());
  for (Origin& origin : origins)
    origin.cleaned &= ~sinks;
  out.origins = keep(origins);
  return add(out);
}

ValueId Values::stepped(ValueId value, StepKind kind, NodeId node, Symbol label, Symbol function) {
  const Value from = values_[value];
  if (from.origins.empty())
    return value;
  std::vector<Origin> origins(from.origins.begin(), from.origins.end());
  bool changed = false;
  for (Origin& origin : origins)
    if (origin.step != 0 &&
        !(steps_[origin.step].kind == kind && steps_[origin.step].node == node)) {
      origin.step = add(Step{kind, node, origin.step, 1, label, function});
      changed = true;
    }
  if (!changed)
    return value;
  Value out = from;
  out.origins = keep(origins);
  return add(out);
}

ValueId Values::withTypes(ValueId value, std::span<const TypeRef> types) {
  Value out = values_[value];
  std::vector<TypeRef> sorted(types.begin(), types.end());
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  out.types = keep(sorted);
  return add(out);
}

} // namespace pysecd

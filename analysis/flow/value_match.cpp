#include "analysis/flow/value_match.h"

#include <algorithm>

namespace pysecd {

namespace {

bool matchesAny(const Value& value, const std::vector<MisuseValue>& wanted) {
  if (std::any_of(wanted.begin(), wanted.end(),
                  [&](const MisuseValue& one) { return matches(value, one); }))
    return true;
  // One of several modelled things (`try: from yaml import CSafeLoader ...`): all are wanted.
  return value.may == kObject && value.types.size() > 1 &&
         std::all_of(value.types.begin(), value.types.end(), [&](const TypeRef& type) {
           return (type.kind == TypeKind::Model || type.kind == TypeKind::Instance) &&
                  std::any_of(wanted.begin(), wanted.end(), [&](const MisuseValue& one) {
                    return one.kind == MisuseValue::Kind::Api && one.api == type.id;
                  });
         });
}

bool isKnown(const Value& value) {
  return value.constant || value.may == kNone ||
         (value.types.size() == 1 && value.types[0].kind == TypeKind::Model);
}

// The parts of a string that are known; the first one only if the string begins with it.
template <typename Test> bool anyKnownText(const Value& value, bool first, Test&& test) {
  if (value.constant && value.constant->kind != Constant::Kind::None)
    return test(value.constant->text);
  for (const StringPiece& piece : value.pieces) {
    if (piece.hole == kBottom && test(piece.text))
      return true;
    if (first)
      return false;
  }
  return false;
}

std::optional<std::int64_t> knownNumber(const Value& value) {
  if (value.constant && value.constant->kind == Constant::Kind::Int)
    return value.constant->integer;
  return std::nullopt;
}

} // namespace

bool matches(const Value& value, const MisuseValue& wanted) {
  const auto& constant = value.constant;
  const bool number =
      constant && (constant->kind == Constant::Kind::Int || constant->kind == Constant::Kind::Bool);
  switch (wanted.kind) {
  case MisuseValue::Kind::None:
    return constant ? constant->kind == Constant::Kind::None : value.may == kNone;
  case MisuseValue::Kind::Bool: // `verify=0` is False as well
  case MisuseValue::Kind::Int:
    return number && constant->integer == wanted.integer;
  case MisuseValue::Kind::Text:
    return constant &&
           (constant->kind == Constant::Kind::Str || constant->kind == Constant::Kind::Bytes) &&
           constant->text == wanted.text;
  case MisuseValue::Kind::Api:
    return value.may == kObject && value.types.size() == 1 && value.types[0].id == wanted.api &&
           (value.types[0].kind == TypeKind::Model || value.types[0].kind == TypeKind::Instance);
  }
  return false;
}

bool holdsText(const Value& value, const std::vector<std::string>& parts) {
  return anyKnownText(value, false, [&](std::string_view text) {
    return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
      return text.find(part) != std::string_view::npos;
    });
  });
}

bool matches(const Value& value, const MisuseCondition& condition) {
  const auto beginsSo = [&](std::string_view text) {
    return std::any_of(condition.startsWith.begin(), condition.startsWith.end(),
                       [&](const std::string& prefix) { return text.starts_with(prefix); });
  };
  const auto number = knownNumber(value);
  const bool constant = value.constant && value.constant->kind != Constant::Kind::None;
  return (condition.is.empty() || matchesAny(value, condition.is)) &&
         (condition.isNot.empty() || (isKnown(value) && !matchesAny(value, condition.isNot))) &&
         (condition.startsWith.empty() || anyKnownText(value, true, beginsSo)) &&
         (condition.contains.empty() || holdsText(value, condition.contains)) &&
         (!condition.constant || constant) &&
         (!condition.below || (number && *number < *condition.below)) &&
         (!condition.bits || (number && (*number & *condition.bits) != 0));
}

} // namespace pysecd

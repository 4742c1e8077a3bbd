#include "analysis/models/misuse_reader.h"

namespace pysecd {

namespace {

using namespace rows;
using Level = MisuseRow::Level;
using FixKind = MisuseFix::Kind;

constexpr Names<Level> kLevels[] = {{"error", Level::Error},
                                    {"warning", Level::Warning},
                                    {"information", Level::Information},
                                    {"hint", Level::Hint}};
constexpr Names<FixKind> kFixKinds[] = {{"replace", FixKind::Replace},
                                        {"add", FixKind::Add},
                                        {"remove", FixKind::Remove},
                                        {"rename", FixKind::Rename}};
constexpr std::string_view kApi = "api:";
constexpr std::string_view kConditionKeys[] = {"arg",      "key",   "missing", "present",
                                               "constant", "is",    "isNot",   "startsWith",
                                               "contains", "below", "bits"};

bool isCheckId(std::string_view id) {
  return id.find('-') != std::string_view::npos && std::all_of(id.begin(), id.end(), [](char c) {
           return c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
         });
}

std::vector<MisuseValue> readValues(Fields& fields, std::string_view key, ModelSet& models) {
  std::vector<MisuseValue> values;
  fields.forEach(key, "an array of constants", [&](const RowValue& item, const std::string& at) {
    MisuseValue value;
    if (item.kind == Kind::Null) {
      value.kind = MisuseValue::Kind::None;
    } else if (item.kind == Kind::Bool) {
      value.kind = MisuseValue::Kind::Bool;
      value.integer = item.truth ? 1 : 0;
    } else if (item.kind == Kind::Integer) {
      value.kind = MisuseValue::Kind::Int;
      value.integer = item.integer;
    } else if (item.kind == Kind::String && item.text.starts_with(kApi)) {
      value.kind = MisuseValue::Kind::Api;
      const std::string name = item.text.substr(kApi.size());
      if (!isDottedName(name))
        fields.fail(item, at, "\"api:\" stands before a dotted name");
      else
        value.api = models.ensure(name);
    } else if (item.kind == Kind::String) {
      value.kind = MisuseValue::Kind::Text;
      value.text = item.text;
    } else {
      fields.fail(item, at, "expected null, true, false, an integer, a string or \"api:NAME\"");
    }
    values.push_back(std::move(value));
  });
  return values;
}

MisuseCondition readCondition(Fields& fields, ModelSet& models) {
  MisuseCondition condition;
  condition.arg = fields.optionalArgument("arg", models);
  if (const RowValue* key = fields.member("key"); key && key->kind == Kind::Integer)
    condition.index = key->integer;
  else if (key)
    condition.key = models.symbols()->intern(fields.string("key", "a string or an index"));
  condition.missing = fields.boolean("missing");
  condition.present = fields.boolean("present");
  condition.is = readValues(fields, "is", models);
  condition.isNot = readValues(fields, "isNot", models);
  condition.startsWith = fields.stringList("startsWith");
  condition.contains = fields.stringList("contains");
  condition.constant = fields.boolean("constant");
  if (fields.has("below"))
    condition.below = fields.integer("below");
  if (fields.has("bits"))
    condition.bits = fields.integer("bits");
  return condition;
}

// One condition, or an array of them.
std::vector<MisuseCondition> readConditions(Fields& fields, const RowValue* value,
                                            std::string_view key, ModelSet& models) {
  std::vector<MisuseCondition> conditions;
  const auto one = [&](const RowValue& item, const std::string& at) {
    if (item.kind != Kind::Object)
      return fields.fail(item, at, "expected a condition such as {\"arg\": [0], \"is\": [true]}");
    Fields inner(item, at);
    inner.allowOnly("condition", kConditionKeys);
    conditions.push_back(readCondition(inner, models));
    if (!conditions.back().missing && !conditions.back().tests())
      inner.fail("arg", "this condition tests nothing");
    fields.adopt(inner.takeError());
  };
  if (value != nullptr && value->kind == Kind::Array)
    fields.forEach(key, "conditions", one);
  else if (value != nullptr)
    one(*value, fields.pointerTo(key));
  return conditions;
}

MisuseFix readFix(Fields& fields, const RowValue& value, const std::string& at) {
  MisuseFix fix;
  Fields inner(value, at);
  inner.allowOnly("fix", {"title", "replace", "add", "remove", "rename", "safe"});
  fix.title = inner.string("title", "what the fix does");
  fix.safe = inner.boolean("safe");
  int kinds = 0;
  for (const auto& [name, kind] : kFixKinds)
    if (inner.has(name)) {
      ++kinds;
      fix.kind = kind;
      if (kind == FixKind::Remove)
        inner.boolean(name);
      else
        fix.text = inner.string(name, "a string");
    }
  if (fix.kind == FixKind::Rename && !fix.text.starts_with("api:"))
    inner.dotted("rename");
  if (kinds != 1)
    inner.fail("title", "expected one of " + listed(kFixKinds));
  fields.adopt(inner.takeError());
  return fix;
}

} // namespace

SinkLimit readSinkLimit(Fields& fields, ModelSet& models) {
  SinkLimit limit;
  if (fields.has("part")) {
    limit.program = fields.string("part", "\"program\"") == "program";
    if (!limit.program)
      fields.fail("part", "expected \"program\": the first word of an argument list");
  }
  limit.when = readConditions(fields, fields.member("when"), "when", models);
  limit.unless = readConditions(fields, fields.member("unless"), "unless", models);
  return limit;
}

void readMisuse(Fields& fields, ModelSet& models) {
  fields.allowOnly("misuse",
                   {"misuse", "check",      "arg",      "key",      "missing", "present", "is",
                    "isNot",  "startsWith", "contains", "constant", "below",   "bits",    "set",
                    "read",   "when",       "unless",   "severity", "message", "fix",     "cwe"});
  const std::string_view name = fields.dotted("misuse");
  MisuseRow row;
  row.check = fields.string("check", "the id of a check");
  if (!fields.failed() && !isCheckId(row.check))
    fields.fail("check", "not the id of a check, such as \"external-weak-hash\"");
  if (fields.boolean("set"))
    row.on = MisuseRow::On::Set;
  if (fields.boolean("read"))
    row.on = MisuseRow::On::Read;
  row.condition = readCondition(fields, models);
  if (row.condition.arg.present() && !row.condition.missing && !row.condition.tests())
    fields.fail("arg", "say what of this argument is wrong: is, isNot, missing, present, constant, "
                       "below, bits, startsWith or contains");
  if (row.on != MisuseRow::On::Call && row.condition.arg.present())
    fields.fail("arg", "\"set\" and \"read\" have no arguments");
  row.when = readConditions(fields, fields.member("when"), "when", models);
  row.unless = readConditions(fields, fields.member("unless"), "unless", models);
  row.level = fields.choiceOr("severity", kLevels, Level::OfCheck);
  if (fields.has("cwe")) {
    const auto cwe = fields.integer("cwe");
    if (cwe <= 0 || cwe > 9999)
      fields.fail("cwe", "expected a number of the Common Weakness Enumeration, such as 329");
    else
      row.cwe = static_cast<std::uint16_t>(cwe);
  }
  if (fields.has("message"))
    row.message = fields.string("message", "a sentence");
  if (const RowValue* fix = fields.member("fix")) {
    if (fix->kind == Kind::Array)
      fields.forEach("fix", "fixes", [&](const RowValue& item, const std::string& at) {
        row.fixes.push_back(readFix(fields, item, at));
      });
    else
      row.fixes.push_back(readFix(fields, *fix, fields.pointerTo("fix")));
  }
  if (fields.failed())
    return;
  for (const MisuseFix& fix : row.fixes)
    if (fix.kind == FixKind::Rename)
      models.ensure(fix.text);
  models.edit(models.ensure(name)).misuses.push_back(std::move(row));
}

} // namespace pysecd

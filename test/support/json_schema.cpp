#include "test/support/json_schema.h"

#include <algorithm>
#include <regex>
#include <set>

namespace pysecd::test {
namespace {

using nlohmann::json;

const std::set<std::string> kAnnotations = {"$schema",     "$id",     "id",          "title",
                                            "description", "default", "definitions", "$defs",
                                            "format",      "examples"};

bool hasType(const json& value, const std::string& type) {
  if (type == "integer")
    return value.is_number_integer();
  if (type == "number")
    return value.is_number();
  return type == (value.is_null() ? "null" : value.type_name());
}

class Validator {
public:
  explicit Validator(const json& root) : root_(root) {}

  std::string check(const json& schema, const json& value, const std::string& at) const {
    if (schema.is_boolean())
      return schema.get<bool>() ? "" : at + ": not allowed";
    for (const auto& [keyword, rule] : schema.items()) {
      if (kAnnotations.contains(keyword))
        continue;
      if (std::string error = checkKeyword(schema, keyword, rule, value, at); !error.empty())
        return error;
    }
    return {};
  }

private:
  std::string checkKeyword(const json& schema, const std::string& keyword, const json& rule,
                           const json& value, const std::string& at) const {
    if (keyword == "$ref")
      return check(root_.at(json::json_pointer(rule.get<std::string>().substr(1))), value, at);
    if (keyword == "anyOf" || keyword == "oneOf" || keyword == "allOf" || keyword == "not")
      return checkCombination(keyword, rule, value, at);
    if (keyword == "type")
      return checkType(rule, value, at);
    if (keyword == "const")
      return value == rule ? "" : at + ": is not " + rule.dump();
    if (keyword == "enum")
      return std::find(rule.begin(), rule.end(), value) != rule.end()
                 ? ""
                 : at + ": " + value.dump() + " is not one of " + rule.dump();
    if (keyword == "if")
      return checkCondition(schema, rule, value, at);
    if (keyword == "then" || keyword == "else")
      return schema.contains("if") ? "" : at + ": the schema has '" + keyword + "' without 'if'";
    if (keyword == "maxLength")
      return !value.is_string() || value.get<std::string>().size() <= rule
                 ? ""
                 : at + ": longer than " + rule.dump();
    if (keyword == "maxProperties")
      return !value.is_object() || value.size() <= rule
                 ? ""
                 : at + ": has more than " + rule.dump() + " members";
    if (keyword == "required" || keyword == "properties" || keyword == "additionalProperties")
      return value.is_object() ? checkObject(schema, keyword, rule, value, at) : "";
    if (keyword == "items" || keyword == "prefixItems" || keyword == "minItems" ||
        keyword == "maxItems" || keyword == "uniqueItems")
      return value.is_array() ? checkArray(schema, keyword, rule, value, at) : "";
    if (keyword == "minimum")
      return !value.is_number() || value >= rule ? "" : at + ": less than minimum " + rule.dump();
    if (keyword == "maximum")
      return !value.is_number() || value <= rule ? "" : at + ": more than maximum " + rule.dump();
    if (keyword == "pattern")
      return !value.is_string() || std::regex_search(value.get<std::string>(),
                                                     std::regex(rule.get<std::string>()))
                 ? ""
                 : at + ": does not match " + rule.dump();
    return at + ": the schema uses '" + keyword + "', which this validator does not know";
  }

  std::string checkCombination(const std::string& keyword, const json& rule, const json& value,
                               const std::string& at) const {
    if (keyword == "not")
      return check(rule, value, at).empty() ? at + ": is what it must not be" : "";
    std::string firstError;
    std::size_t passed = 0;
    for (const json& option : rule) {
      const std::string error = check(option, value, at);
      passed += error.empty() ? 1 : 0;
      if (firstError.empty())
        firstError = error;
    }
    if (keyword == "allOf")
      return passed == rule.size() ? "" : firstError;
    if (passed == 1 || (keyword == "anyOf" && passed > 1))
      return {};
    return passed == 0 ? firstError : at + ": matches more than one of oneOf";
  }

  std::string checkCondition(const json& schema, const json& rule, const json& value,
                             const std::string& at) const {
    const std::string branch = check(rule, value, at).empty() ? "then" : "else";
    return schema.contains(branch) ? check(schema[branch], value, at) : "";
  }

  static std::string checkType(const json& rule, const json& value, const std::string& at) {
    const json types = rule.is_array() ? rule : json::array({rule});
    const bool fits = std::any_of(types.begin(), types.end(),
                                  [&](const json& type) { return hasType(value, type); });
    return fits ? "" : at + ": is not of type " + rule.dump();
  }

  std::string checkObject(const json& schema, const std::string& keyword, const json& rule,
                          const json& value, const std::string& at) const {
    if (keyword == "required") {
      for (const json& name : rule)
        if (!value.contains(name))
          return at + ": lacks " + name.get<std::string>();
      return {};
    }
    const bool named = keyword == "properties";
    for (const auto& [name, member] : value.items()) {
      const bool known = schema.contains("properties") && schema["properties"].contains(name);
      if (known != named)
        continue;
      const std::string error = check(named ? rule[name] : rule, member, at + "/" + name);
      if (!error.empty())
        return error;
    }
    return {};
  }

  std::string checkArray(const json& schema, const std::string& keyword, const json& rule,
                         const json& value, const std::string& at) const {
    if (keyword == "minItems")
      return value.size() >= rule ? "" : at + ": fewer than " + rule.dump() + " items";
    if (keyword == "maxItems")
      return value.size() <= rule ? "" : at + ": more than " + rule.dump() + " items";
    if (keyword == "uniqueItems")
      return !rule.get<bool>() || std::set<json>(value.begin(), value.end()).size() == value.size()
                 ? ""
                 : at + ": has equal items";
    const std::size_t named = schema.contains("prefixItems") ? schema["prefixItems"].size() : 0;
    const bool prefix = keyword == "prefixItems";
    for (std::size_t i = prefix ? 0 : named;
         i < (prefix ? std::min(named, value.size()) : value.size()); ++i) {
      const json& item = prefix ? rule[i] : rule;
      if (std::string error = check(item, value[i], at + "/" + std::to_string(i)); !error.empty())
        return error;
    }
    return {};
  }

  const json& root_;
};

} // namespace

std::string schemaErrors(const json& schema, const json& value) {
  return Validator(schema).check(schema, value, "");
}

} // namespace pysecd::test

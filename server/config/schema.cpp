#include "server/config/schema.h"

#include "server/config/options.h"

#include <nlohmann/json.hpp>

namespace pysecd::config {
namespace {

using Json = nlohmann::ordered_json;

Json listOf(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }

Json typeOf(Kind kind) {
  Json text = {{"type", "string"}};
  const Json check = {{"$ref", "#/definitions/check"}};
  switch (kind) {
  case Kind::Checks:
    return listOf(check);
  case Kind::ChecksByGlob:
    return {{"type", "object"}, {"additionalProperties", listOf(check)}};
  case Kind::Globs:
  case Kind::Paths:
    return listOf(text);
  case Kind::Flag:
    return {{"type", "boolean"}};
  case Kind::Size:
    return {{"oneOf",
             {{{"type", "integer"}, {"minimum", 1}, {"maximum", kLargestFileSize}},
              {{"type", "string"}, {"pattern", "^[0-9]+[KkMmGg]?$"}}}}};
  case Kind::FailOn:
    return {{"enum", failOnNames()}};
  case Kind::Path:
    break;
  }
  return text;
}

} // namespace

std::string schema() {
  Json properties = Json::object();
  for (const OptionInfo& option : allOptions()) {
    Json property = {{"description", option.what}};
    property.update(typeOf(option.kind));
    properties[std::string(option.name)] = std::move(property);
  }
  const Json root = {
      {"$schema", "http://json-schema.org/draft-07/schema#"},
      {"title", "pysecd.toml"},
      {"description", "What pysecd looks for in a project; also [tool.pysecd] in pyproject.toml"},
      {"type", "object"},
      {"additionalProperties", false},
      {"properties", std::move(properties)},
      {"definitions",
       {{"check",
         {{"description", "The id of a check, or a group of them"},
          {"enum", checkAndGroupNames()}}}}}};
  return root.dump(2) + '\n';
}

} // namespace pysecd::config

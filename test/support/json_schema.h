// Validates JSON against a JSON Schema, as far as the schemas of our outputs go (draft 4 to
// 2020-12). A keyword it does not know is an error, so that nothing passes unlooked at.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace pysecd::test {

// The first thing wrong, as "/findings/0/range: lacks start"; empty if the value is valid.
std::string schemaErrors(const nlohmann::json& schema, const nlohmann::json& value);

} // namespace pysecd::test

// The options as a JSON schema, for editors that complete and check TOML by one. Pure: any thread.
#pragma once

#include <string>

namespace pysecd::config {

// Of pysecd.toml; server/config/pysecd.schema.json is the same text.
std::string schema();

} // namespace pysecd::config

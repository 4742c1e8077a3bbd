// Whether a text looks like a secret that stands in the program: by known forms of tokens, or by
// its shape where a name says that it is one. Pure: any thread.
#pragma once

#include <string_view>

namespace pysecd {

enum class SecretShape : unsigned char {
  No,       // a placeholder, a name, a sentence, a path
  Possible, // a word: "admin"
  Likely    // letters with digits or signs, or much entropy
};

// The shape of a text that `name` says is a secret.
SecretShape secretShape(std::string_view name, std::string_view text);

// A token of a known form (cloud keys, private keys, tokens of well-known services); its kind, or
// empty.
std::string_view knownToken(std::string_view text);

} // namespace pysecd

// Reads meaning out of identifiers: their words, and the names that stand around an expression and
// tell what it is for. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

// "userPassword_hash2" -> user, password, hash2: lower case, split at underscores, dots, dashes and
// humps.
std::vector<std::string> wordsOf(std::string_view name);

// True if a word of the name is one of `words`, of five letters or more also as a part of one
// ("mypassword"); "login_required" stands for the two words in a row.
bool mentions(std::string_view name, std::span<const std::string_view> words);
inline bool mentions(std::string_view name, std::initializer_list<std::string_view> words) {
  return mentions(name, std::span<const std::string_view>(words.begin(), words.size()));
}

// A password, token, key or the like, by its name; not the name of a place where one is kept
// ("token_url", "password_field").
bool isSecretName(std::string_view name);
// A secret that people choose: password, passphrase, pin.
bool isPasswordName(std::string_view name);

// The names around an expression, nearest first: what it is assigned to, the parameter it is passed
// as, the functions called with it, its own arguments, the function and the class it stands in.
std::vector<std::string_view> namesAround(const FunctionContext& context, NodeId expression);

} // namespace pysecd

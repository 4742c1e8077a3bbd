// Reads meaning out of identifiers: their words, and the names that stand around an expression and
// tell what it is for. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"

#include <array>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

// "userPassword_hash2" -> user, password, hash2: lower case, split at underscores, dots, dashes and
// humps. Of a very long name the beginning.
class NameWords {
public:
  explicit NameWords(std::string_view name);
  NameWords(const NameWords&) = delete;
  NameWords& operator=(const NameWords&) = delete;

  std::span<const std::string_view> all() const { return {words_.data(), count_}; }
  bool empty() const { return count_ == 0; }
  std::string_view last() const { return words_[count_ - 1]; }
  // With `_` before, between and behind.
  std::string_view joined() const { return {text_.data(), size_}; }

private:
  // In place: asked of nearly every name of a program.
  std::array<char, 128> text_;
  std::array<std::string_view, 24> words_;
  std::size_t size_ = 0;
  std::size_t count_ = 0;
};

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

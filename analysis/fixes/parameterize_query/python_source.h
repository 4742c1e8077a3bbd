// Small questions about Python source between the nodes of an Ast: parentheses, blanks, comments,
// string prefixes. The Ast leaves parentheses out of an expression's range, edits must not. Pure:
// any thread.
#pragma once

#include "analysis/support/span.h"
#include "analysis/syntax/ast.h"

#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

// The first offset at or after `at` (bounded by `end`) that is neither blank, comment nor escaped
// line break.
ByteOffset skipTrivia(std::string_view source, ByteOffset at, ByteOffset end);

// The end of an expression with the parentheses closed after it, up to `limit`.
ByteOffset outerEnd(const Ast& ast, NodeId node, ByteOffset limit);

// The elements of a Call, Tuple, List, Set or Dict in order, each with the parentheses around it.
std::vector<ByteRange> elementRanges(const Ast& ast, NodeId container);

// The offset just after the opening parenthesis of a Call's arguments.
ByteOffset argumentsBegin(const Ast& ast, NodeId call);

// The parts of a string token: f"..." has prefix "f", quote "\"".
struct StringParts {
  std::string_view prefix;
  std::string_view quote; // one or three characters
  ByteRange body;
};
StringParts stringParts(const Ast& ast, NodeId string);

// The name a Name, Attribute or KeywordArgument is written with; empty for others.
std::string_view writtenName(const Ast& ast, NodeId node);

// The text of a string literal of one token without fields; empty for anything else.
std::string plainStringText(const Ast& ast, NodeId node);

// The source of an expression, in parentheses where an argument or element needs them.
std::string argumentSource(const Ast& ast, NodeId node);

// A Python string literal of this text: `quote` is ' or ".
std::string pythonString(std::string_view text, char quote);

// The same; text of several lines as a triple-quoted one where that shows it as it is.
std::string longString(std::string_view text, char quote);

// `text` as it stands between the quotes of a literal; with `braces` doubled for an f-string or
// .format.
std::string escapedBody(std::string_view text, char quote, bool braces);

// The lines of a statement, from the start of its first line to the start of the line after it;
// empty if it shares one.
ByteRange wholeLines(std::string_view source, ByteRange statement);

// Where a statement can be added after this one, and what separates the two: a line break with the
// same indentation, or
// `; ` where the statement shares its line.
struct StatementGap {
  ByteOffset at = 0;
  std::string separator;
};
StatementGap gapAfter(std::string_view source, ByteRange statement);

// The line break and blanks before `at` if only blanks precede it on its line; else empty.
std::string_view lineLead(std::string_view source, ByteOffset at);

// Whether `word` occurs in the source as a word of its own.
bool containsWord(std::string_view source, std::string_view word);

bool isIdentifier(std::string_view text);

} // namespace pysecd

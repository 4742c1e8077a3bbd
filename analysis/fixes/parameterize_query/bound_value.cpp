#include "analysis/fixes/parameterize_query/bound_value.h"

#include "analysis/fixes/parameterize_query/python_source.h"

#include <algorithm>
#include <array>

namespace pysecd {

namespace {

bool isAnyOf(std::string_view text, std::span<const std::string_view> options) {
  return std::find(options.begin(), options.end(), text) != options.end();
}

std::string holeText(const Hole& hole) { return hole.value.empty() ? "value" : hole.value; }

// The callee's last name and only argument of a call with exactly one plain argument.
struct SimpleCall {
  std::string_view callee;
  NodeId argument = kNoNode;
};

SimpleCall simpleCall(const Ast& ast, NodeId id) {
  const Node& node = ast[id];
  if (node.kind != NodeKind::Call || node.listSize != 1)
    return {};
  const NodeId argument = ast.list(node)[0];
  const NodeKind kind = ast[argument].kind;
  if (kind == NodeKind::KeywordArgument || kind == NodeKind::Starred ||
      kind == NodeKind::DoubleStarred)
    return {};
  return {writtenName(ast, node.a), argument};
}

bool isBuiltinCall(const Ast& ast, NodeId id, std::string_view name) {
  return ast[id].kind == NodeKind::Call && ast[ast[id].a].kind == NodeKind::Name &&
         simpleCall(ast, id).callee == name;
}

// Functions that make SQL text of a value; what they return must not be bound.
bool quotesSql(std::string_view callee) {
  constexpr std::array<std::string_view, 12> kNames = {
      "escape", "escape_string", "mysql_escape_string", "real_escape_string",
      "quote",  "literal",       "quote_literal",       "quote_ident",
      "adapt",  "mogrify",       "quote_string",        "sqlescape"};
  return isAnyOf(callee, kNames);
}

// x of `x.replace("'", "''")` and `escape_string(x)`: between quotes these write the value itself.
NodeId withoutEscaping(const Ast& ast, NodeId id) {
  for (;;) {
    const Node& node = ast[id];
    if (node.kind != NodeKind::Call)
      return id;
    const auto arguments = ast.list(node);
    const std::string_view callee = writtenName(ast, node.a);
    const bool method = ast[node.a].kind == NodeKind::Attribute;
    if (method && callee == "replace" && arguments.size() == 2 &&
        plainStringText(ast, arguments[0]) == "'" &&
        (plainStringText(ast, arguments[1]) == "''" || plainStringText(ast, arguments[1]) == "\\'"))
      id = ast[node.a].a;
    else if (callee.ends_with("escape_string") && simpleCall(ast, id).argument != kNoNode)
      id = simpleCall(ast, id).argument;
    else
      return id;
  }
}

bool buildsText(const Ast& ast, NodeId id) {
  const Node& node = ast[id];
  switch (node.kind) {
  case NodeKind::String:
  case NodeKind::StringConcat:
    return true;
  case NodeKind::Binary:
    return buildsText(ast, node.a) || buildsText(ast, node.b);
  case NodeKind::Conditional:
    return buildsText(ast, node.b) || buildsText(ast, node.c);
  case NodeKind::Call: {
    const std::string_view callee = writtenName(ast, node.a);
    return quotesSql(callee) || callee == "join" ||
           (callee == "format" && buildsText(ast, ast[node.a].a));
  }
  default:
    return false;
  }
}

// Values that no driver binds; text is made of them.
bool isDisplay(NodeKind kind) {
  switch (kind) {
  case NodeKind::Tuple:
  case NodeKind::List:
  case NodeKind::Set:
  case NodeKind::Dict:
  case NodeKind::ListComp:
  case NodeKind::SetComp:
  case NodeKind::DictComp:
  case NodeKind::GeneratorExp:
  case NodeKind::Lambda:
    return true;
  default:
    return false;
  }
}

std::string nameFor(const Ast& ast, NodeId id) {
  for (int depth = 0; depth < 20; ++depth) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::Name || node.kind == NodeKind::Attribute)
      return std::string(writtenName(ast, id));
    if (node.kind == NodeKind::Subscript) {
      const std::string key = plainStringText(ast, node.b);
      return isIdentifier(key) ? key : "value";
    }
    if (node.kind == NodeKind::Await) {
      id = node.a;
    } else if (node.kind == NodeKind::Call) {
      const auto arguments = ast.list(node);
      std::string key = arguments.empty() ? "" : plainStringText(ast, arguments[0]);
      if (isIdentifier(key))
        return key;
      const bool method = ast[node.a].kind == NodeKind::Attribute;
      if (arguments.size() == 1 && !method)
        id = arguments[0];
      else if (method)
        id = ast[node.a].a;
      else
        return "value";
    } else {
      return "value";
    }
  }
  return "value";
}

std::string usableName(std::string name) {
  constexpr std::array<std::string_view, 36> kPythonWords = {
      "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
      "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
      "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
      "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield",    "self"};
  while (name.starts_with('_'))
    name.erase(0, 1);
  return isIdentifier(name) && !isAnyOf(name, kPythonWords) ? name : "value";
}

bool repeatable(const Ast& ast, const Hole& hole) {
  return hole.plainExpression && ast[hole.expression].kind == NodeKind::Name;
}

std::string expressionSource(const Ast& ast, const Hole& hole) {
  return hole.plainExpression ? argumentSource(ast, hole.expression) : hole.value;
}

BoundValue refused(std::string why) {
  BoundValue value;
  value.refusal = std::move(why);
  return value;
}

BoundValue value(const Ast& ast, const Hole& hole, std::string source) {
  BoundValue bound;
  bound.repeatable = repeatable(ast, hole) && source == hole.value;
  bound.source = std::move(source);
  bound.name =
      usableName(hole.plainExpression || hole.value.find_first_of(".[(") != std::string::npos
                     ? nameFor(ast, hole.expression)
                     : hole.value);
  return bound;
}

bool isDigits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// width[.precision]type of a number without sign, fill or separators.
bool isFloatSpec(std::string_view spec) {
  const std::size_t dot = spec.find('.');
  const std::string_view width = spec.substr(0, dot);
  const std::string_view precision = dot == std::string_view::npos ? "" : spec.substr(dot + 1);
  return isDigits(width) && isDigits(precision);
}

bool yieldsInt(const Ast& ast, const Hole& hole) {
  return hole.plainExpression &&
         (ast[hole.expression].kind == NodeKind::Integer ||
          isBuiltinCall(ast, hole.expression, "int") || isBuiltinCall(ast, hole.expression, "len"));
}

std::string asInt(const Ast& ast, const Hole& hole) {
  return yieldsInt(ast, hole) ? expressionSource(ast, hole) : "int(" + hole.value + ")";
}

char innerQuote(std::string_view source, char preferred) {
  if (source.find(preferred) == std::string_view::npos)
    return preferred;
  const char other = preferred == '"' ? '\'' : '"';
  return source.find(other) == std::string_view::npos ? other : '\0';
}

// Whether `source` may stand between the braces of an f-string in every version of Python.
bool fitsFString(std::string_view source, char quote) {
  return source.find(quote) == std::string_view::npos &&
         source.find_first_of("\\\n\r#") == std::string_view::npos;
}

// The replacement field that writes what the hole wrote, without braces; empty if none does.
std::string fieldSource(const Ast& ast, const Hole& hole) {
  std::string source = hole.value;
  if (hole.form == HoleForm::PercentField &&
      std::string_view("diu").find(hole.type) != std::string_view::npos) {
    if (!hole.spec.empty() && !isDigits(hole.spec))
      return {};
    source = asInt(ast, hole) + (hole.spec.empty() ? "" : ":" + hole.spec);
    return source;
  }
  if (hole.plainExpression)
    source = ast.text(withoutEscaping(ast, hole.expression));
  const NodeKind kind = ast[hole.expression].kind;
  if (hole.plainExpression &&
      (kind == NodeKind::Lambda || kind == NodeKind::NamedExpression || kind == NodeKind::Dict ||
       kind == NodeKind::Set || kind == NodeKind::DictComp || kind == NodeKind::SetComp ||
       kind == NodeKind::Yield || kind == NodeKind::Compare || kind == NodeKind::Tuple))
    source = "(" + source + ")";
  if (hole.form == HoleForm::PercentField) {
    if (hole.conversion != 0)
      return hole.spec.empty() ? source + "!" + hole.conversion : "";
    if (hole.type == 's')
      return hole.spec.empty() ? source : "";
    const bool floating = std::string_view("eEfFgG").find(hole.type) != std::string_view::npos;
    return floating && isFloatSpec(hole.spec) ? source + ":" + hole.spec + hole.type : "";
  }
  if (hole.conversion != 0)
    source += std::string("!") + hole.conversion;
  return hole.spec.empty() ? source : source + ":" + hole.spec;
}

// Text and fields as an f-string; where a value does not fit into one, as .format().
BoundValue composed(const Ast& ast, std::span<const ValuePart> parts, char quote) {
  std::string fields;
  for (const ValuePart& part : parts) {
    if (part.hole == nullptr)
      continue;
    const std::string field = fieldSource(ast, *part.hole);
    if (field.empty() && !part.hole->value.empty())
      return refused("the format of " + holeText(*part.hole) + " can't be kept in a bound value");
    fields += field;
  }
  const char chosen = innerQuote(fields, quote);
  const bool fits = chosen != '\0' && fitsFString(fields, chosen);
  const char mark = chosen == '\0' ? quote : chosen;
  std::string body;
  std::string arguments;
  for (const ValuePart& part : parts) {
    if (part.hole == nullptr) {
      body += escapedBody(part.text, mark, true);
      continue;
    }
    const std::string field = fieldSource(ast, *part.hole);
    if (fits) {
      body += "{" + field + "}";
      continue;
    }
    if (part.hole->conversion != 0 || !part.hole->spec.empty())
      return refused("the format of " + holeText(*part.hole) + " can't be kept in a bound value");
    body += "{}";
    arguments += (arguments.empty() ? "" : ", ") + field;
  }
  BoundValue bound;
  bound.source = (fits ? "f" : "") + std::string(1, mark) + body + mark;
  if (!fits)
    bound.source += ".format(" + arguments + ")";
  return bound;
}

} // namespace

BoundValue bareValue(const Ast& ast, const QueryFacts& facts, const Hole& hole) {
  if (hole.plainExpression && isDisplay(ast[hole.expression].kind))
    return refused(holeText(hole) + " is not a single value");
  if (hole.nestedSpec)
    return refused("the nested format spec of " + holeText(hole) + " can't be bound");
  if (hole.conversion == 'a')
    return refused("the conversion !a of " + holeText(hole) + " can't be bound");
  const NodeId expression = hole.expression;
  if (hole.plainExpression && buildsText(ast, expression))
    return refused(holeText(hole) + " makes SQL text itself; pass the value that it is made of");
  if (hole.plainExpression && isBuiltinCall(ast, expression, "ascii"))
    return refused("the conversion in " + holeText(hole) + " can't be bound");
  // What str() and repr() write of a number or of quoted text is the SQL literal of the same value.
  if (hole.plainExpression && hole.spec.empty() &&
      (isBuiltinCall(ast, expression, "str") || isBuiltinCall(ast, expression, "repr")) &&
      !facts.constantText(expression)) {
    Hole inner = hole;
    inner.expression = simpleCall(ast, expression).argument;
    inner.value = ast.text(inner.expression);
    return bareValue(ast, facts, inner);
  }
  const bool percent = hole.form == HoleForm::PercentField;
  const char type = percent ? hole.type : hole.spec.empty() ? 's' : hole.spec.back();
  const std::string_view spec = percent || hole.spec.empty()
                                    ? std::string_view(hole.spec)
                                    : std::string_view(hole.spec).substr(0, hole.spec.size() - 1);
  if (hole.spec.empty() && (type == 's' || type == 'r'))
    return value(ast, hole, expressionSource(ast, hole));
  if (std::string_view("diu").find(type) != std::string_view::npos && isDigits(spec))
    return value(ast, hole, percent ? asInt(ast, hole) : expressionSource(ast, hole));
  if (std::string_view("eEfFgG").find(type) != std::string_view::npos && isFloatSpec(spec)) {
    const std::string field = fieldSource(ast, hole);
    const char quote = innerQuote(field, '"');
    if (quote != '\0' && fitsFString(field, quote))
      return value(ast, hole, std::string("float(f") + quote + "{" + field + "}" + quote + ")");
  }
  return refused("the format spec of " + holeText(hole) + " can't be bound");
}

BoundValue quotedValue(const Ast& ast, const QueryFacts& facts, std::span<const ValuePart> parts,
                       char quote) {
  const bool alone = parts.size() == 1 && parts[0].hole != nullptr;
  if (!alone) {
    BoundValue bound = composed(ast, parts, quote);
    for (const ValuePart& part : parts)
      if (part.hole != nullptr && bound.name.empty())
        bound.name = value(ast, *part.hole, "").name;
    return bound;
  }
  const Hole& hole = *parts[0].hole;
  if (hole.plainExpression && quotesSql(writtenName(ast, ast[hole.expression].a)) &&
      ast[hole.expression].kind == NodeKind::Call &&
      withoutEscaping(ast, hole.expression) == hole.expression)
    return refused(holeText(hole) + " quotes the value itself; pass the value that it is made of");
  if (!hole.spec.empty() ||
      (hole.form == HoleForm::PercentField && hole.type != 's' && hole.conversion == 0)) {
    const bool integer = hole.form == HoleForm::PercentField && hole.spec.empty() &&
                         std::string_view("diu").find(hole.type) != std::string_view::npos;
    if (integer)
      return value(ast, hole, "str(" + asInt(ast, hole) + ")");
    BoundValue bound = composed(ast, parts, quote);
    bound.name = value(ast, hole, "").name;
    return bound;
  }
  std::string source = expressionSource(ast, hole);
  if (hole.plainExpression) {
    const NodeId inner = withoutEscaping(ast, hole.expression);
    if (inner != hole.expression)
      return value(ast, hole, argumentSource(ast, inner));
  }
  if (hole.conversion != 0) {
    const std::string_view function = hole.conversion == 'r'   ? "repr"
                                      : hole.conversion == 'a' ? "ascii"
                                                               : "str";
    return value(ast, hole, std::string(function) + "(" + hole.value + ")");
  }
  // What is not text was made text of: a number beside a column of text is an error in some
  // databases and another comparison in others. Text takes the type of what it stands beside, as a
  // literal does; in asyncpg it does not, so that there only the type of the column tells what is
  // right.
  const bool number = facts.number && facts.number(hole.expression);
  const bool untyped =
      hole.form != HoleForm::Operand && !number && facts.text && !facts.text(hole.expression);
  const bool dollar = facts.sink.style == ParamStyle::Dollar;
  if (hole.plainExpression &&
      (number || (untyped && !dollar) || isDisplay(ast[hole.expression].kind)))
    source = "str(" + hole.value + ")";
  BoundValue bound = value(ast, hole, std::move(source));
  bound.unsure = untyped && dollar;
  return bound;
}

} // namespace pysecd

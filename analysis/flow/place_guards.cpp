// What tests of paths and URLs show: that a path stays below a directory, that an address leads to
// a known host. They are made of a value computed from the one that is used later (a resolved path,
// a parsed URL), so what they show holds for every variable from the same source.
#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd::flow {

namespace {

constexpr SinkMask kPlaces = maskOf(Sink::Path) | maskOf(Sink::Archive);
constexpr SinkMask kAddresses = maskOf(Sink::Redirect) | maskOf(Sink::Url);

bool namesHost(std::string_view attribute) {
  return attribute == "netloc" || attribute == "hostname" || attribute == "host";
}

// `https://host/`: what begins so leads there and nowhere else.
bool isWholeOrigin(std::string_view prefix) {
  const std::size_t host = prefix.find("://");
  return host != std::string_view::npos && host != 0 &&
         prefix.find('/', host + 3) != std::string_view::npos && prefix.size() > host + 4;
}

// Which kinds of sink a text is harmless for that does not hold this one.
SinkMask cleanWithout(std::string_view forbidden) {
  if (forbidden == "..")
    return kPlaces | maskOf(Sink::Dots);
  if (forbidden == "/" || forbidden == "../" || forbidden == "..\\" || forbidden == "./")
    return kPlaces;
  if (forbidden == "\n" || forbidden == "\r" || forbidden == "\r\n")
    return maskOf(Sink::Header) | maskOf(Sink::Log);
  if (forbidden == "<")
    return maskOf(Sink::Html);
  if (forbidden == "'" || forbidden == "\"")
    return maskOf(Sink::XPath);
  return 0;
}

} // namespace

StepId Evaluator::rootOf(const Origin& origin) const {
  StepId root = origin.step;
  while (root != 0 && values().step(root).previous != 0)
    root = values().step(root).previous;
  return root;
}

// Everything that comes from where the value comes from, and from nowhere else, is clean.
void Evaluator::narrowRelated(NodeId expression, SinkMask clean, State& state) {
  const std::span<const Origin> sources = values()[out_.nodeValues[expression]].origins;
  const auto related = [&](const Origin& origin) {
    return std::any_of(sources.begin(), sources.end(), [&](const Origin& source) {
      return origin.parameter == source.parameter && origin.kinds == source.kinds &&
             rootOf(origin) == rootOf(source);
    });
  };
  if (sources.empty())
    return;
  for (ValueId& variable : state.variables) {
    const std::span<const Origin> origins = values()[variable].origins;
    if (!origins.empty() && std::all_of(origins.begin(), origins.end(), related))
      variable = values().narrowed(variable, clean);
  }
}

// The host of an address was compared with known ones; `parsed` is `urlparse(x).netloc` or the
// like.
bool Evaluator::narrowHost(NodeId parsed, State& state) {
  const Node& node = ast_[parsed];
  if (node.kind != NodeKind::Attribute || !namesHost(text(node.symbol)))
    return false;
  narrowRelated(node.a, kAddresses, state);
  return true;
}

// True if the comparison is one of these, whatever it shows.
bool Evaluator::narrowPlaceCompare(const Node& compare, const Node& term, bool holds,
                                   State& state) {
  const auto op = static_cast<CompareOp>(term.op);
  const auto& left = values()[out_.nodeValues[compare.a]].constant;
  const bool in = op == CompareOp::In || op == CompareOp::NotIn;
  const bool equal = op == CompareOp::Eq || op == CompareOp::NotEq;
  const bool positive = (op == CompareOp::In || op == CompareOp::Eq) == holds;
  if (in && !positive && left && left->kind == Constant::Kind::Str) {
    SinkMask clean = cleanWithout(left->text);
    // No quote between the first and the last character: a string literal is one all through.
    if ((left->text == "'" || left->text == "\"") && ast_[term.a].kind == NodeKind::Subscript &&
        ast_[ast_[term.a].b].kind == NodeKind::Slice)
      clean |= maskOf(Sink::Code);
    if (clean != 0) {
      narrowRelated(term.a, clean, state);
      narrowTo(term.a, clean, state);
    }
    return false;
  }
  if (!positive || !(in || equal))
    return false;
  if (in && ast_[term.a].kind == NodeKind::Attribute && text(ast_[term.a].symbol) == "parents") {
    narrowRelated(ast_[term.a].a, kPlaces, state);
    return true;
  }
  if (in && !closedSet(out_.nodeValues[term.a]))
    return false;
  const bool leftIsHost = narrowHost(compare.a, state);
  const bool rightIsHost = equal && narrowHost(term.a, state);
  if (leftIsHost || rightIsHost)
    return true;
  // `os.path.commonpath([root, path]) == root`
  for (NodeId side : {compare.a, term.a}) {
    if (const auto kept = commonPaths_.find(in_.scopes.of(side)); kept != commonPaths_.end())
      side = kept->second;
    if (equal && isCommonPath(side)) {
      narrowRelated(side, kPlaces, state);
      return true;
    }
  }
  return false;
}

bool Evaluator::isCommonPath(NodeId call) const {
  if (ast_[call].kind != NodeKind::Call)
    return false;
  const std::string_view name = text(ast_[ast_[call].a].symbol);
  return name == "commonpath" || name == "commonprefix" || name == "dirname";
}

// `common = os.path.commonpath([root, path])`: a later test of the variable is one of the paths.
void Evaluator::rememberCommonPath(NodeId target, NodeId value) {
  const std::int32_t slot =
      ast_[target].kind == NodeKind::Name ? in_.scopes.of(target) : kGlobalSlot;
  if (slot < 0)
    return;
  if (isCommonPath(value))
    commonPaths_[slot] = value;
  else if (!commonPaths_.empty())
    commonPaths_.erase(slot);
}

// True if the call tests where a path or an address leads.
bool Evaluator::narrowPlaceCall(NodeId test, State& state) {
  const Node& call = ast_[test];
  const Node& callee = ast_[call.a];
  const auto arguments = ast_.list(call);
  if (callee.kind != NodeKind::Attribute || arguments.empty())
    return false;
  const std::string_view method = text(callee.symbol);
  if (method == "is_relative_to") {
    narrowRelated(callee.a, kPlaces, state);
    return true;
  }
  if (method != "startswith")
    return false;
  const Value subject = values()[out_.nodeValues[callee.a]];
  const Value prefix = values()[out_.nodeValues[arguments[0]]];
  const auto withoutDots = [](const Origin& origin) {
    return (origin.cleaned & maskOf(Sink::Dots)) != 0;
  };
  if (!subject.origins.empty() &&
      std::all_of(subject.origins.begin(), subject.origins.end(), withoutDots)) {
    narrowRelated(callee.a, kPlaces, state);
    return true;
  }
  if (prefix.constant ? prefix.constant->text == "/" || isWholeOrigin(prefix.constant->text)
                      : prefix.harmlessFor(Sink::Redirect)) {
    narrowRelated(callee.a, kAddresses, state);
    narrowTo(callee.a, kAddresses, state);
    return true;
  }
  return false;
}

} // namespace pysecd::flow

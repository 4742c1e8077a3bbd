#include "analysis/checks/rule.h"
#include "analysis/checks/util/entries.h"
#include "analysis/checks/util/explain_flow.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::exception {

namespace {

constexpr TaintMask kInternals = maskOf(Taint::Internals);
constexpr std::string_view kNarrowMessage = "the text of a caught exception is sent to the client";

// Exceptions whose text is about the value that was refused, as a rule.
constexpr std::string_view kTame[] = {"ValueError",         "KeyError",
                                      "TypeError",          "IndexError",
                                      "LookupError",        "NotImplementedError",
                                      "UnicodeDecodeError", "JSONDecodeError",
                                      "DecimalException",   "InvalidOperation"};

const Origin* internalsOf(const Value& value) {
  if (value.harmless())
    return nullptr;
  for (const Origin& origin : value.origins)
    if ((origin.kinds & kInternals) != 0 && (origin.cleaned & maskOf(Sink::Response)) == 0)
      return &origin;
  return nullptr;
}

// The first step: `Exception` of the handler, or the call that gives a traceback.
NodeId sourceOf(const FunctionContext& context, const Origin& origin) {
  NodeId node = kNoNode;
  for (StepId id = origin.step; id != 0; id = context.flow.values.step(id).previous)
    node = context.flow.values.step(id).node;
  return node;
}

// `format_exc() if settings.DEBUG else ...`: whoever switches that on wants to see it.
bool onlyInDebugMode(const FunctionContext& context, NodeId place) {
  const Ast& ast = context.ast;
  const auto asksDebug = [&](NodeId test) {
    return anyInside(ast, test, [&](NodeId id) {
      const Node& node = ast[id];
      return (node.kind == NodeKind::Name || node.kind == NodeKind::Attribute) &&
             mentions(context.text(node.symbol), {"debug"});
    });
  };
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    return (node.kind == NodeKind::If || node.kind == NodeKind::Conditional) &&
           node.begin <= ast[place].begin && ast[place].end <= node.end && asksDebug(node.a);
  });
}

// How telling the text is: that of any exception, or of a library's about the system, or what its
// author wrote for a purpose (nullopt for exceptions nothing is known of).
std::optional<Severity> weigh(const FunctionContext& context, const Origin& origin) {
  const NodeId source = sourceOf(context, origin);
  if (source != kNoNode && onlyInDebugMode(context, source))
    return std::nullopt;
  if (source == kNoNode || context.ast[source].kind == NodeKind::Call)
    return Severity::Warning;
  const bool tuple = context.ast[source].kind == NodeKind::Tuple;
  std::vector<NodeId> types{source};
  if (tuple)
    types.assign(context.ast.list(source).begin(), context.ast.list(source).end());
  std::optional<Severity> severity;
  for (const NodeId type : types) {
    const std::string_view name = lastName(context, type);
    if (name == "Exception" || name == "BaseException" || name.ends_with("DatabaseError") ||
        name == "OSError" || name == "IOError" || name == "SQLAlchemyError" || name == "DBError" ||
        name == "CalledProcessError" || name == "OperationalError" || name == "ProgrammingError")
      return Severity::Warning;
    if (std::find(std::begin(kTame), std::end(kTame), name) != std::end(kTame))
      severity = Severity::Information;
  }
  return severity;
}

// A function that is given the exception itself decides what to send of it.
bool givesObject(const SinkContext& context) {
  const Node& argument = context.function.ast[context.hit.argument];
  return context.hit.through != kNoSymbol &&
         (argument.kind == NodeKind::Name ||
          calleeName(context.function, context.hit.argument) == "exc_info");
}

bool isTelling(const SinkContext& context) {
  if (givesObject(context))
    return false;
  const Origin* origin = bestOrigin(context, kInternals);
  return origin != nullptr && weigh(context.function, *origin) == Severity::Warning;
}

bool isTame(const SinkContext& context) {
  if (givesObject(context))
    return false;
  const Origin* origin = bestOrigin(context, kInternals);
  return origin != nullptr && weigh(context.function, *origin) == Severity::Information;
}

// The parts of a returned value that a framework sends as the body.
std::vector<NodeId> bodiesOf(const FunctionContext& context, NodeId returned) {
  const Node& node = context.ast[returned];
  std::vector<NodeId> bodies;
  if (node.kind == NodeKind::Tuple && node.listSize != 0)
    return bodiesOf(context, context.ast.list(node)[0]);
  if (node.kind == NodeKind::Dict) {
    for (const NodeId pair : context.ast.list(node))
      bodies.push_back(context.ast[pair].kind == NodeKind::DictPair ? context.ast[pair].b
                                                                    : context.ast[pair].a);
    return bodies;
  }
  const std::string_view callee = calleeName(context, returned);
  if (node.kind != NodeKind::Call || callee == "str" || callee == "repr" || callee == "format" ||
      callee == "format_exc" || callee == "dumps")
    bodies.push_back(returned);
  return bodies;
}

void reportReturns(const FunctionContext& context, NodeId function, Reporter& reporter) {
  visitInside(context.ast, context.ast[function].b, [&](NodeId id) {
    const Node& node = context.ast[id];
    if (node.kind == NodeKind::Return && node.a != kNoNode)
      for (const NodeId body : bodiesOf(context, node.a))
        if (const Origin* origin = internalsOf(context.valueOf(body)))
          if (const auto severity = weigh(context, *origin)) {
            Report report;
            report.severity = severity;
            if (severity == Severity::Information)
              report.message = kNarrowMessage;
            const NodeId source = sourceOf(context, *origin);
            if (source != kNoNode)
              report.notes = {
                  {context.ast[source].range(), "internals of the program begin here", {}, {}, {}}};
            reporter.report(context, body, std::move(report));
          }
    return !definesCode(node.kind);
  });
}

void run(const FunctionContext& context, Reporter& reporter) {
  for (const NodeId function : context.code.functions()) {
    const bool entry = function == context.ast.root ? entryPointOf(context).isEntry
                                                    : entryPointOf(context, function).isEntry;
    if (entry)
      reportReturns(context, function, reporter);
  }
}

// `"internal error"` in place of the text.
void offerGenericText(const SinkContext& context, Finding& finding) {
  const Ast& ast = context.function.ast;
  const NodeKind kind = ast[context.hit.argument].kind;
  if (kind == NodeKind::Dict || kind == NodeKind::List) {
    finding.whyNoFix = "it is one of several things sent";
    return;
  }
  finding.fixes.push_back({"send a general message",
                           {{ast[context.hit.argument].range(), "\"internal error\""}},
                           Safety::Unsafe,
                           true,
                           {}});
}

} // namespace

constexpr Check internals_exposed{
    .severity = Severity::Warning,
    .cwe = 209,
    .message = "the text of an unexpected exception, or a traceback, is sent to the client",
    .rule = {TaintRule{.from = Taint::Internals, .to = Sink::Response, .provided = isTelling},
             SinkRule{.to = Sink::Response,
                      .judge = isTame,
                      .severity = Severity::Information,
                      .message = kNarrowMessage},
             FunctionRule{run}},
    .fix = offerGenericText};

} // namespace pysecd::checks::exception

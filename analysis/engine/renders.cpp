#include "analysis/engine/renders.h"

#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/explain_flow.h"
#include "analysis/flow/portable_codec.h"

#include <algorithm>
#include <fmt/format.h>

namespace pysecd {

using templates::Render;
using templates::RenderedValue;
using templates::RenderedValues;

namespace {

constexpr std::size_t kMaxRenders = 64;   // of one function
constexpr std::size_t kMaxValues = 200;   // of one call
constexpr std::size_t kMaxRenderers = 16; // of one template
constexpr int kMaxDepth = 3;              // of containers in containers

using Known = RenderedValue::Known;

void keepWorse(RenderedValues& values, const std::string& name, RenderedValue value) {
  const auto [known, added] = values.try_emplace(name, value);
  if (!added && value.known > known->second.known)
    known->second = std::move(value);
}

class Finder {
public:
  explicit Finder(const FunctionContext& context) : context_(context), ast_(context.ast) {}

  std::vector<Render> run() {
    for (const NodeId call : context_.code.of(NodeKind::Call))
      for (const ModelId api : context_.apisOf(call))
        for (const RenderRow& row : context_.models[api].renders)
          if (out_.size() < kMaxRenders)
            add(call, row);
    return std::move(out_);
  }

private:
  void add(NodeId call, const RenderRow& row) {
    const std::optional<std::string_view> name = nameIn(call, row);
    if (!name || name->empty())
      return;
    Render render;
    render.name = *name;
    call_ = call;
    name_ = *name;
    if (row.keywords)
      for (const NodeId argument : ast_.list(call))
        if (ast_[argument].kind == NodeKind::KeywordArgument && ast_[argument].symbol != kNoSymbol)
          put(render.values, std::string(context_.text(ast_[argument].symbol)), ast_[argument].a,
              context_.flow.nodeValues[ast_[argument].a]);
    if (row.context.present())
      if (const auto dict = findArgument(context_, call, row.context))
        putDict(render.values, *dict);
    out_.push_back(std::move(render));
  }

  std::optional<std::string_view> nameIn(NodeId call, const RenderRow& row) const {
    if (!row.ofReceiver) {
      const auto name = findArgument(context_, call, row.name);
      return name ? context_.constantText(name->node) : std::nullopt;
    }
    const Node& callee = ast_[ast_[call].a];
    if (callee.kind != NodeKind::Attribute)
      return std::nullopt;
    const NodeId made = makerOf(callee.a);
    if (made == kNoNode || ast_.list(made).empty())
      return std::nullopt;
    return context_.constantText(ast_.list(made)[0]);
  }

  // The call that gave the receiver: itself, or what the variable is assigned.
  NodeId makerOf(NodeId receiver) const {
    if (ast_[receiver].kind == NodeKind::Call)
      return receiver;
    NodeId made = kNoNode;
    if (ast_[receiver].kind == NodeKind::Name)
      for (const NodeId id : context_.code.of(NodeKind::Assign)) {
        const Node& assign = ast_[id];
        const auto targets = ast_.list(assign);
        if (targets.size() == 1 && ast_[targets[0]].kind == NodeKind::Name &&
            ast_[targets[0]].symbol == ast_[receiver].symbol && assign.a != kNoNode)
          made = made == kNoNode && ast_[assign.a].kind == NodeKind::Call ? assign.a : kNoNode;
      }
    return made;
  }

  void putDict(RenderedValues& values, const FoundArgument& dict) {
    for (const Symbol key : namesIn(context_, dict.value)) {
      const std::string name(context_.text(key));
      const NodeId node = elementNode(context_, dict.node, name);
      put(values, name, node != kNoNode ? node : dict.node, elementOf(context_, dict.value, name));
    }
  }

  void put(RenderedValues& values, const std::string& name, NodeId argument, ValueId id) {
    if (values.size() == kMaxValues || id == kBottom)
      return;
    RenderedValue value = judged(argument, id, kMaxDepth);
    if (value.known == Known::Remote)
      value.notes.push_back({ast_[argument].range(),
                             fmt::format("the template {} sees it as {}", name_, name),
                             {},
                             {},
                             {}});
    keepWorse(values, name, std::move(value));
  }

  // A container is as bad as the worst it holds.
  RenderedValue judged(NodeId argument, ValueId id, int depth) const {
    SinkHit hit;
    hit.call = call_;
    hit.argument = argument;
    hit.value = id;
    hit.row.kind = Sink::Html;
    const SinkContext at{context_, hit};
    const auto remote = maskOf(Taint::Remote);
    RenderedValue value;
    if (bestOrigin(at, remote) != nullptr) {
      value.known = Known::Remote;
      value.notes = explainFlow(at, remote);
      return value;
    }
    const Value& known = context_.flow.values[id];
    if (!known.harmlessFor(Sink::Html))
      return value;
    if (known.objects.empty()) {
      value.known = (known.may & kObject) == 0 ? Known::Harmless : Known::Unknown;
      return value;
    }
    const std::vector<ValueId> held = elementsOf(context_, id);
    if (held.empty() || depth == 0)
      return value;
    value.known = Known::Harmless;
    for (const ValueId element : held)
      if (RenderedValue inside = judged(argument, element, depth - 1); inside.known > value.known)
        value = std::move(inside);
    return value;
  }

  const FunctionContext& context_;
  const Ast& ast_;
  NodeId call_ = kNoNode;
  std::string_view name_;
  std::vector<Render> out_;
};

} // namespace

std::vector<Render> rendersOf(const FunctionContext& context) { return Finder(context).run(); }

RenderedValues renderedInto(std::string_view templatePath, const World& world) {
  RenderedValues values;
  std::size_t renderers = 0;
  for (const std::string& module : world.names().all()) {
    const InterfacePtr known = world.interfaceOf(module);
    if (!known)
      continue;
    for (const Render& render : known->renders) {
      if (!templates::isTemplateNamed(templatePath, render.name) || ++renderers > kMaxRenderers)
        continue;
      for (const auto& [name, value] : render.values) {
        RenderedValue placed = value;
        for (Note& note : placed.notes) {
          note.path = world.pathOf(module);
          if (note.inside && note.inside->function.find(kModuleMark) == std::string::npos)
            note.inside->function = module + kModuleMark + note.inside->function;
        }
        keepWorse(values, name, std::move(placed));
      }
    }
  }
  return values;
}

} // namespace pysecd

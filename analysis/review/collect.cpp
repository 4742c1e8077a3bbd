#include "analysis/review/collect.h"

#include "analysis/checks/util/effects.h"
#include "analysis/checks/util/entries.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/log_calls.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/values.h"
#include "analysis/review/handlers.h"
#include "analysis/review/judge_sink.h"
#include "analysis/review/kinds.h"
#include "analysis/review/request_values.h"
#include "analysis/review/tested_reads.h"
#include "analysis/review/words.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace pysecd::review {

namespace {

constexpr std::size_t kMaxItems = 4'000; // of one function

class Collector {
public:
  Collector(const CollectInput& input, std::string_view key)
      : input_(input), context_(input.context), ast_(input.context.ast),
        parents_(parentsOf(input.context.ast)), values_(input, parents_) {
    out_.key = key;
  }

  FunctionEvidence run() {
    if (context_.isModule()) {
      out_.name = "<module>";
      visit(ast_.root);
    } else {
      head();
      visit(ast_[ast_.root].b);
    }
    sinks();
    findTestedReads(context_, callOf_, tested_, changes_, out_);
    return std::move(out_);
  }

private:
  void head() {
    const Node& root = ast_[ast_.root];
    out_.name = context_.text(root.symbol);
    out_.isPublic = !out_.name.starts_with('_') || out_.name.ends_with("__");
    out_.range = nameRange();
    if (context_.className != kNoSymbol)
      out_.className = absoluteKey(input_, context_.className);
    const EntryPoint entry = entryPointOf(context_);
    out_.isEntry = entry.isEntry || takesRequest();
    for (const std::string& method : entry.methods)
      out_.entry += (out_.entry.empty() ? "" : "|") + method;
    if (!entry.route.empty())
      out_.entry += (out_.entry.empty() ? "" : " ") + entry.route;
    for (const NodeId parameter : ast_.list(root.a))
      head(parameter);
    if (root.c != kNoNode)
      for (const NodeId decorator : ast_.list(root.c))
        decorate(decorator, std::find(entry.decorators.begin(), entry.decorators.end(),
                                      decorator) != entry.decorators.end());
  }

  // By convention: Django's views are known by their parameter.
  bool takesRequest() const {
    const auto parameters = ast_.list(ast_[ast_.root].a);
    if (parameters.empty() || context_.className != kNoSymbol || !out_.isPublic)
      return false;
    const auto rows = context_.models.parameterRows();
    return std::any_of(rows.begin(), rows.end(), [&](const ParameterRow& row) {
      return row.name == ast_[parameters[0]].symbol && context_.program.imports(row.library);
    });
  }

  ByteRange nameRange() const {
    const Node& root = ast_[ast_.root];
    const std::string_view name = context_.text(root.symbol);
    ByteOffset from = root.begin;
    if (root.c != kNoNode)
      from = ast_[ast_.list(root.c).back()].end;
    const std::size_t def = ast_.source.find("def ", from);
    const std::size_t at = def == std::string_view::npos ? def : ast_.source.find(name, def + 4);
    if (at == std::string_view::npos)
      return {root.begin, root.begin};
    const auto begin = static_cast<ByteOffset>(at);
    return {begin, static_cast<ByteOffset>(begin + name.size())};
  }

  void head(NodeId id) {
    const Node& parameter = ast_[id];
    ParameterFact fact;
    fact.name = context_.text(parameter.symbol);
    fact.range = {parameter.begin, static_cast<ByteOffset>(parameter.begin + fact.name.size())};
    RequestValues::Use use = values_.useOfName(parameter.symbol);
    fact.used = std::move(use.words);
    fact.checked = use.checked;
    out_.parameters.push_back(std::move(fact));
    guardIn(parameter);
  }

  // `user=Depends(get_current_user)`.
  void guardIn(const Node& parameter) {
    for (const NodeId part : {parameter.a, parameter.b})
      visitInside(ast_, part, [&](NodeId node) {
        const NodeKind kind = ast_[node].kind;
        if ((kind == NodeKind::Name || kind == NodeKind::Attribute) &&
            namesDependencyGuard(lastName(context_, node)) &&
            lastName(context_, node) != "token_urlsafe")
          guard(part, "the framework resolves it before the handler runs");
        return true;
      });
  }

  // A handler that is defined inside a function.
  void nestedEntry(NodeId id) {
    const EntryPoint entry = entryPointOf(context_, id);
    if (!entry.isEntry)
      return;
    const Node& node = ast_[id];
    const bool guardedBefore = std::exchange(out_.guarded, false);
    for (const NodeId decorator : ast_.list(node.c))
      for (const NodeId argument : ast_.list(decorator))
        if (ast_[decorator].kind == NodeKind::Call &&
            ast_[argument].kind == NodeKind::KeywordArgument)
          routeOption(argument);
    for (const NodeId parameter : ast_.list(node.a)) {
      const bool before = std::exchange(out_.guarded, false);
      guardIn(ast_[parameter]);
      const std::string_view name = context_.text(ast_[parameter].symbol);
      if (!out_.guarded && ast_[parameter].a == kNoNode && name != "request" && name != "self")
        add(Consideration::Input, "argument", ast_[parameter].range(), std::string(name),
            values_.useOfName(ast_[parameter].symbol).words);
      out_.guarded |= before;
    }
    const NodeId route = entry.decorators.front();
    SurfaceItem item{Consideration::Access,
                     "entry point",
                     ast_[route].range(),
                     std::string(context_.text(node.symbol)),
                     {},
                     {},
                     {}};
    item.reason = out_.guarded ? "guarded in its head" : kNoGuard;
    item.verdict = out_.guarded ? Verdict::Judged : Verdict::Unresolved;
    out_.items.push_back(std::move(item));
    out_.guarded = guardedBefore;
  }

  void guard(NodeId at, std::string reason) {
    out_.guarded = true;
    add(Consideration::Access, "guard", ast_[at].range(), excerpt(context_, at), std::move(reason));
  }

  void decorate(NodeId decorator, bool route) {
    const Node& node = ast_[decorator];
    const std::string_view name = lastName(context_, decorator);
    if (isTransaction(context_, decorator))
      transaction(decorator, "the whole function is one transaction");
    if (isLock(context_, decorator))
      add(Consideration::Concurrency, "lock", node.range(), excerpt(context_, decorator),
          "held while the function runs");
    if (const SurfaceRow* row = rowOf(input_, decorator); row != nullptr) {
      decorate(decorator, *row);
    } else if (!route && namesDependencyGuard(name)) {
      guard(decorator, "runs before the function, which it can refuse");
    }
    if (route && node.kind == NodeKind::Call)
      for (const NodeId argument : ast_.list(node))
        if (ast_[argument].kind == NodeKind::KeywordArgument)
          routeOption(argument);
    if (node.kind == NodeKind::Call)
      for (const NodeId argument : ast_.list(node))
        visit(argument);
  }

  // `dependencies=[Depends(get_current_active_superuser)]` of a route.
  void routeOption(NodeId keyword) {
    bool found = false;
    visitInside(ast_, ast_[keyword].a, [&](NodeId node) {
      found = found || (ast_[node].kind == NodeKind::Name &&
                        namesDependencyGuard(context_.text(ast_[node].symbol)) &&
                        mentions(context_.text(ast_[keyword].symbol),
                                 {"dependencies", "permission", "auth", "security"}));
      return !found;
    });
    if (found)
      guard(keyword, "a dependency of the route, which can refuse");
  }

  void decorate(NodeId decorator, const SurfaceRow& row) {
    const ByteRange range = ast_[decorator].range();
    const std::string api = excerpt(context_, decorator);
    switch (row.as) {
    case SurfaceKind::Retry:
      out_.closes.push_back("@" + written(context_, decorator));
      add(Consideration::Concurrency, "retry", range, api, row.why);
      break;
    case SurfaceKind::NoTransaction:
      add(Consideration::Concurrency, "transaction guard", range, api, row.why);
      break;
    case SurfaceKind::Subscribe:
      add(Consideration::External, "callback subscribed", range, api, row.why);
      break;
    case SurfaceKind::Guard:
      guard(decorator, row.why);
      break;
    case SurfaceKind::None:
      break;
    default:
      addRow(range, api, row);
    }
  }

  void visit(NodeId id) {
    if (id == kNoNode)
      return;
    const Node& node = ast_[id];
    switch (node.kind) {
    case NodeKind::With:
      return with(node);
    case NodeKind::Try:
      return tryStatement(node);
    case NodeKind::If:
    case NodeKind::While:
    case NodeKind::Conditional:
    case NodeKind::Assert:
      test(id);
      break;
    case NodeKind::Compare:
      compare(id);
      break;
    case NodeKind::Raise:
      raise(id);
      break;
    case NodeKind::Call:
      call(id);
      break;
    case NodeKind::Subscript:
    case NodeKind::Attribute:
      taken(id);
      break;
    case NodeKind::Name:
      if (values_.isSource(id))
        taken(id);
      break;
    case NodeKind::Global:
      shared(id);
      break;
    case NodeKind::ClassDef:
      return classBody(node);
    case NodeKind::FunctionDef:
      nestedEntry(id);
      break;
    case NodeKind::Assign:
      assign(node);
      break;
    default:
      break;
    }
    children(id);
  }

  void children(NodeId id) {
    std::vector<NodeId> inside;
    forEachChild(ast_, ast_[id], [&](NodeId child) { inside.push_back(child); });
    std::sort(inside.begin(), inside.end(),
              [&](NodeId a, NodeId b) { return ast_[a].begin < ast_[b].begin; });
    for (const NodeId child : inside)
      visit(child);
  }

  void classBody(const Node& node) {
    const Symbol before = class_;
    class_ = node.symbol;
    visit(node.a);
    visit(node.c);
    visit(node.b);
    class_ = before;
  }

  void assign(const Node& node) {
    if (class_ != kNoSymbol && node.a != kNoNode)
      for (const NodeId target : ast_.list(node))
        if (ast_[target].kind == NodeKind::Name &&
            mentions(context_.text(ast_[target].symbol),
                     {"permission_classes", "authentication_classes", "permission_required",
                      "login_url", "throttle_classes"}))
          add(Consideration::Access, "guard", ast_[target].range(),
              excerpt(context_, target) + " = " + excerpt(context_, node.a),
              "the framework asks it before any method of the class");
    for (const NodeId target : ast_.list(node))
      if (node.a != kNoNode)
        assigned(target);
  }

  // A field of something: of a row, by its models or because calls read it.
  void assigned(NodeId target) {
    const Node& node = ast_[target];
    if (node.kind != NodeKind::Attribute && node.kind != NodeKind::Subscript)
      return;
    const SurfaceRow* row = node.kind == NodeKind::Attribute ? rowOf(input_, target) : nullptr;
    const bool isRow = row != nullptr && row->as == SurfaceKind::DatabaseWrite;
    if (isRow)
      addRow(node.range(), excerpt(context_, target), *row);
    if (ast_[node.a].kind == NodeKind::Name &&
        (node.kind == NodeKind::Attribute ||
         mentions(context_.text(ast_[node.a].symbol), {"db", "row", "record"})))
      changes_.push_back({target, setting_, isRow});
  }

  void with(const Node& node) {
    const Setting before = setting_;
    for (const NodeId item : ast_.list(node)) {
      const NodeId entered = ast_[item].a;
      visit(entered);
      enter(entered);
    }
    visit(node.a);
    setting_ = before;
  }

  void enter(NodeId entered) {
    const std::string text = excerpt(context_, entered);
    if (entersTransaction(context_, entered)) {
      transaction(entered, setting_.transaction.empty()
                               ? "commits at its end, rolls back on an exception"
                               : "joins the transaction around it");
      setting_.transaction = text;
    } else if (isLock(context_, entered)) {
      add(Consideration::Concurrency, "lock", ast_[entered].range(), text,
          "given back on every way out of the block");
      setting_.lock = text;
    }
  }

  void transaction(NodeId at, std::string reason) {
    add(Consideration::Concurrency, "transaction", ast_[at].range(), excerpt(context_, at),
        std::move(reason));
  }

  void tryStatement(const Node& node) {
    visit(node.a);
    for (const NodeId handler : ast_.list(node))
      exceptHandler(handler);
    visit(node.b);
    visit(node.c);
  }

  void exceptHandler(NodeId id) {
    const Node& handler = ast_[id];
    const NodeId type = handler.a;
    const std::string caught = type == kNoNode ? "everything" : excerpt(context_, type);
    const ByteOffset end =
        type == kNoNode ? static_cast<ByteOffset>(handler.begin + 6) : ast_[type].end;
    SurfaceItem item;
    item.consideration = Consideration::Exception;
    item.kind = "exception handler";
    item.range = {handler.begin, end};
    item.api = "except " + caught;
    item.reason = whatHandlerDoes(input_, id);
    out_.items.push_back(std::move(item));
    if (type != kNoNode && anyInside(ast_, type, [&](NodeId node) {
          return mentions(lastName(context_, node), {"duplicate", "integrity", "stale", "deadlock",
                                                     "reference", "conflict", "unique"});
        }))
      out_.closes.push_back("except " + caught);
    const Setting before = setting_;
    const Symbol caughtBefore = caught_;
    setting_.inHandler = true;
    caught_ = handler.symbol;
    visit(type);
    visit(handler.b);
    setting_ = before;
    caught_ = caughtBefore;
  }

  void raise(NodeId id) {
    const Node& node = ast_[id];
    if (node.a == kNoNode)
      return;
    const NodeId made = node.a;
    const bool called = ast_[made].kind == NodeKind::Call;
    add(Consideration::Exception, "raise", {node.begin, ast_[called ? ast_[made].a : made].end},
        "raise " + written(context_, called ? ast_[made].a : made),
        carriesCaught(made) ? "carries the exception that was caught into its message"
                            : "no secret and no text of another exception goes into its message");
  }

  bool carriesCaught(NodeId made) const {
    return ast_[made].kind == NodeKind::Call && anyInside(ast_, made, [&](NodeId node) {
             return ast_[node].kind == NodeKind::Name && caught_ != kNoSymbol &&
                    ast_[node].symbol == caught_;
           });
  }

  void call(NodeId id) {
    const Node& node = ast_[id];
    if (!(context_.reached(node.a) || context_.reached(id)) || out_.calls.size() >= kMaxItems)
      return;
    const Callee callee = calleeOf(input_, id);
    const ByteRange range{ast_[node.a].begin, ast_[node.a].end};
    logCall(id);
    if (ast_[node.a].kind == NodeKind::Attribute && carriesCaught(id) && !isRaised(id))
      add(Consideration::Exception, "exception passed on", range, written(context_, node.a),
          "what was caught goes on from here, its text with it");
    endsTransaction(id, range);
    if (callee.row != nullptr && callee.row->as == SurfaceKind::Entry && class_ != kNoSymbol)
      out_.endpoints.push_back(absoluteKey(input_, class_));
    CallFact fact;
    fact.kind = callee.row != nullptr ? callee.row->as : SurfaceKind::None;
    fact.range = range;
    fact.api = callee.api;
    fact.callees = callee.callees;
    fact.external = (callee.external || isOfUnknown(id, callee)) && !isRaised(id);
    fact.why = callee.row != nullptr ? callee.row->why : std::string();
    const std::string_view name = calleeName(context_, id);
    fact.isPublic = !name.starts_with('_');
    fact.setting = setting_;
    if (!fact.callees.empty())
      carried(id, fact);
    looksAt(id, name);
    if (fact.kind == SurfaceKind::None && namesGuard(name) && callee.row == nullptr)
      add(Consideration::Access, "guard", range, written(context_, node.a) + "()",
          "refuses by an exception, or its answer is tested");
    if (fact.kind == SurfaceKind::None && testsOwner(context_, id))
      add(Consideration::Access, "owner test", ast_[id].range(), excerpt(context_, id),
          "a test of who it belongs to");
    if (fact.kind != SurfaceKind::None || !fact.callees.empty() || fact.external) {
      callOf_.emplace(id, static_cast<std::uint32_t>(out_.calls.size()));
      out_.calls.push_back(std::move(fact));
    }
    taken(id);
  }

  // A method of what a library gave that nothing is known of. Remembers what is given here.
  bool isOfUnknown(NodeId call, const Callee& callee) {
    const NodeId parent = parents_[call];
    const bool named = parent != kNoNode && ast_[parent].kind == NodeKind::Assign &&
                       ast_[ast_.list(parent)[0]].kind == NodeKind::Name;
    if (callee.external && named)
      unknown_.push_back(ast_[ast_.list(parent)[0]].symbol);
    const Node& target = ast_[ast_[call].a];
    return callee.row == nullptr && callee.callees.empty() && target.kind == NodeKind::Attribute &&
           ast_[target.a].kind == NodeKind::Name &&
           std::find(unknown_.begin(), unknown_.end(), ast_[target.a].symbol) != unknown_.end();
  }

  bool isRaised(NodeId call) const {
    return parents_[call] != kNoNode && ast_[parents_[call]].kind == NodeKind::Raise;
  }

  void logCall(NodeId id) {
    const std::vector<NodeId> logged = loggedBy(context_, id);
    if (logged.empty())
      return;
    const bool constant = std::all_of(logged.begin(), logged.end(), [&](NodeId part) {
      return context_.valueOf(part).harmless();
    });
    add(Consideration::Exception, "log record", ast_[ast_[id].a].range(),
        written(context_, ast_[id].a),
        constant ? "constant text" : "no secret among what it is given");
  }

  void endsTransaction(NodeId id, ByteRange range) {
    using As = TransactionRow::As;
    static constexpr std::pair<As, std::string_view> kActs[] = {
        {As::Begin, "opens a transaction"},
        {As::Commit, "commits"},
        {As::Rollback, "rolls back"},
        {As::AfterCommit, "runs only once it is committed"}};
    for (const auto& [act, words] : kActs)
      if (actsOnTransaction(context_, id, act))
        return add(Consideration::Concurrency, "transaction", range, written(context_, ast_[id].a),
                   std::string(words));
  }

  // `validate_zones(hints)`, `get_hints(body)`: looks at something in what the function was given.
  void looksAt(NodeId id, std::string_view name) {
    const bool validates = mentions(name, {"validate", "check", "verify", "ensure", "enforce"}) ||
                           name.find("is_") < 2;
    if (!validates && !name.starts_with("get_"))
      return;
    for (const NodeId argument : ast_.list(id)) {
      const bool plain = ast_[argument].kind == NodeKind::Name;
      const auto root = plain ? values_.rootOf(argument) : std::nullopt;
      if (!root || *root == kFromRequest)
        continue;
      if (validates)
        out_.attributes.push_back({ast_[id].range(), excerpt(context_, id), *root, Verdict::Judged,
                                   "its answer is tested, or it raises"});
      else if (ast_[id].listSize == 1)
        out_.attributes.push_back({ast_[id].range(), excerpt(context_, id), *root, Verdict::Judged,
                                   values_.useOf(id).words});
    }
  }

  void carried(NodeId id, CallFact& fact) {
    std::size_t position = 0;
    for (const NodeId argument : ast_.list(id)) {
      const Node& node = ast_[argument];
      if (node.kind == NodeKind::Starred || node.kind == NodeKind::DoubleStarred)
        break;
      const bool keyword = node.kind == NodeKind::KeywordArgument;
      if (const auto root = values_.rootOf(keyword ? node.a : argument))
        fact.carries.emplace_back(keyword ? std::string(context_.text(node.symbol))
                                          : "#" + std::to_string(position),
                                  *root);
      position += keyword ? 0 : 1;
    }
  }

  // Something taken by name from a parameter or a request.
  void taken(NodeId id) {
    const Node& node = ast_[id];
    NodeId base = kNoNode;
    if (node.kind == NodeKind::Subscript) {
      if (ast_[node.b].kind == NodeKind::Slice || isTarget(id))
        return;
      base = node.a;
    } else if (node.kind == NodeKind::Attribute) {
      const NodeId parent = parents_[id];
      if (parent != kNoNode && ast_[parent].kind == NodeKind::Call && ast_[parent].a == id)
        return;
      if (isTarget(id))
        return;
      base = node.a;
    } else if (node.kind == NodeKind::Call) {
      const Node& callee = ast_[node.a];
      const std::string_view name =
          callee.kind == NodeKind::Attribute ? context_.text(callee.symbol) : std::string_view();
      if (name == "get" || name == "pop" || name == "getlist" || name == "setdefault")
        base = callee.a;
    }
    const bool source = values_.isSource(id);
    if (base == kNoNode && !source)
      return;
    std::optional<std::uint32_t> root = base != kNoNode ? values_.rootOf(base) : std::nullopt;
    const bool cleaned = base != kNoNode && isCleaned(context_, base);
    if (source || cleaned)
      root = kFromRequest;
    if (!root || values_.goesOn(id) || out_.attributes.size() >= kMaxItems)
      return;
    if (readsOwner(context_, id))
      add(Consideration::Access, "identity", node.range(), excerpt(context_, id),
          "who it is to belong to, as the caller says");
    RequestValues::Use use = values_.useOf(id);
    if (cleaned)
      use = {Verdict::Judged, "validated by the form or schema it comes from", true};
    out_.attributes.push_back({node.range(), excerpt(context_, id), *root, use.verdict, use.words});
  }

  bool isTarget(NodeId id) const {
    const NodeId parent = parents_[id];
    if (parent == kNoNode)
      return false;
    const Node& node = ast_[parent];
    if (node.kind == NodeKind::Assign)
      return node.a != id;
    return node.kind == NodeKind::Delete || (node.kind == NodeKind::AugAssign && node.a == id);
  }

  void test(NodeId id) {
    const Node& node = ast_[id];
    identityTest(node.a);
    if (node.kind == NodeKind::If || node.kind == NodeKind::While)
      tested_.push_back({node.a, setting_, false});
    if (node.kind == NodeKind::If && testsIdentity(node.a) && refuses(node.b))
      out_.guards = true;
  }

  bool refuses(NodeId block) const {
    const auto lines = ast_.list(block);
    return !lines.empty() && ast_[lines.back()].kind == NodeKind::Raise;
  }

  bool testsIdentity(NodeId expression) const {
    return anyInside(ast_, expression, [&](NodeId node) {
      const NodeKind kind = ast_[node].kind;
      return (kind == NodeKind::Name || kind == NodeKind::Attribute ||
              kind == NodeKind::Subscript) &&
             namesIdentity(endName(context_, node));
    });
  }

  // `if user.is_admin`: truth of something that names an identity; comparisons are compare()'s.
  void identityTest(NodeId id) {
    if (id == kNoNode)
      return;
    const Node& node = ast_[id];
    if (node.kind == NodeKind::BoolOp) {
      identityTest(node.a);
      identityTest(node.b);
    } else if (node.kind == NodeKind::Unary) {
      identityTest(node.a);
    } else if (node.kind == NodeKind::Name || node.kind == NodeKind::Attribute ||
               node.kind == NodeKind::Subscript || node.kind == NodeKind::Call) {
      if (namesIdentity(endName(context_, id)))
        add(Consideration::Access, "owner test", node.range(), excerpt(context_, id),
            "decides what is done for whom");
    }
  }

  // `"host" in attrs`: whether a client gave it.
  void membership(NodeId id) {
    for (const NodeId term : ast_.list(id)) {
      const auto op = static_cast<CompareOp>(ast_[term].op);
      if (op != CompareOp::In && op != CompareOp::NotIn)
        continue;
      const NodeId given = ast_[term].a;
      const bool name = ast_[given].kind == NodeKind::Name;
      if (const auto root = name ? values_.rootOf(given) : std::nullopt)
        out_.attributes.push_back({ast_[id].range(), excerpt(context_, id), *root, Verdict::Judged,
                                   "tested for being there"});
    }
  }

  void compare(NodeId id) {
    const Node& node = ast_[id];
    std::vector<NodeId> operands{node.a};
    for (const NodeId term : ast_.list(node))
      operands.push_back(ast_[term].a);
    const bool identity = std::any_of(operands.begin(), operands.end(), [&](NodeId operand) {
      const NodeKind kind = ast_[operand].kind;
      return kind != NodeKind::String && namesIdentity(endName(context_, operand));
    });
    membership(id);
    if (identity)
      add(Consideration::Access, "owner test", node.range(), excerpt(context_, id),
          "a comparison of who it belongs to, or what its holder may");
  }

  void shared(NodeId id) {
    for (const NodeId name : ast_.list(id))
      add(Consideration::Concurrency, "shared state", ast_[name].range(),
          "global " + std::string(context_.text(ast_[name].symbol)),
          setting_.lock.empty() ? "assigned in a function; no lock is held here"
                                : "assigned under " + setting_.lock);
  }

  void sinks() {
    for (const SinkHit& hit : context_.flow.hits) {
      if (hit.through != kNoSymbol || hit.row.kind == Sink::Log || out_.items.size() >= kMaxItems)
        continue;
      if (hit.row.kind == Sink::Code && context_.flow.values[hit.value].constant)
        continue; // getattr(x, "name") is x.name
      SurfaceItem item = judgeSink({context_, hit});
      const NodeId call = hit.call;
      item.api = ast_[call].kind == NodeKind::Call ? written(context_, ast_[call].a)
                                                   : excerpt(context_, call);
      if (ast_[call].kind == NodeKind::Call)
        item.range = ast_[ast_[call].a].range();
      out_.items.push_back(std::move(item));
    }
  }

  void addRow(ByteRange range, std::string api, const SurfaceRow& row) {
    const KindWords words = wordsOf(row.as);
    add(words.consideration, words.kind, range, std::move(api), row.why);
  }

  void add(Consideration consideration, std::string_view kind, ByteRange range, std::string api,
           std::string reason) {
    if (out_.items.size() >= kMaxItems)
      return;
    for (const SurfaceItem& item : out_.items)
      if (item.range == range && item.consideration == consideration)
        return;
    out_.items.push_back(
        {consideration, kind, range, std::move(api), Verdict::Judged, std::move(reason), {}});
  }

  const CollectInput& input_;
  const FunctionContext& context_;
  const Ast& ast_;
  const std::vector<NodeId> parents_;
  const RequestValues values_;
  Setting setting_;
  Symbol caught_ = kNoSymbol;   // the name of the exception being handled
  Symbol class_ = kNoSymbol;    // whose body is walked
  std::vector<Symbol> unknown_; // variables that hold what an unknown library gave
  std::vector<PlacedNode> tested_;
  std::vector<PlacedNode> changes_; // attributes assigned
  std::vector<Symbol> changed_;     // variables whose attributes are assigned
  CallIndex callOf_;
  FunctionEvidence out_;
};

} // namespace

FunctionEvidence collectFunction(const CollectInput& input, std::string_view key) {
  return Collector(input, key).run();
}

} // namespace pysecd::review

#include "analysis/fixes/parameterize_query/collected_values.h"

#include "analysis/fixes/parameterize_query/python_source.h"

#include <algorithm>
#include <array>

namespace pysecd {

namespace {

class Collector {
public:
  Collector(const Ast& ast, const QueryFacts& facts, const ReadQuery& read, const QueryPlan& plan,
            EditBuilder& edits)
      : ast_(ast), facts_(facts), read_(read), plan_(plan), edits_(edits),
        mapping_(plan.form == BindForm::Mapping || plan.form == BindForm::Keywords ||
                 plan.form == BindForm::Enclosing) {}

  CollectedValues run() {
    collected_.refusal = check();
    if (!collected_.refusal.empty())
      return std::move(collected_);
    collected_.variable = freeName();
    for (const TextPart& part : text_->parts)
      addStatement(part);
    return std::move(collected_);
  }

private:
  std::string check() {
    const QueryVariable* variable = nullptr;
    for (const QueryVariable& candidate : read_.query.variables)
      if (std::any_of(plan_.arguments.begin(), plan_.arguments.end(), [&](const auto& argument) {
            return partOf(candidate.text, argument.statement) != nullptr;
          })) {
        if (variable != nullptr)
          return "the query's text is made in several variables";
        variable = &candidate;
      }
    if (variable == nullptr)
      return "the values are not evaluated where the query's text is made";
    text_ = &variable->text;
    if (text_->grown)
      return "the beginning of " + std::string(ast_.text(variable->use)) + " is made elsewhere";
    if (plan_.existing.present)
      return "the call passes parameters already";
    return checkArguments();
  }

  static const TextPart* partOf(const LocalText& text, NodeId statement) {
    for (const TextPart& part : text.parts)
      if (part.statement == statement && statement != kNoNode)
        return &part;
    return nullptr;
  }

  std::string checkArguments() {
    bool called = false;
    for (std::size_t i = 0; i < plan_.arguments.size(); ++i) {
      const PlannedArgument& argument = plan_.arguments[i];
      const TextPart* part = partOf(*text_, argument.statement);
      const std::string& source = argument.bound.source;
      if (part == nullptr) {
        if (argument.statement != kNoNode)
          return "the query's text is made in several variables";
        called = true;
        collected_.inCall.push_back(i);
        continue;
      }
      if (called && !mapping_)
        return source + " comes after values of the call itself";
      const NodeId text = textStatement(plan_.regions[argument.region]);
      if (text == kNoNode || (text != argument.statement && part->conditional))
        return "the text around " + source + " is made in several statements";
      if (part->repeated && mapping_)
        return source + " is added in a loop: each round would need a name of its own";
      if (part->conditional && facts_.sink.style == ParamStyle::Dollar)
        return "the number of the placeholder for " + source + " depends on the path taken";
      collected_.moved.push_back(i);
      collected_.at.push_back(ast_[argument.statement].end);
    }
    return {};
  }

  // The one statement that all of a region's text stands in, else kNoNode.
  NodeId textStatement(const PlannedRegion& region) const {
    NodeId statement = kNoNode;
    for (const Piece& piece : read_.query.pieces) {
      const auto size = static_cast<std::uint32_t>(std::max<std::size_t>(piece.text.size(), 1));
      if (piece.begin + size <= region.begin || region.end <= piece.begin)
        continue;
      if (statement != kNoNode && piece.statement != statement)
        return kNoNode;
      statement = piece.statement;
    }
    return statement;
  }

  std::string freeName() const {
    constexpr std::array<std::string_view, 3> kNames = {"params", "query_params", "sql_params"};
    for (const std::string_view name : kNames)
      if (!containsWord(ast_.source, name))
        return std::string(name);
    for (int i = 2;; ++i)
      if (std::string name = "params_" + std::to_string(i); !containsWord(ast_.source, name))
        return name;
  }

  std::vector<std::string> valuesOf(NodeId statement) const {
    std::vector<std::string> values;
    for (const std::size_t index : collected_.moved) {
      const PlannedArgument& argument = plan_.arguments[index];
      if (argument.statement == statement)
        values.push_back(mapping_ ? key(argument.bound.name) + ": " + argument.bound.source
                                  : argument.bound.source);
    }
    return values;
  }

  std::string key(const std::string& name) const {
    return pythonString(name, quoteOfQuery(ast_, read_.query));
  }

  void addStatement(const TextPart& part) {
    const std::vector<std::string> values = valuesOf(part.statement);
    if (values.empty() && !part.starts)
      return;
    std::string all;
    for (const std::string& value : values)
      all += (all.empty() ? "" : ", ") + value;
    const std::string& name = collected_.variable;
    std::string statement;
    if (part.starts && !mapping_ && !grows())
      statement = name + " = (" + all + (values.size() == 1 ? ",)" : ")");
    else if (part.starts)
      statement = name + " = " + (mapping_ ? "{" + all + "}" : "[" + all + "]");
    else if (values.size() == 1 && mapping_)
      statement =
          name + "[" + all.substr(0, all.find(": ")) + "] = " + all.substr(all.find(": ") + 2);
    else if (mapping_)
      statement = name + ".update({" + all + "})";
    else if (values.size() == 1 && !all.starts_with('*'))
      statement = name + ".append(" + all + ")";
    else
      statement = name + " += [" + all + "]";
    const StatementGap gap = gapAfter(ast_.source, ast_[part.statement].range());
    edits_.insert(gap.at, gap.separator + statement);
  }

  // Whether values are added after the list was made.
  bool grows() const {
    return std::any_of(text_->parts.begin(), text_->parts.end(), [&](const TextPart& part) {
      return !part.starts && !valuesOf(part.statement).empty();
    });
  }

  const Ast& ast_;
  const QueryFacts& facts_;
  const ReadQuery& read_;
  const QueryPlan& plan_;
  EditBuilder& edits_;
  bool mapping_;
  const LocalText* text_ = nullptr;
  CollectedValues collected_;
};

} // namespace

CollectedValues collectValues(const Ast& ast, const QueryFacts& facts, const ReadQuery& read,
                              const QueryPlan& plan, EditBuilder& edits) {
  return Collector(ast, facts, read, plan, edits).run();
}

} // namespace pysecd

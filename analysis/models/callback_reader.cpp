#include "analysis/models/callback_reader.h"

namespace pysecd {

namespace {

using namespace rows;

constexpr Names<CallbackRow::Gives> kGives[] = {{"result", CallbackRow::Gives::Result},
                                                {"collection", CallbackRow::Gives::Collection},
                                                {"inside", CallbackRow::Gives::Inside}};

// What both kinds of row say of the values.
void readPassed(Fields& fields, ModelSet& models, CallbackRow& row) {
  if (fields.has("pass"))
    row.pass = fields.arguments("pass", models);
  if (fields.has("rest")) {
    const std::int64_t rest = fields.integer("rest");
    if (rest < 0 || rest > kMaxPosition)
      fields.fail("rest", fmt::format("expected a position, 0 to {}", kMaxPosition));
    else
      row.rest = static_cast<std::int16_t>(rest);
  }
  row.each = fields.boolean("each");
  row.spread = fields.optionalArgument("args", models);
}

} // namespace

void readCalls(Fields& fields, ModelSet& models) {
  fields.allowOnly(
      "calls", {"calls", "function", "pass", "rest", "each", "args", "kwargs", "initial", "gives"});
  const std::string_view name = fields.dotted("calls");
  CallbackRow row;
  const RowValue* function = fields.member("function");
  if (function == nullptr || function->kind != Kind::String || function->text != "self")
    row.function = fields.argument("function", models);
  readPassed(fields, models, row);
  row.keywords = fields.optionalArgument("kwargs", models);
  row.folds = fields.has("initial");
  row.initial = fields.optionalArgument("initial", models);
  row.gives = fields.choiceOr("gives", kGives, CallbackRow::Gives::Nothing);
  if (!fields.failed())
    models.edit(models.ensure(name)).callbacks.push_back(std::move(row));
}

void readCollect(Fields& fields, ModelSet& models) {
  fields.allowOnly("collect", {"collect", "pass", "rest", "each", "args"});
  const std::string_view name = fields.dotted("collect");
  CallbackRow row;
  row.calls = false;
  row.gives = CallbackRow::Gives::Collection;
  readPassed(fields, models, row);
  if (!fields.failed() && row.pass.empty() && row.rest < 0 && !row.spread.present())
    fields.fail("collect", "one of the keys \"pass\", \"rest\" and \"args\" is missing");
  if (!fields.failed())
    models.edit(models.ensure(name)).callbacks.push_back(std::move(row));
}

void readStore(Fields& fields, ModelSet& models) {
  fields.allowOnly("store", {"store"});
  const std::string_view name = fields.dotted("store");
  if (!fields.failed())
    models.edit(models.ensure(name)).isStore = true;
}

} // namespace pysecd

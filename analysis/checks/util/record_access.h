// How rows are loaded, changed and saved through Django's models and SQLAlchemy's sessions, as far
// as it matters to what happens between the steps. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"

#include <string_view>

namespace pysecd {

// A call that gives one row, which stays open to others: `Model.objects.get()`,
// `get_object_or_404()`, `session.get()`, `query.first()`; not with `select_for_update()`.
bool loadsRecord(const FunctionContext& context, NodeId call);
// `record.save()`, or a commit of a session.
bool savesRecord(const FunctionContext& context, NodeId call);
bool commitsSession(const FunctionContext& context, NodeId call);
// `F("stock") - 1`, `Model.stock - 1`: computed where the row is.
bool evaluatedByDatabase(const FunctionContext& context, NodeId value);
// The text of `record` where a test compares a field of it; empty if it does not.
std::string_view testedRecord(const FunctionContext& context, NodeId test);
// "Model" of `Model.objects.filter(...).exists()`, `.first()`, `.count()`; empty for other calls.
std::string_view lookedUpModel(const FunctionContext& context, NodeId call);
// "Model" of `Model.objects.create(...)`; empty for other calls.
std::string_view createdModel(const FunctionContext& context, NodeId call);

} // namespace pysecd

#include "analysis/models/effects_reader.h"

namespace pysecd {

namespace {

using namespace rows;

constexpr Names<TransactionRow::As> kTransactions[] = {
    {"scope", TransactionRow::As::Scope},
    {"begin", TransactionRow::As::Begin},
    {"commit", TransactionRow::As::Commit},
    {"rollback", TransactionRow::As::Rollback},
    {"after-commit", TransactionRow::As::AfterCommit}};
constexpr Names<LockRow::As> kLocks[] = {{"scope", LockRow::As::Scope},
                                         {"acquire", LockRow::As::Acquire},
                                         {"release", LockRow::As::Release}};
constexpr Names<Wait> kWaits[] = {{"network", Wait::Network}, {"sleep", Wait::Sleep},
                                  {"process", Wait::Process}, {"database", Wait::Database},
                                  {"file", Wait::File},       {"lock", Wait::Lock},
                                  {"input", Wait::Input}};
constexpr Names<SurfaceKind> kSurfaces[] = {{"none", SurfaceKind::None},
                                            {"database-read", SurfaceKind::DatabaseRead},
                                            {"database-write", SurfaceKind::DatabaseWrite},
                                            {"database-session", SurfaceKind::DatabaseSession},
                                            {"database-setup", SurfaceKind::DatabaseSetup},
                                            {"rpc", SurfaceKind::Rpc},
                                            {"rpc-server", SurfaceKind::RpcServer},
                                            {"publish", SurfaceKind::Publish},
                                            {"subscribe", SurfaceKind::Subscribe},
                                            {"http", SurfaceKind::Http},
                                            {"process", SurfaceKind::Process},
                                            {"mail", SurfaceKind::Mail},
                                            {"queue", SurfaceKind::Queue},
                                            {"plugin", SurfaceKind::Plugin},
                                            {"reraise", SurfaceKind::Reraise},
                                            {"guard", SurfaceKind::Guard},
                                            {"identity", SurfaceKind::Identity},
                                            {"entry", SurfaceKind::Entry},
                                            {"validate", SurfaceKind::Validate},
                                            {"normalize", SurfaceKind::Normalize},
                                            {"retry", SurfaceKind::Retry},
                                            {"no-transaction", SurfaceKind::NoTransaction},
                                            {"precommit", SurfaceKind::Precommit},
                                            {"postcommit", SurfaceKind::Postcommit},
                                            {"spawn", SurfaceKind::Spawn},
                                            {"yield", SurfaceKind::Yield},
                                            {"framework", SurfaceKind::Framework},
                                            {"driver", SurfaceKind::Driver}};

// A dotted name; "*." before it: the end of a callee as it is written.
bool isSurfaceName(std::string_view name) {
  return isDottedName(name.starts_with("*.") ? name.substr(2) : name);
}

} // namespace

void readTransaction(Fields& fields, ModelSet& models) {
  fields.allowOnly("transaction", {"transaction", "as", "callback", "readOnly"});
  const std::string_view name = fields.dotted("transaction");
  TransactionRow row;
  row.as = fields.choice("as", kTransactions);
  row.callback = fields.optionalArgument("callback", models);
  row.readOnly = fields.boolean("readOnly");
  const bool after = row.as == TransactionRow::As::AfterCommit;
  const bool opens = row.as == TransactionRow::As::Scope || row.as == TransactionRow::As::Begin;
  if (after != row.callback.present())
    fields.fail("callback", after ? "key \"callback\" is missing: the argument that is called"
                                  : "\"callback\" is for \"as\": \"after-commit\" only");
  if (!opens && fields.has("readOnly"))
    fields.fail("readOnly", "\"readOnly\" is for \"as\": \"scope\" or \"begin\" only");
  if (!fields.failed())
    models.edit(models.ensure(name)).effects.transactions.push_back(row);
}

void readLock(Fields& fields, ModelSet& models) {
  fields.allowOnly("lock", {"lock", "as", "name", "tasks"});
  const std::string_view name = fields.dotted("lock");
  LockRow row;
  row.as = fields.choice("as", kLocks);
  row.name = fields.optionalArgument("name", models);
  row.tasks = fields.boolean("tasks");
  if (!fields.failed())
    models.edit(models.ensure(name)).effects.locks.push_back(row);
}

void readBlocking(Fields& fields, ModelSet& models) {
  fields.allowOnly("blocking", {"blocking", "kind", "async"});
  const std::string_view name = fields.dotted("blocking");
  const Wait kind = fields.choice("kind", kWaits);
  const std::string_view twin = fields.has("async") ? fields.dotted("async") : std::string_view();
  if (fields.failed())
    return;
  const ModelId id = models.ensure(name);
  const ModelId twinId = twin.empty() ? kNoModel : models.ensure(twin);
  Effects& effects = models.edit(id).effects;
  if (effects.waits != Wait::No && effects.waits != kind)
    return fields.fail("kind", "another row says that it waits for something else");
  effects.waits = kind;
  if (twinId != kNoModel)
    effects.asyncTwin = twinId;
}

void readSurface(Fields& fields, ModelSet& models) {
  fields.allowOnly("surface", {"surface", "as", "why", "below", "ending", "library"});
  const std::string_view name = fields.string("surface", "a dotted name");
  if (!fields.failed() && !isSurfaceName(name))
    fields.fail("surface", "not a dotted name such as \"smtplib.SMTP\" or \"*.session.add\"");
  SurfaceRow row;
  row.as = fields.choice("as", kSurfaces);
  if (fields.has("why"))
    row.why = fields.string("why", "a text");
  if (fields.has("library"))
    row.library = fields.dotted("library");
  const bool below = fields.boolean("below");
  const bool ending = fields.boolean("ending");
  if (below && name.starts_with("*."))
    fields.fail("below", "\"below\" is for whole names");
  if (ending && !name.starts_with("*."))
    fields.fail("ending", "\"ending\" is for names that begin with \"*.\"");
  if (!fields.failed())
    models.editSurfaces().add(name, below, ending, std::move(row));
}

} // namespace pysecd

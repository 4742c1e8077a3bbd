#include "analysis/review/kinds.h"

namespace pysecd::review {

KindWords wordsOf(SurfaceKind kind) {
  using C = Consideration;
  switch (kind) {
  case SurfaceKind::DatabaseRead:
    return {C::Database, "read"};
  case SurfaceKind::DatabaseWrite:
    return {C::Database, "write"};
  case SurfaceKind::DatabaseSession:
    return {C::Database, "session"};
  case SurfaceKind::DatabaseSetup:
    return {C::Database, "set-up"};
  case SurfaceKind::Rpc:
    return {C::External, "remote call"};
  case SurfaceKind::RpcServer:
    return {C::External, "remote endpoint"};
  case SurfaceKind::Publish:
    return {C::External, "callback published"};
  case SurfaceKind::Subscribe:
    return {C::External, "callback subscribed"};
  case SurfaceKind::Http:
    return {C::External, "HTTP request"};
  case SurfaceKind::Process:
    return {C::External, "program run"};
  case SurfaceKind::Mail:
    return {C::External, "mail"};
  case SurfaceKind::Queue:
    return {C::External, "queue"};
  case SurfaceKind::Plugin:
    return {C::External, "pluggable code"};
  case SurfaceKind::Reraise:
    return {C::Exception, "re-raise"};
  case SurfaceKind::Guard:
    return {C::Access, "guard"};
  case SurfaceKind::Identity:
    return {C::Access, "identity"};
  case SurfaceKind::Entry:
    return {C::Access, "entry point"};
  case SurfaceKind::Validate:
    return {C::Input, "validation"};
  case SurfaceKind::Normalize:
    return {C::Input, "normalisation"};
  case SurfaceKind::Retry:
    return {C::Concurrency, "retry"};
  case SurfaceKind::NoTransaction:
    return {C::Concurrency, "transaction guard"};
  case SurfaceKind::Precommit:
    return {C::Concurrency, "precommit"};
  case SurfaceKind::Postcommit:
    return {C::Concurrency, "postcommit"};
  case SurfaceKind::Spawn:
    return {C::Concurrency, "task started"};
  case SurfaceKind::Yield:
    return {C::Concurrency, "switch point"};
  case SurfaceKind::None:
  case SurfaceKind::Framework:
  case SurfaceKind::Driver:
    break;
  }
  return {C::External, "call"};
}

std::string_view name(Consideration consideration) {
  static constexpr std::string_view kNames[] = {"database", "external", "exception",
                                                "access",   "input",    "concurrency"};
  return kNames[static_cast<std::size_t>(consideration)];
}

std::string_view name(Verdict verdict) {
  static constexpr std::string_view kNames[] = {"judged", "unresolved", "defect"};
  return kNames[static_cast<std::size_t>(verdict)];
}

} // namespace pysecd::review

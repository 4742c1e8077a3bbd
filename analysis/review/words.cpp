#include "analysis/review/words.h"

#include "analysis/checks/util/names.h"

namespace pysecd::review {

bool namesIdentity(std::string_view name) {
  if (mentions(name, {"state", "project_physnet"}))
    return false;
  return mentions(name, {"owner", "tenant", "project", "admin", "role", "permission",
                         "authenticated", "author", "superuser", "staff", "creator"}) ||
         name == "user" || name == "user_id" || name == "current_user" || name == "username";
}

bool namesGuard(std::string_view name) {
  return mentions(name, {"enforce", "authorize", "authorise", "permission", "authenticate",
                         "login_required", "policy", "forbid", "deny", "superuser", "csrf"}) ||
         name.ends_with("allowed");
}

bool namesDependencyGuard(std::string_view name) {
  return namesGuard(name) || mentions(name, {"login", "current", "token", "jwt", "admin", "auth",
                                             "oauth", "role", "roles", "required"});
}

} // namespace pysecd::review

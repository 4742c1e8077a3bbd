// The base score of a CVSS 3.0 or 3.1 vector ("CVSS:3.1/AV:N/AC:L/..."), as its specification
// computes it. Pure: any thread.
#pragma once

#include <optional>
#include <string_view>

namespace pysecd::advisories {

// 0 to 10; nullopt for other versions and for vectors that lack a base metric.
std::optional<double> cvssBaseScore(std::string_view vector);

} // namespace pysecd::advisories

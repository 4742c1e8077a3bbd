// A review in the forms people and machines read. Each gives the same bytes for the same report.
// Pure: any thread.
#pragma once

#include "analysis/review/report.h"

#include <string>

namespace pysecd::server_review {

// What changed since an earlier state of the same files; see compare.h.
struct Comparison;

// With a `root`, an absolute directory, files below it are named from there on, and links are file:
// URIs.
std::string markdown(const review::Report& report, const std::string& root = {});
// The shape is published in review.schema.json.
std::string json(const review::Report& report);
// One file that needs no other, and no network.
std::string html(const review::Report& report);
// The verdict and the counts alone; of a change, what it added and took away.
std::string shortMarkdown(const review::Report& report);
std::string changeMarkdown(const review::Report& report, const Comparison& comparison);

} // namespace pysecd::server_review

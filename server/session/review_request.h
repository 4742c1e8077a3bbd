// What a review of files needs from the session: which, the texts of those that are open, and what
// is known of libraries. Plain values: any thread.
#pragma once

#include "analysis/support/cancel.h"
#include "analysis/text/text.h"
#include "server/config/config_set.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pysecd {

class ModelSet;

struct ReviewRequest {
  std::vector<std::string> paths;      // absolute, of files and directories
  std::vector<std::string> roots;      // of the workspace
  std::map<std::string, TextPtr> open; // by absolute path
  std::shared_ptr<const ModelSet> models;
  std::shared_ptr<const config::ConfigSet> config;
  CancelToken cancel;
};

// Reads the disk and takes its time; gives the report in Markdown.
using ReviewFiles = std::function<std::string(const ReviewRequest& request)>;

} // namespace pysecd

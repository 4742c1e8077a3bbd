// `pysecd models`: what is known of libraries, and whether a user's model files are right.
#include "analysis/support/embedded.h"
#include "server/cli/cli.h"
#include "server/cli/display.h"
#include "server/cli/model_options.h"
#include "server/models/model_files.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <ostream>

namespace pysecd::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchemaSuffix = ".schema.json";

struct Row {
  std::string library;
  std::string kind; // the first key of the row
  std::string name; // its value
  Json rest;
};

// Rows in error are passed over: `models check` tells of them.
void addRows(std::string_view bytes, std::vector<Row>& rows) {
  const Json file = Json::parse(bytes, nullptr, false, true);
  if (!file.is_object() || !file.contains("rows") || !file.contains("library"))
    return;
  for (Json row : file["rows"]) {
    if (!row.is_object() || row.empty() || !row.begin()->is_string())
      continue;
    Row listed{
        file["library"].get<std::string>(), row.begin().key(), row.begin()->get<std::string>(), {}};
    row.erase(row.begin());
    listed.rest = std::move(row);
    rows.push_back(std::move(listed));
  }
}

std::vector<Row> allRows(const ModelsOptions& options, std::vector<ModelError>& errors) {
  std::vector<Row> rows;
  for (const EmbeddedFile& file : embeddedModels())
    if (!file.name.ends_with(kSchemaSuffix))
      addRows(file.bytes, rows);
  ModelFiles users = readModelFiles({.given = options.models, .roots = workspaceRoots({})});
  for (const ModelFile& file : users.files)
    addRows(file.bytes, rows);
  errors = std::move(users.errors);
  const auto unwanted = [&](const Row& row) {
    return (!options.library.empty() && row.library != options.library) ||
           (!options.kind.empty() && row.kind != options.kind);
  };
  std::erase_if(rows, unwanted);
  return rows;
}

std::string compact(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void writeText(const std::vector<Row>& rows, std::ostream& out) {
  for (const Row& row : rows)
    out << printable(fmt::format("{:<16} {:<11} {}{}{}", row.library, row.kind, row.name,
                                 row.rest.empty() ? "" : "  ",
                                 row.rest.empty() ? "" : compact(row.rest)))
        << '\n';
}

void writeJson(const std::vector<Row>& rows, std::ostream& out) {
  out << "[";
  const char* separator = "\n  ";
  for (const Row& row : rows) {
    Json json = {{"library", row.library}, {"kind", row.kind}, {"name", row.name}};
    json["row"] = row.rest;
    out << separator << compact(json);
    separator = ",\n  ";
  }
  out << "\n]\n";
}

} // namespace

int runModelsCheck(const std::vector<std::string>& files, const Streams& streams) {
  const LoadedModels loaded = loadUserModels(files, {});
  for (const ModelError& error : loaded.errors)
    streams.err << errorLine(error) << '\n';
  return loaded.errors.empty() ? kExitClean : kExitFindings;
}

int runModelsList(const ModelsOptions& options, const Streams& streams) {
  std::vector<ModelError> errors;
  const std::vector<Row> rows = allRows(options, errors);
  for (const ModelError& error : errors)
    streams.err << errorLine(error) << '\n';
  if (options.format == ListFormat::Json)
    writeJson(rows, streams.out);
  else
    writeText(rows, streams.out);
  return streams.out.flush() && errors.empty() ? kExitClean : kExitTrouble;
}

int runModelsSchema(const Streams& streams) {
  for (const EmbeddedFile& file : embeddedModels())
    if (file.name.ends_with(kSchemaSuffix))
      streams.out << file.bytes;
  return streams.out.flush() ? kExitClean : kExitTrouble;
}

} // namespace pysecd::cli

#include "test/support/transcript.h"

#include "test/support/memory_client.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace pysecd::test {
namespace {

using Lines = std::vector<std::string>;

// One step and the indented lines below it, without their indentation.
struct Step {
  std::string line;
  Lines block;
};

Lines linesOf(std::string_view text) {
  Lines lines;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

std::string unescaped(std::string_view text) {
  const std::map<char, char> escapes{{'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'\\', '\\'}};
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto escape =
        text[i] == '\\' && i + 1 < text.size() ? escapes.find(text[i + 1]) : escapes.end();
    result += escape == escapes.end() ? text[i] : (++i, escape->second);
  }
  return result;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text)
    result += c == '\n'   ? "\\n"
              : c == '\r' ? "\\r"
              : c == '\t' ? "\\t"
              : c == '\\' ? "\\\\"
                          : std::string(1, c);
  return result;
}

std::string uriOf(const std::string& name) {
  return name.find(':') == std::string::npos ? "file:///w/" + name : name;
}

Json positionOf(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos)
    throw std::runtime_error("not a position: " + std::string(text));
  return {{"line", std::stol(std::string(text.substr(0, colon))) - 1},
          {"character", std::stol(std::string(text.substr(colon + 1))) - 1}};
}

// "1:2..1:5", or "1:2" for an empty range.
Json rangeOf(std::string_view text) {
  const auto dots = text.find("..");
  const auto start = text.substr(0, dots);
  return {{"start", positionOf(start)},
          {"end", positionOf(dots == std::string_view::npos ? start : text.substr(dots + 2))}};
}

std::string show(const Json& position) {
  return std::to_string(position["line"].get<int>() + 1) + ":" +
         std::to_string(position["character"].get<int>() + 1);
}

std::string showRange(const Json& range) { return show(range["start"]) + "-" + show(range["end"]); }

std::string showVersion(const Json& holder) {
  const Json version = holder.value("version", Json());
  return version.is_null() ? "" : " v" + version.dump();
}

void showDiagnostic(const Json& diagnostic, Lines& out) {
  static const std::map<int, std::string> severities{
      {1, "error"}, {2, "warning"}, {3, "information"}, {4, "hint"}};
  const std::string code = diagnostic.value("code", "");
  out.push_back(showRange(diagnostic["range"]) + " " + severities.at(diagnostic["severity"]) +
                (code.empty() ? "" : " " + code) + ": " + diagnostic["message"].get<std::string>());
  for (const Json& related : diagnostic.value("relatedInformation", Json::array()))
    out.push_back("  note " + showRange(related["location"]["range"]) + ": " +
                  related["message"].get<std::string>());
}

void showEdits(const Json& edits, Lines& out) {
  for (const Json& edit : edits)
    out.push_back("  " + showRange(edit["range"]) + " -> " +
                  escaped(edit["newText"].get<std::string>()));
}

void showAction(const Json& action, const std::string& uri, Lines& out) {
  out.push_back(action["kind"].get<std::string>() +
                (action.value("isPreferred", false) ? "* \"" : " \"") +
                action["title"].get<std::string>() + "\"");
  // Of another file than the one asked about; URIs may be spelled in several ways.
  const auto named = [&uri](const std::string& other) {
    const auto last = [](const std::string& path) { return path.substr(path.rfind('/') + 1); };
    return last(other) == last(uri) ? std::string() : " " + last(other);
  };
  for (const Json& change : action["edit"].value("documentChanges", Json::array())) {
    if (change.value("kind", "") == "create") {
      out.push_back("  create" + named(change["uri"]));
      continue;
    }
    const Json& document = change["textDocument"];
    out.push_back("  in" + named(document["uri"]) + showVersion(document));
    showEdits(change["edits"], out);
  }
  const Json changes = action["edit"].value("changes", Json::object());
  for (const auto& [other, edits] : changes.items()) {
    if (!named(other).empty())
      out.push_back("  in" + named(other));
    showEdits(edits, out);
  }
}

// `uri`: of the document that was asked about.
Lines showAnswer(const Json& answer, const std::string& uri = {}) {
  Lines out;
  if (answer.is_null())
    return {"no answer"};
  if (answer.contains("error"))
    return {"error " + answer["error"]["code"].dump() + ": " +
            answer["error"]["message"].get<std::string>()};
  const Json& result = answer["result"];
  if (result.is_array()) {
    for (const Json& action : result)
      showAction(action, uri, out);
  } else if (result.is_object() && result.contains("contents")) {
    out.push_back(showRange(result["range"]) + " " + result["contents"]["kind"].get<std::string>());
    for (const std::string& line : linesOf(result["contents"]["value"].get<std::string>()))
      out.push_back(line.empty() ? "|" : "| " + line);
  } else {
    out.push_back(result.dump());
  }
  return out.empty() ? Lines{"none"} : out;
}

Json capabilities(bool minimal, const std::string& encoding) {
  Json result = minimal ? Json::object() : fullCapabilities();
  if (!encoding.empty())
    result["general"]["positionEncodings"] = {encoding};
  if (minimal)
    result["textDocument"]["codeAction"]["codeActionLiteralSupport"] = Json::object();
  return result;
}

// The model and configuration files of the workspace; the pool reads them.
struct FilesOnDisk {
  std::mutex mutex;
  std::map<std::string, std::string> bytes; // by path

  ModelFiles readModels(const ModelPlaces& places) {
    const std::lock_guard lock(mutex);
    ModelFiles result;
    for (const std::string& root : places.roots)
      for (const auto& [path, content] : bytes)
        if (path.starts_with(root + "/") && path.ends_with(".json"))
          result.files.push_back({path, content});
    return result;
  }

  config::FileRead readConfig(const std::string& path) {
    const std::lock_guard lock(mutex);
    const auto file = bytes.find(path);
    return file == bytes.end() ? config::FileRead()
                               : config::FileRead{.exists = true, .bytes = file->second};
  }
};

class Player {
public:
  Player(unsigned threads, MakeAnalyser makeAnalyser)
      : client_(
            threads, std::move(makeAnalyser),
            [disk = disk_](const ModelPlaces& places) { return disk->readModels(places); },
            [disk = disk_](const std::string& path) { return disk->readConfig(path); }) {}

  // Plays one step; `step` gets what it answered.
  void play(Step& step) {
    std::istringstream words(step.line);
    std::string verb;
    words >> verb;
    const auto found = kVerbs.find(verb);
    if (found == kVerbs.end())
      throw std::runtime_error("no such step: " + step.line);
    static const std::set<std::string> kBefore{"client", "call", "send", "write"};
    if (!initialized_ && !kBefore.contains(verb))
      initialize(capabilities(false, {}), nullptr);
    (this->*found->second)(words, step);
  }

  Lines unread() {
    client_.settle();
    Lines out;
    for (const Json& message : client_.unread)
      out.push_back(message.dump());
    return out;
  }

private:
  using Verb = void (Player::*)(std::istream&, Step&);

  static std::string word(std::istream& words) {
    std::string result;
    words >> result;
    return result;
  }

  static Json restAsJson(std::istream& words) {
    std::string rest;
    std::getline(words, rest);
    return rest.empty() ? Json::object() : Json::parse(rest);
  }

  void initialize(const Json& capabilities, const Json& root) {
    client_.initialize(capabilities, root);
    initialized_ = true;
  }

  void client(std::istream& words, Step&) {
    std::string encoding;
    std::set<std::string> options;
    for (std::string option; words >> option;)
      (option.starts_with("utf") ? void(encoding = option) : void(options.insert(option)));
    Json capable = capabilities(options.contains("minimal"), encoding);
    if (options.contains("create"))
      capable["workspace"]["workspaceEdit"]["resourceOperations"] = {"create"};
    if (options.contains("watch"))
      capable["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"] = true;
    initialize(capable, options.contains("root") ? Json("file:///w") : Json());
  }

  static std::string textOf(const Step& step, const std::string& end) {
    std::string text;
    for (const std::string& line : step.block)
      text += (line.size() > 2 ? line.substr(2) : "") + end;
    return text;
  }

  void writeFile(std::istream& words, Step& step) {
    const std::lock_guard lock(disk_->mutex);
    disk_->bytes["/w/" + word(words)] = textOf(step, "\n");
  }

  void removeFile(std::istream& words, Step&) {
    const std::lock_guard lock(disk_->mutex);
    disk_->bytes.erase("/w/" + word(words));
  }

  void requests(std::istream&, Step& step) {
    client_.settle();
    step.block.clear();
    std::erase_if(client_.unread, [&](const Json& message) {
      if (!message.contains("method") || !message.contains("id"))
        return false;
      step.block.push_back(message["method"].get<std::string>() + " " + message["params"].dump());
      client_.send(Json{{"jsonrpc", "2.0"}, {"id", message["id"]}, {"result", nullptr}}.dump());
      return true;
    });
  }

  void open(std::istream& words, Step& step) {
    const std::string name = word(words);
    std::string language = "python";
    std::string end = "\n";
    int version = 1;
    for (std::string option; words >> option;) {
      if (option == "as")
        words >> language;
      else if (option == "crlf")
        end = "\r\n";
      else
        version = std::stoi(option.substr(1));
    }
    const std::string text = textOf(step, end);
    versions_[name] = version;
    client_.notify(
        "textDocument/didOpen",
        {{"textDocument",
          {{"uri", uriOf(name)}, {"languageId", language}, {"version", version}, {"text", text}}}});
  }

  void sendEdit(const std::string& name, const Json& changes) {
    client_.notify("textDocument/didChange",
                   {{"textDocument", {{"uri", uriOf(name)}, {"version", ++versions_[name]}}},
                    {"contentChanges", changes}});
  }

  void edit(std::istream& words, Step& step) {
    Json changes = Json::array();
    for (const std::string& line : step.block) {
      const auto arrow = line.find(" ->");
      const std::string where = line.substr(0, arrow);
      Json change = {{"text", unescaped(arrow + 4 <= line.size() ? line.substr(arrow + 4) : "")}};
      if (where != "whole")
        change["range"] = rangeOf(where);
      changes.push_back(change);
    }
    sendEdit(word(words), changes);
  }

  void close(std::istream& words, Step&) {
    client_.notify("textDocument/didClose", {{"textDocument", {{"uri", uriOf(word(words))}}}});
  }

  void diagnostics(std::istream& words, Step& step) {
    const std::string name = word(words);
    client_.settle();
    const Json message = client_.take("textDocument/publishDiagnostics", uriOf(name));
    step.line = "diagnostics " + name;
    step.block.clear();
    if (message.is_null()) {
      step.line += " not published";
      return;
    }
    step.line += showVersion(message["params"]);
    for (const Json& diagnostic : message["params"]["diagnostics"])
      showDiagnostic(diagnostic, step.block);
    if (step.block.empty())
      step.line += " none";
  }

  int ask(const std::string& what, std::istream& words) {
    const std::string name = word(words);
    const int id = sendQuestion(what, name, words);
    askedOf_[id] = uriOf(name);
    return id;
  }

  int sendQuestion(const std::string& what, const std::string& name, std::istream& words) {
    const std::string at = word(words);
    Json params = {{"textDocument", {{"uri", uriOf(name)}}}};
    if (what == "hover") {
      params["position"] = positionOf(at);
      return client_.request("textDocument/hover", params);
    }
    params["range"] = rangeOf(at);
    params["context"] = {{"diagnostics", Json::array()}};
    if (word(words) == "only")
      for (std::string kind; words >> kind;)
        params["context"]["only"].push_back(kind == "\"\"" ? "" : kind);
    return client_.request("textDocument/codeAction", params);
  }

  void actions(std::istream& words, Step& step) {
    const int id = ask("actions", words);
    step.block = showAnswer(client_.answer(id), askedOf_.at(id));
  }

  void hover(std::istream& words, Step& step) {
    step.block = showAnswer(client_.answer(ask("hover", words)));
  }

  void fix(std::istream& words, Step&) {
    const auto start = words.tellg();
    const std::string name = word(words);
    words.seekg(start);
    const Json answer = client_.answer(ask("actions", words));
    Json changes = answer["result"].at(0)["edit"]["documentChanges"].at(0)["edits"];
    std::reverse(changes.begin(),
                 changes.end()); // each change applies to the result of the one before
    for (Json& change : changes)
      change["text"] = change["newText"];
    sendEdit(name, changes);
  }

  void askNamed(std::istream& words, Step&) {
    const std::string label = word(words);
    const std::string what = word(words);
    asked_[label] = ask(what, words);
  }

  void answer(std::istream& words, Step& step) {
    const int id = asked_.at(word(words));
    step.block = showAnswer(client_.answer(id), askedOf_.at(id));
  }

  void cancel(std::istream& words, Step&) {
    client_.notify("$/cancelRequest", {{"id", asked_.at(word(words))}});
  }

  void sendRaw(std::istream& words, Step&) {
    const std::string method = word(words);
    client_.notify(method, restAsJson(words));
  }

  void callRaw(std::istream& words, Step& step) {
    const std::string method = word(words);
    initialized_ = initialized_ || method == "initialize";
    const Json answer = client_.call(method, restAsJson(words));
    step.block = answer.contains("error") ? showAnswer(answer) : Lines{answer["result"].dump()};
  }

  void messages(std::istream&, Step& step) {
    client_.settle();
    step.block.clear();
    for (const std::string method : {"window/showMessage", "window/logMessage", "$/logTrace"})
      for (Json message = client_.take(method); !message.is_null(); message = client_.take(method))
        step.block.push_back(method + ": " + message["params"]["message"].get<std::string>());
  }

  void expectNothing(std::istream&, Step& step) { step.block = unread(); }

  static const std::map<std::string, Verb> kVerbs;

  std::shared_ptr<FilesOnDisk> disk_ = std::make_shared<FilesOnDisk>();
  MemoryClient client_;
  bool initialized_ = false;
  std::map<std::string, int> versions_;
  std::map<std::string, int> asked_;
  std::map<int, std::string> askedOf_; // request -> document
};

const std::map<std::string, Player::Verb> Player::kVerbs{
    {"client", &Player::client},
    {"open", &Player::open},
    {"edit", &Player::edit},
    {"close", &Player::close},
    {"write", &Player::writeFile},
    {"remove", &Player::removeFile},
    {"requests", &Player::requests},
    {"actions", &Player::actions},
    {"diagnostics", &Player::diagnostics},
    {"hover", &Player::hover},
    {"fix", &Player::fix},
    {"ask", &Player::askNamed},
    {"answer", &Player::answer},
    {"cancel", &Player::cancel},
    {"send", &Player::sendRaw},
    {"call", &Player::callRaw},
    {"messages", &Player::messages},
    {"expect-nothing", &Player::expectNothing}};

bool isComment(const std::string& line) { return line.empty() || line.starts_with('#'); }

} // namespace

std::string playTranscript(std::string_view transcript, unsigned threads,
                           MakeAnalyser makeAnalyser) {
  Player player(threads, std::move(makeAnalyser));
  const Lines lines = linesOf(transcript);
  std::string result;
  for (std::size_t i = 0; i < lines.size();) {
    if (isComment(lines[i])) {
      result += lines[i++] + "\n";
      continue;
    }
    Step step{lines[i++], {}};
    while (i < lines.size() && lines[i].starts_with("  "))
      step.block.push_back(lines[i++].substr(2));
    player.play(step);
    result += step.line + "\n";
    for (const std::string& line : step.block)
      result += "  " + line + "\n";
  }
  for (const std::string& line : player.unread())
    result += "unread: " + line + "\n";
  return result;
}

} // namespace pysecd::test

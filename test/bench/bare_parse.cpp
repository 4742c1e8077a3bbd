#include "test/bench/bare_parse.h"

#include "analysis/syntax/cst.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>
#include <tree_sitter/api.h>

namespace pysecd::bench {
namespace {

struct Delete {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};
using ParserPtr = std::unique_ptr<TSParser, Delete>;

ParserPtr makeParser() {
  ParserPtr parser(ts_parser_new());
  ts_parser_set_language(parser.get(), pythonLanguage());
  return parser;
}

std::uint64_t countNodes(const TSTree* tree) {
  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
  std::uint64_t nodes = 1;
  for (;;) {
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      ++nodes;
      continue;
    }
    while (!ts_tree_cursor_goto_next_sibling(&cursor))
      if (!ts_tree_cursor_goto_parent(&cursor)) {
        ts_tree_cursor_delete(&cursor);
        return nodes;
      }
    ++nodes;
  }
}

std::uint64_t parseAndCount(TSParser* parser, const std::string& text) {
  const std::unique_ptr<TSTree, Delete> tree(ts_parser_parse_string(
      parser, nullptr, text.data(), static_cast<std::uint32_t>(text.size())));
  return countNodes(tree.get());
}

} // namespace

std::string readFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  std::string text(in ? static_cast<std::size_t>(in.tellg()) : 0, '\0');
  in.seekg(0);
  if (!in.read(text.data(), std::ssize(text)))
    throw std::runtime_error("cannot read " + path);
  return text;
}

std::vector<std::string> pythonFiles(const std::string& path) {
  namespace fs = std::filesystem;
  if (fs::is_regular_file(path))
    return {path};
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path))
    if (entry.is_regular_file() && entry.path().extension() == ".py")
      files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

Volume parseAll(const std::vector<std::string>& files, unsigned threads) {
  std::atomic<std::size_t> next = 0;
  std::atomic<std::uint64_t> bytes = 0;
  std::atomic<std::uint64_t> nodes = 0;
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < threads; ++i)
    workers.emplace_back([&] {
      const ParserPtr parser = makeParser();
      for (std::size_t index = next++; index < files.size(); index = next++) {
        const std::string text = readFile(files[index]);
        bytes += text.size();
        nodes += parseAndCount(parser.get(), text);
      }
    });
  workers.clear();
  return {bytes, nodes};
}

std::uint64_t parseBare(const std::string& text) {
  const ParserPtr parser = makeParser();
  return parseAndCount(parser.get(), text);
}

} // namespace pysecd::bench

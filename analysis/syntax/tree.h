// Concrete syntax trees by tree-sitter: RAII, incremental, with a deadline on every parse (runs of
// backslash-newline are quadratic in the grammar). Never decides what changed: see items.h. Thread
// rule: a Parser or Tree belongs to one thread at a time; Tree::copy() (0.1 us) makes one to hand
// over.
#pragma once

#include "analysis/support/cancel.h"
#include "analysis/text/text.h"

#include <memory>
#include <optional>
#include <tree_sitter/api.h>

namespace pysecd {

class Tree {
public:
  explicit Tree(TSTree* tree) : tree_(tree) {}
  Tree copy() const { return Tree(ts_tree_copy(tree_.get())); }
  TSNode root() const { return ts_tree_root_node(tree_.get()); }
  bool hasErrors() const { return ts_node_has_error(root()); }
  TSTree* raw() const { return tree_.get(); }

private:
  struct Delete {
    void operator()(TSTree* tree) const { ts_tree_delete(tree); }
  };
  std::unique_ptr<TSTree, Delete> tree_;
};

class Parser {
public:
  Parser();
  // nullopt if `cancel` fired (request or deadline), within some 10 ms whatever the text. The
  // parser stays usable.
  std::optional<Tree> parse(const Text& text, const CancelToken& cancel);
  // Reuses `old`, the tree of `oldText`; the edit is found by comparing the texts (common prefix
  // and suffix).
  std::optional<Tree> reparse(const Tree& old, const Text& oldText, const Text& newText,
                              const CancelToken& cancel);

private:
  std::optional<Tree> run(const TSTree* old, const Text& text, const CancelToken& cancel);
  struct Delete {
    void operator()(TSParser* parser) const { ts_parser_delete(parser); }
  };
  std::unique_ptr<TSParser, Delete> parser_;
};

} // namespace pysecd

// The walk behind linearizeQuery; internal to query_pieces.cpp and query_fields.cpp. One object a
// query, one thread.
#pragma once

#include "analysis/fixes/parameterize_query/query_pieces.h"

#include <optional>

namespace pysecd {

class Linearizer {
public:
  Linearizer(const Ast& ast, const QueryFacts& facts);
  LinearQuery run();

private:
  // query_pieces.cpp
  void fail(std::string problem);
  void expression(NodeId id, LayerId layer);
  void string(NodeId id, LayerId layer);
  void literal(NodeId token, NodeId part, LayerId layer);
  void interpolation(NodeId token, NodeId id, LayerId layer);
  void binary(NodeId id, LayerId layer);
  void call(NodeId id, LayerId layer);
  bool join(NodeId id, NodeId separator, NodeId display, LayerId layer);
  bool name(NodeId id, LayerId layer);
  void operand(NodeId id, LayerId layer);
  bool isText(NodeId id, int depth);
  std::optional<LocalText> follow(NodeId name);
  // Takes the text of a variable that fills a field apart.
  bool splice(NodeId value, LayerId layer, Splice field);
  LayerId addLayer(LayerKind kind, NodeId node, NodeId text, LayerId outer);
  void addPiece(Piece piece);
  void addHole(Hole hole, LayerId layer);
  void finish();

  // query_fields.cpp
  void percent(NodeId id, LayerId layer);
  void format(NodeId id, NodeId receiver, LayerId layer);
  NodeId formatValues(NodeId call) const;
  // What a field of a text is filled with: sets `end` to one past the field, 0 if it can't be read.
  struct Field {
    Hole hole;
    std::size_t end = 0;
  };
  // Splits the literals from pieces[first] on at their fields; "%%" and "{{" become one byte.
  template <typename ReadField>
  void readFields(std::size_t first, LayerId layer, char mark, ReadField readField);
  template <typename ReadField>
  void splitLiteral(const Piece& piece, LayerId layer, char mark, ReadField readField);
  void addField(const Piece& piece, LayerId layer, Hole hole);
  Field percentField(const Piece& piece, std::size_t at, LayerId layer, std::size_t& next);
  Field braceField(const Piece& piece, std::size_t at, LayerId layer, std::size_t& next);
  void fill(NodeId expression, std::uint32_t argument, Hole& hole) const;
  bool fillFromMapping(NodeId values, const std::string& name, char quote, Hole& hole) const;
  bool fillFromKeyword(NodeId call, const std::string& name, char quote, Hole& hole) const;
  char quoteOf(NodeId token) const;

  const Ast& ast_;
  const QueryFacts& facts_;
  LinearQuery query_;
  NodeId statement_ = kNoNode;
  NodeId self_ =
      kNoNode; // the Name at the beginning of `sql = sql + ...`: its text is there already
  int depth_ = 0;
  int follows_ = 0; // variables looked up: each costs a walk over the Ast
  int textChecks_ = 0;
  std::size_t size_ = 0;
};

} // namespace pysecd

// The expression that makes a query, taken apart: literal text with the place each byte is written
// at, constants whose text is known but stands elsewhere, and holes. Follows `+`, `%`, .format,
// f-strings, implicit concatenation, join over a display, dedent and strip, and local variables
// that serve nothing but this query. Decides nothing about SQL. Pure: any thread.
#pragma once

#include "analysis/fixes/parameterize_query/parameterize_query.h"
#include "analysis/fixes/parameterize_query/query_variables.h"
#include "analysis/support/span.h"
#include "analysis/syntax/ast.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

using LayerId = std::uint32_t; // index into LinearQuery::layers; 0 means none
inline constexpr std::uint32_t kNoIndex = ~std::uint32_t{0};

// An operation on text that already stands: formatting doubles the characters it treats specially.
enum class LayerKind : std::uint8_t {
  Percent, // text % values
  Format,  // text.format(values)
  Wrapper, // dedent(text), text.strip(): what is inside may be edited, not joined with what is
           // outside
};

struct Layer {
  LayerKind kind = LayerKind::Wrapper;
  NodeId node = kNoNode;    // the Binary or Call
  NodeId operand = kNoNode; // the text that is formatted
  // What the fields are filled from: the right side of `%`; the Call of .format; or the one display
  // that it unpacks, or that .format_map reads. kNoNode for a Wrapper.
  NodeId values = kNoNode;
  LayerId outer = 0;
  NodeId statement = kNoNode; // the assignment that it stands in
};

enum class HoleForm : std::uint8_t {
  Interpolation, // {x!r:spec} of an f-string
  PercentField,  // %s
  BraceField,    // {} of .format
  Operand,       // x in "..." + x
};

struct Hole {
  HoleForm form = HoleForm::Operand;
  NodeId expression = kNoNode; // what the caller's facts are about
  std::string value;           // Python source of the value, before conversion and format spec
  bool plainExpression = true; // `value` is exactly the source of `expression`
  ByteRange source;            // as written: the field, or the operand
  NodeId token = kNoNode;      // the String that holds the field; kNoNode for an operand
  LayerId layer = 0;           // of a field of % or .format: the layer that fills it
  std::uint32_t argument = kNoIndex; // ... and its index among the layer's arguments
  ByteRange number;                  // BraceField with an explicit index: the digits
  char conversion = 0;               // 'r', 's', 'a'
  std::string spec;           // format spec as written; of PercentField: flags, width, precision
  bool nestedSpec = false;    // the spec has fields of its own
  char type = 0;              // PercentField: s, d, f, ...
  std::string lead;           // `{x=}` writes this text before the value
  NodeId statement = kNoNode; // the assignment that evaluates it; kNoNode: the call itself
};

enum class PieceKind : std::uint8_t {
  Literal,
  Constant, // text that is known but stands elsewhere
  Lead,     // what `{x=}` writes before its value: goes and stays with the next hole
  Hole,
};

struct Piece {
  PieceKind kind = PieceKind::Literal;
  NodeId node = kNoNode;      // Literal: its String; else the expression
  LayerId layer = 0;          // innermost formatting around
  NodeId statement = kNoNode; // the assignment it stands in; kNoNode: in the call itself
  std::string text;           // of all but Hole
  std::vector<ByteRange>
      bytes; // Literal: where text[i] is written; empty ranges continue an escape
  std::uint32_t hole = kNoIndex; // Hole: index into holes; Constant: into constants, or none
  std::uint32_t begin = 0;       // offset in LinearQuery::text
};

// A field that is filled with a variable taken apart itself: it stays.
struct Splice {
  NodeId token = kNoNode; // f-string; kNoNode if it is a field of a layer
  LayerId layer = 0;
  std::uint32_t argument = kNoIndex;
};

// A local variable that was followed.
struct QueryVariable {
  NodeId use = kNoNode;
  LocalText text;
};

// An expression that holds pieces: the query, or the value of an assignment.
struct QueryRoot {
  NodeId expression = kNoNode;
  NodeId statement = kNoNode; // of which it is the value
};

struct LinearQuery {
  std::vector<Piece> pieces;   // in text order
  std::vector<Layer> layers;   // layers[0] is not used
  std::vector<Hole> holes;     // in text order
  std::vector<Hole> constants; // the fields and operands of Constant pieces
  std::vector<Splice> splices;
  std::vector<QueryVariable> variables;
  std::vector<QueryRoot> roots;
  std::string text;                       // a hole is one NUL byte
  std::vector<std::uint32_t> holeOffsets; // of holes[i] in `text`
  std::string problem;  // why the text can't be edited, for a person; empty if it can
  bool retyped = false; // a constant that stands elsewhere is formatted: to be written out here
};

LinearQuery linearizeQuery(const Ast& ast, const QueryFacts& facts);

// The arguments of a % or .format layer: elements of the tuple or list, pairs of the dict,
// arguments of the call, or the one value on the right of %.
std::vector<NodeId> layerArguments(const Ast& ast, const Layer& layer);

} // namespace pysecd

#include "analysis/checks/util/regex_ambiguity.h"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <deque>
#include <vector>

namespace pysecd {

namespace {

constexpr std::size_t kMaxPositions = 120;
constexpr std::size_t kMaxPattern = 2'000; // bytes
constexpr std::size_t kMaxEdges = 2'000'000;
constexpr int kMaxDepth = 60;
constexpr int kMaxCopies = 3;

using Chars = std::bitset<256>; // bytes; those of other than ASCII text count as any letter
using Position = std::uint16_t;

struct Edge {
  Position to = 0;
  std::uint8_t ways = 1; // in how many ways the engine gets there, 2: several
};

// What is known of a part of the pattern (Glushkov's construction).
struct Part {
  bool nullable = true;
  std::vector<Position> first;
  std::vector<Position> last;
};

Chars range(unsigned from, unsigned to) {
  Chars chars;
  for (unsigned c = from; c <= to && c < 256; ++c)
    chars.set(c);
  return chars;
}
Chars digits() { return range('0', '9'); }
Chars wordChars() {
  return digits() | range('a', 'z') | range('A', 'Z') | range('_', '_') | range(128, 255);
}
Chars spaces() { return range(9, 13) | range(' ', ' '); }

class Automaton {
public:
  std::vector<Chars> chars;             // by position
  std::vector<std::vector<Edge>> edges; // by position
  Part root;
  bool endAnchored = false;

  bool read(std::string_view pattern) {
    if (pattern.size() > kMaxPattern)
      return false;
    text_ = pattern;
    root = alternatives(0);
    return !failed_ && at_ == text_.size();
  }

private:
  void fail() { failed_ = true; }
  bool more() const { return !failed_ && at_ < text_.size(); }
  char peek() const { return text_[at_]; }
  bool take(std::string_view token) {
    if (!text_.substr(at_).starts_with(token))
      return false;
    at_ += token.size();
    return true;
  }

  void connect(const std::vector<Position>& from, const std::vector<Position>& to) {
    for (const Position p : from)
      for (const Position q : to) {
        auto& out = edges[p];
        const auto known =
            std::find_if(out.begin(), out.end(), [&](const Edge& edge) { return edge.to == q; });
        if (known == out.end())
          out.push_back({q, 1});
        else
          known->ways = 2;
      }
  }

  Part single(const Chars& set) {
    if (chars.size() >= kMaxPositions) {
      fail();
      return {};
    }
    const auto position = static_cast<Position>(chars.size());
    chars.push_back(set);
    edges.emplace_back();
    return {false, {position}, {position}};
  }

  Part sequence(const Part& a, const Part& b) {
    connect(a.last, b.first);
    Part out;
    out.nullable = a.nullable && b.nullable;
    out.first = a.first;
    if (a.nullable)
      out.first.insert(out.first.end(), b.first.begin(), b.first.end());
    out.last = b.last;
    if (b.nullable)
      out.last.insert(out.last.end(), a.last.begin(), a.last.end());
    return out;
  }

  Part alternatives(int depth) {
    Part out = branch(depth);
    while (more() && take("|")) {
      const Part other = branch(depth);
      out.nullable |= other.nullable;
      out.first.insert(out.first.end(), other.first.begin(), other.first.end());
      out.last.insert(out.last.end(), other.last.begin(), other.last.end());
    }
    return out;
  }

  Part branch(int depth) {
    Part out;
    while (more() && peek() != '|' && peek() != ')')
      out = sequence(out, repeated(depth));
    return out;
  }

  // {from,to}; to < 0: without bound. False: the brace is a literal one.
  bool bounds(int& from, int& to) {
    const std::size_t close = text_.find('}', at_);
    if (close == std::string_view::npos)
      return false;
    const std::string_view inside = text_.substr(at_ + 1, close - at_ - 1);
    const std::size_t comma = inside.find(',');
    const auto number = [](std::string_view digitsOf, int missing) -> std::optional<int> {
      if (digitsOf.empty())
        return missing;
      if (digitsOf.size() > 6 || digitsOf.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
      return std::stoi(std::string(digitsOf));
    };
    const auto low = number(inside.substr(0, comma), 0);
    const auto high = comma == std::string_view::npos ? low : number(inside.substr(comma + 1), -1);
    if (inside.empty() || !low || !high)
      return false;
    from = *low;
    to = *high;
    at_ = close + 1;
    return true;
  }

  Part repeated(int depth) {
    const std::size_t begin = at_;
    Part part = atom(depth);
    while (more()) {
      int from = 0;
      int to = 1;
      if (take("*")) {
        to = -1;
      } else if (take("+")) {
        from = 1;
        to = -1;
      } else if (peek() == '{') {
        if (!bounds(from, to))
          return part;
      } else if (!take("?")) {
        return part;
      }
      if (take("+"))
        fail(); // possessive: gives nothing back
      take("?");
      part = times(part, from, to, begin, depth);
    }
    return part;
  }

  // A few copies are written out; beyond that a bounded repetition is taken for an endless one.
  Part times(Part part, int from, int to, std::size_t begin, int depth) {
    const std::size_t end = at_;
    if (to < 0 || to > kMaxCopies) {
      connect(part.last, part.first);
      part.nullable |= from == 0;
      return part;
    }
    Part out = part;
    out.nullable |= from == 0;
    for (int copy = 1; copy < to && !failed_; ++copy) {
      at_ = begin;
      Part next = atom(depth + 1);
      next.nullable |= copy >= from;
      out = sequence(out, next);
    }
    at_ = end;
    return out;
  }

  Part atom(int depth) {
    if (depth > kMaxDepth || !more()) {
      fail();
      return {};
    }
    const char c = text_[at_++];
    switch (c) {
    case '(':
      return group(depth);
    case '[':
      return single(charClass());
    case '.':
      return single(~range('\n', '\n'));
    case '^':
      return {};
    case '$':
      endAnchored = true;
      return {};
    case '\\':
      return escape();
    case '*':
    case '+':
    case '?':
      fail();
      return {};
    default:
      return single(range(static_cast<unsigned char>(c), static_cast<unsigned char>(c)));
    }
  }

  Part group(int depth) {
    bool looks = false;
    if (take("?")) {
      if (take("P<")) {
        at_ = std::min(text_.find('>', at_), text_.size() - 1) + 1;
      } else if (take("=") || take("!") || take("<=") || take("<!")) {
        looks = true;
      } else if (!take(":")) {
        return flags();
      }
    }
    const Part inside = alternatives(depth + 1);
    if (!take(")"))
      fail();
    return looks ? Part{} : inside; // what it looks at is matched elsewhere
  }

  Part flags() { // (?i) and (?i:...): only those that leave the pattern as it reads
    const std::size_t end = text_.find_first_not_of("imsua", at_);
    if (end == std::string_view::npos || text_[end] != ')') {
      fail();
      return {};
    }
    at_ = end + 1;
    return {};
  }

  static std::optional<Chars> named(char c) {
    switch (c) {
    case 'd':
      return digits();
    case 'D':
      return ~digits();
    case 'w':
      return wordChars();
    case 'W':
      return ~wordChars();
    case 's':
      return spaces();
    case 'S':
      return ~spaces();
    default:
      return std::nullopt;
    }
  }

  // The byte after a backslash, as a character.
  unsigned escaped(char c) {
    switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'f':
      return '\f';
    case 'v':
      return '\v';
    case 'x':
    case 'u':
    case 'U': {
      const std::size_t size = c == 'x' ? 2 : c == 'u' ? 4 : 8;
      unsigned value = 0;
      for (std::size_t i = 0; i < size && more(); ++i, ++at_) {
        const char digit = static_cast<char>(peek() | 0x20);
        value = value * 16 + static_cast<unsigned>(digit >= 'a' ? digit - 'a' + 10 : digit - '0');
      }
      return std::min(value, 255U);
    }
    default:
      return static_cast<unsigned char>(c);
    }
  }

  Part escape() {
    if (!more()) {
      fail();
      return {};
    }
    const char c = text_[at_++];
    if (c == 'Z' || c == 'z')
      endAnchored = true;
    if (c == 'b' || c == 'B' || c == 'A' || c == 'Z' || c == 'z')
      return {};
    if (c >= '1' && c <= '9')
      fail(); // a back reference
    if (const auto set = named(c))
      return single(*set);
    const unsigned byte = escaped(c);
    return single(range(byte, byte));
  }

  Chars charClass() {
    Chars set;
    const bool negated = take("^");
    bool first = true;
    while (more() && (peek() != ']' || first)) {
      first = false;
      char c = text_[at_++];
      unsigned from = static_cast<unsigned char>(c);
      if (c == '\\' && more()) {
        c = text_[at_++];
        if (const auto known = named(c)) {
          set |= *known;
          continue;
        }
        from = c == 'b' ? '\b' : escaped(c);
      }
      unsigned to = from;
      if (more() && peek() == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
        ++at_;
        c = text_[at_++];
        to = c == '\\' && more() ? escaped(text_[at_++]) : static_cast<unsigned char>(c);
      }
      set |= range(from, to);
    }
    if (!take("]"))
      fail();
    return negated ? ~set : set;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

char anyOf(const Chars& set) {
  for (const char c : {'a', '0', ' ', 'A', '_', '-', '.', '/'})
    if (set.test(static_cast<unsigned char>(c)))
      return c;
  for (unsigned c = 33; c < 127; ++c)
    if (set.test(c))
      return static_cast<char>(c);
  for (unsigned c = 0; c < 128; ++c)
    if (set.test(c))
      return static_cast<char>(c);
  return '\xff';
}

// Two runs of the automaton over the same text, as one graph; looks for a loop that begins and ends
// with both at the same position and has them apart, or one edge in two ways, on the way.
class Pairs {
public:
  explicit Pairs(const Automaton& automaton) : a_(automaton), n_(automaton.chars.size()) {}

  // A text that leads from (q, q) around to (q, q) in two ways; empty: none.
  std::string pumpOf(Position q) {
    edgesSeen_ = 0;
    const std::vector<std::uint32_t> forward = reach(id(q, q), nullptr);
    std::vector<bool> reached(n_ * n_, false);
    for (const std::uint32_t pair : forward)
      reached[pair] = true;
    // Shortest first: `forward` is in breadth-first order.
    for (const std::uint32_t pair : forward) {
      const bool apart = pair / n_ != pair % n_;
      if (apart) {
        const std::string there = path(id(q, q), pair);
        const std::string back = path(pair, id(q, q));
        if (!back.empty())
          return there + back;
      } else {
        for (const Edge& edge : a_.edges[pair % n_]) {
          if (edge.ways < 2)
            continue;
          const std::uint32_t next = id(edge.to, edge.to);
          const std::string back = next == id(q, q) ? std::string() : path(next, id(q, q));
          if (next != id(q, q) && back.empty())
            continue;
          std::string there = pair == id(q, q) ? std::string() : path(id(q, q), pair);
          there += anyOf(a_.chars[edge.to]);
          there += back;
          return there;
        }
      }
      if (edgesSeen_ > kMaxEdges)
        break;
    }
    return {};
  }

private:
  std::uint32_t id(Position p, Position q) const { return static_cast<std::uint32_t>(p * n_ + q); }

  // Breadth first; `came` gets for each pair from which it was reached, and over which character.
  std::vector<std::uint32_t> reach(std::uint32_t start,
                                   std::vector<std::pair<std::uint32_t, char>>* came,
                                   std::uint32_t goal = UINT32_MAX) {
    std::vector<std::uint32_t> order;
    std::vector<bool> seen(n_ * n_, false);
    std::deque<std::uint32_t> pending{start};
    while (!pending.empty() && edgesSeen_ <= kMaxEdges) {
      const std::uint32_t pair = pending.front();
      pending.pop_front();
      order.push_back(pair);
      for (const Edge& left : a_.edges[pair / n_])
        for (const Edge& right : a_.edges[pair % n_]) {
          ++edgesSeen_;
          const std::uint32_t next = id(left.to, right.to);
          const Chars both = a_.chars[left.to] & a_.chars[right.to];
          if (seen[next] || both.none())
            continue;
          seen[next] = true;
          if (came != nullptr)
            (*came)[next] = {pair, anyOf(both)};
          if (next == goal)
            return order;
          pending.push_back(next);
        }
    }
    return order;
  }

  // A text on the way from one pair to another, at least one character; empty: no way.
  std::string path(std::uint32_t from, std::uint32_t to) {
    std::vector<std::pair<std::uint32_t, char>> came(n_ * n_, {UINT32_MAX, 0});
    reach(from, &came, to);
    if (came[to].first == UINT32_MAX)
      return {};
    std::string text;
    std::uint32_t pair = to;
    do {
      text.push_back(came[pair].second);
      pair = came[pair].first;
    } while (pair != from && text.size() < n_ * n_);
    std::reverse(text.begin(), text.end());
    return text;
  }

  const Automaton& a_;
  std::size_t n_;
  std::size_t edgesSeen_ = 0;
};

// A shortest text that leads from the beginning to the position, both included.
std::string prefixTo(const Automaton& automaton, Position goal) {
  std::vector<int> came(automaton.chars.size(), -2);
  std::deque<Position> pending;
  for (const Position first : automaton.root.first)
    if (came[first] == -2) {
      came[first] = -1;
      pending.push_back(first);
    }
  while (!pending.empty()) {
    const Position at = pending.front();
    pending.pop_front();
    for (const Edge& edge : automaton.edges[at])
      if (came[edge.to] == -2) {
        came[edge.to] = at;
        pending.push_back(edge.to);
      }
  }
  std::string text;
  for (int at = came[goal] == -2 ? -1 : goal; at >= 0; at = came[static_cast<std::size_t>(at)])
    text.push_back(anyOf(automaton.chars[static_cast<std::size_t>(at)]));
  std::reverse(text.begin(), text.end());
  return text;
}

} // namespace

std::optional<Attack> exponentialAttack(std::string_view pattern, bool whole) {
  Automaton automaton;
  if (!automaton.read(pattern))
    return std::nullopt;
  Pairs pairs(automaton);
  Chars all;
  for (const Chars& set : automaton.chars)
    all |= set;
  for (std::size_t i = 0; i < automaton.chars.size(); ++i) {
    const auto position = static_cast<Position>(i);
    const auto& last = automaton.root.last;
    const bool ends = std::find(last.begin(), last.end(), position) != last.end();
    if (ends && !whole && !automaton.endAnchored)
      continue; // it may stop there and need not try the other ways
    const std::string pump = pairs.pumpOf(position);
    if (pump.empty())
      continue;
    const bool newlineOnly = (~all & range(' ', '~')).none();
    const char wrong = newlineOnly ? '\n' : (~all).test('!') ? '!' : anyOf(~all & range(' ', '~'));
    return Attack{prefixTo(automaton, position), pump, std::string(1, wrong)};
  }
  return std::nullopt;
}

} // namespace pysecd

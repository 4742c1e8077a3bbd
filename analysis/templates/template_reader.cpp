#include "analysis/templates/template_reader.h"

#include "analysis/support/ascii.h"

#include <algorithm>
#include <string>

namespace pysecd::templates {

namespace {

bool startsWith(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(),
                                                  [](char a, char b) { return a == lower(b); });
}

bool isNameEnd(std::string_view text, std::size_t at) {
  return at >= text.size() || kBlanks.find(text[at]) != std::string_view::npos || text[at] == '>' ||
         text[at] == '/';
}

class Reader {
public:
  explicit Reader(std::string_view text) : text_(text) {}

  Template read() {
    while (at_ < text_.size())
      if (rest().starts_with("{{"))
        output();
      else if (rest().starts_with("{%"))
        tag();
      else if (rest().starts_with("{#"))
        skipPast("#}");
      else
        html();
    closeForm(text_.size());
    return std::move(out_);
  }

private:
  std::string_view rest() const { return text_.substr(at_); }
  static ByteOffset offset(std::size_t at) { return static_cast<ByteOffset>(at); }

  void skipPast(std::string_view end) {
    const std::size_t found = text_.find(end, at_ + 2);
    at_ = found == std::string_view::npos ? text_.size() : found + end.size();
  }

  // What is between the delimiters, without the dashes that take blanks away.
  std::string_view inside(std::size_t begin) const {
    std::string_view text = text_.substr(begin + 2, at_ - begin - 2);
    if (text.size() >= 2)
      text.remove_suffix(2);
    if (text.starts_with('-') || text.starts_with('+'))
      text.remove_prefix(1);
    if (text.ends_with('-') || text.ends_with('+'))
      text.remove_suffix(1);
    return trimmed(text);
  }

  void output() {
    const std::size_t begin = at_;
    const Place here = place();
    skipPast("}}");
    out_.outputs.push_back({{offset(begin), offset(at_)}, inside(begin), here});
    if (state_ == State::BeforeValue)
      state_ = State::Bare;
  }

  void tag() {
    const std::size_t begin = at_;
    skipPast("%}");
    const std::string_view whole = inside(begin);
    const std::string_view name = whole.substr(0, whole.find_first_of(kBlanks));
    out_.tags.push_back({{offset(begin), offset(at_)}, name, trimmed(whole.substr(name.size()))});
    if (name == "raw" || name == "verbatim" || name == "comment")
      skipBlock(name);
  }

  void skipBlock(std::string_view name) {
    const std::string end = "end" + std::string(name);
    const std::size_t found = text_.find(end, at_);
    at_ = found == std::string_view::npos ? text_.size() : found;
    skipPast("%}");
  }

  enum class State { Text, Script, Data, Style, Tag, BeforeValue, Quoted, Bare };
  enum class Attribute { Plain, Handler, Address, Style };

  Place place() const {
    switch (state_) {
    case State::Script:
      return quote_ != 0 && quote_ != '`' ? Place::ScriptString : Place::Script;
    case State::Style:
      return Place::Style;
    case State::Tag:
      return Place::Tag;
    case State::BeforeValue:
    case State::Bare:
      return Place::BareAttribute;
    case State::Quoted:
      return inValue();
    default:
      return Place::Text;
    }
  }

  Place inValue() const {
    const std::string_view before = text_.substr(value_, at_ - value_);
    switch (attribute_) {
    case Attribute::Handler:
      return Place::Handler;
    case Attribute::Style:
      return Place::StyleAttribute;
    case Attribute::Address:
      if (startsWith(trimmed(before), "javascript:"))
        return Place::Handler;
      return trimmed(before).empty() ? Place::Address : Place::Attribute;
    case Attribute::Plain:
      break;
    }
    return Place::Attribute;
  }

  // Strings are followed, because between quotes escaping is enough. A comment with an apostrophe
  // ends with its line at the latest.
  void script(char c) {
    if (startsWith(rest(), "</script"))
      return leaveScript();
    if (quote_ == 0 && (rest().starts_with("//") || rest().starts_with("/*")))
      return skipComment();
    if (quote_ == 0 && (c == '"' || c == '\'' || c == '`'))
      quote_ = c;
    else if (c == quote_ || (c == '\n' && quote_ != '`'))
      quote_ = 0;
    else if (c == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '{')
      ++at_;
    ++at_;
  }

  void leaveScript() {
    state_ = State::Text;
    quote_ = '"';
  }

  // Outputs in it run as well: a value with a line break leaves the comment.
  void skipComment() {
    const std::string_view end = rest().starts_with("//") ? "\n" : "*/";
    const std::size_t until = std::min({text_.find(end, at_), text_.find("{{", at_),
                                        text_.find("{%", at_), text_.find("</", at_)});
    at_ = std::min(std::max(until, at_ + 2), text_.size());
  }

  // One character, or a whole comment or head of a tag.
  void html() {
    const char c = text_[at_];
    const bool blank = kBlanks.find(c) != std::string_view::npos;
    switch (state_) {
    case State::Text:
      return text(c);
    case State::Script:
      return script(c);
    case State::Data:
    case State::Style:
      if (startsWith(rest(), "</script") || startsWith(rest(), "</style"))
        return leaveScript();
      break;
    case State::Tag:
      if (c == '>')
        return endTag();
      if (c == '=')
        state_ = State::BeforeValue, attribute_ = attributeNamed();
      break;
    case State::BeforeValue:
      if (c == '"' || c == '\'')
        state_ = State::Quoted, quote_ = c, value_ = at_ + 1;
      else if (c == '>')
        return endTag();
      else if (!blank)
        state_ = State::Bare;
      break;
    case State::Quoted:
      if (c == quote_)
        state_ = State::Tag;
      break;
    case State::Bare:
      if (c == '>')
        return endTag();
      if (blank)
        state_ = State::Tag;
      break;
    }
    ++at_;
  }

  void text(char c) {
    if (rest().starts_with("<!--"))
      return skipPast("-->");
    if (startsWith(rest(), "</form"))
      closeForm(at_);
    const std::size_t name = at_ + (rest().starts_with("</") ? 2 : 1);
    const bool opens =
        c == '<' && name < text_.size() && lower(text_[name]) >= 'a' && lower(text_[name]) <= 'z';
    if (opens) {
      state_ = State::Tag;
      head_ = at_;
      out_.html = true;
    }
    ++at_;
  }

  void endTag() {
    ++at_;
    state_ = State::Text;
    const std::string_view head = text_.substr(head_, at_ - head_);
    if (startsWith(head, "<script") && isNameEnd(head, 7))
      state_ = isCode(head) ? State::Script : State::Data;
    else if (startsWith(head, "<style") && isNameEnd(head, 6))
      state_ = State::Style;
    if (state_ == State::Script)
      quote_ = 0;
    if (startsWith(head, "<form") && isNameEnd(head, 5)) {
      closeForm(head_);
      out_.forms.push_back({{offset(head_), offset(at_)}, {offset(at_), offset(at_)}});
      inForm_ = true;
    }
  }

  void closeForm(std::size_t end) {
    if (inForm_)
      out_.forms.back().body.end = offset(end);
    inForm_ = false;
  }

  // `<script type="application/json">` and templates of other languages are data.
  static bool isCode(std::string_view head) {
    const std::size_t type = head.find("type=");
    return type == std::string_view::npos || head.find("javascript", type) != head.npos ||
           head.find("module", type) != head.npos || head.find("babel", type) != head.npos;
  }

  // `onclick=`: its value is a script, whatever is escaped.
  Attribute attributeNamed() const {
    const std::string_view before = text_.substr(head_, at_ - head_);
    const std::size_t blank = before.find_last_of(kBlanks);
    if (blank == std::string_view::npos)
      return Attribute::Plain;
    const std::string_view name = before.substr(blank + 1);
    const auto is = [&](std::string_view word) {
      return startsWith(name, word) && name.size() == word.size();
    };
    if (startsWith(name, "on"))
      return Attribute::Handler;
    if (is("href") || is("src") || is("action") || is("formaction") || is("xlink:href"))
      return Attribute::Address;
    return is("style") ? Attribute::Style : Attribute::Plain;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t head_ = 0; // of the tag that is open
  State state_ = State::Text;
  char quote_ = '"';      // of the attribute's value; of a string in a script, 0 outside of one
  std::size_t value_ = 0; // where the attribute's value begins
  Attribute attribute_ = Attribute::Plain;
  bool inForm_ = false;
  Template out_;
};

} // namespace

Template readTemplate(std::string_view text) { return Reader(text).read(); }

} // namespace pysecd::templates

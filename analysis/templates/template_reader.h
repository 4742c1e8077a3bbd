// Reads a template of Jinja2 or Django as what it is: HTML with outputs and tags in it. Tells for
// each output in which part of HTML its text ends up, and where the forms are. Reads once from left
// to right; knows no inheritance and runs nothing. Pure: any thread.
#pragma once

#include "analysis/support/span.h"

#include <string_view>
#include <vector>

namespace pysecd::templates {

// Where in HTML the text of an output stands.
enum class Place {
  Text,
  Tag,
  Attribute,
  BareAttribute,
  Handler, // `onclick="..."`, `href="javascript:..."`
  Address, // the beginning of `href="..."`, `src="..."` and the like
  StyleAttribute,
  Script,       // in a <script>, as code
  ScriptString, // in a <script>, between quotes
  Style         // in a <style>
};

struct Output {
  ByteRange range;             // with its braces
  std::string_view expression; // between them, without blanks around it
  Place place = Place::Text;
};

struct Tag {
  ByteRange range;
  std::string_view name; // "if", "autoescape"
  std::string_view rest;
};

struct Form {
  ByteRange head; // `<form ...>`
  ByteRange body; // from there to `</form>`, or to the end
};

struct Template {
  std::vector<Output> outputs;
  std::vector<Tag> tags;
  std::vector<Form> forms;
  bool html = false; // there are elements in it: it is no mail and no configuration
};

// Comments, `{% raw %}` and `{% verbatim %}` hold nothing.
Template readTemplate(std::string_view text);

} // namespace pysecd::templates

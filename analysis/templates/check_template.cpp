#include "analysis/templates/check_template.h"

#include "analysis/checks/check.h"
#include "analysis/support/ascii.h"
#include "analysis/templates/template_names.h"
#include "analysis/templates/template_reader.h"

#include <algorithm>

namespace pysecd {

namespace {

using namespace templates;

constexpr std::string_view kUnescaped = "input-template-unescaped";
constexpr std::string_view kNoToken = "access-form-without-csrf-token";
constexpr std::size_t kMaxFindings = 1'000;

// Filters whose result can be put into HTML, or is no text of anybody else.
constexpr std::string_view kCleaning[] = {"escape",
                                          "e",
                                          "force_escape",
                                          "forceescape",
                                          "escapejs",
                                          "tojson",
                                          "json_script",
                                          "length",
                                          "int",
                                          "float",
                                          "date",
                                          "time",
                                          "urlencode",
                                          "striptags",
                                          "bleach",
                                          "sanitize",
                                          "clean",
                                          "floatformat",
                                          "filesizeformat",
                                          "pluralize",
                                          "yesno",
                                          "urlize",
                                          "linebreaks",
                                          "linebreaksbr",
                                          "slugify",
                                          "add_slashes",
                                          "dictsort",
                                          "localize",
                                          "unlocalize",
                                          "round",
                                          "abs",
                                          "wordcount",
                                          "timesince",
                                          "timeuntil",
                                          "intcomma"};

// The filters of an expression, first to last; the value itself is left out.
std::vector<std::string_view> filtersOf(std::string_view expression) {
  std::vector<std::string_view> filters;
  char quote = 0;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    const char c = expression[i];
    if (quote != 0) {
      quote = c == quote ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '|') {
      std::string_view name = expression.substr(i + 1);
      name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
      const std::size_t end = name.find_first_of(" |:(");
      filters.push_back(name.substr(0, end));
    }
  }
  return filters;
}

bool isCleaning(std::string_view filter) {
  return std::find(std::begin(kCleaning), std::end(kCleaning), filter) != std::end(kCleaning) ||
         filter.find("sanit") != std::string_view::npos ||
         filter.find("clean") != std::string_view::npos;
}

// A text or a number of the template itself, a translation, what a form or a block renders.
bool isOwn(std::string_view expression) {
  if (expression.empty() || expression[0] == '"' || expression[0] == '\'' || expression[0] == '_' ||
      (expression[0] >= '0' && expression[0] <= '9'))
    return true;
  for (const std::string_view start : {"super()", "caller()", "block.super", "form", "url_for(",
                                       "csrf", "gettext(", "loop.", "forloop.", "media"})
    if (expression.starts_with(start))
      return true;
  return false;
}

bool endsIn(std::string_view expression, std::string_view name) {
  const std::size_t end = expression.find_first_of(" |");
  return expression.substr(0, end).ends_with(name);
}

// `order.id`: made by the database.
bool isNumber(std::string_view expression) {
  return expression == "id" || expression == "pk" || endsIn(expression, ".id") ||
         endsIn(expression, ".pk") || endsIn(expression, "_id");
}

class Checker {
public:
  Checker(std::string_view text, const std::vector<std::string>& disabled,
          const RenderedValues& rendered)
      : text_(text), disabled_(disabled), rendered_(rendered), read_(readTemplate(text)),
        names_(read_.tags) {}

  std::vector<Finding> run() {
    if (!read_.html || (read_.outputs.empty() && read_.tags.empty()))
      return {}; // plain text, plain HTML
    for (const Output& output : read_.outputs)
      judge(output);
    autoescape();
    forms();
    std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
      return a.range.begin < b.range.begin;
    });
    return std::move(findings_);
  }

private:
  Finding* add(std::string_view id, ByteRange range, std::string message) {
    auto finding = findings_.size() == kMaxFindings
                       ? std::nullopt
                       : findingOf(id, disabled_, range, std::move(message));
    return finding ? &findings_.emplace_back(*std::move(finding)) : nullptr;
  }

  void judge(const Output& output) {
    if (isOwn(output.expression) || endsIn(output.expression, "help_text"))
      return;
    const std::vector<std::string_view> filters = filtersOf(output.expression);
    if (isNumber(output.expression) || std::any_of(filters.begin(), filters.end(), isCleaning))
      return;
    const RenderedValue* value = valueOf(output);
    if (value != nullptr && value->known == RenderedValue::Known::Harmless)
      return;
    const bool remote = value != nullptr && value->known == RenderedValue::Known::Remote;
    const bool safe = std::any_of(filters.begin(), filters.end(), [](std::string_view filter) {
      return filter == "safe" || filter == "raw" || filter == "safeseq";
    });
    Finding* finding = nullptr;
    if (safe)
      finding = add(kUnescaped, output.range,
                    "this value is put into HTML as it is: |safe switches escaping off");
    else if (output.place == templates::Place::BareAttribute)
      finding = quote(output);
    else if (const std::string_view danger = dangerAt(output.place, remote); !danger.empty())
      finding = add(kUnescaped, output.range, std::string(danger));
    if (finding == nullptr)
      return;
    if (remote)
      prove(*finding, *value);
    else if (!safe && output.place == templates::Place::Script)
      finding->severity = Severity::Information; // names of scripts are put there as well
  }

  // What a view puts under the name that the expression begins with; nullptr if none is known.
  const RenderedValue* valueOf(const Output& output) const {
    const auto found = rendered_.find(names_.rootOf(output.expression, output.range.begin));
    return found != rendered_.end() ? &found->second : nullptr;
  }

  // What escaping does not help against there; empty: nothing. Some of it is worth a word only
  // where the value is known to come from a request.
  static std::string_view dangerAt(templates::Place place, bool remote) {
    switch (place) {
    case templates::Place::Handler:
      return "the browser undoes the escaping before it runs the script of this attribute";
    case templates::Place::Script:
      return "this value is code of the script: escaping is for HTML, write |tojson";
    case templates::Place::Address:
      return remote ? "this value can be a javascript: address, which runs when it is followed"
                    : "";
    case templates::Place::Style:
    case templates::Place::StyleAttribute:
      return remote ? "this value is style of the page: it can load addresses and hide what is "
                      "there"
                    : "";
    default:
      return {};
    }
  }

  static void prove(Finding& finding, const RenderedValue& value) {
    finding.severity = Severity::Error;
    finding.message = "request data: " + finding.message;
    finding.notes = value.notes;
  }

  Finding* quote(const Output& output) {
    Finding* finding =
        add(kUnescaped, output.range,
            "a blank in this value ends the attribute: without quotes it can add others");
    const std::size_t end = output.range.end;
    const bool alone = output.range.begin > 0 && text_[output.range.begin - 1] == '=' &&
                       end < text_.size() && (text_[end] == '>' || text_[end] == ' ');
    if (finding == nullptr || !alone)
      return finding;
    finding->fixes.push_back({"put it in quotes",
                              {{{output.range.begin, output.range.begin}, "\""},
                               {{output.range.end, output.range.end}, "\""}},
                              Safety::Safe,
                              true,
                              {}});
    return finding;
  }

  // `{% autoescape off %}` matters where something is put out before its end that no view is known
  // to have made harmless.
  void autoescape() {
    for (std::size_t i = 0; i < read_.tags.size(); ++i) {
      const Tag& tag = read_.tags[i];
      if (tag.name != "autoescape" || (tag.rest != "off" && tag.rest != "false"))
        continue;
      const auto end =
          std::find_if(read_.tags.begin() + static_cast<std::ptrdiff_t>(i), read_.tags.end(),
                       [](const Tag& next) { return next.name == "endautoescape"; });
      const ByteOffset until =
          end != read_.tags.end() ? end->range.begin : static_cast<ByteOffset>(text_.size());
      const bool used =
          std::any_of(read_.outputs.begin(), read_.outputs.end(), [&](const Output& output) {
            const std::vector<std::string_view> filters = filtersOf(output.expression);
            const RenderedValue* value = valueOf(output);
            return output.range.begin >= tag.range.end && output.range.end <= until &&
                   !isOwn(output.expression) &&
                   (value == nullptr || value->known != RenderedValue::Known::Harmless) &&
                   std::none_of(filters.begin(), filters.end(), isCleaning);
          });
      if (used)
        add(kUnescaped, tag.range, "values in this block are put into HTML as they are");
    }
  }

  bool isDjango() const {
    return std::any_of(read_.tags.begin(), read_.tags.end(), [](const Tag& tag) {
      return tag.name == "load" || tag.name == "url" || tag.name == "csrf_token" ||
             tag.name == "trans" || tag.name == "translate" || tag.name == "static";
    });
  }

  void forms() {
    // Flask needs it where it uses it: another form of the file has one.
    const bool elsewhere = text_.find("hidden_tag()") != std::string_view::npos ||
                           text_.find("csrf_token()") != std::string_view::npos;
    const bool django = isDjango();
    if (!django && !elsewhere)
      return;
    for (const Form& form : read_.forms) {
      const std::string head =
          lowered(text_.substr(form.head.begin, form.head.end - form.head.begin));
      const std::string_view body = text_.substr(form.body.begin, form.body.end - form.body.begin);
      const bool posts = head.find("method=\"post\"") != std::string::npos ||
                         head.find("method='post'") != std::string::npos ||
                         head.find("method=post") != std::string::npos;
      const bool goesElsewhere = head.find("action=\"http") != std::string::npos;
      if (!posts || goesElsewhere || body.find("csrf_") != std::string_view::npos ||
          body.find("hidden_tag") != std::string_view::npos ||
          body.find("{% include") != std::string_view::npos ||
          body.find("{% block") != std::string_view::npos)
        continue;
      if (Finding* finding = add(kNoToken, form.head, {}); finding != nullptr && django)
        finding->fixes.push_back({"add the token",
                                  {{{form.head.end, form.head.end}, "{% csrf_token %}"}},
                                  Safety::Safe,
                                  true,
                                  {}});
    }
  }

  std::string_view text_;
  const std::vector<std::string>& disabled_;
  const RenderedValues& rendered_;
  Template read_;
  const TemplateNames names_;
  std::vector<Finding> findings_;
};

} // namespace

std::vector<Finding> checkTemplate(std::string_view text, const std::vector<std::string>& disabled,
                                   const RenderedValues& rendered) {
  return Checker(text, disabled, rendered).run();
}

} // namespace pysecd

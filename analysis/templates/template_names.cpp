#include "analysis/templates/template_names.h"

#include "analysis/support/ascii.h"

#include <algorithm>
#include <limits>

namespace pysecd::templates {

namespace {

constexpr std::size_t kMaxBindings = 2'000;
constexpr int kMaxSteps = 8; // from a name to what stands behind it

bool isNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string_view firstName(std::string_view expression) {
  expression = trimmed(expression);
  const auto end = std::find_if_not(expression.begin(), expression.end(), isNameByte);
  return expression.substr(0, static_cast<std::size_t>(end - expression.begin()));
}

} // namespace

TemplateNames::TemplateNames(const std::vector<Tag>& tags) {
  std::vector<std::pair<std::string_view, std::vector<std::size_t>>> open; // their bindings
  const auto bind = [&](const Tag& tag, std::string_view name, std::string_view of) {
    if (bindings_.size() == kMaxBindings || name.empty())
      return;
    if (!open.empty())
      open.back().second.push_back(bindings_.size());
    bindings_.push_back({name, of, {tag.range.end, std::numeric_limits<ByteOffset>::max()}});
  };
  for (const Tag& tag : tags) {
    if (tag.name == "for" || tag.name == "with")
      open.emplace_back(tag.name, std::vector<std::size_t>());
    if (tag.name == "for") {
      const std::size_t in = tag.rest.find(" in ");
      if (in == std::string_view::npos)
        continue;
      std::string_view names = tag.rest.substr(0, in);
      for (std::size_t comma = 0; comma != std::string_view::npos;) {
        comma = names.find(',');
        bind(tag, firstName(names.substr(0, comma)), tag.rest.substr(in + 4));
        names.remove_prefix(
            std::min(comma == std::string_view::npos ? names.size() : comma + 1, names.size()));
      }
    } else if (tag.name == "with" || tag.name == "set") {
      // `with a=b c=d`, `set a = b`, `with b as a`.
      const std::size_t equals = tag.rest.find('=');
      const std::size_t as = tag.rest.find(" as ");
      if (equals != std::string_view::npos)
        bind(tag, firstName(tag.rest), tag.rest.substr(equals + 1));
      else if (as != std::string_view::npos)
        bind(tag, firstName(tag.rest.substr(as + 4)), tag.rest.substr(0, as));
    } else if ((tag.name == "endfor" || tag.name == "endwith") && !open.empty() &&
               tag.name.substr(3) == open.back().first) {
      for (const std::size_t binding : open.back().second)
        bindings_[binding].scope.end = tag.range.begin;
      open.pop_back();
    }
  }
}

std::string_view TemplateNames::rootOf(std::string_view expression, ByteOffset at) const {
  std::string_view name = firstName(expression);
  for (int step = 0; step < kMaxSteps; ++step) {
    const auto binding =
        std::find_if(bindings_.rbegin(), bindings_.rend(), [&](const Binding& candidate) {
          return candidate.name == name && candidate.scope.begin <= at && at < candidate.scope.end;
        });
    if (binding == bindings_.rend())
      return name;
    name = firstName(binding->of);
    at = binding->scope.begin - 1; // what it is made of was bound before
  }
  return {};
}

} // namespace pysecd::templates

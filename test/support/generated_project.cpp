#include "test/support/generated_project.h"

#include <algorithm>

namespace pysecd::test {

namespace {

constexpr unsigned kPackages = 4; // the last one has no __init__.py
constexpr unsigned kChoices = 6;  // functions whose body is drawn

std::string nameOf(unsigned module) { return "m" + std::to_string(module); }
std::string packageOf(unsigned module) { return "p" + std::to_string(module % kPackages); }

} // namespace

GeneratedProject::GeneratedProject(unsigned modules, unsigned seed)
    : random_(seed), modules_(modules) {
  for (unsigned i = 0; i < modules; ++i) {
    Module& module = modules_[i];
    for (unsigned count = i == 0 ? 0 : 1 + below(3); count > 0; --count)
      module.imports.push_back(below(i));
    // Now and then one of the next modules, which may import this one.
    if (below(4) == 0 && i + 1 < modules)
      module.imports.push_back(std::min(i + 1 + below(3), modules - 1));
    std::sort(module.imports.begin(), module.imports.end());
    module.imports.erase(std::unique(module.imports.begin(), module.imports.end()),
                         module.imports.end());
    draw(module);
  }
}

void GeneratedProject::draw(Module& module) {
  module.choices.clear();
  for (unsigned i = 0; i < kChoices; ++i)
    module.choices.push_back(static_cast<unsigned>(random_()));
}

void GeneratedProject::rewrite(unsigned module) { draw(modules_[module]); }
void GeneratedProject::shift(unsigned module) { ++modules_[module].blankLines; }
void GeneratedProject::touch(unsigned module) { ++modules_[module].touched; }

std::string GeneratedProject::pathOf(unsigned module) const {
  return packageOf(module) + "/" + nameOf(module) + ".py";
}

std::vector<bool> GeneratedProject::importersOf(unsigned module) const {
  std::vector<bool> reached(modules_.size(), false);
  std::vector<unsigned> open = {module};
  while (!open.empty()) {
    const unsigned next = open.back();
    open.pop_back();
    if (reached[next])
      continue;
    reached[next] = true;
    for (unsigned i = 0; i < modules_.size(); ++i)
      if (std::binary_search(modules_[i].imports.begin(), modules_[i].imports.end(), next))
        open.push_back(i);
  }
  return reached;
}

std::map<std::string, std::string> GeneratedProject::files() const {
  std::map<std::string, std::string> out;
  for (unsigned package = 0; package + 1 < kPackages; ++package)
    out["p" + std::to_string(package) + "/__init__.py"] = "";
  for (unsigned i = 0; i < modules_.size(); ++i)
    out[pathOf(i)] = textOf(i);
  return out;
}

std::string GeneratedProject::textOf(unsigned index) const {
  const Module& module = modules_[index];
  const std::vector<unsigned>& choices = module.choices;
  std::string text = "import sqlite3\n\nfrom flask import request\n\n";
  for (const unsigned import : module.imports)
    text += "from " + packageOf(import) + " import " + nameOf(import) + "\n";
  text.append(module.blankLines, '\n');
  // One of the imported modules, or this one's fallback if there is none.
  const auto other = [&](unsigned choice, const std::string& use, const std::string& fallback) {
    return module.imports.empty()
               ? fallback
               : nameOf(module.imports[choice % module.imports.size()]) + "." + use;
  };
  const auto pick = [&](unsigned choice, std::vector<std::string> bodies) {
    return bodies[(choice / 8) % bodies.size()];
  };
  const auto function = [&](const std::string& head, const std::string& result) {
    text += "\n\ndef " + head + ":\n    return " + result + "\n";
  };
  function("wanted(depth)",
           pick(choices[0], {"request.args[\"name\"]", "request.form[\"name\"]", "\"guest\"",
                             other(choices[0] / 3, "wanted(depth)", "\"guest\""),
                             other(choices[0], "wanted(depth)", "\"guest\""),
                             "int(" + other(choices[0], "wanted(depth)", "\"1\"") + ")",
                             "\"a\" if depth else " + other(choices[0], "wanted(0)", "\"b\"")}));
  function("same(value)",
           pick(choices[1], {"value", "value", other(choices[1], "same(value)", "value"),
                             "value.strip()", "str(int(value))", "\"guest\""}));
  function("run(sql)", pick(choices[2], {"sqlite3.connect(\"a.db\").execute(sql)", "len(sql)",
                                         other(choices[2] / 3, "run(sql)", "len(sql)"),
                                         other(choices[2], "run(sql)", "len(sql)"),
                                         other(choices[2], "run(\"SELECT \" + sql)", "len(sql)")}));
  function("known(value)", pick(choices[3], {"value in (\"a\", \"b\")", "bool(value)",
                                             other(choices[3], "known(value)", "True")}));
  const std::string base = pick(choices[4], {"", other(choices[4], "Box", "")});
  text += "\n\nclass Box" + (base.empty() ? "" : "(" + base + ")") + ":\n";
  if (base.empty() || choices[4] % 3 == 0)
    text += "    def __init__(self, value):\n        self.value = value\n\n"
            "    def read(self):\n        return self.value\n\n";
  text += "    def write(self, value):\n        self.value = same(value)\n";
  text += "\n\nTABLE = " + pick(choices[5], {"\"users\"", other(choices[5], "TABLE", "\"all\"")});
  text += "\n\n\ndef show(depth):\n    name = same(wanted(depth))\n";
  for (unsigned i = 0; i < module.touched; ++i)
    text += "    note" + std::to_string(i) + " = len(name)\n";
  text += "    run(\"SELECT '\" + name + \"' FROM \" + TABLE)\n"
          "    if known(name):\n        run(name)\n";
  text += "\n\ndef show_box():\n    box = Box(wanted(1))\n"
          "    box.write(wanted(0))\n    run(\"SELECT '\" + box.read() + \"'\")\n";
  return text;
}

} // namespace pysecd::test

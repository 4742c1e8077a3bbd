// Projects that no one wrote: modules that import each other, in cycles too, and hand request data,
// constants and queries around. The same for the same seed. Thread rule: none, plain values.
#pragma once

#include <map>
#include <random>
#include <string>
#include <vector>

namespace pysecd::test {

class GeneratedProject {
public:
  GeneratedProject(unsigned modules, unsigned seed);

  // Path -> text, for MemoryProject.
  std::map<std::string, std::string> files() const;
  unsigned modules() const { return static_cast<unsigned>(modules_.size()); }
  std::string pathOf(unsigned module) const;
  const std::vector<unsigned>& imports(unsigned module) const { return modules_[module].imports; }
  // Those that reach `module` over imports, and itself.
  std::vector<bool> importersOf(unsigned module) const;

  // What its functions do from now on is drawn again; its imports stay.
  void rewrite(unsigned module);
  // Only where its functions stand.
  void shift(unsigned module);
  // A body of it is another, its meaning is not.
  void touch(unsigned module);

private:
  struct Module {
    std::vector<unsigned> imports;
    std::vector<unsigned> choices; // what each of its functions does
    unsigned blankLines = 0;
    unsigned touched = 0;
  };
  std::string textOf(unsigned module) const;
  void draw(Module& module);
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_()) % limit; }

  std::mt19937 random_;
  std::vector<Module> modules_;
};

} // namespace pysecd::test

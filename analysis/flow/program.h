// What the evaluation of one function may ask about the rest of the program: names of its module,
// summaries of the functions it calls, classes, other modules. The engine answers and records each
// answer as a dependency of the function's memo record. Functions and classes of other modules are
// named "module:name". Thread rule: the thread that runs the evaluation.
#pragma once

#include "analysis/flow/summary.h"

#include <vector>

namespace pysecd {

// A name that a class body annotates: a field that a dataclass or its like takes from its callers.
struct DeclaredField {
  Symbol name = kNoSymbol;
  PortablePtr type; // what a value of the annotated type is; null: anything
};

struct ClassInfo {
  Symbol name = kNoSymbol; // qualified inside the module
  std::vector<TypeRef> bases;
  std::vector<std::pair<Symbol, PortablePtr>> attributes; // class-level assignments
  std::vector<DeclaredField> declared;                    // in order
  std::vector<std::pair<Symbol, Symbol>> methods;         // name -> function key, in text order
};

class Program {
public:
  // The value of a module-level name; null if the module has none of that name.
  virtual PortablePtr global(Symbol name) = 0;
  // null: no such function, or its analysis is under way (recursion) and nothing is known yet.
  virtual const Summary* summary(Symbol function) = 0;
  // Own and inherited from local bases; null if unknown.
  virtual const ClassInfo* classInfo(Symbol name) = 0;
  // What instances of the class hold under `name`, over all methods that assign it and the class
  // body; null if nothing does.
  virtual PortablePtr field(Symbol className, Symbol name) = 0;
  // Function key of a method, through local bases; kNoSymbol if there is none.
  virtual Symbol method(Symbol className, Symbol name) = 0;
  // True if the module imports the top-level package `name` (for parameter conventions).
  virtual bool imports(std::string_view package) = 0;
  // How the module's imports spell a module or a name of one ("os.path" -> "osp"); empty if none
  // gives it.
  virtual std::string importedAs(std::string_view dotted) = 0;
  // The module of the workspace that an import statement means (`dotted` may be empty after leading
  // dots), as the id of a TypeKind::LocalModule; kNoSymbol: none of the workspace's.
  virtual Symbol importedModule(Symbol dotted, unsigned leadingDots) = 0;
  // What another module binds to the name, through its star imports too, or a submodule; null if
  // nothing.
  virtual PortablePtr memberOf(Symbol module, Symbol name) = 0;

protected:
  ~Program() = default;
};

} // namespace pysecd

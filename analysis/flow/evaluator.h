// The abstract interpreter behind function_flow.h; each group of functions below stands in the file
// it names. Internal to flow/.
#pragma once

#include "analysis/flow/function_flow.h"
#include "analysis/support/ascii.h"

#include <unordered_map>
#include <unordered_set>

namespace pysecd::flow {

// The program state at one point: a value for each variable, a content for each object.
struct State {
  bool reachable = true;
  std::vector<ValueId> variables;
  std::vector<ContentId> heap;
  friend bool operator==(const State&, const State&) = default;
};

// Of nested expressions and statements together: with it, the stack that one function needs is
// bounded.
inline constexpr int kMaxEvaluationDepth = 160;
inline constexpr int kMaxBases = 16; // classes looked at on the way up

enum class Truth : std::uint8_t { Unknown, True, False };
constexpr Truth truthIs(bool known) { return known ? Truth::True : Truth::False; }

struct Argument {
  NodeId node = kNoNode; // the expression, without its keyword or star
  ValueId value = kBottom;
  Symbol keyword = kNoSymbol;
  bool star = false;
  bool doubleStar = false;
};

struct Arguments {
  std::vector<Argument> all;
  // nullptr if not given (or hidden in a star-argument).
  const Argument* find(const ArgSpec& spec) const;
  const Argument* positional(std::size_t index) const {
    return find({static_cast<std::int16_t>(index), kNoSymbol});
  }
};

inline constexpr std::size_t kMaxArguments = 64; // that a star may spread
// Where an object is made: a node of the function, or what stands for it.
using Site = std::uint64_t;
constexpr Site partSite(NodeId node, std::uint32_t part) { return Site{part} << 32 | node; }
inline constexpr Site kSecondSite = partSite(0, 0x40000000U); // or-ed to a node: its second object

// The methods that stand for an operator: `a + b`, `a + b` by the class of b, `a += b`.
struct OperatorMethods {
  std::string_view plain;
  std::string_view reflected;
  std::string_view inPlace;
};
OperatorMethods methodsOf(BinaryOp op); // protocols.cpp

// NAME: by convention a constant of the program.
inline bool isConstantName(std::string_view name) { return !name.empty() && !hasLower(name); }

class Evaluator {
public:
  Evaluator(const FlowInput& input, FunctionFlow& out);
  void runFunction();
  void runModule();

private:
  // Statements (statements.cpp)
  void block(NodeId id);
  void statement(NodeId id);
  void assignTo(NodeId target, ValueId value);
  void unpack(const Node& targets, ValueId value);
  void remove(NodeId target);
  ValueId augmented(NodeId id, BinaryOp op, ValueId before, ValueId added);
  void augmentedAssign(const Node& node, NodeId id);
  void setAttribute(ValueId object, Symbol name, ValueId value, NodeId at);
  bool callSetter(ValueId object, Symbol className, Symbol name, const Argument& value, NodeId at,
                  int depth);
  void importNames(NodeId id);
  void ifStatement(const Node& node);
  void tryStatement(const Node& node);
  ValueId caught(const Node& handler);
  void withStatement(const Node& node);
  void matchStatement(const Node& node);
  void join(State& into, const State& from);
  ContentId withFieldsOf(ContentId content, ContentId other);
  bool raisesNotImplemented(NodeId exception) const;
  void jump(std::vector<State>& targets);

  // Definitions (definitions.cpp)
  void functionDef(NodeId id);
  void classDef(NodeId id);
  PortablePtr declaredType(NodeId annotation);

  // Loops (loops.cpp)
  void whileLoop(const Node& node);
  void forLoop(const Node& node);
  template <typename Iterate> void loop(NodeId orElse, bool entered, Iterate&& iterate);
  SinkMask shownOfEach(std::size_t variable, ValueId element, ValueId iterable,
                       NodeId iterableNode) const;
  std::optional<std::int64_t> rangeLength(NodeId iterable) const;

  // Parameters and entry points (parameters.cpp)
  struct Entry {
    TaintMask params = 0;
    const EntryRow* row = nullptr;
    std::string route;
    bool sendsHtml = false;
  };
  Entry entryOf(const Node& function);
  bool bindsOnly(const Node& function) const;
  void bindParameters(const Node& function);
  bool isTextAnnotation(NodeId annotation, int depth = 4) const;
  ValueId annotated(NodeId annotation, bool& harmless);
  ValueId collectionOf(NodeId element, NodeId site, bool& harmless);
  bool isHarmlessClass(Symbol className);
  ValueId instanceGiven(ModelId type, NodeId parameter);
  ValueId parameterValue(NodeId id, std::int16_t index, const Entry& entry);
  void noteReturn(NodeId expression, ValueId value);
  bool isStub(NodeId body) const;
  void finishSummary();
  void finishFields(const std::vector<ContentId>& heap);

  // Conditions (conditions.cpp)
  void condition(NodeId id, const State& in, State& whenTrue, State& whenFalse);
  Truth truthOf(ValueId value);

  // What holds where a test does (guards.cpp)
  void narrow(NodeId test, bool holds, State& state);
  void narrowCompare(const Node& test, bool holds, State& state);
  void narrowCall(NodeId test, bool holds, State& state);
  void narrowBySummary(NodeId call, bool holds, State& state);
  void narrowByName(NodeId name, bool holds, State& state);
  void narrowBoolOp(const Node& test, bool holds, State& state);
  void narrowElements(NodeId quantified, bool holds, State& state);
  void narrowContents(NodeId expression, SinkMask clean, State& state);
  bool tellsOfArguments(NodeId call);
  ValueId rememberTest(NodeId test, ValueId value);
  std::pair<NodeId, SinkMask> matchedByPattern(NodeId test);
  void narrowTo(NodeId expression, SinkMask clean, State& state);
  bool closedSet(ValueId collection);
  bool listsAreClosed(const Summary& summary, const std::vector<Argument>& bound);

  // Tests of paths and URLs (place_guards.cpp)
  StepId rootOf(const Origin& origin) const;
  void narrowRelated(NodeId expression, SinkMask clean, State& state);
  bool narrowHost(NodeId parsed, State& state);
  bool narrowPlaceCompare(const Node& compare, const Node& term, bool holds, State& state);
  bool narrowPlaceCall(NodeId test, State& state);
  bool isCommonPath(NodeId call) const;
  void rememberCommonPath(NodeId target, NodeId value);

  // Patterns (patterns.cpp)
  bool patternMatches(NodeId pattern, NodeId subject, ValueId value, bool& certain);
  bool constantPattern(NodeId pattern);
  ValueId starred(NodeId site, ValueId value, std::size_t before, std::size_t parts);

  // Expressions (expressions.cpp)
  ValueId eval(NodeId id);
  ValueId evalUnrecorded(NodeId id);
  ValueId name(NodeId id);
  ValueId attribute(NodeId id);
  ValueId attributeOf(ValueId object, Symbol name, NodeId id);
  ValueId programAttribute(ValueId object, const TypeRef& type, Symbol name, NodeId id);
  ValueId fieldOf(ValueId object, const TypeRef& type, Symbol name, NodeId id);
  ValueId fieldByClass(ValueId object, const TypeRef& type, Symbol name, NodeId id);
  std::optional<std::int16_t> parameterOf(ValueId value) const;
  std::optional<Origin> parameterPart(ValueId value, Symbol name) const;
  ValueId modelValue(ModelId entry, ValueId receiver, NodeId id);
  ModelId madeAttribute(const TypeRef& type, Symbol name) const;
  ModelId modelMember(Symbol className, Symbol name);
  ValueId classWritten(Symbol className, Symbol name) const;
  void writeClass(Symbol className, Symbol name, ValueId value);
  bool isPathPart(NodeId subscript) const;
  ValueId subscript(NodeId id);
  ValueId slice(NodeId id, ValueId value, const Node& slice);
  std::optional<std::vector<std::size_t>> slicedPositions(const Node& slice,
                                                          std::size_t length) const;
  ValueId integer(NodeId id);

  // Operators (operators.cpp)
  ValueId binary(NodeId id);
  ValueId binaryOperation(NodeId id, ValueId left, ValueId right);
  ValueId modelledOperator(NodeId id, ValueId left, ValueId right);
  ValueId unary(NodeId id);
  ValueId boolOp(NodeId id);
  ValueId conditional(NodeId id);
  ValueId compare(const Node& node);
  Truth compareValues(CompareOp op, ValueId left, ValueId right);
  Truth membership(ValueId item, ValueId collection);
  std::optional<int> order(ValueId left, ValueId right, int depth);
  ValueId arithmetic(BinaryOp op, ValueId left, ValueId right);
  ValueId repeatedText(ValueId text, ValueId times);
  ValueId mergedMappings(NodeId site, ValueId left, ValueId right);

  // Displays (displays.cpp)
  ValueId comprehension(NodeId id);
  void comprehensionClauses(NodeId id, std::size_t index, ContentId& content);
  ValueId display(NodeId id);
  ValueId dictDisplay(NodeId id);

  // Objects (objects.cpp)
  std::vector<ContentId> wholeHeap(const State& state) const;
  bool hasContent(ObjectId object) const;
  const Content& contentOf(ObjectId object) const;
  void setContent(ObjectId object, const Content& content);
  ValueId importedObject(const Content& content, std::span<const TypeRef> types);
  ValueId newObject(Site site, Content content, std::span<const TypeRef> types = {});
  ValueId elementOf(ValueId container, ValueId key);
  ValueId elementAt(ValueId container, ElementKey key);
  std::optional<ValueId> elementKept(ValueId container, ValueId key) const;
  ValueId defaulted(ValueId dict, ValueId key, NodeId site);
  std::span<const ObjectId> objectsOfThing(Site site);
  ValueId keyedSet(Site site, std::span<const ValueId> elements);
  std::optional<std::vector<ValueId>> exactElements(ValueId sequence) const;
  ValueId newList(Site site, std::span<const ValueId> elements);
  void extend(ValueId list, ValueId with, NodeId at);
  ValueId anyElement(ValueId container);
  ValueId iterated(ValueId iterable, NodeId at);
  void removeElement(ValueId container, ElementKey key);
  void setElement(ValueId container, std::optional<ElementKey> key, ValueId value);
  void weakAdd(ValueId container, ValueId value);
  std::optional<ElementKey> keyOf(ValueId value) const;
  ValueId flattened(ValueId value, int depth = 3);
  // container_methods.cpp
  std::optional<ValueId> containerMethod(ValueId receiver, std::string_view method,
                                         const Arguments& arguments, NodeId id);
  bool isObject(ValueId value) const { return !values()[value].objects.empty(); }

  // Methods that the program's classes define for Python's protocols (protocols.cpp)
  ValueId ownMethod(ValueId object, std::string_view method,
                    std::initializer_list<std::pair<NodeId, ValueId>> arguments, NodeId id);
  ValueId ownMadeAttribute(ValueId object, Symbol name, NodeId at);
  ValueId ownIteration(ValueId iterable, NodeId at);
  ValueId ownEntry(ValueId manager, NodeId at);
  ValueId ownText(ValueId object, NodeId at);
  ValueId ownOperator(NodeId id, BinaryOp op, ValueId left, ValueId right, bool inPlace);
  Content generatorContent();
  ValueId generatorResult(ValueId generator);

  // Strings (strings.cpp)
  ValueId stringLiteral(NodeId id);
  ValueId concatenated(ValueId a, NodeId aNode, ValueId b, NodeId bNode);
  ValueId fromPieces(const std::vector<StringPiece>& pieces);
  void addHole(std::vector<StringPiece>& pieces, ValueId value, NodeId node);
  void addPieces(std::vector<StringPiece>& pieces, ValueId value, NodeId node);
  bool isTextual(ValueId value) const;
  // string_methods.cpp
  std::optional<ValueId> knownTextMethod(std::string_view text, std::string_view method,
                                         const Arguments& arguments);
  std::optional<ValueId> splitMethod(ValueId receiver, std::string_view method,
                                     const Arguments& arguments, NodeId id);
  ValueId joinMethod(ValueId separator, const Arguments& arguments, NodeId id);
  bool hasOwn(const Value& value, std::string_view method) const;
  std::optional<ValueId> stringMethod(ValueId receiver, std::string_view method,
                                      const Arguments& arguments, NodeId id);
  // formatting.cpp
  ValueId percentFormat(ValueId format, ValueId right, NodeId rightNode);
  ValueId formatMethod(ValueId format, const Arguments& arguments);
  ValueId formatMapMethod(ValueId format, const Arguments& arguments);
  ValueId followPath(ValueId value, std::string_view field, NodeId at);

  // Calls (calls.cpp)
  ValueId call(NodeId id);
  Arguments arguments(const Node& call);
  void spreadSequence(NodeId node, ValueId sequence, Arguments& out);
  void spreadMapping(NodeId node, ValueId mapping, Arguments& out);
  bool isFunctionOrUnknown(ValueId value) const;
  void notePassed(ValueId value);
  bool counts(const SinkLimit& limit, const Arguments& given) const;
  bool programSinks(const SinkRow& row, ModelId entry, const Argument& list, NodeId id);
  ValueId callModel(ModelId entry, ValueId receiver, const Arguments& arguments, NodeId id);
  ValueId callAny(ValueId target, ValueId receiver, const Arguments& arguments, NodeId id);
  ValueId callType(const TypeRef& type, ValueId target, ValueId receiver,
                   const Arguments& arguments, NodeId id);
  std::optional<ElementKey> storeKey(const FlowRow& flow, const Arguments& arguments);
  ValueId storedUnder(ValueId store, std::optional<ElementKey> key);
  ValueId partial(ModelId entry, const Arguments& arguments, NodeId id);
  ValueId callPartial(ValueId target, const Arguments& arguments, NodeId id);
  ValueId boundInstance(const TypeRef& method, ValueId target);
  ValueId unknownCall(ValueId receiver, const Arguments& arguments);
  void modelSinks(ModelId entry, ValueId receiver, const Arguments& arguments, NodeId id);
  void assignedSinks(NodeId target, ValueId object, ValueId value);
  void returnedSink(NodeId statement, ValueId value);
  SinkHit* hit(NodeId call, Argument argument, const SinkRow& row, ModelId api, Symbol through,
               bool whole);

  // Functions and classes of the program (summaries.cpp)
  ValueId callFunction(Symbol key, ValueId receiver, const Arguments& arguments, NodeId id);
  ValueId applySummary(Symbol function, const Summary& summary, ValueId receiver,
                       const Arguments& arguments, NodeId id, Symbol label);
  std::vector<Argument> bind(const Summary& summary, ValueId receiver, const Arguments& arguments,
                             NodeId id);
  bool bindsReceiver(const Summary& summary, ValueId receiver) const;
  ValueId argumentPart(ValueId argument, ElementKey field, NodeId at);
  std::vector<DeclaredField> recordFields(Symbol className, int depth);
  void constructRecord(ValueId object, Symbol className, const Arguments& given, NodeId id);
  ValueId construct(Symbol className, const Arguments& arguments, NodeId id);
  bool convertsToMember(Symbol className);
  bool modelCleansAll(ModelId entry, int depth) const;
  ValueId import(const PortableValue& value, NodeId at, std::span<const ValueId> arguments,
                 int depth);

  // Named tuples (named_tuples.cpp)
  ValueId namedTupleClass(ModelId entry, const Arguments& given, NodeId id);
  ValueId callNamedTupleClass(ValueId target, const Arguments& given, NodeId id);
  void fillNamedTuple(ValueId tuple, std::span<const Symbol> names, const Arguments& given);
  bool isNamedTuple(Symbol className);

  // What the function does to its parameters (parameter_effects.cpp)
  void notePut(ValueId container, std::optional<ElementKey> key, ValueId value);
  void noteMethodPut(ValueId receiver, std::string_view method, const Arguments& given);
  void finishParameterEffects(const std::vector<ContentId>& heap);
  void applyPuts(Symbol function, const Summary& summary, ValueId receiver,
                 std::span<const Argument> bound, std::span<const ValueId> arguments, NodeId id,
                 Symbol label);

  // Functions that are handed over and called there (callbacks.cpp)
  ValueId noteParameterCall(ValueId target, const Arguments& given);
  std::vector<ValueId> applyCalls(const Summary& summary, std::span<const Argument> bound,
                                  std::span<const ValueId> arguments, NodeId id, Symbol label);
  ValueId callBack(ValueId function, const Arguments& given, NodeId id, Symbol label);
  Arguments handedOver(const CallbackRow& row, ValueId receiver, const Arguments& given);
  ValueId runCallback(const CallbackRow& row, ValueId receiver, const Arguments& given, NodeId id);

  // Nested functions (nested.cpp)
  ValueId callNested(NodeId function, const Arguments& arguments);
  void finishNestedFunctions();

  // Built-in functions (builtins.cpp)
  std::optional<ValueId> builtin(std::string_view name, const Arguments& arguments, NodeId id);
  ValueId superObject();
  SinkMask shownByFirstArgument(ValueId test);
  std::optional<ValueId> knownBuiltin(std::string_view name, const Arguments& arguments);
  bool setPairs(ValueId dict, ValueId pairs);
  ValueId localNames(NodeId id);
  ValueId dictOf(const Arguments& given, NodeId id);
  ValueId defaultDict(const Arguments& given, NodeId id);
  std::optional<ValueId> zipped(const Arguments& given, NodeId id);

  Values& values() { return out_.values; }
  const Values& values() const { return out_.values; }
  std::string_view text(Symbol symbol) const { return in_.symbols.text(symbol); }
  bool outOfBudget();
  ValueId sourceValue(TaintMask kinds, NodeId node, StepKind kind = StepKind::Source);

  const FlowInput& in_;
  const Ast& ast_;
  FunctionFlow& out_;
  State state_;
  ValueId returned_ = kBottom;
  ValueId yielded_ = kBottom;
  bool sendsHtml_ = false;    // what the function returns is sent as HTML
  NodeId assigned_ = kNoNode; // the expression whose value is being assigned
  State exit_;
  std::vector<std::vector<State>*> breaks_;
  std::vector<std::vector<State>*> continues_;
  std::vector<State*> handlers_; // states from which an exception may leave the try bodies around
  std::unordered_map<Site, ObjectId> objectOfSite_;
  std::unordered_map<ObjectId, ContentId> imported_; // contents of objects that came from outside
  std::unordered_map<std::uint64_t, std::size_t> hitIndex_; // (call, argument, row) -> out_.hits
  std::unordered_map<Symbol, ValueId> globals_;
  std::unordered_set<NodeId> nestedCalled_;
  std::vector<NodeId> nestedDefined_;
  std::vector<NodeId> nestedActive_;
  std::vector<Symbol> classPath_; // of the module: names of the classes around
  std::unordered_map<NodeId, Symbol> stubKey_;
  ValueId self_ = kBottom;
  ObjectId selfObject_ = kNoObject;
  bool inConstructor_ = false;
  std::unordered_map<Symbol, ValueId> selfFields_; // what its class says of fields of self_
  // The parameters' own values, and what every return so far shows of them.
  struct Shown {
    std::int32_t slot = kGlobalSlot;
    ValueId value = kBottom;
    SinkMask ifTrue = kAllSinks;
    SinkMask ifFalse = kAllSinks;
    bool allowList = false;
  };
  std::vector<Shown> shown_;
  struct Put {
    std::int16_t parameter = 0;
    ElementKey key = kNoKey;
    ValueId value = kBottom;
  };
  std::vector<Put> puts_;
  struct CallOfParameter {
    std::int16_t parameter = 0;
    std::vector<std::pair<Symbol, ValueId>> arguments;
  };
  std::vector<CallOfParameter> parameterCalls_;
  std::span<const ValueId>
      callResults_; // of the summary that is being applied: what its calls gave
  bool returnsTrue_ = false;
  bool returnsFalse_ = false;
  // The variables that a stored test is about, with the values that were tested.
  std::unordered_map<NodeId, std::vector<std::pair<std::int32_t, ValueId>>> testSubjects_;
  std::unordered_set<Symbol> classesWritten_;            // whose attributes the function assigns
  std::unordered_map<std::int32_t, NodeId> commonPaths_; // variable -> the call that it holds
  std::uint32_t steps_ = 0;
  int depth_ = 0;
  int partDepth_ = 0;
};

// Symbol of the package or module `import a.b.c` without alias binds.
std::string_view firstComponent(std::string_view dotted);

} // namespace pysecd::flow

// What using an API does besides giving a value: it opens or ends a database transaction, takes or
// gives back a lock, or keeps its thread waiting. Rows of kind "transaction", "lock" and "blocking"
// in the model files. Plain data, immutable once loaded: any thread.
#pragma once

#include "analysis/models/misuse.h"

#include <cstdint>
#include <vector>

namespace pysecd {

struct TransactionRow {
  enum class As : std::uint8_t {
    Scope,      // entered by `with`, or decorating: it lasts as long as the body
    Begin,      // a call opens it
    Commit,     // a call ends it
    Rollback,   // a call ends it and undoes what was done
    AfterCommit // a call has `callback` run once it is committed, or at once if there is none
  } as = As::Scope;
  ArgSpec callback;      // AfterCommit
  bool readOnly = false; // it is not for writing
};

struct LockRow {
  enum class As : std::uint8_t {
    Scope,   // entered by `with`, or decorating: it is held as long as the body lasts
    Acquire, // a call takes it
    Release  // a call gives it back
  } as = As::Scope;
  ArgSpec name;       // the argument that says which lock: equal names are one lock
  bool tasks = false; // between the tasks of one thread (asyncio): waiting for it blocks no thread
};

// What a call waits for. An awaited call keeps no thread waiting, whatever its row says.
enum class Wait : std::uint8_t { No, Network, Sleep, Process, Database, File, Lock, Input };

struct Effects {
  std::vector<TransactionRow> transactions;
  std::vector<LockRow> locks;
  Wait waits = Wait::No;
  std::uint32_t asyncTwin = 0; // ModelId: what does the same without blocking; 0: none known
};

} // namespace pysecd

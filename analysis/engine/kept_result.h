// The result of one module as bytes for a ResultStore, with the questions it asked of other
// modules: it may be used again only where they are answered as they were. Bytes that are damaged
// or of another build read as nothing. Pure: any thread.
#pragma once

#include "analysis/engine/result_store.h"
#include "analysis/engine/snapshot.h"

#include <optional>
#include <string>
#include <string_view>

namespace pysecd {

// `engine` identifies the build: another build may analyse differently.
ResultKey resultKey(const Snapshot& snapshot, Hash64 engine);

// As PortableWriter writes: hashBytes() of the content, then the content as a text.
std::string encodeResult(const Analysis& analysis);
// Without text and version, which are the caller's.
std::optional<Analysis> decodeResult(std::string_view bytes);

// Whether everything the result rests on in other modules is the same in this world.
bool stillHolds(const Analysis& analysis, const World& world, std::string_view module);

} // namespace pysecd

// Plays test/sessions/*.session with a stand-in for the analysis, and test/sessions/real/*.session
// with the analysis itself, with all work on one thread and with eight threads. PYSECD_UPDATE=1
// rewrites what they expect; read the diff.
#include "analysis/engine/file_state.h"
#include "test/support/catch.h"
#include "test/support/fake_analyser.h"
#include "test/support/golden.h"
#include "test/support/transcript.h"

using namespace pysecd;

TEST_CASE("sessions answer as their transcripts say", "[session]") {
  const unsigned threads = GENERATE(0U, 8U);
  for (const auto& path : test::filesIn("test/sessions", ".session")) {
    CAPTURE(threads);
    test::checkGolden(path, [&](const std::string& transcript) {
      return test::playTranscript(transcript, threads, test::fakeAnalyser());
    });
  }
}

TEST_CASE("sessions with the analysis itself answer as their transcripts say", "[session]") {
  const unsigned threads = GENERATE(0U, 8U);
  const MakeAnalyser makeAnalyser = []() -> Analyse {
    return [state = std::make_shared<FileState>()](const Snapshot& snapshot) {
      Snapshot complete = snapshot;
      if (!complete.models)
        complete.models = builtinModels();
      return state->analyse(complete);
    };
  };
  for (const auto& path : test::filesIn("test/sessions/real", ".session")) {
    CAPTURE(threads);
    test::checkGolden(path, [&](const std::string& transcript) {
      return test::playTranscript(transcript, threads, makeAnalyser);
    });
  }
}

#include "server/workspace/read_source.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

using namespace pysecd;
using namespace pysecd::workspace;

namespace {

Source decoded(std::string bytes) {
  auto result = decodeSource(std::move(bytes), "a.py");
  REQUIRE(std::holds_alternative<Source>(result));
  return std::get<Source>(std::move(result));
}

Notice refused(std::string bytes) {
  auto result = decodeSource(std::move(bytes), "a.py");
  REQUIRE(std::holds_alternative<Notice>(result));
  return std::get<Notice>(std::move(result));
}

} // namespace

TEST_CASE("read_source: UTF-8 is passed through byte for byte", "[cli]") {
  const std::string bytes = "x = 'h\xc3\xa9'\r\ny = 1";
  const Source source = decoded(bytes);
  CHECK(source.text()->bytes() == bytes);
  CHECK(source.fileOffset(9) == 9);
  CHECK(source.encode(bytes) == bytes);
}

TEST_CASE("read_source: a byte order mark is not part of the text", "[cli]") {
  const Source source = decoded("\xef\xbb\xbfx = 1\n");
  CHECK(source.text()->bytes() == "x = 1\n");
  CHECK(source.fileOffset(0) == 3);
  CHECK(source.encode("y = 2\n") == "\xef\xbb\xbfy = 2\n");
}

TEST_CASE("read_source: single-byte encodings are transcoded, offsets stay the file's", "[cli]") {
  const Source source = decoded("# -*- coding: latin-1 -*-\nx = '\xe9\xe8'; y\n");
  CHECK(source.text()->bytes() == "# -*- coding: latin-1 -*-\nx = '\xc3\xa9\xc3\xa8'; y\n");
  CHECK(source.fileOffset(31) == 31);
  CHECK(source.fileOffset(33) == 32);
  CHECK(source.fileOffset(35) == 33);
  CHECK(source.fileOffset(38) == 36);
  CHECK(source.encode("\xc3\xa9") == "\xe9");
  CHECK(source.encode("\xe2\x82\xac") == std::nullopt);

  CHECK(decoded("#coding=cp1252\n'\x80'").text()->bytes() == "#coding=cp1252\n'\xe2\x82\xac'");
  CHECK(decoded("#coding=cp1252\n'\x80'").fileOffset(19) == 17);
  CHECK(decoded("#coding=iso-8859-15\n'\xa4'").text()->bytes() ==
        "#coding=iso-8859-15\n'\xe2\x82\xac'");
  CHECK(decoded("#coding=iso-8859-15\n").encode("\xe2\x82\xac") == "\xa4");
}

TEST_CASE("read_source: where an encoding may be declared, by PEP 263", "[cli]") {
  const std::string cafe = "'caf\xe9'";
  CHECK(
      decoded("#!/usr/bin/python\n# vim: set fileencoding=latin-1 :\n" + cafe).encode("\xc3\xa9") ==
      "\xe9");
  CHECK(decoded("\r\n#coding:ISO_8859_1\r\n" + cafe).encode("\xc3\xa9") == "\xe9");
  CHECK(decoded("# -*- coding: latin-1-unix -*-\n" + cafe).encode("\xc3\xa9") == "\xe9");
  CHECK(refused("x = 1\n# coding: latin-1\n" + cafe).reason == "undecodable");
  CHECK(refused("\n\n# coding: latin-1\n" + cafe).reason == "undecodable");
  CHECK(refused("x = 'coding: latin-1'\n" + cafe).reason == "undecodable");
}

TEST_CASE("read_source: what cannot be decoded says where and what to do", "[cli]") {
  const Notice bad = refused("a = 1\nb = '\xe9'\n");
  CHECK(bad.kind == Notice::Kind::Trouble);
  CHECK(bad.path == "a.py");
  CHECK(bad.message.find("not UTF-8 at byte 11 (line 2)") == 0);

  CHECK(refused("# coding: klingon\n").message.find("'klingon'") != std::string::npos);
  CHECK(refused("# coding: ascii\n'\xc3\xa9'\n").message.find("line 2") != std::string::npos);
  CHECK(refused("#coding=cp1252\n'\x81'").reason == "undecodable");
  CHECK(refused("\xef\xbb\xbf# coding: latin-1\n").message.find("byte order mark") !=
        std::string::npos);
}

TEST_CASE("read_source: binary files are skipped, not failed", "[cli]") {
  const Notice notice = refused(std::string("PK\3\4\0\0", 6));
  CHECK(notice.kind == Notice::Kind::Skipped);
  CHECK(notice.reason == "binary");
}

TEST_CASE("readFile: whole files, and a note for what is over the cap", "[cli]") {
  const test::TempDir dir;
  dir.write("a.py", std::string(100, 'x'));
  CHECK(std::get<std::string>(readFile(dir.path("a.py"), 100)).size() == 100);

  const auto large = readFile(dir.path("a.py"), 99);
  REQUIRE(std::holds_alternative<Notice>(large));
  CHECK(std::get<Notice>(large).kind == Notice::Kind::Skipped);
  CHECK(std::get<Notice>(large).message ==
        "100 bytes is more than the limit of 99 bytes; analyse it with --max-file-size 100");

  const auto device = readFile("/dev/zero", 1000);
  REQUIRE(std::holds_alternative<Notice>(device));
  CHECK(std::get<Notice>(device).reason == "too-large");

  const auto missing = readFile(dir.path("b.py"), 100);
  REQUIRE(std::holds_alternative<Notice>(missing));
  CHECK(std::get<Notice>(missing).kind == Notice::Kind::Trouble);

  const auto directory = readFile(dir.path(""), 100);
  REQUIRE(std::holds_alternative<Notice>(directory));
  CHECK(std::get<Notice>(directory).reason == "unreadable");
}

"""Runs every query shape before and after `pysecd check --fix` on the database it is for.

For benign values both must return the same rows and leave the same table; for hostile ones the fixed shape must do what the
statement does when the driver itself binds the value, while the shape as it was is shown to do something else."""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
import types

import schema
import servers
import shapes

LEAST_BENIGN = 20
STUBS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stubs")


def benign(shape):
    kind = shape.position.kind
    driver = shape.driver
    if kind == "text":
        backslashes = ["back\\slash", "C:\\new"] if driver.sql != "mysql" else []
        values = schema.TEXTS + backslashes
    elif kind == "date":
        values = schema.DATES
    elif kind == "datetext":
        values = [str(value) for value in schema.DATES]
    elif kind == "count":
        values = list(range(24))
    elif shape.from_request or (kind == "numtext" and driver.takes_text):
        values = schema.NUMBER_TEXTS
    else:
        values = schema.NUMBERS + [5, 6, 8, 9, 11, 12, 13, 14, 15]
    if shape.from_request:
        values = [str(value) for value in values]
    return [value for value in values if driver.takes(value)]


def load(path, name):
    """The shape's function. The module is made anew: a shape and its fixed form have one file name."""
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    module = types.ModuleType(name)
    exec(code, module.__dict__)
    return module.run


class Outcome:
    """What a call did: rows and table, or that it raised."""

    def __init__(self, call):
        try:
            self.did = call()
            self.error = None
        except Exception as error:  # whatever driver it is
            self.did = None
            self.error = f"{type(error).__name__}: {str(error).strip()[:200]}"

    def __eq__(self, other):
        return self.did == other.did and (self.error is None) == (other.error is None)

    def __str__(self):
        if self.error:
            return self.error
        rows, table = self.did
        return f"{str(rows)[:300]}, {len(table)} rows in the table"


class Judge:
    """The verdict on the shapes of one driver, which it keeps open."""

    def __init__(self, driver):
        self.driver = driver
        self.right = {}

    def run(self, function, shape, value):
        if shape.from_request:
            import flask
            flask.request.args = {"value": value}
        return Outcome(lambda: self.driver.call(function, value))

    def reference(self, shape, value):
        key = (shape.position.name, repr(value))
        if key not in self.right:
            pieces, values = shape.position.bound(value)
            self.right[key] = Outcome(lambda: self.driver.call_right(pieces, values, not shape.position.writes))
        return self.right[key]

    def problems(self, shape, before, after):
        handled = 0
        for value in benign(shape):
            was = self.run(before, shape, value)
            if was.error:
                continue
            handled += 1
            now = self.run(after, shape, value)
            if was != now:
                yield f"{value!r}: before {was}; after {now}"
        if handled < LEAST_BENIGN:
            yield f"only {handled} benign values are handled before the fix: {self.run(before, shape, benign(shape)[0])}"
        injected = False
        for value in schema.HOSTILE:
            was = self.run(before, shape, value)
            now = self.run(after, shape, value)
            right = self.reference(shape, value)
            if now != right:
                yield f"hostile {value!r}: {now}, where binding gives {right}"
            injected = injected or (was.error is None and was != right)
        if shape.injectable and not injected:
            yield "no hostile value shows that the shape can be injected"


def fix_all(directory, options):
    argv = [os.environ["PYSECD"], "check", "--no-cache", "--select", "database", *options, directory]
    return subprocess.run(argv, capture_output=True, text=True)


def offers(directory):
    """By file: the best fix there is for its findings, and what is said where there is none."""
    report = json.loads(fix_all(directory, ["--format", "json"]).stdout)
    found = {}
    for finding in report["findings"]:
        safeties = {"safe" if fix["safe"] else "unsafe" for fix in finding["fixes"]}
        best = "safe" if "safe" in safeties else "unsafe" if safeties else "none"
        found.setdefault(os.path.basename(finding["path"]), []).append((best, finding.get("whyNoFix") or finding["check"]))
    return {path: min(entries, key=lambda entry: ("none", "unsafe", "safe").index(entry[0]))
            for path, entries in found.items()}


def write_all(table, directory):
    os.makedirs(directory)
    for number, shape in enumerate(table):
        with open(os.path.join(directory, file_name(number)), "w", encoding="utf-8", newline="") as file:
            file.write(shape.source)


def file_name(number):
    return f"shape_{number:04}.py"


def numbered(path):
    with open(path, encoding="utf-8") as file:
        return "".join(f"      | {line}" for line in file)


def judge_all(table, originals, fixed, places, report):
    """Calls report(shape, number, problems) for each shape that has a fix, one driver after the other."""
    by_driver = collections.defaultdict(list)
    for number, shape in enumerate(table):
        by_driver[shape.driver].append((number, shape))
    for kind, numbered_shapes in by_driver.items():
        driver = kind(places)
        driver.open()
        try:
            driver.fill()
            judge = Judge(driver)
            for number, shape in numbered_shapes:
                paths = [os.path.join(side, file_name(number)) for side in (originals, fixed)]
                try:
                    before, after = (load(path, shape.name) for path in paths)
                    problems = list(judge.problems(shape, before, after))
                except Exception as error:
                    problems = [f"{type(error).__name__}: {error}"]
                report(number, shape, problems)
        finally:
            driver.close()


def run(options, work):
    table = [shape for shape in shapes.all_shapes() if options.only in shape.name]
    originals, fixed = os.path.join(work, "before"), os.path.join(work, "after")
    write_all(table, originals)
    write_all(table, fixed)
    found = offers(originals)
    fix_all(fixed, ["--fix"])
    if options.unsafe:
        fix_all(fixed, ["--fix", "--unsafe-fixes"])
    counts = collections.Counter()
    failed = []

    def fail(number, shape, problems):
        failed.append(shape.name)
        print(f"FAILED  {shape.name} ({file_name(number)})")
        for problem in problems[:4]:
            print(f"    {problem}")
        if options.verbose:
            print(numbered(os.path.join(fixed, file_name(number))))

    runnable = []
    for number, shape in enumerate(table):
        offer, why = found.get(file_name(number), ("no finding", ""))
        counts[offer] += 1
        if offer != shape.fix:
            fail(number, shape, [f"offered: {offer} ({why}); expected: {shape.fix} {shape.why}"])
        runnable.append(offer == "safe" or (offer == "unsafe" and options.unsafe))

    def judged(number, shape, problems):
        if problems and runnable[number] and shape.name not in failed:
            fail(number, shape, problems)

    with servers.directory() as places, servers.postgres(places) as postgres, servers.mariadb(places) as mariadb:
        judge_all([shape for shape in table], originals, fixed, {"postgres": postgres, "mariadb": mariadb}, judged)
    print(f"{len(table)} shapes of {len(shapes.drivers.ALL)} drivers: {counts['safe']} fixed safely, {counts['unsafe']} "
          f"only by an unsafe fix, {counts['none']} not offered, {counts['no finding']} not found")
    print(f"{len(table) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or not table else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="", help="shapes whose name contains this")
    parser.add_argument("--keep", help="directory for the files, kept")
    parser.add_argument("--unsafe", action="store_true", help="apply unsafe fixes as well")
    parser.add_argument("--verbose", action="store_true", help="show the fixed text of what failed")
    options = parser.parse_args()
    sys.path.insert(0, STUBS)
    if options.keep:
        return run(options, options.keep)
    with tempfile.TemporaryDirectory(prefix="pysecd-shapes-") as work:
        return run(options, work)


if __name__ == "__main__":
    sys.exit(main())

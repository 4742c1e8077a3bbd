"""The table of query shapes: generated from driver x form x position, and written by hand."""
import dataclasses
import textwrap

import drivers
import forms
import positions


@dataclasses.dataclass
class Shape:
    name: str
    driver: type
    position: positions.Position
    source: str
    fix: str = "safe"  # safe, unsafe, none
    why: str = ""
    injectable: bool = True
    from_request: bool = False


def module(driver, position, form, from_request):
    """The text of a file with one function that runs the query."""
    top, setup, query = form.build(position.pieces, "value")
    template = driver.change if position.writes else driver.fetch
    call = template.replace("{query}", query)
    lines = ['"""A query shape."""', driver.imports]
    if from_request:
        lines.append("from flask import request")
        setup = ['value = request.args["value"]', *setup]
    value = "_value" if from_request else "value"
    lines += top
    lines += ["", "", f"{'async ' if driver.is_async else ''}def run({driver.parameter}, {value}):"]
    for line in setup:
        lines.append("    " + line)
    indented = "\n".join("    " + line if not _inside_triple(call, index) else line
                         for index, line in enumerate(call.split("\n")))
    lines.append(indented)
    return "\n".join(lines) + "\n"


def _inside_triple(text, index):
    """Whether line `index` begins inside a triple-quoted string: its indentation is the string's."""
    return "\n".join(text.split("\n")[:index]).count('"""') % 2 == 1


TYPED = "asyncpg takes only values of the column's type: unless that is known, somebody has to look"


def expected(driver, position, form, from_request):
    """What pysecd offers, and if it is no safe fix, why."""
    if driver is drivers.Asyncpg and position.kind == "number":
        return "unsafe", TYPED
    if driver is drivers.Asyncpg and position.pasted_alone and not from_request and form.name not in forms.TEXT:
        return "unsafe", TYPED
    return "safe", ""


def suits(driver, position):
    if driver.sql not in position.databases or position.name in driver.avoids:
        return False
    if position.writes and driver.change is None:
        return False
    return position.of_model or driver is not drivers.DjangoRaw


def generated():
    """Each driver with every form and every position; which form meets which position differs from driver to driver."""
    for turn, driver in enumerate(drivers.ALL):
        pairs = set()
        suited = [p for p in positions.ALL if suits(driver, p)]
        for index, position in enumerate(suited):
            pairs.add((forms.FORMS[(index + 5 * turn) % len(forms.FORMS)], position))
        for index, form in enumerate(forms.FORMS):
            pairs.add((form, positions.BY_NAME["equal"]))
            pairs.add((form, positions.BY_NAME[("contains", "id", "limit")[(index + turn) % 3]]))
        pairs = {pair for pair in pairs if suits(driver, pair[1])}
        for form, position in sorted(pairs, key=lambda pair: (pair[0].name, pair[1].name)):
            request = position.kind != "date" and (len(form.name) + len(position.name)) % 3 == 0
            fix, why = expected(driver, position, form, request)
            yield Shape(f"{driver.name}/{form.name}/{position.name}", driver, position,
                        module(driver, position, form, request), fix, why, from_request=request)


def by_hand():
    import handwritten
    for entry in handwritten.SHAPES:
        yield Shape(**entry)


def all_shapes():
    return list(generated()) + list(by_hand())

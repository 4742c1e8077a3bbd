"""The ways in which programs paste a value into text. Each form makes of the pieces of a statement and of the expression
between them: lines for the module, lines for the function, and the expression of the query."""
import dataclasses
from typing import Callable


@dataclasses.dataclass(frozen=True)
class Form:
    name: str
    build: Callable


FORMS = []


def form(function):
    FORMS.append(Form(function.__name__.replace("_", "-"), function))
    return function


def body(text, quote='"'):
    return text.replace("\\", "\\\\").replace(quote, "\\" + quote).replace("\n", "\\n")


def literal(text, quote='"'):
    return quote + body(text, quote) + quote


def braces(text):
    return text.replace("{", "{{").replace("}", "}}")


def percents(text):
    return text.replace("%", "%%")


def fields(pieces, field, double):
    return field.join(body(double(piece)) for piece in pieces)


def expression(text):
    return [], [], text


@form
def fstring(pieces, value):
    return expression('f"' + fields(pieces, "{" + value + "}", braces) + '"')


@form
def fstring_single(pieces, value):
    text = ("{" + value + "}").join(body(braces(piece), "'") for piece in pieces)
    return expression("f'" + text + "'")


@form
def fstring_triple(pieces, value):
    text = ("{" + value + "}").join(braces(piece).replace("\\", "\\\\") for piece in pieces)
    return expression('f"""\n        ' + text.replace('"', '\\"').replace(" WHERE", "\n        WHERE") + '\n    """')


@form
def fstring_str(pieces, value):
    return expression('f"' + fields(pieces, "{" + value + "!s}", braces) + '"')


@form
def fstring_variable(pieces, value):
    return [], ["query = " + fstring(pieces, value)[2]], "query"


@form
def percent(pieces, value):
    values = value if len(pieces) == 2 else "(" + ", ".join([value] * (len(pieces) - 1)) + ")"
    return expression('"' + fields(pieces, "%s", percents) + '" % ' + values)


@form
def percent_tuple(pieces, value):
    values = "(" + ", ".join([value] * (len(pieces) - 1)) + ("," if len(pieces) == 2 else "") + ")"
    return expression('"' + fields(pieces, "%s", percents) + '" % ' + values)


@form
def percent_dict(pieces, value):
    return expression('"' + fields(pieces, "%(v)s", percents) + '" % {"v": ' + value + "}")


@form
def percent_later(pieces, value):
    values = "(" + ", ".join([value] * (len(pieces) - 1)) + ",)"
    return [], ['query = "' + fields(pieces, "%s", percents) + '"', "query = query % " + values], "query"


@form
def percent_constant(pieces, value):
    values = "(" + ", ".join([value] * (len(pieces) - 1)) + ",)"
    return ['QUERY = "' + fields(pieces, "%s", percents) + '"'], [], "QUERY % " + values


@form
def percent_locals(pieces, value):
    return [], ["name = " + value], '"' + fields(pieces, "%(name)s", percents) + '" % locals()'


@form
def format_next(pieces, value):
    return expression('"' + fields(pieces, "{}", braces) + '".format(' + ", ".join([value] * (len(pieces) - 1)) + ")")


@form
def format_index(pieces, value):
    return expression('"' + fields(pieces, "{0}", braces) + '".format(' + value + ")")


@form
def format_name(pieces, value):
    return expression('"' + fields(pieces, "{v}", braces) + '".format(v=' + value + ")")


@form
def format_item(pieces, value):
    return [], ["row = {'v': " + value + "}"], '"' + fields(pieces, "{row[v]}", braces) + '".format(row=row)'


@form
def format_dict(pieces, value):
    return expression('"' + fields(pieces, "{v}", braces) + '".format(**{"v": ' + value + "})")


@form
def format_map(pieces, value):
    return expression('"' + fields(pieces, "{v}", braces) + '".format_map({"v": ' + value + "})")


@form
def format_later(pieces, value):
    return [], ['query = "' + fields(pieces, "{}", braces) + '"'], \
        "query.format(" + ", ".join([value] * (len(pieces) - 1)) + ")"


@form
def format_star(pieces, value):
    return expression('"' + fields(pieces, "{}", braces) + '".format(*[' + ", ".join([value] * (len(pieces) - 1)) + "])")


@form
def plus(pieces, value):
    return expression((" + str(" + value + ") + ").join(literal(piece) for piece in pieces))


@form
def plus_lines(pieces, value):
    lines = ("\n            + str(" + value + ") + ").join(literal(piece) for piece in pieces)
    return expression("(\n            " + lines + "\n        )")


@form
def grown(pieces, value):
    lines = ["query = " + literal(pieces[0])]
    for piece in pieces[1:]:
        lines += ["query += str(" + value + ")", "query += " + literal(piece)]
    return [], lines, "query"


@form
def grown_clauses(pieces, value):
    lines = ["query = " + literal(pieces[0])]
    for piece in pieces[1:]:
        lines += ['query = query + f"{' + value + "}" + body(braces(piece)) + '"']
    return [], lines, "query"


@form
def implicit(pieces, value):
    parts = [literal(pieces[0])]
    for piece in pieces[1:]:
        parts += ['f"{' + value + '}"', literal(piece)]
    return expression("(" + " ".join(part for part in parts if part != '""') + ")")


@form
def joined(pieces, value):
    return expression('"".join([' + (", str(" + value + "), ").join(literal(piece) for piece in pieces) + "])")


@form
def dedented(pieces, value):
    text = ("{" + value + "}").join(body(braces(piece)) for piece in pieces)
    return ["import textwrap"], [], 'textwrap.dedent(f"""\n        ' + text + '\n    """)'


@form
def alias(pieces, value):
    return [], ["first = " + fstring(pieces, value)[2], "query = first"], "query"


@form
def raw_string(pieces, value):
    text = ("{" + value + "}").join(braces(piece) for piece in pieces)
    if '"' in text or "\n" in text or "\\" in text:
        return fstring(pieces, value)
    return expression('rf"' + text + '"')


@form
def helper_variable(pieces, value):
    return [], ["wanted = " + value, "query = " + fstring(pieces, "wanted")[2]], "query"


BY_NAME = {f.name: f for f in FORMS}
TEXT = {"fstring-str", "plus", "plus-lines", "grown", "joined"}  # what they paste is made text of first

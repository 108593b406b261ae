"""The expressions of workflows, between `${{` and `}}`: the part of the language that this repository uses."""

import re

TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>\d+)|(?P<operator>&&|\|\||==|!=|!|\(|\))"
    r"|(?P<name>[A-Za-z_][\w.-]*))"
)
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
STATUS_FUNCTIONS = {"success", "failure", "always", "cancelled"}
LITERALS = {"true": True, "false": False, "null": None}


class UnknownExpressionError(Exception):
    """An expression that is not understood here; a guess would prove nothing."""


class _Parser:
    """Evaluates one expression by precedence: or, and, equality, not."""

    def __init__(self, text: str, contexts: dict) -> None:
        self.contexts = contexts
        self.tokens = []
        at, text = 0, text.rstrip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                raise UnknownExpressionError(text)
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()

    def take_operator(self, *operators: str) -> str | None:
        kind, text = self.tokens[0] if self.tokens else (None, None)
        if kind == "operator" and text in operators:
            self.tokens.pop(0)
            return text
        return None

    def parse_or(self) -> object:
        value = self.parse_and()
        while self.take_operator("||"):
            other = self.parse_and()
            value = value if is_true(value) else other
        return value

    def parse_and(self) -> object:
        value = self.parse_equality()
        while self.take_operator("&&"):
            other = self.parse_equality()
            value = other if is_true(value) else value
        return value

    def parse_equality(self) -> object:
        value = self.parse_single()
        while operator := self.take_operator("==", "!="):
            value = (to_text(value) == to_text(self.parse_single())) == (operator == "==")
        return value

    def parse_single(self) -> object:
        if self.take_operator("!"):
            return not is_true(self.parse_single())
        if self.take_operator("("):
            value = self.parse_or()
            if not self.take_operator(")"):
                raise UnknownExpressionError("a bracket is not closed")
            return value
        kind, text = self.tokens.pop(0) if self.tokens else (None, None)
        match kind:
            case "text":
                return text[1:-1].replace("''", "'")
            case "number":
                return int(text)
            case "name" if text in LITERALS:
                return LITERALS[text]
            case "name" if text in STATUS_FUNCTIONS:
                if not (self.take_operator("(") and self.take_operator(")")):
                    raise UnknownExpressionError(text)
                return self.contexts["status"][text]
            case "name":
                return self.look_up(text)
        raise UnknownExpressionError(str(text))

    def look_up(self, path: str) -> object:
        first, *rest = path.split(".")
        if first not in self.contexts:
            raise UnknownExpressionError(path)
        value = self.contexts[first]
        for part in rest:
            # A key that a context lacks is empty, as on GitHub.
            value = value.get(part) if isinstance(value, dict) else None
        return value


def is_true(value: object) -> bool:
    """Returns true if a value counts as true."""
    return value not in (None, False, "", 0)


def to_text(value: object) -> str:
    """Converts a value to text."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
    return str(value)


def evaluate(expression: str, contexts: dict) -> object:
    """Returns the value of an expression."""
    parser = _Parser(expression, contexts)
    value = parser.parse_or()
    if parser.tokens:
        raise UnknownExpressionError(expression)
    return value


def expand(text: object, contexts: dict) -> str:
    """Replaces every expression in a text by its value."""
    return EXPRESSION.sub(lambda found: to_text(evaluate(found[1], contexts)), to_text(text))


def is_met(condition: object, contexts: dict) -> bool:
    """Returns true if an `if` lets a step or job run; without a status function it also requires success."""
    if condition is None:
        return contexts["status"]["success"]
    text = to_text(condition)
    whole = EXPRESSION.fullmatch(text.strip())
    text = whole[1] if whole else text
    has_status = any(re.search(rf"\b{name}\(\)", text) for name in STATUS_FUNCTIONS)
    return (has_status or contexts["status"]["success"]) and is_true(evaluate(text, contexts))

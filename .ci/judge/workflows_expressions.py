"""What stands between `${{` and `}}` in a workflow: as much of it as this repository uses, and no more."""

import re

TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>\d+)|(?P<operator>&&|\|\||==|!=|!|\(|\))"
    r"|(?P<name>[A-Za-z_][\w.-]*))"
)
PLACE = re.compile(r"\$\{\{(.*?)\}\}", re.S)
STATES = {"success", "failure", "always", "cancelled"}
LITERALS = {"true": True, "false": False, "null": None}


class Unknown(Exception):
    """An expression has something that is not understood here; guessing would prove nothing."""


class _Reader:
    """Reads one expression, by precedence: or, and, equality, not."""

    def __init__(self, text: str, contexts: dict) -> None:
        self.contexts = contexts
        self.tokens = []
        at, text = 0, text.rstrip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                raise Unknown(text)
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()

    def peek(self):
        return self.tokens[0] if self.tokens else (None, None)

    def take(self, *operators):
        kind, text = self.peek()
        if kind == "operator" and text in operators:
            self.tokens.pop(0)
            return text
        return None

    def either(self):
        value = self.both()
        while self.take("||"):
            other = self.both()
            value = value if is_true(value) else other
        return value

    def both(self):
        value = self.equal()
        while self.take("&&"):
            other = self.equal()
            value = other if is_true(value) else value
        return value

    def equal(self):
        value = self.single()
        while operator := self.take("==", "!="):
            value = (as_text(value) == as_text(self.single())) == (operator == "==")
        return value

    def single(self):
        if self.take("!"):
            return not is_true(self.single())
        if self.take("("):
            value = self.either()
            if not self.take(")"):
                raise Unknown("a bracket is not closed")
            return value
        kind, text = self.tokens.pop(0) if self.tokens else (None, None)
        match kind:
            case "text":
                return text[1:-1].replace("''", "'")
            case "number":
                return int(text)
            case "name" if text in LITERALS:
                return LITERALS[text]
            case "name" if text in STATES:
                if not (self.take("(") and self.take(")")):
                    raise Unknown(text)
                return self.contexts["state"][text]
            case "name":
                return self.look_up(text)
        raise Unknown(str(text))

    def look_up(self, path: str):
        first, *rest = path.split(".")
        if first not in self.contexts:
            raise Unknown(path)
        value = self.contexts[first]
        for part in rest:
            # What a context does not have is empty, as on GitHub.
            value = value.get(part) if isinstance(value, dict) else None
        return value


def is_true(value) -> bool:
    return value not in (None, False, "", 0)


def as_text(value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
    return str(value)


def value_of(expression: str, contexts: dict):
    reader = _Reader(expression, contexts)
    value = reader.either()
    if reader.tokens:
        raise Unknown(expression)
    return value


def filled(text, contexts: dict) -> str:
    """A text of a workflow with every expression in it replaced by its value."""
    return PLACE.sub(lambda found: as_text(value_of(found[1], contexts)), as_text(text))


def holds(condition, contexts: dict) -> bool:
    """Whether an `if` lets a step or job run; one that asks for no state asks for success as well."""
    if condition is None:
        return contexts["state"]["success"]
    text = as_text(condition)
    whole = PLACE.fullmatch(text.strip())
    text = whole[1] if whole else text
    asked = any(re.search(rf"\b{state}\(\)", text) for state in STATES)
    return (asked or contexts["state"]["success"]) and is_true(value_of(text, contexts))

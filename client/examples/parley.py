"""Parley's API for Python 3.9 or later, and nothing else. Made of the API's own document as it is loaded:

    parley = Parley("https://call.example.com", "parley_…")
    call = parley.createCall({"startsAt": "2027-01-15T09:30:00+01:00", "durationMinutes": 30})
    parley.cancelCall(id=call["id"], erase="true")

Each operation of the document is a method: its body comes first, parameters and headers by their names, with `_` for `-`.
"""

import json
import urllib.error
import urllib.parse
import urllib.request


class ParleyError(Exception):
    """A refusal. `problem` says what is wrong, field by field; None when something before the API answered.

    `retry_after`: seconds after which the same request may succeed; None: it will not by itself.
    """

    def __init__(self, status, problem, retry_after=None):
        super().__init__(f"{status} {problem}")
        self.status = status
        self.problem = problem
        self.retry_after = retry_after


class Parley:
    def __init__(self, origin, api_key, timeout=30):
        self._base = f"{origin.rstrip('/')}/api/v1"
        self._headers = {"Authorization": f"Bearer {api_key}"}
        self._timeout = timeout
        for path, methods in self._ask("GET", "/openapi.json")["paths"].items():
            for method, operation in methods.items():
                setattr(self, operation["operationId"], self._operation(method.upper(), path, operation))

    def _operation(self, method, path, operation):
        places = {p["name"].replace("-", "_"): (p["in"], p["name"]) for p in operation["parameters"]}

        def call(body=None, **values):
            found = {"path": {}, "query": {}, "header": {}}
            for name, value in values.items():
                if name not in places:
                    raise TypeError(f"{operation['operationId']} takes {', '.join(places) or 'nothing'}, and no {name}")
                place, sent_as = places[name]
                found[place][sent_as] = value
            target = path
            if "{" in path and not found["path"]:
                raise TypeError(f"{operation['operationId']} takes {path[path.index('{') + 1:path.index('}')]}")
            for name, value in found["path"].items():
                target = target.replace("{%s}" % name, urllib.parse.quote(value, safe=""))
            query = urllib.parse.urlencode(found["query"])
            return self._ask(method, target + ("?" + query if query else ""), body, found["header"])

        call.__name__ = operation["operationId"]
        call.__doc__ = f"{operation['summary']}. {operation['description']}"
        return call

    def _ask(self, method, target, body=None, headers=None):
        sent = {**self._headers, **(headers or {})}
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        request = urllib.request.Request(self._base + target, data, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                return _content(answer)
        except urllib.error.HTTPError as error:
            problem = _content(error)
            retry_after = error.headers.get("Retry-After", "")
            raise ParleyError(
                error.code,
                problem if isinstance(problem, dict) else None,
                # Something before the API may say a date.
                int(retry_after) if retry_after.isdecimal() else None,
            ) from None


def _content(answer):
    text = answer.read().decode()
    is_json = "json" in answer.headers.get("Content-Type", "")
    return json.loads(text) if is_json and text else text

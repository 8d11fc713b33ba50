"""What schemathesis cannot know of the API: which of the texts that a schema allows are times to come and time zones."""

import re
from datetime import datetime, timedelta, timezone

import schemathesis
from hypothesis import strategies as st

NOW = datetime.now(timezone.utc).replace(tzinfo=None)
TIME = re.compile(r"[-0-9T:]{19}Z")
TO_COME = st.datetimes(NOW + timedelta(minutes=5), NOW + timedelta(days=300))

schemathesis.openapi.format("date-time", TO_COME.map(lambda time: f"{time.isoformat(timespec='seconds')}Z"))


# Nobody's, whatever the emulator delivers there.
schemathesis.openapi.format("uri", st.just("https://receiver.invalid/"))


@schemathesis.hook
def map_body(context, body):
    """Of the two ways to say when a call ends, and of zones that there are not, nearly every body has too much."""
    if isinstance(body, dict):
        if isinstance(body.get("durationMinutes"), int) and TIME.fullmatch(f"{body.get('endsAt')}"):
            del body["endsAt"]
        if isinstance(body.get("timeZone"), str) and 0 < len(body["timeZone"]) <= 64:
            body["timeZone"] = "Europe/Berlin"
    return body


@schemathesis.hook
def filter_path_parameters(context, path_parameters):
    """Hosting answers for itself where a part of an address begins with a dot."""
    return not (isinstance(path_parameters, dict) and f"{path_parameters.get('id', '')}".startswith((".", "%2E")))

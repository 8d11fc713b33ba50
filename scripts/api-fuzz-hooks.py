"""What schemathesis cannot know of the API: which of the texts that a schema allows are times to come and time zones."""

from datetime import datetime, timedelta, timezone

import schemathesis
from hypothesis import strategies as st

NOW = datetime.now(timezone.utc).replace(tzinfo=None)
TO_COME = st.datetimes(NOW + timedelta(minutes=5), NOW + timedelta(days=300))

schemathesis.openapi.format("date-time", TO_COME.map(lambda time: f"{time.isoformat(timespec='seconds')}Z"))


@schemathesis.hook
def map_body(context, body):
    """Calls that can be, and webhooks of nobody. Of the two ways to say when a call ends, and of zones that there are not, nearly every body has too much."""
    if isinstance(body, dict):
        if isinstance(body.get("durationMinutes"), int):
            body.pop("endsAt", None)
        if len(f"{body.get('timeZone', '')}") % 4:
            body["timeZone"] = "Europe/Berlin"
        if isinstance(body.get("url"), str):
            # Nobody's, whatever the emulator delivers there.
            body["url"] = "https://receiver.invalid/"
    return body


@schemathesis.hook
def filter_path_parameters(context, path_parameters):
    """Hosting answers for itself where a part of an address begins with a dot."""
    return not (isinstance(path_parameters, dict) and f"{path_parameters.get('id', '')}".startswith((".", "%2E")))

"""What schemathesis cannot know of the API: which of the texts that a schema allows are times to come and time zones."""

import re
from datetime import datetime, timedelta, timezone

import jsonschema_rs
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


@schemathesis.check
def batch_is_judged_call_by_call(ctx, response, case):
    """What `negative_data_rejection` cannot see of an answer that says 200: that whatever is no NewCall is refused in its place."""
    if case.operation.definition.raw.get("operationId") != "createCalls" or response.status_code != 200:
        return
    components = case.operation.schema.raw_schema["components"]
    frame = {**components["schemas"]["NewCalls"], "components": components}
    frame["properties"] = {"calls": {**frame["properties"]["calls"], "items": {}}}
    assert jsonschema_rs.validator_for(frame).is_valid(case.body), "A batch of another form was taken"
    new_call = jsonschema_rs.validator_for({"$ref": "#/components/schemas/NewCall", "components": components})
    results = response.json()["results"]
    assert len(results) == len(case.body["calls"]), "A result is missing, or one too many"
    for call, result in zip(case.body["calls"], results):
        # Also with 409 or 422, where an Idempotency-Key was used for another batch.
        refused = result["status"] >= 400
        assert refused or new_call.is_valid(call), f"No NewCall, and {result['status']}"

#!/bin/sh
# Books a call with curl, moves it by an hour, fetches the calendar file and cancels the call again:
#
#   PARLEY_ORIGIN=http://localhost:5000 PARLEY_API_KEY=parley_… sh client/examples/book-a-call.sh
set -eu

api="${PARLEY_ORIGIN:-http://localhost:5000}/api/v1"
# Times in UTC: 2027-01-15T08:30:00Z. The first is GNU's date, the second that of macOS.
in_hours() { date -u -d "+$1 hours" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -v "+$1H" +%Y-%m-%dT%H:%M:%SZ; }
# Any JSON tool will do: this takes the value of one field of text.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
# The key goes in by a file, so that no list of processes shows it.
parley() { printf 'header = "Authorization: Bearer %s"\n' "$PARLEY_API_KEY" | curl --silent --show-error --fail-with-body --config - "$@"; }

call=$(parley "$api/calls" \
  --header 'Content-Type: application/json' \
  --header "Idempotency-Key: example-$$-$(date +%s)" \
  --data "{
    \"title\": \"Consultation\",
    \"startsAt\": \"$(in_hours 1)\",
    \"durationMinutes\": 30,
    \"timeZone\": \"Europe/Berlin\",
    \"host\": { \"name\": \"Ada\", \"email\": \"ada@example.com\" },
    \"guest\": { \"name\": \"Grace\", \"email\": \"grace@example.com\" }
  }")
self=$(printf '%s' "$call" | field self)
echo "Host link:  $(printf '%s' "$call" | field hostUrl)"
echo "Guest link: $(printf '%s' "$call" | field joinUrl)"

moved=$(parley "$self" --request PATCH \
  --header 'Content-Type: application/json' \
  --header 'If-Match: "0"' \
  --data "{ \"startsAt\": \"$(in_hours 2)\" }")
echo "Moved to:   $(printf '%s' "$moved" | field startsAt)"

echo "Invitation: $(parley "$self/invitation.ics" | tr -d '\r' | grep '^SEQUENCE:')"

parley "$self" --request DELETE
echo "Cancelled:  $(parley "$self" | field status)"

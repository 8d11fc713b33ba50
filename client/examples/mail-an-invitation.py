"""Books a call and mails the guest an invitation that mail programs offer to accept:

    PARLEY_ORIGIN=http://localhost:5000 PARLEY_API_KEY=parley_… SMTP_URL=smtp://localhost:1025 \\
      python3 client/examples/mail-an-invitation.py
"""

import os
import smtplib
from datetime import datetime, timedelta, timezone
from email import message_from_string, policy
from email.utils import make_msgid
from urllib.parse import urlsplit
from uuid import uuid4

from parley import Parley

parley = Parley(os.environ.get("PARLEY_ORIGIN", "http://localhost:5000"), os.environ["PARLEY_API_KEY"])
call = parley.createCall(
    {
        "title": "Consultation für Grace",
        "startsAt": (datetime.now(timezone.utc) + timedelta(hours=1)).isoformat(),
        "durationMinutes": 30,
        "host": {"name": "Ada", "email": "ada@example.com"},
        "guest": {"name": "Grace", "email": "grace@example.com"},
    },
    # What this call is in your own system, so that a repetition books no second one.
    Idempotency_Key=os.environ.get("ORDER", str(uuid4())),
)

message = message_from_string(parley.getInvitationMail(id=call["id"]), policy=policy.SMTP)
message["From"] = call["host"]["email"]
message["To"] = call["guest"]["email"]
message["Subject"] = call["title"] or "Call"
message["Date"] = datetime.now(timezone.utc)
message["Message-ID"] = make_msgid(domain=call["host"]["email"].split("@")[1])

server = urlsplit(os.environ["SMTP_URL"])
with smtplib.SMTP(server.hostname, server.port) as smtp:
    smtp.send_message(message)
print(f"Invited {message['To']} to {call['id']}")

"""Tokens for the run, and what Schemathesis would otherwise get wrong about HTTP or the world, each with its reason."""

import os
from datetime import datetime, timedelta, timezone

import requests
import schemathesis
from hypothesis import strategies

GATEWAY = os.environ["KEPU_GATEWAY"]
CLIENT = (os.environ["KEPU_CLIENT_ID"], os.environ["KEPU_CLIENT_SECRET"])
FRESH_SECONDS = 300


@schemathesis.auth(refresh_interval=FRESH_SECONDS)
class Token:
    """Of the machine account that the run is for; one is good for ten minutes, so a new one is fetched in time."""

    def get(self, case, context):
        answer = requests.post(
            f"{GATEWAY}/oauth2/token", data={"grant_type": "client_credentials"}, auth=CLIENT, timeout=30
        )
        answer.raise_for_status()
        return answer.json()["access_token"]

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(context, case, kwargs):
    """In the coverage phase Schemathesis 4.32 fills If-Match with 0, whatever its pattern says, and calls that valid."""
    if case.headers and case.headers.get("If-Match") == "0":
        case.headers["If-Match"] = "*"


# RFC 3339 has offsets up to 23:59. None beyond 18:00 exists anywhere, and Java's time knows none.
OFFSETS = strategies.integers(min_value=-18 * 60, max_value=18 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
schemathesis.openapi.format(
    "date-time",
    strategies.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2999, 1, 1), timezones=OFFSETS).map(
        datetime.isoformat
    ),
)

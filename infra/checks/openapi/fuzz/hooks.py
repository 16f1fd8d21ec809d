"""Tokens for the run, and what Schemathesis would otherwise get wrong about HTTP or the world, each with its reason."""

import os
from datetime import date, datetime, timedelta, timezone

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
    """Mends what is called valid and is not."""
    # In the coverage phase Schemathesis 4.32 fills If-Match with 0, whatever its pattern says.
    if case.headers and case.headers.get("If-Match") == "0":
        case.headers["If-Match"] = "*"
    # No pattern that every dialect reads can exclude the private characters of planes 15 and 16.
    if case.meta is not None and case.meta.generation.mode.is_positive:
        for part in ("path_parameters", "query", "body"):
            drawn = getattr(case, part)
            usable = without_private(drawn)
            if usable != drawn:  # a part that is set anew is no longer taken for the document's own example
                setattr(case, part, usable)


def without_private(value):
    """The same value with a plain character in place of each private one of planes 15 and 16."""
    if isinstance(value, str):
        return "".join("x" if ord(one) >= 0xF0000 else one for one in value)
    if isinstance(value, list):
        return [without_private(one) for one in value]
    if isinstance(value, dict):
        return {name: without_private(one) for name, one in value.items()}
    return value


# RFC 3339 has offsets up to 23:59. None beyond 18:00 exists anywhere, and Java's time knows none.
OFFSETS = strategies.integers(min_value=-18 * 60, max_value=18 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
schemathesis.openapi.format(
    "date-time",
    strategies.datetimes(min_value=datetime(1949, 1, 2), max_value=datetime(2999, 1, 1), timezones=OFFSETS).map(
        datetime.isoformat
    ),
)
# The pattern of a date says which years are known; drawn from all of time hardly any would match it.
schemathesis.openapi.format("date", strategies.dates(min_value=date(1949, 1, 1), max_value=date(2999, 12, 31)).map(str))

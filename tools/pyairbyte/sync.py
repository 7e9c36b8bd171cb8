"""Drives the connector with PyAirbyte as a user would, and prints what PyAirbyte made of it, as one line of JSON.

Arguments: the connector's executable, the faker's executable, the sandbox's URL.
"""

import json
import subprocess
import sys
import tempfile

import airbyte as ab
from airbyte import exceptions as exc
from airbyte_protocol.models import AirbyteMessage

connector, faker, url = sys.argv[1:4]
streams = ["users", "purchases", "products"]


def configuration(**changes):
    def mapping(stream, event_name, appsflyer_id):
        return {
            "stream": stream,
            "send_as": "mobile_event",
            "event_name": event_name,
            "columns": [{"column": "id", "field": "customer_user_id"}],
            "event_values": [{"name": "row", "column": "id"}],
            "constants": [{"field": "appsflyer_id", "value": appsflyer_id}],
        }

    return {
        "s2s_token": "key",
        "apps": [{"app_id": "com.example.app"}],
        "endpoints": {"all": url},
        "streams": [
            mapping("users", "af_complete_registration", "1700000000000-1000000001"),
            mapping("purchases", "af_purchase", "1700000000000-1000000002"),
            {"stream": "products", "send_as": "skip"},
        ],
        "delivery": {"max_requests_per_second": 100_000},
        **changes,
    }


def source(count):
    config = {"count": count, "seed": 1, "parallelism": 1, "always_updated": False, "records_per_slice": 100}
    return ab.get_source("source-faker", local_executable=faker, config=config, streams=streams)


def destination(config):
    return ab.get_destination("destination-appsflyer", local_executable=connector, config=config)


def told(result):
    """What came back: how many records went in, and for which streams a state of the connector came out."""
    states = list(result.get_state_provider()._state_message_artifacts)
    counted = all(state.destinationStats is not None for state in states)
    names = sorted(state.stream.stream_descriptor.name for state in states)
    return {"processed": result.processed_records, "states": names, "counted": counted}


def check(config):
    try:
        destination(config).check()
    except exc.PyAirbyteError as error:
        return type(error).__name__
    return "succeeded"


def discover():
    """The destination catalog, read by Airbyte's models of the protocol."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(configuration(), file)
        file.flush()
        out = subprocess.run([connector, "discover", "--config", file.name], capture_output=True, check=True, text=True)
    catalog = AirbyteMessage.model_validate_json(out.stdout).destination_catalog
    return [operation.object_name for operation in catalog.operations]


results = {
    "check": check(configuration()),
    "check_bad": check(configuration(s2s_token="")),
    "discover": discover(),
}

state_cache = ab.new_local_cache("states")
results["without_cache"] = told(destination(configuration()).write(source(150), cache=False, state_cache=state_cache))
results["again"] = told(destination(configuration()).write(source(150), cache=False, state_cache=state_cache))
results["with_cache"] = told(destination(configuration()).write(source(120), cache=ab.new_local_cache("rows")))
read = source(80).read(cache=ab.new_local_cache("read_first"))
results["read_first"] = told(destination(configuration()).write(read))

try:
    destination(configuration(s2s_token="wrong")).write(
        source(10), cache=False, state_cache=False
    )
    results["wrong_key"] = "succeeded"
except exc.PyAirbyteError as error:
    results["wrong_key"] = type(error).__name__

print("RESULTS " + json.dumps(results))

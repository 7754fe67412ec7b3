"""Texts people about their orders by way of Parley, and says what became of it.

All that is known of Parley is docs/asyncapi.yaml: the topics parley.mt.requested.v1 and parley.mt.status.v1.
"""

import json
import os
import sys
import time
import uuid
from datetime import datetime, timezone

from confluent_kafka import Consumer, KafkaException, Producer

USAGE = 'Usage: python order_texts.py <order> <number> <text>, such as: python order_texts.py 4711 +14155550101 "It is on its way."'
SOURCE = "order-texts"
REQUESTED = "parley.mt.requested.v1"
STATUS = "parley.mt.status.v1"
# This service's own namespace: any UUID that is drawn once and kept.
NAMESPACE = uuid.UUID("4c1c2f58-6a3b-4f7e-8d0c-3f2f0a9be1d4")
# After this the service says so and ends; the text's outcome still comes to whoever follows.
PATIENCE_SECONDS = 60
BROKERS = os.environ.get("KAFKA_BROKERS", "127.0.0.1:7075")


def request(order: str, mt_id: str, number: str, text: str) -> None:
    """Asks for the text. The same order is the same id, and Parley sends it once."""
    producer = Producer(
        {
            "bootstrap.servers": BROKERS,
            # As Parley's own clients choose it, so that one person's events stay in order.
            "partitioner": "murmur2_random",
            "enable.idempotence": True,
        }
    )
    problems = []
    producer.produce(
        REQUESTED,
        key=number,
        value=json.dumps({"subscriber": number, "sender": "12345", "text": text}),
        headers={
            "ce_id": mt_id,
            "ce_source": SOURCE,
            "ce_type": REQUESTED,
            "ce_specversion": "1.0",
            "ce_time": datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "content-type": "application/json",
        },
        on_delivery=lambda error, _message: problems.append(error) if error else None,
    )
    if producer.flush(PATIENCE_SECONDS) > 0 or problems:
        raise KafkaException(problems[0] if problems else "not delivered in time")
    print(f"{mt_id} requested for order {order}", flush=True)


def follow(mt_id: str) -> dict | None:
    """Every outcome of the text, from the beginning, until one is final."""
    consumer = Consumer(
        {
            "bootstrap.servers": BROKERS,
            "group.id": f"{SOURCE}-{mt_id}",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    consumer.subscribe([STATUS])
    seen = set()
    deadline = time.monotonic() + PATIENCE_SECONDS
    try:
        while time.monotonic() < deadline:
            message = consumer.poll(1.0)
            if message is None:
                continue
            if message.error():
                raise KafkaException(message.error())
            status = json.loads(message.value())
            event_id = dict(message.headers() or [])["ce_id"]
            if status["mtId"] != mt_id or event_id in seen:
                continue
            seen.add(event_id)
            print(" ".join(filter(None, [mt_id, status["status"], status.get("code")])), flush=True)
            if status["final"]:
                return status
        print(f"No final status within {PATIENCE_SECONDS} s.", file=sys.stderr)
        return None
    finally:
        consumer.close()


def main(words: list[str]) -> int:
    if len(words) != 3:
        print(USAGE, file=sys.stderr)
        return 2
    order, number, text = words
    mt_id = str(uuid.uuid5(NAMESPACE, order))
    request(order, mt_id, number, text)
    outcome = follow(mt_id)
    if outcome is None:
        return 3
    return 0 if outcome["status"] == "delivered" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

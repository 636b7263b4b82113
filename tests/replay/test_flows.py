"""Recorded exchanges that belong together: a login and a call, a job and its status."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.peers.replay import Answer
from tests.replay.conftest import Clients, RecordedServer, Shop, answer_of, awaited
from tests.replay.exchanges import Exchange, load
from tests.replay.soap.judging import RULES, differences

MODES = pytest.mark.parametrize("mode", ["blocking", "awaited"])


@pytest.fixture(scope="module")
def recorded(corpus: object) -> dict[str, Exchange]:
    """The exchanges by name."""
    return {exchange.name: exchange for exchange in load()}


class Caller:
    """One of the two clients, its methods called as if both blocked."""

    def __init__(self, clients: Clients, mode: str, auth: Any = None) -> None:
        self.client = (clients.blocking if mode == "blocking" else clients.awaited).with_options(
            auth=auth, store="default", max_retries=0
        )
        self._runner = clients.runner if mode == "awaited" else None

    def result(self, value: Any) -> Any:
        """What a call returned, awaited where it has to be."""
        return self._runner.run(awaited(value)) if self._runner else value


@MODES
@pytest.mark.parametrize("kind", ["admin", "customer"])
def test_a_login_and_a_call(
    shop: Shop,
    recorded_server: RecordedServer,
    clients: Clients,
    recorded: dict[str, Exchange],
    mode: str,
    kind: str,
) -> None:
    login = recorded[f"auth_{kind}_token_ok"]
    recorded_server.play(login, recorded["customer_me"])
    auth = shop.package.AdminToken if kind == "admin" else shop.package.CustomerToken
    caller = Caller(clients, mode, auth(**json.loads(login.body)))
    repository = caller.client.customer.customer_repository
    for _ in range(2):
        me = caller.result(repository.get_self())
    assert me.email == recorded["customer_me"].recorded()["email"]
    first, second, third = recorded_server.requests
    store = "/default" if kind == "customer" else ""
    assert (first.method, first.path) == ("POST", f"/rest{store}/V1/integration/{kind}/token")
    assert json.loads(first.body) == json.loads(login.body)
    assert "authorization" not in first.headers
    assert second.headers["authorization"] == third.headers["authorization"] == f"Bearer {login.recorded()}"


@MODES
def test_a_token_that_is_refused_is_renewed(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, recorded: dict[str, Exchange], mode: str
) -> None:
    answers = [
        answer_of(recorded[name]) for name in ("auth_admin_token_ok", "auth_bogus_bearer", "accept_any")
    ]
    recorded_server.play_all([*answers[:2], Answer(b'"lab-token-0002"'), answers[2]])
    caller = Caller(clients, mode, shop.package.AdminToken("admin", "secret"))
    views = caller.result(caller.client.store.store_repository.get_list())
    assert [view.code for view in views] == ["default", "admin"]
    assert [request.method for request in recorded_server.requests] == ["POST", "GET", "POST", "GET"]


@MODES
def test_a_wrong_password(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, recorded: dict[str, Exchange], mode: str
) -> None:
    recorded_server.play(recorded["auth_admin_token_bad_password"])
    caller = Caller(clients, mode, shop.package.AdminToken("admin", "nope"))
    with pytest.raises(shop.package.AuthenticationError, match="The account sign-in was incorrect") as caught:
        caller.result(caller.client.store.store_repository.get_list())
    assert "password" in caught.value.hint
    assert "nope" not in str(caught.value)


@MODES
def test_a_refusal_says_what_is_needed(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, recorded: dict[str, Exchange], mode: str
) -> None:
    hints = {}
    for name in ("auth_customer_forbidden", "auth_guest_forbidden", "oauth_access_token_as_bearer"):
        recorded_server.play(recorded[name])
        caller = Caller(clients, mode, shop.auth_of(recorded[name]))
        with pytest.raises(shop.package.AuthenticationError) as caught:
            caller.result(caller.client.catalog.product_repository.get(sku="LAB-01"))
        assert "ACL resource Magento_Catalog::products" in caught.value.hint
        hints[name] = caught.value.hint
    assert "no credentials" in hints["auth_guest_forbidden"]
    assert "Allow OAuth Access Tokens" in hints["oauth_access_token_as_bearer"]


@MODES
def test_a_job_of_one(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, recorded: dict[str, Exchange], mode: str
) -> None:
    status = recorded["bulk_status_single_done"]
    recorded_server.play(recorded["async_products_post"], status)
    caller = Caller(clients, mode)
    product = shop.package.models.catalog.Product(sku="ASY-1", name="Async 1", attribute_set_id=4, price=1)
    job = caller.result(caller.client.bulk.catalog.product_repository.save.one({"product": product}))
    done = caller.result(job.wait(5))
    (item,) = done.items
    assert done.finished
    assert (item.index, item.ok) == (0, True)
    assert isinstance(item.value, shop.package.models.catalog.Product)
    (operation,) = status.recorded()["operations_list"]
    found = differences(item.value, json.loads(operation["result_serialized_data"]), str)
    assert [place for rule, place in found if rule not in RULES] == []
    assert recorded_server.requests[-1].path == f"/rest/default/V1/bulk/{job.bulk_uuid}/detailed-status"


@MODES
def test_a_job_of_which_a_part_fails(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, recorded: dict[str, Exchange], mode: str
) -> None:
    status = recorded["bulk_detailed_status_done"]
    entries = status.recorded()["operations_list"]
    accepted = [{"id": entry["id"], "data_hash": "0", "status": "accepted"} for entry in entries]
    ticket = {"bulk_uuid": entries[0]["bulk_uuid"], "request_items": accepted, "errors": False}
    recorded_server.play_all([Answer(json.dumps(ticket).encode(), 202), answer_of(status)])
    caller = Caller(clients, mode)
    save = caller.client.bulk.catalog.product_repository.save
    job = caller.result(save([{"product": {"sku": f"ASY-{number}"}} for number, _ in enumerate(entries)]))
    done = caller.result(job.wait(5))
    assert done.finished
    assert [item.index for item in done.items] == [entry["id"] for entry in entries]
    assert [item.status for item in done.items] == [entry["status"] for entry in entries]
    assert [item.message for item in done.failed] == [
        entry["result_message"] for entry in entries if entry["status"] != 1
    ]
    assert [item.value.sku for item in done.items if item.ok] == ["ASY-3"]


@MODES
def test_a_raw_answer(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, recorded: dict[str, Exchange], mode: str
) -> None:
    exchange = recorded["product_get"]
    recorded_server.play(exchange)
    caller = Caller(clients, mode)
    client = caller.client
    raw = caller.result(client.with_raw_response(client.catalog.product_repository.get, sku="LAB-01"))
    assert (raw.status, raw.content) == (200, exchange.answer)
    assert raw.headers["X-Frame-Options"] == "SAMEORIGIN"
    found = differences(raw.parse(), exchange.recorded(), str)
    assert [place for rule, place in found if rule not in RULES] == []

"""A stock shop's own answers agree with its sources, and two snapshots of one API on two hosts are the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.command_line import EXAMPLE, Run, run, shop, warm
from tests.readers.magento2_support import registration, service, webapi, write

__all__ = ["run", "shop", "warm"]

PHP = """<?php
namespace Acme\\Blog\\Api;
interface BlogInterface {
    /**
     * @param string $postId
     * @return string
     */
    public function view($postId);
}
"""


@pytest.mark.parametrize("where", ["query", "other"])
def test_a_path_variable_that_swagger_lists_twice(tmp_path: Path, run: Run, where: str) -> None:
    route = ("GET", "/V1/acme/post/:post_id", "Acme\\Blog\\Api\\BlogInterface", "view")
    write(
        tmp_path / "blog",
        {
            "registration.php": registration("Acme_Blog"),
            "etc/webapi.xml": webapi(route),
            "Api/BlogInterface.php": PHP,
        },
    )
    again = {
        "name": "postId" if where == "query" else "author",
        "in": "query",
        "type": "string",
        "required": True,
    }
    own = {"name": "post_id", "in": "path", "type": "string", "required": True}
    answer = {"200": {"schema": {"type": "string"}}}
    path = {"get": {"parameters": [again, own], "responses": answer}}
    document = {"swagger": "2.0", "paths": {"/V1/acme/post/{post_id}": path}, "definitions": {}}
    (tmp_path / "swagger.json").write_text(json.dumps(document), "utf-8")
    done = run("inspect", "--source", "blog", "--against", "swagger.json")
    assert done.returncode == (0 if where == "query" else 1), done.stdout
    assert ("lists a path variable in snake case once more" in done.stdout) is (where == "query")


def test_what_the_server_fills_in_is_known_over_soap(tmp_path: Path, run: Run, corpus: Path) -> None:
    wsdls = tmp_path / "wsdl"
    wsdls.mkdir()
    name = "customerCustomerRepositoryV1.wsdl"
    shutil.copy(corpus / "magento-2.4.6/wsdl" / name, wsdls / name)
    route = (
        '<routes><route url="/V1/customers/me" method="GET"><service class="Magento\\Customer\\Api\\'
        'CustomerRepositoryInterface" method="getById"/><resources><resource ref="self"/></resources>'
        '<data><parameter name="customerId" force="true">%customer_id%</parameter></data></route></routes>'
    )
    php = service("Magento\\Customer\\Api", "CustomerRepositoryInterface")
    php = php[: php.rindex("}")] + (
        "/**\n * @param int $customerId\n * @return \\Magento\\Customer\\Api\\Data\\CustomerInterface\n */\n"
        "public function getById($customerId);\n}\n"
    )
    write(
        tmp_path / "m",
        {
            "registration.php": registration("Magento_Customer"),
            "etc/webapi.xml": route,
            "Api/CustomerRepositoryInterface.php": php,
        },
    )
    for protocol in ("auto", "soap"):
        found = run(
            "inspect", "--source", "m", "--protocol", protocol, "--against", "wsdl", "--format", "json"
        )
        told = json.loads(found.stdout)
        parameters = [each for each in told["disagreements"] if each["kind"] == "parameter-missing"]
        assert not [each for each in parameters if each["subject"].endswith(" customerId")]


@pytest.mark.parametrize("wsdl", ["v1", "v2", "v2_wsi"])
def test_an_openmage_agrees_with_its_own_wsdls(run: Run, corpus: Path, wsdl: str) -> None:
    shop = corpus / "openmage-20.0.20"
    done = run("inspect", "--source", shop / "xml", "--against", shop / "wsdl" / f"{wsdl}.wsdl")
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("Disagreements: 0\n")


def test_one_api_on_two_hosts_is_the_same(tmp_path: Path, run: Run) -> None:
    source = EXAMPLE / "magento2-wsdl"
    sides = []
    for host in ("one.example", "two.example"):
        side = shutil.copytree(source, tmp_path / host)
        for path in side.rglob("*.wsdl"):
            text = path.read_text("utf-8")
            start = text.index("/soap/", text.index("targetNamespace="))
            old = text[text.index("targetNamespace=") + 17 : start]
            path.write_text(text.replace(old, f"https://{host}"), "utf-8")
            assert f"https://{host}/soap/" in path.read_text("utf-8")
        sides.append(host)
    done = run("diff", *sides, "--fail-on", "any")
    assert (done.returncode, done.stdout) == (0, "0 breaking, 0 additive\n")


def test_a_rest_package_has_no_soap_to_break(shop: Path, run: Run) -> None:
    assert run("generate").returncode == 0
    shutil.copytree(shop / "src/acme_store", shop / "old")
    webapi_file = shop / "magento/app/code/Acme/Catalog/etc/webapi.xml"
    text = webapi_file.read_text("utf-8")
    webapi_file.write_text(text.replace('method="GET">', 'method="GET" soapOperation="other">', 1), "utf-8")
    assert run("generate").returncode == 0
    done = run("diff", "old", "src/acme_store")
    assert "soap" not in done.stdout

"""The reference to browse: its text, and how it works in a real browser."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from codegen.commands.options import described_client
from codegen.exporting.html import reference
from codegen.run import planning
from codegen.source import Inputs
from codegen.targets.registry import target_for
from codegen.targets.services.building import build_services
from tests.command_line import EXAMPLE, Run

SEARCHED = "GET /V1/acme/products/{sku}"


def pages(*sources: Path, protocol: str | None = None, **changes: Any) -> dict[str, str]:
    client = described_client(sources=tuple(map(str, sources)), output=None, package=None, protocol=protocol)
    client = client._replace(**changes)
    api = planning.read(client, Inputs()).api
    symbols, _ = planning.name(api, client, {})
    calls = target_for(api, client).calls
    assert calls is not None
    return reference(api, symbols, build_services(calls(api, symbols), client.modes), title="Acme <shop>")


class Reader(HTMLParser):
    """Collects the ids, links and tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))


def test_the_shop_s_own_attributes_are_at_their_model() -> None:
    files = pages(EXAMPLE / "magento2", attributes={"acme_catalog_product": {"brand": "int"}})
    (table,) = re.findall(
        r"<caption>Custom attributes of the shop</caption>.*?</table>", files["acme_catalog.html"], re.S
    )
    assert "<code>brand</code></th><td><code>int</code>" in table
    assert "Custom attributes of the shop" not in files["acme_sales.html"]


@pytest.mark.parametrize(
    ("source", "protocol"),
    [("magento2", None), ("magento2-wsdl", None), ("magento1", None), ("magento1-rest", "rest")],
)
def test_every_link_leads_somewhere(source: str, protocol: str | None) -> None:
    files = pages(EXAMPLE / source, protocol=protocol)
    read = {name: Reader(text) for name, text in files.items() if name.endswith(".html")}
    searched = re.findall(r'"([^"]+\.html#[^"]+)"\]', files["search.js"])
    assert searched
    for name, page in read.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in (*page.links, *searched):
            file, _, anchor = link.partition("#")
            target = read[file or name]
            assert not anchor or anchor in target.ids, (name, link)


def test_nothing_is_asked_of_other_hosts() -> None:
    for name, text in pages(EXAMPLE / "magento2").items():
        if name.endswith(".html"):
            places = [
                value
                for _, attributes in Reader(text).tags
                for key in ("src", "href")
                if (value := attributes.get(key))
            ]
            assert not [place for place in places if "//" in place]
        assert "@import" not in text
        assert "url(" not in text


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "magento2", tmp_path / "shop")
    contract = next((tmp_path / "shop").rglob("ProductRepositoryInterface.php"))
    evil = "Get it \"><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} &amp; ' end"
    text = contract.read_text("utf-8")
    contract.write_text(
        re.sub(
            r"(/\*\*\s+\* )[^\n]+(\n(?:(?!\*/).)*?\*/\s+public function get\()",
            lambda match: match[1] + evil + match[2],
            text,
            count=1,
            flags=re.DOTALL,
        ),
        "utf-8",
    )
    assert evil in contract.read_text("utf-8")
    for name, page in pages(tmp_path / "shop").items():
        if name.endswith(".html"):
            tags = Reader(page).tags
            assert [tag for tag, _ in tags].count("script") == 2
            assert not [
                tag
                for tag, attributes in tags
                if tag == "img" or any(key.startswith("on") for key in attributes)
            ]
            assert "Acme &lt;shop&gt;" in page
            assert "49" not in re.findall(r"\{\{.*?\}\}", page)


def test_an_operation_shows_all_that_a_caller_wants() -> None:
    page = pages(EXAMPLE / "magento2")["acme_catalog.html"]
    start = page.index('id="acme_catalog.product_repository.save"')
    part = page[start : page.index("</article>", start)]
    for text in (
        "POST /V1/acme/products",
        "shop.acme_catalog.product_repository.save(product=…)",
        "await shop.acme_catalog.product_repository.save(product=…)",
        "shop.bulk.acme_catalog.product_repository.save([{…}, …])",
        "Fields of Product",
        "curl -X POST",
        "Acme_Catalog::",
        "<strong>Required.</strong>",
    ):
        assert text in part, text
    assert "iter_list" in page


def test_the_command(run: Run, tmp_path: Path) -> None:
    source = ("export", "html", "--source", EXAMPLE / "magento2", "-o", "docs")
    assert run(*source).returncode == 0
    assert (tmp_path / "docs" / "index.html").is_file()
    assert run(*source, "--check").returncode == 0
    (tmp_path / "docs" / "search.js").unlink()
    assert run(*source, "--check").returncode == 1


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Chromium without a window, and the reference of the example at `browser.folder`."""
    driver, chromium = shutil.which("chromedriver"), shutil.which("chromium")
    if driver is None or chromium is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed: apt-get install chromium chromium-driver")
        pytest.skip("Chromium is not installed (chromium and chromium-driver)")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    folder = tmp_path_factory.mktemp("reference")
    for name, text in pages(EXAMPLE / "magento2").items():
        (folder / name).write_text(text, "utf-8")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(service=Service(driver), options=options)
    chrome.folder = folder.as_uri()  # type: ignore[attr-defined]
    yield chrome
    chrome.quit()


def test_search_finds_while_typing_and_leads_there(browser: Any) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser.get(f"{browser.folder}/index.html")
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    field = browser.switch_to.active_element
    field.send_keys("product_repository.get")
    found = browser.find_elements(By.CSS_SELECTOR, "#found li")
    assert found
    assert SEARCHED in found[0].text
    field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    assert browser.current_url.endswith("acme_catalog.html#acme_catalog.product_repository.get")
    field = browser.find_element(By.ID, "search")
    field.send_keys("no such thing")
    assert not browser.find_element(By.ID, "found").is_displayed()


def test_a_link_to_a_model_opens_it(browser: Any) -> None:
    from selenium.webdriver.common.by import By

    browser.get("about:blank")
    browser.get(f"{browser.folder}/acme_catalog.html#models.acme_catalog.Product")
    details = browser.find_element(By.CSS_SELECTOR, "[id='models.acme_catalog.Product'] details")
    assert details.get_attribute("open") is not None


def test_the_menu_of_a_narrow_screen(browser: Any) -> None:
    from selenium.webdriver.common.by import By

    browser.set_window_size(400, 800)
    try:
        browser.get(f"{browser.folder}/acme_catalog.html")
        modules = browser.find_element(By.ID, "modules")
        assert not modules.is_displayed()
        browser.find_element(By.ID, "menu").click()
        assert modules.is_displayed()
        width = browser.execute_script("return document.documentElement.scrollWidth - innerWidth")
        assert width <= 0
    finally:
        browser.set_window_size(1280, 900)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["index.html", "acme_catalog.html"])
def test_pages_are_accessible_and_silent(browser: Any, page: str, scheme: str) -> None:
    from axe_core_python.selenium import Axe

    feature = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)
    browser.get(f"{browser.folder}/{page}")
    browser.execute_script("document.querySelectorAll('details').forEach(each => each.open = true)")
    violations = Axe().run(browser)["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in violations] == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")] == []
    requested = re.findall(
        r'"url":"(https?:[^"]+)"', " ".join(entry["message"] for entry in browser.get_log("performance"))
    )
    assert requested == []

"""What the server lets other sites use: the component's script and the two pages that it frames, nothing else."""

import asyncio
import json

import httpx
import pytest
from tests.test_server import MODEL

from venevagt.server.app import create_app

FRAMED = ["/da/indlejret/", "/en/embedded/"]
NOT_FRAMED = ["/da/", "/en/", "/da/tabel/", "/da/din-egen-side/", "/en/your-own-page/", "/worker.js", "/en/nothing/"]


def get(address: str) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(MODEL))
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.get(address)

    return asyncio.run(send())


@pytest.mark.parametrize("address", FRAMED)
def test_other_sites_may_frame_the_pages_made_for_it(address: str) -> None:
    response = get(address)
    assert response.status_code == 200
    assert response.headers["content-security-policy"].endswith("; frame-ancestors *")
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["cross-origin-embedder-policy"] == "require-corp"
    assert "x-frame-options" not in response.headers
    assert 'name="robots" content="noindex"' in response.text


@pytest.mark.parametrize("address", NOT_FRAMED)
def test_no_other_page_may_be_framed(address: str) -> None:
    response = get(address)
    assert response.headers["content-security-policy"].endswith("; frame-ancestors 'none'")
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in response.headers


def test_every_site_may_load_the_script_of_the_component() -> None:
    response = get("/embed.js")
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["cache-control"] == "no-cache"
    site = json.loads(response.text.partition("const SITE = ")[2].partition("\n};")[0] + "}")
    assert site["number"] == "112"
    for language in MODEL.about.languages:
        assert get(f"/{site['languages'][language]['page']}").status_code == 200
        assert get(f"/{site['languages'][language]['home']}").status_code == 200

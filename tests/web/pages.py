"""What holds for every page: three languages, its policy, nothing inline or from elsewhere."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

LANGUAGES = ("en", "ru", "kk")
# Where a credit leads; pages link there and load nothing from there.
CREDITED = {
    "www.naturalearthdata.com",
    "www.geonames.org",
    "creativecommons.org",
    "www.unicode.org",
}
LOADS = {"script", "img", "link", "iframe", "source", "video", "audio", "object", "embed", "use"}


@dataclass
class Reader(HTMLParser):
    """Walks a page and keeps what breaks the rules, and its words."""

    faults: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.faults.append(f"inline <{tag}>")
        inline = [name for name in given if name == "style" or name.startswith("on")]
        self.faults += [f"{name} on <{tag}>" for name in inline]
        for name in ("src", "href", "action", "data", "poster"):
            host = urlsplit(given.get(name) or "").netloc
            cited = tag == "a" and "external" in (given.get("rel") or "").split()
            if host and not cited and (tag in LOADS or host not in CREDITED):
                self.faults.append(f"{name} of <{tag}> leads to {host}")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


def read(response: HttpResponse) -> Reader:
    reader = Reader()
    reader.feed(response.content.decode())
    return reader


def check(client: Client, view: str, *args: object, query: str = "") -> dict[str, str]:
    """Open a page in every language and hold it to the rules; its text by language."""
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            url = reverse(view, args=args)
        response = client.get(url + query)
        assert response.status_code == 200, (url, response.status_code)
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        reader = read(response)
        assert reader.faults == [], (url, reader.faults)
        assert f'<html lang="{language}"' in response.content.decode()
        assert reader.tags.count("h1") == 1, url
        texts[language] = "\n".join(reader.words)
    assert len(set(texts.values())) == len(LANGUAGES), f"{view} says the same in two languages"
    return texts

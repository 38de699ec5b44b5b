"""What a page may not do, whoever looks at it; collected while a test walks, and asserted at its end."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],  # every rule is run; what it likes is not told node by node
}
# The list of what passed is longer than the page itself, so it stays in the browser.
AUDIT = "rules => axe.run(rules).then(({violations}) => ({violations}))"


@dataclass
class Watch:
    """Console errors, answers of 400 and above, and requests to anybody else."""

    origin: str
    problems: list[str] = field(default_factory=list)
    allowed: list[re.Pattern[str]] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        """A problem that the test provokes on purpose, such as a refusal: `allow("403")`."""
        self.allowed.append(re.compile(pattern))

    @contextmanager
    def over(self, page: Page) -> Iterator[None]:
        heard: dict[Any, Callable[[Any], None]] = {
            "console": self._console,
            "pageerror": self._error,
            "response": self._response,
            "request": self._request,
        }
        for event, note in heard.items():
            page.on(event, note)
        yield
        for event, note in heard.items():
            page.remove_listener(event, note)

    def unexpected(self) -> list[str]:
        return [problem for problem in self.problems if not any(one.search(problem) for one in self.allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(f"console {message.type}: {message.text}")

    def _error(self, error: Error) -> None:
        self.problems.append(f"script error: {error.message}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status} {response.request.method} {response.url}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and f"{address.scheme}://{address.netloc}" != self.origin:
            self.problems.append(f"request to another origin: {request.url}")


def assert_accessible(page: Page) -> None:
    """axe finds nothing against WCAG 2.2 A and AA, and the page itself does not scroll sideways."""
    page.evaluate(AXE_SCRIPT)
    results = AxeResults(page.evaluate(AUDIT, RULES))
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} pixels wider than its window"

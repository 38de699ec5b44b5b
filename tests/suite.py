"""`make test`: every test on SQLite and on PostgreSQL, in one pytest run with one summary.

Two workers of pytest-xdist run the whole suite side by side, each on a database of its own. Arguments go to pytest.
"""

import os
import signal
import subprocess
import sys

from tests import machine

WORKERS = ["--dist=each", "--tx=popen//env:TEST_ON=sqlite", "--tx=popen//env:TEST_ON=postgresql"]


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server is stopped then, too
    try:
        machine.demand(machine.postgresql_programs, "postgresql")
        machine.demand(machine.chromium, "chromium")
        machine.demand(machine.chinese_font, "fonts-noto-cjk", "fontconfig")
    except machine.Missing as missing:
        machine.say(str(missing))
        return 1
    machine.say("the whole suite on SQLite and on PostgreSQL, with the browser tests in Chromium")
    with machine.postgresql() as address:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment["TEST_POSTGRESQL_URL"] = address
        return subprocess.run([sys.executable, "-m", "pytest", *WORKERS, *arguments], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

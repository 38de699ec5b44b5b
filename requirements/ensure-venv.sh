#!/bin/sh
# Is there a Python that can make a virtual environment? If not: installed where that is allowed, else one line that says what to install.
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get install -qq -y python3 python3-venv >&2 || { apt-get update -qq && apt-get install -qq -y python3 python3-venv; } >&2
fi
python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && exit 0
echo "Python 3.11 or newer with venv is needed; on Debian: apt-get install python3 python3-venv" >&2
exit 1

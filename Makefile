# make install, make run, make test: nothing else has to be prepared (README.md).
PORT ?= 8000
PYTHON := .venv/bin/python
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all:

.PHONY: install run test messages
.DELETE_ON_ERROR:

install: .venv/runtime-stamp .secret-key

run: install
	@exec env DEMONSTRATION=1 $(PYTHON) manage.py serve --prepare --port $(PORT)

test: .venv/dev-stamp .secret-key
	@$(PYTHON) -m tests.suite $(PYTEST)

# Brings both catalogues up to date after a change of strings; what is left untranslated is for a person.
messages: .venv/dev-stamp .secret-key
	@$(PYTHON) manage.py makemessages --verbosity 0 -l zh_Hant -l en --no-location --no-wrap --no-obsolete --ignore tests --ignore build
	@msgen --no-wrap -o laborportal/locale/en/LC_MESSAGES/django.po laborportal/locale/en/LC_MESSAGES/django.po
	@$(PYTHON) manage.py compilemessages --verbosity 0 --ignore .venv
	@msgfmt --statistics -o /dev/null laborportal/locale/zh_Hant/LC_MESSAGES/django.po

$(PYTHON):
	@sh requirements/ensure-venv.sh
	@python3 -m venv .venv

.venv/runtime-stamp: requirements/runtime.txt | $(PYTHON)
	@echo "Installing the locked requirements into .venv …" >&2
	@$(PIP) -r requirements/runtime.txt
	@touch $@

.venv/dev-stamp: requirements/dev.txt .venv/runtime-stamp
	@echo "Installing the locked test requirements into .venv …" >&2
	@$(PIP) -r requirements/dev.txt
	@touch $@

.secret-key: | $(PYTHON)
	@umask 077 && test -n "$$SECRET_KEY" || $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

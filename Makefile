# The menu of this blog. `make` alone prints it: every target with a "##" stands there.
#
#   make html PYTHON=python3.13      with another Python than python3
#   make html JOBS=1                 with one process; as many as can run at once without it
#   make lock UPGRADE=1              lock the newest versions, not only what is missing

PYTHON ?= python3
PORT ?= 8000

python := .venv/bin/python
blogkit := $(python) -m blogkit
pip_install := $(python) -m pip install --disable-pip-version-check --no-input $(if $(CI),,--quiet)

# A flag is on unless it is empty or 0: DRAFTS=1, DRAFTS=yes.
flag = $(if $(filter-out 0,$($(1))),$(2))

.PHONY: menu html live check fix linkcheck new photos publish test browser-test lint bench docs clean lock FORCE

menu:
	@echo
	@awk -F ' *## *' '/^[a-z-]+:.*##/ { sub(/:.*/, "", $$1); printf "  make %-12s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo '  make html DRAFTS=1 shows drafts too, STRICT=1 fails on warnings, JOBS=1 uses one processor'
	@echo '  make check FORMAT=json is for programs, and so are github and sarif'
	@echo '  make live PORT=8001 previews elsewhere; make bench POSTS=100 is quick'

html: .venv/ready  ## build the blog into _build/html
	@$(blogkit) build $(call flag,DRAFTS,--drafts) $(call flag,STRICT,--strict) $(if $(JOBS),--jobs=$(JOBS))

live: .venv/ready  ## preview while you write, on http://127.0.0.1:8000
	@$(blogkit) live --port $(PORT)

check: .venv/ready  ## look for faults in the posts
	@$(blogkit) check $(if $(FORMAT),--format $(FORMAT))

fix: .venv/ready  ## mend what can safely be mended, and show it
	@$(blogkit) check --fix

linkcheck: .venv/ready  ## ask other sites whether the pages you link to are still there
	@$(blogkit) check --external

new: .venv/ready  ## begin a post, as a draft: make new TITLE="A day in Lisbon"
	@$(blogkit) new -- '$(subst ','\'',$(value TITLE))'

photos: .venv/ready  ## bring pictures into a post: make photos FROM=~/Pictures/trip POST=a-day-in-lisbon
	@$(blogkit) photos --post='$(subst ','\'',$(value POST))' -- '$(subst ','\'',$(value FROM))'

publish: .venv/ready  ## check, build and record the addresses; make publish TO=you@host:blog sends it there
	@$(blogkit) check
	@$(blogkit) build
	@$(blogkit) permalinks
	@$(if $(COMPRESS),$(blogkit) compress)
	@$(if $(TO),rsync -rtz --delete _build/html/ $(if $(COMPRESS),_build/compressed/) '$(subst ','\'',$(TO))',echo 'Commit permalinks.json with your posts, and push: .github/workflows/publish.yml does the rest.')

test: .venv/tools  ## prove that this blog is sound
	@$(python) -m pytest -n logical --dist worksteal

browser-test: .venv/tools .venv/browser/ready  ## for developers: pages in a real browser, and their HTML
	@$(python) -m pytest -n logical --dist worksteal tests/browser $(if $(ONLY),-k '$(ONLY)')

lint: .venv/tools  ## for developers: the code's style and types
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m mypy

bench: .venv/ready  ## for developers: the time that builds take, ours and others'; POSTS=100 is quick
	@$(python) -m bench $(if $(POSTS),--posts $(POSTS)) $(if $(ONLY),--only $(ONLY)) $(if $(RUNS),--runs $(RUNS))

docs: .venv/ready  ## for developers: write docs/checks.md anew from the docstrings of the checks
	@$(python) -m blogkit.checks.page > .venv/checks.md && mv .venv/checks.md docs/checks.md

clean:  ## remove _build, nothing else
	rm -rf _build

lock: .venv/ready  ## for developers: renew the three requirements.txt
	$(pip_install) uv
	$(compile) --group build pyproject.toml --output-file requirements.txt
	$(compile) --group test --constraints requirements.txt --output-file tests/requirements.txt
	$(compile) --group audit --output-file .ci/requirements.txt

# One lock for every Python from 3.11 on: the same version of a package everywhere (fewest).
compile = $(python) -m uv pip compile --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --annotation-style line \
	--custom-compile-command 'make lock' $(call flag,UPGRADE,--upgrade)

# .venv holds Python and the packages. Three files in it say how far it has come:
#
#   .venv/place    made, by this Python and for this folder (a .venv cannot be moved)
#   .venv/ready    requirements.txt and blogkit itself are installed
#   .venv/tools    tests/requirements.txt too
#
# While pip is at work there is .venv/unfinished, with the number of the make that
# works on it. Is that make gone (Ctrl-C, no network), the next one starts over.
#
# feedgen (for ABlog) and blogkit itself come as source. Their build tools stand in
# requirements.txt too and go in first, so that pip need not fetch unlocked ones. pip compiles
# what it installs, but not what it leaves in place: where Python may not write what it compiles
# (PYTHONDONTWRITEBYTECODE, as in many containers), every build would compile blogkit anew.

.venv/place: FORCE
	@found="$$($(PYTHON) -V 2>&1)"; place="$$found in $$(pwd -P)"; \
	other="$$(cat .venv/unfinished 2>/dev/null)"; \
	if [ -n "$$other" ] && [ "$$other" != $$PPID ] && kill -0 "$$other" 2>/dev/null; then \
	    echo "Another make (process $$other) is setting up .venv: run this again when it is done, or remove .venv." >&2; exit 1; fi; \
	if [ -x $(python) ] && [ ! -e .venv/unfinished ] && [ "$$place" = "$$(cat $@ 2>/dev/null)" ]; then \
	    exit 0; fi; \
	if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "This blog needs Python 3.11 or newer; $(PYTHON) says: $$found. Install it, or name it: make html PYTHON=python3.13" >&2; exit 1; fi; \
	if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo 'Python cannot make a .venv here: its module venv is missing. On Debian and Ubuntu: apt install python3-venv' >&2; exit 1; fi; \
	echo 'Setting up .venv (this takes a minute or two, once)…'; \
	$(PYTHON) -m venv --clear .venv && echo "$$place" > $@

.venv/ready: requirements.txt pyproject.toml .venv/place
	@echo 'Installing the packages of requirements.txt…'
	@echo $$PPID > .venv/unfinished
	@sed -n -e '/^flit-core==/,/# via/p' -e '/^setuptools==/,/# via/p' requirements.txt > .venv/build.txt
	@$(pip_install) --requirement .venv/build.txt || $(pip_failed)
	@$(pip_install) --no-build-isolation --requirement requirements.txt || $(pip_failed)
	@$(pip_install) --no-index --no-deps --no-build-isolation --editable . || $(pip_failed)
	@$(python) -m compileall -qq src || true
	@rm .venv/unfinished && touch $@

.venv/tools: tests/requirements.txt .venv/ready
	@echo 'Installing the test tools of tests/requirements.txt…'
	@echo $$PPID > .venv/unfinished
	@$(pip_install) --requirement tests/requirements.txt || $(pip_failed)
	@rm .venv/unfinished && touch $@

# What the browser tests take from npm. Without npm they are skipped, by name.
.venv/browser/ready: tests/browser/package.json tests/browser/package-lock.json .venv/place
	@mkdir -p .venv/browser && cp tests/browser/package.json tests/browser/package-lock.json .venv/browser
	@if ! command -v npm >/dev/null; then \
	    echo 'npm is missing, and with it what checks HTML and accessibility. On Debian and Ubuntu: apt install npm'; exit 0; fi; \
	echo 'Installing the tools of tests/browser/package.json…'; \
	cd .venv/browser && npm ci --ignore-scripts --no-fund --no-audit --loglevel=error && touch ready

pip_failed = { echo 'pip could not install the packages, for the reason above. Is there a network? Then run make again.' >&2; exit 1; }

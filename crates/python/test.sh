#!/usr/bin/env bash
# Builds the wheel and tests it: alone in an empty environment, then beside the programs that it works with, then by the
# notebook. Needs cargo and a Python of 3.10 or later (PYTHON=…, python3 by default); pip fetches the rest from PyPI.
# PROFILE=dev builds faster and reads slower.
set -euo pipefail
cd "$(dirname "$0")"

step() { printf '\n== %s\n' "$1"; }
fail() { printf 'python: %s\n' "$1" >&2; exit 1; }

target=${CARGO_TARGET_DIR:-$(cd ../.. && pwd)/target}
work=$target/python
export CARGO_TARGET_DIR=$target PIP_DISABLE_PIP_VERSION_CHECK=1

environment() {
    rm -rf "${work:?}/$1"
    "${PYTHON:-python3}" -m venv "$work/$1"
}

step "tools: $("${PYTHON:-python3}" --version)"
mkdir -p "$work"
environment build
"$work/build/bin/pip" install --quiet 'maturin>=1.9.4,<2'

step "wheel: maturin build, profile ${PROFILE:-release}"
rm -rf "$work/wheels"
"$work/build/bin/maturin" build --locked --profile "${PROFILE:-release}" --out "$work/wheels"
wheels=("$work"/wheels/onrecord-*-abi3-*.whl)
[ -f "${wheels[0]}" ] && [ ${#wheels[@]} = 1 ] || fail 'there is no wheel for all versions of Python'

step 'an empty environment: import, read, command'
environment empty
"$work/empty/bin/pip" install --quiet --no-index "${wheels[0]}"
(cd "$work" && empty/bin/python -c '
import onrecord
record = onrecord.read("The bridge is closed, the mayor said.")
assert record.words(record.statements[0].source) == "the mayor", record
assert [r.json() for r in onrecord.read_many([record.text])] == [onrecord.read(record.text).json()]
')
said=$(printf 'The bridge is closed, the mayor said.' | "$work/empty/bin/onrecord" read --format csv)
[[ $said == *'"the mayor","said","The bridge is closed"'* ]] || fail "the command reads nothing: $said"

step 'tests: pytest'
environment test
"$work/test/bin/pip" install --quiet "${wheels[0]}[test,notebook]"
"$work/test/bin/python" -m pytest --strict-markers -q "$@" | tee "$work/pytest.log"
grep -qE '^[1-9][0-9]* passed' "$work/pytest.log" || fail 'no test was run'
grep -q skipped "$work/pytest.log" && [ "$(uname)" = Linux ] && fail 'tests were skipped'

step 'notebook: nbconvert --execute'
PATH="$work/test/bin:$PATH" "$work/test/bin/jupyter" nbconvert --log-level WARN --to notebook --execute \
    --output-dir "$work" examples/named-and-unnamed.ipynb
"$work/test/bin/python" - "$work/named-and-unnamed.ipynb" <<'PY'
import json, sys
cells = json.load(open(sys.argv[1], encoding="utf-8"))["cells"]
plots = [o for c in cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
assert plots, "the notebook plots nothing"
PY

step 'the package is well'

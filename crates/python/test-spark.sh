#!/usr/bin/env bash
# Tests onrecord.spark on a cluster of two workers on this machine. Needs a wheel (WHEEL=…, by default the one that test.sh built), a
# Python of 3.10 or later (PYTHON=…) and a Java runtime of 17 or 21; pip fetches Spark.
set -euo pipefail
cd "$(dirname "$0")"

target=${CARGO_TARGET_DIR:-$(cd ../.. && pwd)/target}
work=$target/python
export PIP_DISABLE_PIP_VERSION_CHECK=1
command -v java >/dev/null || { printf 'spark: Java is missing (Debian: apt-get install openjdk-17-jre-headless)\n' >&2; exit 1; }

wheels=("$work"/wheels/onrecord-*-abi3-*.whl)
wheel=${WHEEL:-${wheels[0]}}
rm -rf "$work/spark"
"${PYTHON:-python3}" -m venv "$work/spark"
"$work/spark/bin/pip" install --quiet "$wheel[spark]" 'pytest>=8'
"$work/spark/bin/python" -m pytest --strict-markers -q "$@" tests-spark | tee "$work/spark.log"
grep -qE '^[1-9][0-9]* passed' "$work/spark.log"

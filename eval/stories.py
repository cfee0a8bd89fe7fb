"""How well a ledger's stories bring together the reports on one event.

    python eval/stories.py target/release/onrecord CLUSTERS

CLUSTERS is a folder of JSON files, one an event: {"event", "reports": [{"title", "text", "published", "outlet", "url"}…]}. All reports
go into one new ledger, in an order of chance that is always the same; B-cubed (Bagga & Baldwin 1998) of what `onrecord stories` answers.
A report that stands in no story stands alone.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path


def pile(folder):
    """The reports with the event of each, by the id that the ledger will be asked for."""
    reports, events = [], {}
    for path in sorted(folder.glob("*.json")):
        event = json.loads(path.read_text())
        for number, report in enumerate(event["reports"]):
            key = f"{path.stem}-{number}"
            events[key] = event["event"]
            reports.append({**report, "id": key})
    random.Random(0).shuffle(reports)
    return reports, events


def stories(program, reports):
    """The story of each report, as a ledger of all of them answers."""
    with tempfile.TemporaryDirectory() as scratch:
        file, ledger = Path(scratch, "reports.jsonl"), Path(scratch, "ledger")
        file.write_text("".join(json.dumps(report) + "\n" for report in reports))
        subprocess.run([program, "add", file, "--ledger", ledger], check=True)
        answer = subprocess.run(
            [program, "stories", "--json", "--ledger", ledger], check=True, capture_output=True, text=True
        )
    found = enumerate(json.loads(line) for line in answer.stdout.splitlines())
    return {report["key"]: number for number, story in found for report in story["reports"]}


def b_cubed(of, wanted):
    """Precision and recall."""
    together = Counter((of[key], wanted[key]) for key in wanted)
    found, gold = Counter(of.values()), Counter(wanted.values())
    share = lambda sizes: sum(n * n / sizes(pair) for pair, n in together.items()) / len(wanted)
    return share(lambda pair: found[pair[0]]), share(lambda pair: gold[pair[1]])


def main(program, folder):
    reports, events = pile(Path(folder))
    found = stories(program, reports)
    unknown = found.keys() - events.keys()
    if unknown:
        sys.exit(f"the ledger answers with reports that were not given: {sorted(unknown)[:3]}")
    alone = {key: found.get(key, f"alone {key}") for key in events}
    precision, recall = b_cubed(alone, events)
    f1 = 2 * precision * recall / (precision + recall)
    print(
        f"{len(events)} reports on {len(set(events.values()))} events, {len(set(found.values()))} stories: "
        f"B-cubed precision {precision:.1%}, recall {recall:.1%}, F1 {f1:.1%}"
    )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])

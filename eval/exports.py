"""Reads every export of a ledger back with programs that are not ours, and holds it against the others.

    python -m venv venv && venv/bin/pip install pandas duckdb pyld followthemoney
    venv/bin/python eval/exports.py target/release/onrecord LEDGER

Prints a line a format and ends with 1 if anything does not fit.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pandas
from followthemoney import model
from pyld import jsonld

# The terms used, from http://www.w3.org/ns/anno.jsonld and https://schema.org, so that no network is needed.
ANNOTATION = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "http://schema.org/",
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "Text": "dctypes:Text",
    "TextualBody": "oa:TextualBody",
    "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "classifying": "oa:classifying",
    "describing": "oa:describing",
    "identifying": "oa:identifying",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "language": "dc:language",
    "value": "rdf:value",
    "start": "oa:start",
    "end": "oa:end",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
}
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": ANNOTATION,
    "https://schema.org": {"@vocab": "http://schema.org/"},
}
OA = "http://www.w3.org/ns/oa#"
SCHEMA = "http://schema.org/"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def context(url, _options):
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def joined(text, spans):
    return " … ".join(text[start:end] for start, end in spans)


def check_csv(path, texts):
    table = pandas.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    words = [column for column in table if column not in ("actor", "claim", "confidence")]
    cells = [cell for column in words for cell in table[column]]
    assert not any(cell.startswith(FORMULA) for cell in cells), "a cell could be taken for a formula"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") and b"\r\n" in path.read_bytes()
    for row in table.itertuples():
        words = joined(texts[row.report], json.loads(row.content_spans))
        assert row.content.removeprefix("'") == words, (row.content, words)
    return table


def check_jsonl(reports):
    statements = 0
    for report in reports:
        for said in report["links"]["statements"]:
            assert joined(report["text"], said["spans"]["content"]) == said["content"]
            statements += 1
        for shared in report["links"]["shares"]:
            assert shared["here"][0] < shared["here"][1] <= len(report["text"])
    return statements


def check_parquet(folder, table, reports):
    database = duckdb.connect()
    flat = database.sql(f"SELECT * FROM '{folder}/statements.parquet'").df()
    assert list(flat.columns) == list(table.columns), "CSV and Parquet have other columns"
    assert [str(x) for x in flat["content"]] == [x.removeprefix("'") for x in table["content"]]
    assert flat["claim"].dtype.kind in "if" and flat["confidence"].between(0, 1).all()
    # Substrings count code points in DuckDB, from 1.
    wrong = database.sql(f"""
        WITH statements AS (SELECT text, unnest(statements) AS s FROM '{folder}/records.parquet'),
             pieces AS (SELECT text, s.id AS id, unnest(s.content) AS p FROM statements)
        SELECT count(*), sum(length(substr(text, p.start + 1, p."end" - p.start)) <> p."end" - p.start) FROM pieces
    """).fetchall()[0]
    pieces = sum(len(s["content"]) for report in reports for s in report["statements"])
    assert wrong[0] == pieces and not wrong[1], wrong
    counts = f"SELECT sum(len(statements)), sum(len(figures)) FROM '{folder}/records.parquet'"
    kinds = database.sql(counts).fetchall()[0]
    assert kinds[0] == sum(len(report["statements"]) for report in reports)
    assert kinds[1] == sum(len(report["figures"]) for report in reports)
    return len(flat)


def check_webannotation(annotations, reports):
    texts = {hashlib.sha256(report["text"].encode()).hexdigest(): report["text"] for report in reports}
    targets = 0
    for annotation in annotations:
        (node,) = jsonld.expand(annotation)
        assert node["@type"] == [OA + "Annotation"]
        for target in node[OA + "hasTarget"]:
            (source,) = target[OA + "hasSource"]
            text = texts[source[SCHEMA + "sha256"][0]["@value"]]
            selectors = {s["@type"][0].removeprefix(OA): s for s in target[OA + "hasSelector"]}
            value = lambda selector, name: selectors[selector][OA + name][0]["@value"]
            start, end = (value("TextPositionSelector", name) for name in ("start", "end"))
            exact, prefix, suffix = (value("TextQuoteSelector", name) for name in ("exact", "prefix", "suffix"))
            assert text[start:end] == exact
            assert text[:start].endswith(prefix) and text[end:].startswith(suffix)
            targets += 1
    return targets


def check_claimreview(reviews):
    for review in reviews:
        (node,) = jsonld.expand(review)
        assert node["@type"] == [SCHEMA + "ClaimReview"]
        assert node[SCHEMA + "claimReviewed"][0]["@value"]
        (rating,) = node[SCHEMA + "reviewRating"]
        assert list(rating) == ["@type"], "a rating is not empty"
        (claim,) = node[SCHEMA + "itemReviewed"]
        assert claim["@type"] == [SCHEMA + "Claim"] and claim[SCHEMA + "appearance"]


def check_ftm(entities):
    known = {entity["id"]: entity["schema"] for entity in entities}
    assert len(known) == len(entities), "an id comes twice"
    for data in entities:
        proxy = model.get_proxy(data, cleaned=False)
        for name, values in data["properties"].items():
            prop = proxy.schema.get(name)
            assert prop is not None, f"{proxy.schema.name} has no {name}"
            # What the library throws away when it cleans is no value of that type.
            assert proxy.get(prop), f"{proxy.schema.name}.{name}: {values}"
            if prop.range is not None:
                assert all(model.get(known[value]).is_a(prop.range) for value in values), (name, values)


def main(onrecord, ledger):
    jsonld.set_document_loader(context)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for name in ("csv", "jsonl", "parquet", "webannotation", "claimreview", "ftm", "brat"):
            subprocess.run(
                [onrecord, "export", "--ledger", ledger, "--format", name, "-o", folder / name], check=True
            )
        reports = lines(folder / "jsonl")
        statements = check_jsonl(reports)
        print(f"jsonl          {len(reports)} reports, {statements} statements: words are where they say")
        table = check_csv(folder / "csv", {report["report"]["id"]: report["text"] for report in reports})
        assert len(table) == statements
        print(f"csv            {len(table)} rows by pandas: no formulas, words are where they say")
        rows = check_parquet(folder / "parquet", table, reports)
        print(f"parquet        {rows} flat rows, {len(reports)} nested ones by DuckDB: as CSV and JSONL")
        annotations = lines(folder / "webannotation")
        targets = check_webannotation(annotations, reports)
        print(f"webannotation  {len(annotations)} annotations, {targets} targets by PyLD: found by position and by quote")
        reviews = lines(folder / "claimreview")
        check_claimreview(reviews)
        print(f"claimreview    {len(reviews)} claims by PyLD: no rating")
        entities = lines(folder / "ftm")
        check_ftm(entities)
        print(f"ftm            {len(entities)} entities by followthemoney: schemas, values and references hold")
        texts = sorted((folder / "brat").glob("*.txt"))
        assert [path.read_bytes().decode() for path in texts] == [report["text"] for report in reports]
        print(f"brat           {len(texts)} texts")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except AssertionError as error:
        sys.exit(f"does not fit: {error}")

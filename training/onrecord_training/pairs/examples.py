"""Pairs to learn from: what people and programs labelled, and what rules make of single statements.

An example is a pair of sides with the relations that are right for it. A side is {"text", "source", "cue"}; source and cue may be empty.
"""

import hashlib
import json
import re
import xml.etree.ElementTree as xml
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from . import edits

RELATIONS = ["same", "part", "contradicts", "related", "different"]
FIGURES = ["none", "agree", "disagree"]


@dataclass
class Example:
    a: dict
    b: dict
    relations: list
    figures: list
    #: examples of one story stay together when a set is divided
    story: str = ""
    weight: float = 1.0


def lines(path):
    with open(path, encoding="utf8") as file:
        return [json.loads(line) for line in file if line.strip()]


def side(given):
    """A side from a line of a pairs file."""
    return {"text": given.get("content_text") or given["text"], "source": given.get("source_text", given.get("source")) or "",
            "cue": given.get("cue_text", given.get("cue")) or ""}


def reports(corpus):
    """The reports of the data folder, by the first 16 digits of the SHA-256 of their text."""
    found = [r for path in ("news/articles.jsonl", "conflict/syria.jsonl") for r in lines(corpus / path)]
    for path in sorted((corpus / "clusters").glob("*.json")):
        found += json.loads(path.read_text(encoding="utf8"))["reports"]
    return {hashlib.sha256(r["text"].encode()).hexdigest()[:16]: r for r in found}


def annotated(path, corpus):
    """Our own labelled pairs: places in reports of the data folder `corpus`, and sentences of our own."""
    found = reports(corpus)

    def words(given):
        if "report" not in given:
            return dict(given, doc=None)
        text = found[given["report"]]["text"]
        parts = {key: " ".join(text[a:b] for a, b in given[part])
                 for key, part in (("text", "content"), ("source", "source"), ("cue", "cue"))}
        return dict(parts, doc=given["report"])

    return labelled([dict(given, a=words(given["a"]), b=words(given["b"])) for given in lines(path)])


def labelled(given_lines):
    """Pairs in the shape of `claims/pairs_dev.jsonl`; "rel" may be a list of accepted answers."""
    out, made = [], {}
    for given in given_lines:
        figures = aslist(given.get("figures") or FIGURES)
        if given.get("origin", "natural") != "natural" and figures == ["none"]:
            figures = FIGURES  # nobody looked at them
        story = str(given["a"].get("published") or given["a"].get("doc"))
        natural = given.get("origin", "natural") == "natural"
        example = Example(side(given["a"]), side(given["b"]), aslist(given["rel"]), figures, story, 1.5 if natural else 1.0)
        out.append(example)
        if not natural:
            made.setdefault(given["id"][1:], []).append(example)
    # A paraphrase and a distortion of one statement contradict each other too.
    for examples in made.values():
        told = [e for e in examples if e.relations == ["same"]]
        twisted = [e for e in examples if e.relations == ["contradicts"]]
        out += [Example(e.b, f.b, ["contradicts"], FIGURES, e.story, 0.5) for e in told for f in twisted]
    return out


def aslist(value):
    return value if isinstance(value, list) else [value]


def claimdiff(path):
    """ClaimDiff tells claims that speak of one thing from those that do not: no more than a hint of ours."""
    out = []
    for given in json.loads(Path(path).read_text(encoding="utf8"))["data"]:
        if given["pair_id"].endswith("_rev"):
            continue
        relations = ["same", "part", "contradicts", "related"] if given["relation"] else ["related", "different"]
        a, b = ({"text": given["claim_" + s], "source": "", "cue": ""} for s in "ab")
        out.append(Example(a, b, relations, FIGURES, given["topic"], 0.5))
    return out


def ecb(path, shuffled, most):
    """Sentences of ECB+ that share two coreferent events, and others of the same topic that share none."""
    topics = defaultdict(list)
    for given in lines(path):
        root = xml.fromstring(given["xml"])
        tokens = {t.get("t_id"): t for t in root.iter("token")}
        mentions, events = {}, defaultdict(set)
        for m in root.find("Markables"):
            anchors = [t.get("t_id") for t in m.findall("token_anchor")]
            if anchors:
                mentions[m.get("m_id")] = (m.tag, tokens[anchors[0]].get("sentence"))
        for r in root.iter("CROSS_DOC_COREF"):
            for s in r.findall("source"):
                tag, sentence = mentions.get(s.get("m_id"), ("", ""))
                if tag.startswith(("ACTION", "NEG_ACTION")):
                    events[sentence].add(r.get("note"))
        words = defaultdict(list)
        for t in tokens.values():
            words[t.get("sentence")].append(t.text or "")
        topic = re.match(r"(\d+)_\d+(ecb\w*)", given["doc"])
        for sentence, found in events.items():
            text = re.sub(r" ([.,;:!?)’”]|'s|n't)", r"\1", " ".join(words[sentence])).replace("`` ", "“").replace(" ''", "”")
            if 6 <= len(words[sentence]) <= 45:
                topics[topic.group(1, 2)].append((given["doc"], text, found))
    out = []
    for topic, sentences in topics.items():
        for i, (doc, text, found) in enumerate(sentences):
            for doc_b, text_b, found_b in sentences[i + 1 :]:
                shared = found & found_b
                if doc == doc_b or text == text_b or len(shared) == 1:
                    continue
                relations = ["same", "part"] if shared else ["related", "different"]
                if shared or shuffled.random() < 0.05:
                    a, b = ({"text": t, "source": "", "cue": ""} for t in (text, text_b))
                    out.append(Example(a, b, relations, FIGURES, "-".join(topic), 0.5))
    positive = [e for e in out if "same" in e.relations]
    negative = [e for e in out if "same" not in e.relations]
    return shuffled.sample(positive, min(most, len(positive))) + shuffled.sample(negative, min(most // 2, len(negative)))


def statements(path):
    """The statements of records (`onrecord read --format jsonl`), report by report, with the names in each report."""
    reports = []
    for record in lines(path):
        text = record["text"]
        join = lambda spans: " ".join(text[a:b] for a, b in spans)
        names = [a["name"] for a in record["actors"] if re.fullmatch(r"[A-Z][\w.’'-]+( [A-Z][\w.’'-]+)*", a["name"])]
        found = []
        for s in record["statements"]:
            given = {"text": join(s["content"]), "source": join(s["source"]), "cue": join(s["cue"])}
            if s["confidence"] >= 0.3 and 5 <= len(given["text"].split()) <= 55:
                found.append(given)
        if len(found) > 1:
            reports.append((found, names))
    return reports


CLAUSES = re.compile(r", (?=(?:and|but|which|who|while|because|after|as|with|including|adding)\b)| (?=(?:and|but|because|while|after|before|although) )|; |[.!?] ")


def clause(text, shuffled):
    """One clause of several, or None."""
    parts = [p.strip(" ,.“”\"") for p in CLAUSES.split(text)]
    total = len(text.split())
    parts = [p for p in parts if 5 <= len(p.split()) <= total - 5]
    return shuffled.choice(parts) if parts else None


def other_voice(given, report, shuffled):
    """The side with the source and cue of a neighbour, or with none."""
    voice = shuffled.choice(report) if shuffled.random() < 0.5 else {"source": "", "cue": ""}
    return dict(given, source=voice["source"], cue=voice["cue"])


def made(reports, count, shuffled):
    """`count` pairs that rules make of single statements."""
    out = []
    while len(out) < count:
        found, names = shuffled.choice(reports)
        one = shuffled.choice(found)
        sort = shuffled.random()
        if sort < 0.3:
            b, relations = edits.copy(one["text"], shuffled), ["same"]
        elif sort < 0.45:
            b, relations = edits.keep(one["text"], shuffled), ["same"]
        elif sort < 0.65:
            b, relations = edits.change(edits.keep(one["text"], shuffled), shuffled, names), ["contradicts"]
        elif sort < 0.78:
            b, relations = clause(one["text"], shuffled), ["part"]
            b = b and edits.keep(b, shuffled)
        elif sort < 0.92:
            b, relations = shuffled.choice(found), ["related"]
            if b is one:
                continue
        else:
            b, relations = shuffled.choice(shuffled.choice(reports)[0]), ["different"]
        if not b:
            continue
        if not isinstance(b, dict):
            b = other_voice(dict(one, text=b), found, shuffled)
            if len(b["text"].split()) < 4:
                continue
        out.append(turned(Example(one, b, relations, FIGURES), shuffled))
    return out


def edited(examples, shuffled, share, names):
    """Of pairs that are the same, a `share` once more with one side changed: these contradict. As many again with one side
    reworded: these are still the same."""
    out = []
    for e in examples:
        if e.relations != ["same"]:
            continue
        if shuffled.random() < share:
            b = edits.change(e.b["text"], shuffled, shuffled.sample(names, 8))
            if b:
                out.append(turned(Example(e.a, dict(e.b, text=b), ["contradicts"], FIGURES, e.story), shuffled))
        if shuffled.random() < share / 2:
            one = shuffled.choice([e.a, e.b])
            out.append(turned(Example(one, dict(one, text=edits.copy(one["text"], shuffled)), ["same"], FIGURES, e.story), shuffled))
        if shuffled.random() < share / 2:
            b = dict(e.b, text=edits.keep(e.b["text"], shuffled))
            out.append(turned(Example(e.a, b, ["same"], FIGURES, e.story), shuffled))
    return out


def turned(e, shuffled):
    return Example(e.b, e.a, e.relations, e.figures, e.story, e.weight) if shuffled.random() < 0.5 else e

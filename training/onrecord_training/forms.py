"""Forms of attribution that the annotated reports hardly have: "…" — Source, Source: "…", transcripts.

Made from quotations of annotated reports, whose words and sources they keep; only the form around them changes."""

import re

DASHES = ["—", "―", "–", "--", "-"]
#: a quotation from its opening mark to its closing one, with nothing quoted inside it
QUOTED = re.compile(r"[“\"][^“”\"]{20,500}[”\"]")
#: a source that can stand beside a quotation by itself
NAMED = re.compile(r"(?:[A-Z][\w.'’-]*\s+){1,4}[A-Z][\w'’-]+")


def parts(annotated):
    """The quotations of the reports, with their marks; the sources that are names; the reports' openings."""
    quotes, names, openings = [], [], []
    for r in annotated:
        text = r["text"]
        for a in r["attributions"]:
            quotes += [text[s:e].strip() for s, e in a["content"] if QUOTED.fullmatch(text[s:e].strip())]
            names += [text[s:e].strip() for s, e in a["source"] if NAMED.fullmatch(text[s:e].strip())]
        end = text.find("\n", 200)
        inside = [a for a in r["attributions"] if all(e <= end for k in ("source", "cue", "content") for _, e in a[k])]
        if 0 < end < 800 and all(a in inside or min(s for k in ("source", "cue", "content") for s, _ in a[k]) > end
                                 for a in r["attributions"]):
            openings.append({"text": text[:end], "attributions": inside})
    return quotes, names, openings


def reports(annotated, rng, count):
    """`count` lists of quotations, as {"text", "attributions"}, each in one form throughout, half of them after an opening."""
    quotes, names, openings = parts(annotated)
    out = []
    for _ in range(count):
        said = rng.sample(quotes, rng.randint(2, 5))
        opening = rng.choice(openings) if rng.random() < 0.5 else {"text": "", "attributions": []}
        out.append(report(rng, opening, list(zip(rng.sample(names, len(said)), said))))
    return out


def report(rng, opening, quotes):
    form = rng.choice(["dash", "dash", "dash below", "colon", "transcript"])
    dash = rng.choice(DASHES)
    text, attributions = opening["text"] + "\n" * bool(opening["text"]), list(opening["attributions"])

    def put(words):
        nonlocal text
        at = len(text)
        text += words
        return [[at, len(text)]]

    for source, content in quotes:
        if form in ("colon", "transcript"):
            if form == "transcript":
                source = source.split()[-1].upper()
            if form == "transcript" or rng.random() < 0.5:
                content = content[1:-1].rstrip(",") + "."
            who = put(source)
            cue = put(":")
            put(" ")
            what = put(content)
        else:
            what = put(content)
            put("\n" if form == "dash below" else " ")
            cue = put(dash)
            put(" " if dash != "—" or rng.random() < 0.8 else "")
            who = put(source)
            if rng.random() < 0.3:
                put(rng.choice([", a resident", ", 43, a teacher", ", the mayor", ", on Monday"]))
        attributions.append({"source": who, "cue": cue, "content": what})
        put("\n" if rng.random() < 0.5 else "\n\n")
    return {"text": text, "attributions": attributions}

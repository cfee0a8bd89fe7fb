"""Reports as windows of word pieces, with features and gold tags."""

import bisect
import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import BertWordPieceTokenizer

#: pieces of a window, [CLS] and [SEP] included, and pieces that neighbours share
WINDOW, OVERLAP = 320, 64
SENTENCE = re.compile(r"(?<=[.?!…])[\"”’'»)\]]*\s+(?=[^\sa-z,;:–—])")
OPENING, CLOSING = "“«„", "”»"


def tokenizer(folder):
    """The uncased WordPiece tokeniser over `vocab.txt` in `folder`."""
    vocab = str(Path(folder) / "vocab.txt")
    words = Path(vocab).read_text(encoding="utf8").split("\n")
    unk = "<unk>" if "<unk>" in words else "[UNK]"
    # MPNet's list holds BERT's [UNK] too, which is the one its tokeniser uses.
    unk = "[UNK]" if "[UNK]" in words else unk
    return BertWordPieceTokenizer(vocab, unk_token=unk, lowercase=True, clean_text=True, strip_accents=True)


@dataclass
class Pieces:
    """A report in word pieces."""

    text: str
    ids: list = field(default_factory=list)
    features: list = field(default_factory=list)
    spans: list = field(default_factory=list)
    #: index of the first piece of each sentence
    sentences: list = field(default_factory=list)


def case(word):
    letters = [c for c in word if c.isalpha()]
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return 0
    if len(upper) > 1 and all(upper):
        return 2
    return 1 if upper[0] and not any(upper[1:]) else 3


def paragraphs(text):
    for m in re.finditer(r"[^\n\r\u2029]+", text):
        words = m.group()
        start = m.start() + len(words) - len(words.lstrip())
        if words.strip():
            yield start, start + len(words.strip())


def pieces(text, tok, skip=()):
    """The pieces of `text`; `skip` lists character spans that are no part of the story."""
    out = Pieces(text)
    for start, end in paragraphs(text):
        if any(s <= start and end <= e for s, e in skip):
            continue
        block = text[start:end]
        encoded = tok.encode(block, add_special_tokens=False)
        cuts = [0] + [m.end() for m in SENTENCE.finditer(block)]
        words = [(m.start(), m.end(), case(m.group())) for m in re.finditer(r"\S+", block)]
        w, cut, quoted, first = 0, 0, False, True
        for id_, (s, e) in zip(encoded.ids, encoded.offsets):
            while w + 1 < len(words) and s >= words[w][1]:
                w += 1
            mark = block[s:e]
            opens = mark in OPENING or (mark == '"' and not quoted)
            closes = mark in CLOSING or (mark == '"' and quoted)
            now = quoted or opens or closes
            quoted = (quoted or opens) and not closes
            if cut < len(cuts) and s >= cuts[cut]:
                out.sentences.append(len(out.ids))
                while cut < len(cuts) and s >= cuts[cut]:
                    cut += 1
            out.ids.append(id_)
            out.features.append(words[w][2] + 4 * now + 8 * first)
            out.spans.append((start + s, start + e))
            first = False
    return out


def windows(p, size=WINDOW, overlap=OVERLAP, shift=0):
    """Ranges of pieces that fill windows with whole sentences; a sentence too long for one is cut."""
    room, n = size - 2, len(p.ids)
    starts = sorted(set(p.sentences) | {0})
    at, found = 0, []
    if shift:
        at = next((s for s in starts if s >= min(shift, max(n - room, 0))), 0)
        if at:
            found.append((0, min(at, room)))
    while at < n:
        end = min(at + room, n)
        if end < n:
            fits = [s for s in starts if at < s <= end]
            end = fits[-1] if fits and fits[-1] > at + room // 2 else end
        found.append((at, end))
        if end == n:
            break
        back = [s for s in starts if end - overlap <= s < end and s > at]
        at = back[0] if back and overlap else end
    return found


def load(path):
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


@dataclass
class Gold:
    """An attribution in pieces: the cue's range, and runs of source and content."""

    cue: tuple
    source: list
    content: list


def gold(p, attributions):
    out = []
    starts = [s for s, _ in p.spans]
    def run(a, b):
        i = max(bisect.bisect_left(starts, a) - 1, 0)
        while i < len(p.spans) and p.spans[i][1] <= a:
            i += 1
        j = i
        while j < len(p.spans) and p.spans[j][0] < b:
            j += 1
        return i, j

    for a in attributions:
        if not a["cue"]:
            continue
        cue = run(*a["cue"][0])
        if cue[0] >= cue[1]:
            continue
        source = [r for r in (run(*s) for s in a["source"]) if r[0] < r[1]]
        content = [r for r in (run(*s) for s in a["content"]) if r[0] < r[1]]
        out.append(Gold(cue, source, content))
    return out


def annotated(folder, corpus):
    """Our own annotations in `folder` (offsets into reports of the data folder `corpus`), with the reports' texts.

    Each report comes with its outer attributions; each content of them comes as a text of its own, with what is attributed
    inside it, as the program reads it again."""
    # By the text itself: an id can stand twice in a set.
    texts = {hashlib.sha256(r["text"].encode()).hexdigest(): r["text"]
             for path in ("news/articles.jsonl", "conflict/syria.jsonl") for r in load(Path(corpus) / path)}
    reports, contents = [], []
    for path in sorted(Path(folder).glob("*.jsonl")):
        for r in load(path):
            text, given = texts[r["sha256"]], r["attributions"]
            reports.append((text, [a for a in given if a["inside"] is None]))
            for i, a in enumerate(given):
                nested = [b for b in given if b["inside"] == i]
                if nested or len(a["content"]) == 1:
                    contents.append(by_itself(text, a["content"], nested))
    return reports, contents


def by_itself(text, content, nested):
    """A content as a text of its own, and the attributions inside it with their spans moved along."""
    out, moved = "", []
    for s, e in sorted(content):
        s -= text[max(s - 1, 0) : s] in tuple(OPENING + '"')
        moved.append((s, e, len(out)))
        out += text[s:e] + " "

    def move(spans):
        found = []
        for a, b in spans:
            found += [[a - s + to, b - s + to] for s, e, to in moved if s <= a and b <= e]
        return found

    inside = [{part: move(a[part]) for part in ("source", "cue", "content")} for a in nested]
    return out.rstrip(), [a for a in inside if a["cue"] and a["content"]]


#: letters at which the tokeniser of `names/worldwide.jsonl` tore words: "M ā ori"
TORN = re.compile(r"[\u0100-\u017f]+")


def name_report(sentences):
    """A report of `names/worldwide.jsonl` as text, with the character spans of its names."""
    text, names = "", []
    for tokens, tags in sentences:
        open_at, kind, before = None, None, ""
        for token, tag in zip(tokens, tags):
            if before.isalpha() and token.isalpha() and (TORN.fullmatch(before) or TORN.fullmatch(token)):
                text = text[:-1]
            start, before = len(text), token
            text += token + " "
            prefix, _, label = tag.partition("-")
            if prefix in ("B", "S", "O") or label != kind:
                open_at, kind = (start, label) if prefix != "O" else (None, None)
                if open_at is not None:
                    names.append([open_at, start + len(token), label])
            elif open_at is not None:
                names[-1][1] = start + len(token)
        text = text.rstrip(" ") + "\n"
    return text, names

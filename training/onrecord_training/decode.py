"""Reading one report: windows through the model, then cues, then what belongs to each."""

from dataclasses import dataclass

import torch

from . import crf, data
from .model import CUE_TAGS, ROLE_TAGS


@dataclass
class Statement:
    """Runs of pieces, and the log-probabilities that the reader gives its cue and its roles."""

    cue: tuple
    source: list
    content: list
    cue_logp: float
    roles_logp: float


def runs(tags, begin, inside):
    """The spans in a row of tag numbers."""
    out = []
    for i, tag in enumerate(tags):
        if tag == begin:
            out.append([i, i + 1])
        elif tag == inside and out and out[-1][1] == i:
            out[-1][1] = i + 1
    return [tuple(r) for r in out]


def central(windows, piece):
    """The window in which `piece` lies farthest from a cut edge."""
    last = windows[-1][1]

    def margin(w):
        a, b = windows[w]
        left = piece - a if a else 10**6
        right = b - 1 - piece if b < last else 10**6
        return min(left, right)

    return max((w for w, (a, b) in enumerate(windows) if a <= piece < b), key=margin)


def batch(c, p, ranges):
    """Padded ids and features of windows."""
    t = max(b - a for a, b in ranges) + 2
    ids = torch.full((len(ranges), t), c.pad)
    features = torch.zeros_like(ids)
    for i, (a, b) in enumerate(ranges):
        ids[i, : b - a + 2] = torch.tensor([c.cls, *p.ids[a:b], c.sep])
        features[i, 1 : b - a + 1] = torch.tensor(p.features[a:b])
    return ids, features


@torch.no_grad()
def encode(reader, p, size=data.WINDOW, overlap=data.OVERLAP):
    ranges = data.windows(p, size, overlap)
    ids, features = batch(reader.c, p, ranges)
    return ranges, reader.encoder(ids, features)


def read(reader, p, bias=0.0, size=data.WINDOW, overlap=data.OVERLAP):
    """The statements of a report in pieces. `bias` is added to the scores of cues: more of them, or fewer."""
    return decode(reader, p, *encode(reader, p, size, overlap), bias) if p.ids else []


@torch.no_grad()
def decode(reader, p, ranges, h, bias=0.0):
    """What `encode` gave, as statements."""
    logits = reader.cue(h)
    home = [central(ranges, i) for i in range(len(p.ids))]
    line = torch.stack([logits[w, i - ranges[w][0] + 1] for i, w in enumerate(home)])
    line = line + torch.tensor([0.0, bias, 0.0])
    trans, _ = crf.moves(reader.cue_moves, CUE_TAGS)
    path, _ = crf.viterbi(line[None], reader.cue_moves, CUE_TAGS)
    cues = runs(path[0].tolist(), 1, 2)
    if not cues:
        return []
    logp = torch.log_softmax(line, -1)
    paragraph = torch.tensor(p.features).ge(8).cumsum(0)
    opens = torch.tensor(p.features).ge(8)
    candidates = []
    for s, e in cues:
        w = home[s]
        a, b = ranges[w]
        at = torch.tensor([w]), torch.tensor([s - a + 1]), torch.tensor([min(e, b) - a + 1])
        role = reader.roles(h, *at)[0, 1 : b - a + 1].clone()
        # A source stands in the paragraph of its cue, and no span runs from one paragraph into the next.
        role[paragraph[a:b] != paragraph[s], 1:3] = crf.BAN
        role[opens[a:b], 2] = role[opens[a:b], 4] = crf.BAN
        cue_logp = sum(logp[i, path[0, i]].item() for i in range(s, e))
        candidates.append((a, b, (s, e), cue_logp, role))
    return exclusive(reader, candidates, len(p.ids))


def exclusive(reader, candidates, n):
    """Statements of which no two have a piece of content in common, the likelier ones served first.

    What lies in another's content is nested in it, and is left to the reading of that content."""
    order, content, cues = [], torch.zeros(n, dtype=torch.bool), torch.zeros(n, dtype=torch.bool)
    for k, (_, _, _, cue_logp, role) in enumerate(candidates):
        _, score = crf.viterbi(role[None], reader.role_moves, ROLE_TAGS)
        order.append((cue_logp + score.item(), k))
    kept = {}
    for _, k in sorted(order, reverse=True):
        a, b, (s, e), cue_logp, role = candidates[k]
        if content[s:e].all():
            continue
        role = role.clone()
        role[content[a:b] | cues[a:b], 3:5] = crf.BAN
        tags, score = crf.viterbi(role[None], reader.role_moves, ROLE_TAGS)
        tags = tags[0].tolist()
        found = [(x + a, y + a) for x, y in runs(tags, 3, 4)]
        if found:
            source = [(x + a, y + a) for x, y in runs(tags, 1, 2)]
            kept[k] = Statement((s, e), source, found, cue_logp, score.item())
            cues[s:e] = True
            for x, y in found:
                content[x:y] = True
    return [kept[k] for k in sorted(kept)]


def spans(p, pieces):
    """Runs of pieces as character spans."""
    return [[p.spans[a][0], p.spans[b - 1][1]] for a, b in pieces]

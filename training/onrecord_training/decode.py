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
    windows = torch.tensor([home[s] for s, _ in cues])
    lows = torch.tensor([ranges[w][0] for w in windows.tolist()])
    starts = torch.tensor([s for s, _ in cues]) - lows + 1
    ends = torch.tensor([e for _, e in cues]) - lows + 1
    ends = torch.minimum(ends, torch.tensor([ranges[w][1] - ranges[w][0] + 1 for w in windows.tolist()]))
    out = []
    for k, (s, e) in enumerate(cues):
        w = home[s]
        a, b = ranges[w]
        role = reader.roles(h, windows[k : k + 1], starts[k : k + 1], ends[k : k + 1])[:, 1 : b - a + 1]
        tags, score = crf.viterbi(role, reader.role_moves, ROLE_TAGS)
        tags = tags[0].tolist()
        source = [(x + a, y + a) for x, y in runs(tags, 1, 2)]
        content = [(x + a, y + a) for x, y in runs(tags, 3, 4)]
        cue_logp = sum(logp[i, path[0, i]].item() for i in range(s, e))
        out.append(Statement((s, e), source, content, cue_logp, score.item()))
    return out


def spans(p, pieces):
    """Runs of pieces as character spans."""
    return [[p.spans[a][0], p.spans[b - 1][1]] for a, b in pieces]

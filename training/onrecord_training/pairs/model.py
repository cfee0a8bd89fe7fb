"""The judges of pairs: an encoder that reads two propositions side by side and says how they stand, or one and gives its vector.

The comparer's encoder is all-MiniLM-L6-v2 with the reader's table of word pieces; the careful judge's is the lower layers of
all-mpnet-base-v2 with its own table. Neither table is trained. `crates/model` computes the same.
"""

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

from .. import data, model
from .examples import FIGURES, RELATIONS

#: pieces of each side's content, and of the words that name its source and cue
CONTENT, VOICE = 48, 14
HEAD = 128
#: features of a piece beside the case of its word: it names the source or is the cue; it belongs to the second side
OF_VOICE, SECOND = 4, 8


class Comparer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.encoder = model.Encoder(c)
        self.c = c
        self.mix = nn.Linear(3 * c.hidden, HEAD)
        self.out = nn.Linear(HEAD, len(RELATIONS) + len(FIGURES))

    def judge(self, ids, features):
        """Scores of the relations and of the figures."""
        h = self.encoder(ids, features)
        content = (ids != self.c.pad) & (ids != self.c.cls) & (ids != self.c.sep) & (features & OF_VOICE == 0)
        second = (features & SECOND) > 0
        u, v = (mean(h, content & side) for side in (~second, second))
        x = torch.cat([h[:, 0], u * v, (u - v).abs()], -1)
        scores = self.out(F.gelu(self.mix(F.dropout(x, 0.1, self.training))))
        return scores[:, : len(RELATIONS)], scores[:, len(RELATIONS) :]

    def vector(self, ids, features):
        """The vector of one proposition: the mean of its pieces, of length 1."""
        return F.normalize(mean(self.encoder(ids, features), ids != self.c.pad), dim=-1)


def mean(h, mask):
    mask = mask.to(h.dtype)[..., None]
    return (h * mask).sum(1) / mask.sum(1).clamp(min=1)


#: layers of the careful judge, of the twelve that its encoder has
LAYERS = 10
TABLE = "encoder.word.weight"


def start(folder, reader):
    """A judge that begins as the sentence encoder in `folder`: with the word table of the reader's weights if that is as wide, else
    with its own, and its lower layers only."""
    given = model.from_pretrained(folder)
    weights = load_file(reader)
    shared = weights["word"].shape[1] == given.c.hidden
    if not shared:
        given.c.layers = LAYERS
        del given.encoder.layers[LAYERS:]
    comparer = Comparer(given.c)
    comparer.encoder.load_state_dict(given.encoder.state_dict())
    if shared:
        with torch.no_grad():
            comparer.encoder.word.weight.copy_(weights["word"].float() * weights["word.scale"][:, None])
    return comparer


def load(checkpoint, folder, reader):
    """A trained judge, with the word table that it began with: the reader's as it is now, or its own."""
    comparer = start(folder, reader)
    trained = torch.load(checkpoint, map_location="cpu", weights_only=True)
    trained[TABLE] = comparer.state_dict()[TABLE]
    comparer.load_state_dict(trained)
    return comparer.eval()


def save(comparer, path):
    torch.save({name: value for name, value in comparer.state_dict().items() if name != TABLE}, path)


class Pieces:
    """Texts to pieces, as `crates/model` cuts them."""

    def __init__(self, folder):
        self.tok = data.tokenizer(folder)
        self.known = {}

    def of(self, text):
        if text not in self.known:
            p = data.pieces(text, self.tok)
            self.known[text] = [(i, f & 3) for i, f in zip(p.ids, p.features)]
        return self.known[text]

    def side(self, given, second):
        voice = self.of(given["source"])[: VOICE - 4] + self.of(given["cue"])
        voice = [(i, f + OF_VOICE) for i, f in voice[:VOICE]]
        return [(i, f + SECOND * second) for i, f in voice + self.of(given["text"])[:CONTENT]]

    def pair(self, c, a, b):
        return [(c.cls, 0), *self.side(a, False), (c.sep, 0), *self.side(b, True), (c.sep, 0)]

    def single(self, c, given):
        return [(c.cls, 0), *self.of(given["text"])[:2 * CONTENT], (c.sep, 0)]


def batch(rows, pad):
    width = max(map(len, rows))
    ids = torch.full((len(rows), width), pad)
    features = torch.zeros_like(ids)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor([r[0] for r in row])
        features[i, : len(row)] = torch.tensor([r[1] for r in row])
    return ids, features

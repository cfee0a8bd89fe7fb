"""The reader: an uncased BERT-like encoder with three small heads.

* The *cue head* tags each word piece O, B or I: the words that signal an attribution.
* The *role head* asks of each cue, and of each piece around it, what the piece is to that cue: nothing, its source or its
  content. A source can so belong to several cues, and a content can lie in several pieces.
* The *names head* tags names of people, places, organisations and so on.

The Rust runtime in `crates/model` computes the same; `export.py` writes the file that it reads.
"""

import json
import math
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

CUE_TAGS = ["O", "B", "I"]
ROLE_TAGS = ["O", "B-source", "I-source", "B-content", "I-content"]
#: case (4) x quoted (2) x first piece of a paragraph (2)
FEATURES = 16
#: distance buckets on each side of the cue: 1, 2, 3, 4, 5-6, 7-8, 9-12, 13-16, 17-24, 25-32, 33-48, 49-64, 65-96, 97-128, more
DISTANCES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128]


@dataclass
class Config:
    """Everything that the runtime must know besides the weights."""

    vocab: int = 30522
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    ffn: int = 1536
    positions: int = 512
    #: index of the first position's embedding (2 in MPNet)
    first_position: int = 0
    eps: float = 1e-12
    #: buckets of MPNet's relative attention bias; 0 where there is none
    relative_buckets: int = 0
    role: int = 128
    cls: int = 101
    sep: int = 102
    pad: int = 0
    unk: int = 100
    names: list = field(default_factory=list)

    def json(self):
        return json.dumps(asdict(self))


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, c: Config):
        super().__init__()
        self.heads = c.heads
        self.qkv = nn.Linear(c.hidden, 3 * c.hidden)
        self.out = nn.Linear(c.hidden, c.hidden)
        self.norm1 = nn.LayerNorm(c.hidden, c.eps)
        self.up = nn.Linear(c.hidden, c.ffn)
        self.down = nn.Linear(c.ffn, c.hidden)
        self.norm2 = nn.LayerNorm(c.hidden, c.eps)

    def forward(self, x, bias, dropout: float):
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        a = self.out(a.transpose(1, 2).reshape(b, t, h))
        x = self.norm1(x + F.dropout(a, dropout, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), dropout, self.training))


class Encoder(nn.Module):
    """Word pieces and their features to vectors."""

    def __init__(self, c: Config):
        super().__init__()
        self.c = c
        self.word = nn.Embedding(c.vocab, c.hidden)
        self.position = nn.Embedding(c.positions, c.hidden)
        self.feature = nn.Embedding(FEATURES, c.hidden)
        nn.init.zeros_(self.feature.weight)
        self.norm = nn.LayerNorm(c.hidden, c.eps)
        self.layers = nn.ModuleList(Layer(c) for _ in range(c.layers))
        self.relative = nn.Embedding(c.relative_buckets, c.heads) if c.relative_buckets else None
        self.dropout = 0.1

    def forward(self, ids, features):
        t = ids.shape[1]
        x = self.word(ids) + self.position.weight[self.c.first_position :][:t] + self.feature(features)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        # Padding is kept out by a bias of minus infinity, or nearly: bf16 has no larger number to spare.
        bias = torch.zeros(ids.shape, dtype=x.dtype, device=x.device).masked_fill(ids == self.c.pad, -1e4)[:, None, None, :]
        if self.relative is not None:
            bias = bias + self.relative(relative_buckets(t, self.c.relative_buckets, ids.device)).permute(2, 0, 1)
        for layer in self.layers:
            x = layer(x, bias, self.dropout)
        return x


def relative_buckets(length, buckets, device, most=128):
    """MPNet's (T5's) buckets of the distance from query to key."""
    at = torch.arange(length, device=device)
    n = -(at[None, :] - at[:, None])
    half = buckets // 2
    side = (n < 0).long() * half
    n = n.abs()
    exact = half // 2
    far = exact + (torch.log(n.float().clamp(min=1) / exact) / math.log(most / exact) * (half - exact)).long()
    return side + torch.where(n < exact, n, far.clamp(max=half - 1))


def relative_row(encoder, size):
    """The relative bias in a row for each head, from the key farthest before the query to the one farthest after it."""
    buckets = relative_buckets(size, encoder.c.relative_buckets, "cpu")
    return encoder.relative(torch.cat([buckets[-1], buckets[0][1:]])).T


def distance_bucket(offset):
    """Bucket of a piece's distance from the cue: 0 inside; 1.. before it, nearest first; then after it likewise.

    `offset` is 0 inside the cue, negative before its first piece, positive after its last."""
    edges = torch.tensor(DISTANCES, device=offset.device)
    far = torch.bucketize(offset.abs(), edges)  # 1 -> 0, 2 -> 1, ... > 128 -> len
    side = len(DISTANCES) + 1
    return torch.where(offset == 0, 0, torch.where(offset < 0, 1 + far, 1 + side + far))


class Reader(nn.Module):
    """The encoder and its heads."""

    def __init__(self, c: Config):
        super().__init__()
        self.c = c
        self.encoder = Encoder(c)
        self.cue = nn.Linear(c.hidden, len(CUE_TAGS))
        self.names = nn.Linear(c.hidden, len(c.names)) if c.names else None
        self.piece = nn.Linear(c.hidden, 2 * c.role)  # what is added, what is multiplied
        self.anchor = nn.Linear(c.hidden, 2 * c.role, bias=False)
        self.distance = nn.Embedding(2 * len(DISTANCES) + 3, c.role)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.role_norm = nn.LayerNorm(c.role, 1e-5)
        self.role = nn.Linear(c.role, len(ROLE_TAGS))
        #: scores of moving from one tag to the next; decoding adds the bans on I without B
        self.cue_moves = nn.Parameter(torch.zeros(len(CUE_TAGS), len(CUE_TAGS)))
        self.role_moves = nn.Parameter(torch.zeros(len(ROLE_TAGS), len(ROLE_TAGS)))

    def roles(self, h, windows, starts, ends):
        """Role logits of every piece for each cue: the cue's window, its first piece and the one after its last.

        Returns [cues, pieces, 5]."""
        t = h.shape[1]
        at = torch.arange(t, device=h.device)[None, :]
        s, e = starts[:, None], ends[:, None]
        inside = (at >= s) & (at < e)
        offset = torch.where(at < s, at - s, torch.where(at >= e, at - e + 1, 0))
        a, p = self.piece(h).chunk(2, -1)
        distance = self.distance(distance_bucket(offset))
        out = []
        # Window by window, so that what a window's cues share is broadcast instead of copied.
        for w in windows.unique().tolist():
            k = windows == w
            pooled = inside[k].to(h.dtype) @ h[w] / (e - s)[k]
            b, q = self.anchor(pooled).chunk(2, -1)
            z = a[w] + b[:, None, :] + p[w] * q[:, None, :] + distance[k]
            out.append((k.nonzero()[:, 0], self.role(F.gelu(self.role_norm(z)))))
        order = torch.cat([k for k, _ in out]).argsort()
        return torch.cat([r for _, r in out])[order]


def from_pretrained(folder, layers=None, names=()):
    """A reader whose encoder begins as the sentence encoder in `folder` (BERT or MPNet shape), heads untrained."""
    given = json.loads((Path(folder) / "config.json").read_text())
    weights = load_file(Path(folder) / "model.safetensors")
    mpnet = given["model_type"] == "mpnet"
    weights = {k.removeprefix("mpnet.").removeprefix("bert."): v for k, v in weights.items()}
    c = Config(
        vocab=given["vocab_size"], hidden=given["hidden_size"], layers=layers or given["num_hidden_layers"],
        heads=given["num_attention_heads"], ffn=given["intermediate_size"], positions=given["max_position_embeddings"],
        eps=given["layer_norm_eps"], names=list(names),
    )
    if mpnet:
        c.first_position, c.relative_buckets, c.cls, c.sep, c.pad, c.unk = 2, 32, 0, 2, 1, 104
    reader = Reader(c)
    with torch.no_grad():
        e = reader.encoder
        e.word.weight.copy_(weights["embeddings.word_embeddings.weight"])
        e.position.weight.copy_(weights["embeddings.position_embeddings.weight"])
        if not mpnet:  # the one token type in use is a constant
            e.position.weight.add_(weights["embeddings.token_type_embeddings.weight"][0])
        else:
            e.relative.weight.copy_(weights["encoder.relative_attention_bias.weight"])
        copy(e.norm, weights, "embeddings.LayerNorm")
        for i, layer in enumerate(e.layers):
            at = f"encoder.layer.{i}."
            qkv = [at + n for n in (("attention.attn.q", "attention.attn.k", "attention.attn.v") if mpnet else
                                    ("attention.self.query", "attention.self.key", "attention.self.value"))]
            layer.qkv.weight.copy_(torch.cat([weights[n + ".weight"] for n in qkv]))
            layer.qkv.bias.copy_(torch.cat([weights[n + ".bias"] for n in qkv]))
            copy(layer.out, weights, at + ("attention.attn.o" if mpnet else "attention.output.dense"))
            copy(layer.norm1, weights, at + ("attention.LayerNorm" if mpnet else "attention.output.LayerNorm"))
            copy(layer.up, weights, at + "intermediate.dense")
            copy(layer.down, weights, at + "output.dense")
            copy(layer.norm2, weights, at + "output.LayerNorm")
    return reader


def copy(module, weights, name):
    module.weight.copy_(weights[name + ".weight"])
    module.bias.copy_(weights[name + ".bias"])


def save(reader, path):
    torch.save({"config": asdict(reader.c), "state": reader.state_dict()}, path)


def load(path):
    saved = torch.load(path, map_location="cpu", weights_only=True)
    reader = Reader(Config(**saved["config"]))
    reader.load_state_dict(saved["state"])
    return reader.eval()

"""Writes what the Rust tests compare with: `python -m onrecord_training.pairs.fixture CHECKPOINT ENCODER READER OUT`.

Made-up pairs, and what PyTorch makes of them with the weights of a shipped judge rounded like its file.
"""

import json
import sys

import torch

from . import export, model

SIDES = [
    ("the harbour master", "said", "the port of Ostra will stay closed until Friday"),
    ("Ana Reis", "told reporters", "“Ostra’s port stays shut until Friday,”"),
    ("", "", "The port of Ostra will open on Tuesday."),
    ("two officials", "denied", "that 12 dockers were hurt when the grain store burnt down"),
    ("the union", "claims", "a fire in the grain store injured a dozen DOCKERS"),
    ("", "", "Café owners in São Paulo want lower rents. " + "They have waited for years, and nobody has listened. " * 8),
]


@torch.no_grad()
def rounded(comparer):
    """The comparer with weights as the file holds them."""
    for name, module in comparer.named_modules():
        if isinstance(module, torch.nn.Linear) and name != "out" or name in ("encoder.position", model.TABLE.removesuffix(".weight")):
            rows, scale = export.quantise(module.weight)
            module.weight.copy_(rows * scale[:, None])
    return comparer.eval()


@torch.no_grad()
def main():
    checkpoint, encoder, reader, out = sys.argv[1:]
    comparer, pieces = rounded(model.load(checkpoint, encoder, reader)), model.Pieces(encoder)
    sides = [dict(zip(("source", "cue", "text"), side)) for side in SIDES]
    pairs = []
    for a in range(len(sides)):
        for b in range(len(sides)):
            relations, figures = comparer.judge(*model.batch([pieces.pair(comparer.c, sides[a], sides[b])], comparer.c.pad))
            answers = [[round(x, 4) for x in scores.softmax(-1)[0].tolist()] for scores in (relations, figures)]
            pairs.append({"a": a, "b": b, "relations": answers[0], "figures": answers[1]})
    written = {"sides": sides, "pairs": pairs}
    with open(out, "w", encoding="utf8") as file:
        json.dump(written, file, ensure_ascii=False)


if __name__ == "__main__":
    main()

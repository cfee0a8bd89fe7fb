"""Writes a trained reader as the file that the Rust runtime reads.

    python training/export.py CHECKPOINT VOCABULARY OUT [--name reader-1] [--settings SETTINGS]

CHECKPOINT is a file of `onrecord_training.model.save`, VOCABULARY the tokeniser's `vocab.txt`, SETTINGS what
`onrecord_training.calibrate` wrote. Weight matrices and the two
large embedding tables become signed bytes with one factor a row; everything else stays in 32-bit floats.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file

from onrecord_training import data, model

#: weight matrices and tables that become bytes
BYTES = ("word", "position", "qkv", "out", "up", "down", "cue", "names", "piece", "anchor")


def quantise(matrix):
    """Signed bytes and a factor for each row: row ≈ bytes · factor."""
    scale = matrix.abs().amax(1).clamp(min=1e-12) / 127
    return (matrix / scale[:, None]).round().clamp(-127, 127).to(torch.int8), scale


def dequantised(reader):
    """Rounds a reader's weights, in place, to what the file can hold; what then differs in Rust are the activations only."""
    with torch.no_grad():
        for name, module in reader.named_modules():
            if name.rsplit(".", 1)[-1] in BYTES and hasattr(module, "weight"):
                rows, scale = quantise(module.weight)
                module.weight.copy_(rows * scale[:, None])
    return reader


def tensors(reader, vocabulary, cue_bias=0.0, size=data.WINDOW):
    """The file's tensors."""
    c, encoder, out = reader.c, reader.encoder, {}

    def matrix(name, weight, bias=None, table=False):
        rows, out[name + ".scale"] = quantise(weight)
        out[name if table else name + ".weight"] = rows
        if not table:
            out[name + ".bias"] = torch.zeros(len(weight)) if bias is None else bias

    def norm(name, module):
        out[name + ".weight"], out[name + ".bias"] = module.weight, module.bias

    matrix("word", encoder.word.weight, table=True)
    matrix("position", encoder.position.weight[c.first_position :][:size], table=True)
    out["feature"] = encoder.feature.weight
    norm("norm", encoder.norm)
    for i, layer in enumerate(encoder.layers):
        for part in ("qkv", "out", "up", "down"):
            module = getattr(layer, part)
            matrix(f"layers.{i}.{part}", module.weight, module.bias)
        norm(f"layers.{i}.norm1", layer.norm1)
        norm(f"layers.{i}.norm2", layer.norm2)
    if encoder.relative is not None:
        out["relative"] = model.relative_row(encoder, size)
    matrix("cue", reader.cue.weight, reader.cue.bias + torch.tensor([0.0, cue_bias, 0.0]))
    if reader.names is not None:
        matrix("names", reader.names.weight, reader.names.bias)
    matrix("piece", reader.piece.weight, reader.piece.bias)
    matrix("anchor", reader.anchor.weight)
    out["distance"] = reader.distance.weight
    norm("role_norm", reader.role_norm)
    out["role.weight"], out["role.bias"] = reader.role.weight, reader.role.bias
    out["cue_moves"], out["role_moves"] = reader.cue_moves, reader.role_moves
    out["vocabulary"] = torch.frombuffer(bytearray(vocabulary.encode()), dtype=torch.uint8)
    return {k: v.detach().clone().contiguous() for k, v in out.items()}


def config(reader, name, confidence, size=data.WINDOW, overlap=data.OVERLAP):
    """What the runtime must know besides."""
    c = reader.c
    return {
        "name": name, "hidden": c.hidden, "layers": c.layers, "heads": c.heads, "ffn": c.ffn, "eps": c.eps,
        "role": c.role, "role_eps": reader.role_norm.eps, "cls": c.cls, "sep": c.sep, "unk": c.unk,
        "window": size, "overlap": overlap, "names": list(c.names), "distances": model.DISTANCES,
        "confidence": confidence, "relative": reader.encoder.relative is not None,
    }


@torch.no_grad()
def write(reader, vocabulary, path, name, settings=None, size=data.WINDOW, overlap=data.OVERLAP):
    """Writes the file. `settings` hold what is added to the score of each cue's first piece, and the curve of confidence."""
    settings = settings or {"cue_bias": 0.0, "confidence": [0.0, 1.0, 1.0]}
    metadata = {"config": json.dumps(config(reader, name, settings["confidence"], size, overlap))}
    save_file(tensors(reader, vocabulary, settings["cue_bias"], size), path, metadata)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("vocabulary")
    parser.add_argument("out")
    parser.add_argument("--name", default="reader-1")
    parser.add_argument("--settings")
    args = parser.parse_args()
    vocabulary = Path(args.vocabulary).read_text(encoding="utf8")
    settings = json.loads(Path(args.settings).read_text(encoding="utf8")) if args.settings else None
    write(model.load(args.checkpoint), vocabulary, args.out, args.name, settings)
    print(f"{args.out}: {Path(args.out).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

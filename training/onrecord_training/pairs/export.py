"""Writes the file of weights of a judge of pairs: `python -m onrecord_training.pairs.export CHECKPOINT ENCODER READER OUT SETTINGS`.

The vocabulary is the reader's and stays there, as does the table of word pieces where the two share it.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from .. import model as encoders
from . import model

#: more than the longest pair
WINDOW = 128


def quantise(matrix):
    """Signed bytes and a factor for each row: row ≈ bytes · factor."""
    scale = matrix.abs().amax(1).clamp(min=1e-12) / 127
    return (matrix / scale[:, None]).round().clamp(-127, 127).to(torch.int8), scale


@torch.no_grad()
def write(comparer, path, name, settings, reader):
    c, encoder, out = comparer.c, comparer.encoder, {}
    with safe_open(reader, "pt") as file:
        shared = file.get_slice("word").get_shape()[1] == c.hidden
        unknown = json.loads(file.metadata()["config"])["unk"]

    def layer(name, module):
        out[name + ".weight"], out[name + ".scale"] = quantise(module.weight)
        out[name + ".bias"] = module.bias

    def norm(name, module):
        out[name + ".weight"], out[name + ".bias"] = module.weight, module.bias

    if not shared:
        out["word"], out["word.scale"] = quantise(encoder.word.weight)
    out["position"], out["position.scale"] = quantise(encoder.position.weight[c.first_position :][:WINDOW])
    if encoder.relative is not None:
        out["relative"] = encoders.relative_row(encoder, WINDOW)
    out["feature"] = encoder.feature.weight
    norm("norm", encoder.norm)
    for i, block in enumerate(encoder.layers):
        for part in ("qkv", "out", "up", "down"):
            layer(f"layers.{i}.{part}", getattr(block, part))
        norm(f"layers.{i}.norm1", block.norm1)
        norm(f"layers.{i}.norm2", block.norm2)
    layer("mix", comparer.mix)
    out["out.weight"], out["out.bias"] = comparer.out.weight, comparer.out.bias
    config = {
        "name": name, "hidden": c.hidden, "layers": c.layers, "heads": c.heads, "ffn": c.ffn, "eps": c.eps, "cls": c.cls,
        "sep": c.sep, "unk": c.unk, "window": WINDOW, "relative": encoder.relative is not None, "content": model.CONTENT, "voice": model.VOICE,
        # MPNet's vocabulary is BERT's with four pieces before it.
        "shift": c.unk - unknown, **settings,
    }
    save_file({k: v.detach().clone().contiguous() for k, v in out.items()}, path, {"config": json.dumps(config)})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("checkpoint", "encoder", "reader", "out"):
        parser.add_argument(name)
    parser.add_argument("settings", help="what `calibrate` wrote")
    parser.add_argument("--name", default="comparer-1")
    args = parser.parse_args()
    judge = model.load(args.checkpoint, args.encoder, args.reader)
    write(judge, args.out, args.name, json.loads(Path(args.settings).read_text()), args.reader)


if __name__ == "__main__":
    main()

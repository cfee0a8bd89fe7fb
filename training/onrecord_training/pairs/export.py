"""Writes the comparer's file of weights: `python -m onrecord_training.pairs.export CHECKPOINT ENCODER READER OUT SETTINGS`.

The table of word pieces and the vocabulary are the reader's and stay there.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file

from . import model

#: more than the longest pair
WINDOW = 128


def quantise(matrix):
    """Signed bytes and a factor for each row: row ≈ bytes · factor."""
    scale = matrix.abs().amax(1).clamp(min=1e-12) / 127
    return (matrix / scale[:, None]).round().clamp(-127, 127).to(torch.int8), scale


@torch.no_grad()
def write(comparer, path, name, settings):
    c, encoder, out = comparer.c, comparer.encoder, {}

    def layer(name, module):
        out[name + ".weight"], out[name + ".scale"] = quantise(module.weight)
        out[name + ".bias"] = module.bias

    def norm(name, module):
        out[name + ".weight"], out[name + ".bias"] = module.weight, module.bias

    out["position"], out["position.scale"] = quantise(encoder.position.weight[:WINDOW])
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
        "sep": c.sep, "unk": c.unk, "window": WINDOW, "relative": False, "content": model.CONTENT, "voice": model.VOICE, **settings,
    }
    save_file({k: v.detach().clone().contiguous() for k, v in out.items()}, path, {"config": json.dumps(config)})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("checkpoint", "encoder", "reader", "out"):
        parser.add_argument(name)
    parser.add_argument("settings", help="what `calibrate` wrote")
    parser.add_argument("--name", default="comparer-1")
    args = parser.parse_args()
    write(model.load(args.checkpoint, args.encoder, args.reader), args.out, args.name, json.loads(Path(args.settings).read_text()))


if __name__ == "__main__":
    main()

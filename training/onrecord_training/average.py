"""Averages readers of one training: `python -m onrecord_training.average OUT CHECKPOINT=SHARE…`.

Readers that went on from one another lie in one valley, and their mean often reads better than each (Izmailov et al. 2018).
"""

import argparse

import torch

from . import model


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("out"), a.add_argument("parts", nargs="+", metavar="CHECKPOINT=SHARE")
    a = a.parse_args()
    parts = [(model.load(path), float(share)) for path, share in (part.rsplit("=", 1) for part in a.parts)]
    total, (mean, _) = sum(share for _, share in parts), parts[0]
    states = [(reader.state_dict(), share / total) for reader, share in parts]
    state = {k: sum(s[k] * share for s, share in states) if v.is_floating_point() else v for k, v in states[0][0].items()}
    mean.load_state_dict(state)
    model.save(mean, a.out)


if __name__ == "__main__":
    main()

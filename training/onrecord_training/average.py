"""Averages the weights of several checkpoints of one training: `python -m onrecord_training.average OUT CHECKPOINT=SHARE…`.

Networks that went on from one another lie in one valley, and their mean often reads better than each (Izmailov et al. 2018).
"""

import argparse

import torch


def mean(parts, shares):
    """What lies at the same place in all `parts`, weighed by their `shares`; of what is no number, the first."""
    first = parts[0]
    if isinstance(first, dict):
        return {key: mean([part[key] for part in parts], shares) for key in first}
    if torch.is_tensor(first) and first.is_floating_point():
        return sum(part * share for part, share in zip(parts, shares))
    return first


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("out"), a.add_argument("parts", nargs="+", metavar="CHECKPOINT=SHARE")
    a = a.parse_args()
    given = [(path, float(share)) for path, share in (part.rsplit("=", 1) for part in a.parts)]
    total = sum(share for _, share in given)
    parts = [torch.load(path, map_location="cpu", weights_only=True) for path, _ in given]
    torch.save(mean(parts, [share / total for _, share in given]), a.out)


if __name__ == "__main__":
    main()

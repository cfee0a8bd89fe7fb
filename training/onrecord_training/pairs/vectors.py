"""The table of vectors: `python -m onrecord_training.pairs.vectors READER REPORTS… --out FILE`.

READER is the reader's file of weights, for its vocabulary; REPORTS are JSONL with `text`, to count how common each piece is. What the encoder of
the quick judge makes of each piece by itself comes from the program (`crates/model/examples/means.rs`). Kept are the directions in which these
differ most; the commoner a piece, the shorter its vector: a / (a + share) (Arora, Liang & Ma, "A simple but tough-to-beat baseline for sentence
embeddings", ICLR 2017). With `--fixture FILE` also what the Rust test compares with. Needs numpy, safetensors and tokenizers.
"""

import argparse
import json
import subprocess
from pathlib import Path

import numpy
from safetensors import safe_open
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

ROOT = Path(__file__).resolve().parents[3]
#: numbers of a vector
WIDTH = 256
#: the share of a piece at which its vector is halved
A = 1e-3
TEXTS = [
    "the port of Ostra will stay closed until Friday",
    "“Ostra’s port stays shut until Friday,”",
    "two officials denied that 12 dockers were hurt",
    "Café owners in São Paulo want lower rents.",
]


def vocabulary(reader):
    with safe_open(reader, "np") as file:
        rows = len(file.get_slice("word.scale")[:])
        return bytes(file.get_tensor("vocabulary")).decode().split("\n")[:rows]


def tokenizer(pieces):
    known = {piece: i for i, piece in enumerate(pieces)}
    made = Tokenizer(models.WordPiece(known, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer, made.pre_tokenizer = normalizers.BertNormalizer(lowercase=True), pre_tokenizers.BertPreTokenizer()
    return made


def ids(cut, texts):
    return [encoding.ids for encoding in cut.encode_batch(texts, add_special_tokens=False)]


def shares(cut, files, size):
    """How much of all text each piece is."""
    counts = numpy.zeros(size)
    for name in files:
        with open(name, encoding="utf8") as lines:
            for found in ids(cut, [json.loads(line)["text"] for line in lines]):
                counts += numpy.bincount(found, minlength=size)
    return counts / counts.sum()


def means(pieces):
    """What the program's encoder makes of each piece; the mark of a word's inner pieces is left out."""
    lines = "".join((piece.removeprefix("##") or piece) + "\n" for piece in pieces)
    command = ["cargo", "run", "--release", "--quiet", "-p", "onrecord-model", "--example", "means"]
    made = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True, cwd=ROOT).stdout
    return numpy.frombuffer(made, dtype="<f4").reshape(len(pieces), -1)


def table(pieces, share):
    made = means(pieces)
    made = made / numpy.maximum(numpy.linalg.norm(made, axis=1, keepdims=True), 1e-9)
    made = made - made.mean(0)
    _, directions = numpy.linalg.eigh(made.T @ made)
    return made @ directions[:, ::-1][:, :WIDTH] * (A / (A + share))[:, None]


def quantise(matrix):
    """Signed bytes and a factor for each row: row ≈ bytes · factor."""
    scale = numpy.maximum(numpy.abs(matrix).max(1), 1e-12) / 127
    return (matrix / scale[:, None]).round().astype(numpy.int8), scale.astype(numpy.float32)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader")
    parser.add_argument("reports", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--fixture")
    args = parser.parse_args()
    pieces = vocabulary(args.reader)
    cut = tokenizer(pieces)
    vectors, scale = quantise(table(pieces, shares(cut, args.reports, len(pieces))))
    save_file({"vectors": vectors, "vectors.scale": scale}, args.out, {"config": json.dumps({"name": "vectors-1"})})
    if args.fixture:
        rounded = vectors * scale[:, None]
        found = [{"text": text, "vector": rounded[i].sum(0).round(5).tolist()} for text, i in zip(TEXTS, ids(cut, TEXTS))]
        Path(args.fixture).write_text(json.dumps(found, ensure_ascii=False), encoding="utf8")


if __name__ == "__main__":
    main()

"""Synonyms and antonyms from WordNet (Miller 1995), as Debian's package wordnet-base lays it out."""

import re
from pathlib import Path

#: endings that are put behind a word and its stand-in alike
ENDINGS = ["", "s", "ed", "d", "ing"]


class WordNet:
    """For a word, those that share its commonest sense, and those that are opposed to it."""

    def __init__(self, folder):
        self.synonyms, self.antonyms = {}, {}
        for part in ("noun", "verb", "adj", "adv"):
            synsets, opposed = {}, []
            for line in (Path(folder) / f"data.{part}").read_text(encoding="latin1").splitlines():
                if line.startswith("  "):
                    continue
                fields = line.split(" | ")[0].split()
                count = int(fields[3], 16)
                synsets[fields[0]] = words = [re.sub(r"\(.*\)", "", w) for w in fields[4 : 4 + 2 * count : 2]]
                links = fields[5 + 2 * count :][: 4 * int(fields[4 + 2 * count])]
                for sort, to, _, places in zip(links[::4], links[1::4], links[2::4], links[3::4]):
                    if sort == "!":
                        opposed.append((words[int(places[:2], 16) - 1], to, int(places[2:], 16) - 1))
            for word, to, place in opposed:
                self.antonyms.setdefault(word, []).append(synsets[to][place])
            for line in (Path(folder) / f"index.{part}").read_text(encoding="latin1").splitlines():
                fields = line.split()
                if line.startswith("  ") or int(fields[2]) > 3:  # a word of many senses seldom has its first
                    continue
                same = synsets[fields[-int(fields[2])]]
                same = [w for w in same if w.lower() != fields[0] and "_" not in w and w.islower()]
                if same:
                    self.synonyms.setdefault(fields[0], same[:2])

    def edited(self, text, shuffled, most, opposite=False):
        """`text` with up to `most` words in place of which another stands."""
        table = self.antonyms if opposite else self.synonyms
        words, changed = re.findall(r"\w+|\W+", text), 0
        for i in shuffled.sample(range(len(words)), len(words)):
            for ending in ENDINGS:
                root = words[i].removesuffix(ending) if ending else words[i]
                if (not ending or root != words[i]) and len(root) > 3 and root in table:
                    other = shuffled.choice(table[root])
                    if "_" not in other:
                        words[i] = other.removesuffix("e") + ending if ending in ("ed", "ing") else other + ending
                        changed += 1
                    break
            if changed == most:
                break
        return "".join(words) if changed else None

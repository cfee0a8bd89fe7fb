"""Small edits of a sentence, by rule: those that change what it says, and those that do not.

Each takes the words of a sentence and a random source, and gives the edited words, or None where the rule finds nothing to edit.
"""

import re

NUMBERS = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty hundred".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
OPPOSITES = """accept/reject approve/reject support/oppose increase/decrease rise/fall rose/fell raise/lower raised/lowered
    before/after win/lose won/lost success/failure succeeded/failed more/fewer more/less higher/lower first/last
    largest/smallest best/worst strong/weak stronger/weaker early/late earlier/later allow/ban allowed/banned
    include/exclude included/excluded guilty/innocent legal/illegal lawful/unlawful likely/unlikely able/unable
    possible/impossible true/false safe/dangerous dead/alive killed/spared arrived/left enter/leave entered/left start/end
    started/ended began/ended begin/end open/closed opened/closed with/without inside/outside above/below for/against
    remember/forget alive/dead confirmed/denied accepted/rejected approved/rejected supported/opposed agreed/refused
    increased/decreased gained/lost growing/shrinking public/private male/female men/women north/south east/west
    Democratic/Republican Democrats/Republicans friend/enemy friends/enemies ally/rival innocent/guilty good/bad
    wounded/unhurt release/detain released/detained freed/jailed withdraw/deploy withdrawn/deployed join/leave""".split()
SWAPS = {}
for pair in OPPOSITES:
    one, other = pair.split("/")
    SWAPS.setdefault(one, []).append(other)
    SWAPS.setdefault(other, []).append(one)
QUANTIFIERS = [("all", "some"), ("every", "one"), ("most", "few"), ("many", "few"), ("several", "no"), ("some", "all"),
               ("at least", "at most"), ("more than", "less than"), ("over", "under"), ("both", "neither of the"),
               ("nearly", "well over"), ("almost", "more than"), ("up to", "at least"), ("no", "some"), ("none", "some"),
               ("always", "sometimes"), ("never", "often"), ("only", "not only"), ("half", "all"), ("any", "not all")]
MODALS = [("will", "may"), ("would", "might"), ("must", "may"), ("should", "need not"), ("can", "cannot"), ("may", "will"),
          ("might", "will"), ("could", "will"), ("has", "may have"), ("have", "may have"), ("was", "may have been"),
          ("were", "may have been"), ("is", "could be"), ("are", "could be"), ("plans to", "has decided not to"),
          ("has to", "may"), ("have to", "may"), ("need to", "may"), ("likely", "certain"), ("possible", "certain")]
AUXILIARIES = "is are was were will would can could should must may might has have had do does did".split()
CONTRACTIONS = [("do not", "don't"), ("does not", "doesn't"), ("did not", "didn't"), ("is not", "isn't"), ("was not", "wasn't"),
                ("are not", "aren't"), ("will not", "won't"), ("cannot", "can't"), ("would not", "wouldn't"), ("we are", "we're"),
                ("it is", "it's"), ("have not", "haven't"), ("has not", "hasn't"), ("could not", "couldn't"), ("I am", "I'm"),
                ("they are", "they're"), ("I have", "I've"), ("we have", "we've"), ("that is", "that's")]
SAME_WORDS = """U.S./US U.S./American U.N./UN percent/% per cent/percent officials/authorities country/nation big/large help/assist
    began/started begin/start children/kids people/individuals attack/assault said/stated about/around
    President/Pres. Senator/Sen. Representative/Rep. General/Gen. government/administration police/officers
    also/too however/but although/though because/since while/as happened/occurred buy/purchase bought/purchased
    company/firm tell/inform told/informed show/demonstrate showed/demonstrated want/wish ask/request asked/requested
    car/vehicle injured/wounded injured/hurt weapons/arms accord/agreement deal/agreement law/legislation talks/negotiations
    vote/ballot kids/children need/require needs/requires end/finish ended/finished huge/enormous important/significant
    immediately/at_once quickly/rapidly currently/now recently/lately nearly/almost""".replace("per cent", "per_cent").split()
#: a `wordnet.WordNet`, where there is one
wordnet = None
NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*\b")


def swap(text, old, new, shuffled):
    """One whole-word occurrence of `old` becomes `new`."""
    found = list(re.finditer(rf"(?<![\w.]){re.escape(old)}(?!\w)", text))
    if not found:
        return None
    m = shuffled.choice(found)
    return text[: m.start()] + new + text[m.end() :]


def first_that_works(text, table, shuffled):
    table = list(table)
    shuffled.shuffle(table)
    for old, new in table:
        edited = swap(text, old, new, shuffled)
        if edited:
            return edited
    return None


def figure(text, shuffled, names=()):
    digits = [m for m in re.finditer(r"\d[\d,.]*\d|\d", text) if not re.fullmatch(r"(19|20)\d\d", m.group())]
    if digits:
        m = shuffled.choice(digits)
        old = m.group()
        i = shuffled.choice([i for i, c in enumerate(old) if c.isdigit()])
        choices = [c for c in "123456789" if c != old[i]]
        new = old[:i] + shuffled.choice(choices) + old[i + 1 :]
        if shuffled.random() < 0.3 and old.isdigit():
            new = str(max(1, round(int(old) * shuffled.choice([0.5, 2, 3, 10]))))
            if new == old:
                return None
        return text[: m.start()] + new + text[m.end() :]
    return first_that_works(text, [(a, shuffled.choice([b for b in NUMBERS if b != a])) for a in NUMBERS], shuffled)


def polarity(text, shuffled, names=()):
    without = [(" not ", " "), ("n't ", " "), (" never ", " "), (" no ", " a "), (" cannot ", " can "), (" no longer ", " still ")]
    present = [(a, b) for a, b in without if a in text]
    if present and shuffled.random() < 0.7:
        a, b = shuffled.choice(present)
        return text.replace(a, b, 1)
    table = [(a, f"{a} never" if a in ("will", "would", "has", "have", "had") and shuffled.random() < 0.3 else f"{a} not")
             for a in AUXILIARIES]
    return first_that_works(text, table, shuffled)


def opposite(text, shuffled, names=()):
    if wordnet and shuffled.random() < 0.6:
        return wordnet.edited(text, shuffled, 1, opposite=True)
    return first_that_works(text, [(a, shuffled.choice(bs)) for a, bs in SWAPS.items()], shuffled)


def actor(text, shuffled, names=()):
    inside = [m.group() for m in NAME.finditer(text) if m.group() not in DAYS + MONTHS]
    others = [n for n in names if n not in text]
    if not inside or not others:
        return None
    old = shuffled.choice(inside)
    others = [n for n in others if not set(n.split()) & set(old.split())]
    return swap(text, old, shuffled.choice(others), shuffled) if others else None


def time(text, shuffled, names=()):
    table = [(a, shuffled.choice([b for b in DAYS if b != a])) for a in DAYS]
    table += [(a, shuffled.choice([b for b in MONTHS if b != a])) for a in MONTHS if a != "May"]
    table += [(a, b) for a, b in (("yesterday", "last week"), ("last week", "last month"), ("last month", "last year"),
                                  ("last year", "two years ago"), ("next year", "this year"), ("today", "last week"),
                                  ("tomorrow", "next month"), ("morning", "evening"), ("night", "morning"), ("week", "month"),
                                  ("weeks", "months"), ("days", "weeks"), ("months", "years"), ("years", "months"))]
    table += [(y, str(int(y) + shuffled.choice([-3, -2, -1, 1, 2]))) for y in re.findall(r"\b(?:19|20)\d\d\b", text)]
    return first_that_works(text, table, shuffled)


def quantifier(text, shuffled, names=()):
    return first_that_works(text, QUANTIFIERS, shuffled)


def modality(text, shuffled, names=()):
    return first_that_works(text, MODALS, shuffled)


def roles(text, shuffled, names=()):
    """Two names change places."""
    inside = [m for m in NAME.finditer(text) if m.group() not in DAYS + MONTHS]
    if len(inside) < 2 or inside[0].group() == inside[1].group():
        return None
    a, b = inside[:2]
    return text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]


def contrast(text, shuffled, names=()):
    """ "Reis left" becomes "Lund, not Reis, left"."""
    inside = [m.group() for m in NAME.finditer(text) if m.group() not in DAYS + MONTHS]
    others = [n for n in names if n not in text]
    if not inside or not others:
        return None
    old, other = shuffled.choice(inside), shuffled.choice(others)
    return swap(text, old, shuffled.choice([f"{other}, not {old},", f"{other} rather than {old}", f"{other}, and not {old},"]), shuffled)


def turned_round(text, shuffled, names=()):
    """A verb of the sentence falls under another that takes it back."""
    table = [("to", shuffled.choice(["to refuse to", "not to", "to stop trying to"])), ("will", "will no longer"),
             ("has", "has yet to say whether it has"), ("that", shuffled.choice(["that it is not true that", "that nobody thinks"])),
             ("is", shuffled.choice(["is anything but", "is no longer"])), ("are", "are anything but"), ("was", "was far from"),
             ("were", "were hardly"), ("a", "no"), ("the", "none of the"), ("can", "is unable to"), ("had", "had yet to have")]
    return first_that_works(text, table, shuffled)


CHANGING = [figure, figure, polarity, polarity, opposite, opposite, actor, actor, time, quantifier, modality, roles, contrast,
            turned_round]


def change(text, shuffled, names=()):
    """`text` with another meaning, or None."""
    for rule in shuffled.sample(CHANGING, len(CHANGING)):
        edited = rule(text, shuffled, names)
        if edited and edited != text:
            return edited
    return None


def copy(text, shuffled):
    """`text` as another report would copy it: the same words, other marks around them, an edge cut or grown."""
    out = text.strip("“”\"' ")
    steps = [
        lambda t: f"“{t}”",
        lambda t: f'"{t}"',
        lambda t: t.rstrip(".,") + ",",
        lambda t: t.replace("“", '"').replace("”", '"').replace("’", "'"),
        lambda t: "that " + t[:1].lower() + t[1:],
        lambda t: t.removeprefix("that "),
        lambda t: re.sub(r"^(that|also|and|but|so|now|however,?|well,?) ", "", t, flags=re.I),
        lambda t: " ".join(t.split()[: -shuffled.choice([1, 2])]) if len(t.split()) > 14 else t,
        lambda t: " ".join(t.split()[shuffled.choice([1, 2]) :]) if len(t.split()) > 14 else t,
        lambda t: t + shuffled.choice([" he said.", " she said", " it added.", " according to officials", " on Tuesday."]),
        lambda t: t,
    ]
    for step in shuffled.sample(steps, shuffled.choice([0, 1, 2, 3])):
        out = step(out)
    return out


def keep(text, shuffled):
    """`text` in other words with, as far as a rule can tell, the same meaning; always differs a little."""
    out = text
    steps = [
        lambda t: t.strip("“”\"' "),
        lambda t: re.sub(r"^(that|also|and|but|so|now|however,?) ", "", t, flags=re.I),
        lambda t: "that " + t if t[:1].islower() else t,
        lambda t: re.sub(r" \([^)]*\)", "", t),
        lambda t: re.sub(r", who [^,]{4,60},", "", t, count=1),
        lambda t: re.sub(r",? (today|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?=[ .,]|$)", "", t, count=1),
        lambda t: re.sub(r"\b(very|really|also|already|just|still|simply|clearly|certainly) ", "", t, count=1),
        lambda t: re.sub(r"^(.{25,}?), ((?:which|as|while|after|because) .{10,60})$", r"\1", t),
    ]
    for step in shuffled.sample(steps, 3):
        out = step(out)
    table = [p.replace("_", " ").split("/") for p in SAME_WORDS] + [list(p) for p in CONTRACTIONS]
    table += [p[::-1] for p in table]
    if wordnet and shuffled.random() < 0.7:
        out = wordnet.edited(out, shuffled, 1 + len(out.split()) // 6) or out
    for _ in range(2):
        out = first_that_works(out, table, shuffled) or out
    return out

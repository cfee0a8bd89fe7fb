"""A linear-chain conditional random field (Lafferty et al. 2001) over few tags, batched."""

import torch

#: what a move that no tagging may make scores
BAN = -60.0


def moves(learned, tags):
    """The learned scores of moves, with those that begin a span in its middle banned: I-x only follows B-x or I-x.

    Returns ([from, to], [first])."""
    banned = torch.zeros_like(learned)
    first = torch.zeros(len(tags), device=learned.device, dtype=learned.dtype)
    for j, to in enumerate(tags):
        if not to.startswith("I"):
            continue
        first[j] = BAN
        for i, frm in enumerate(tags):
            if frm == "O" or frm[1:] != to[1:]:
                banned[i, j] = BAN
    return learned + banned, first


def path_score(logits, mask, tags, trans, first):
    """Score of the given tags: [n]. `mask` is a prefix of ones of each row."""
    score = logits.gather(2, tags[:, :, None])[:, :, 0]
    step = trans[tags[:, :-1], tags[:, 1:]]
    return (score * mask).sum(1) + first[tags[:, 0]] + (step * mask[:, 1:]).sum(1)


class Likelihood(torch.autograd.Function):
    """Log-partition whose gradient is written out: the marginals, by the forward-backward algorithm.

    Autograd's own would keep a graph node for every piece of a window, which costs more than the encoder does."""

    @staticmethod
    def forward(ctx, logits, mask, trans, first):
        n, t, k = logits.shape
        alpha = logits.new_empty(n, t, k)
        now = logits[:, 0] + first
        alpha[:, 0] = now
        flow = trans.exp()
        steps, on = logits.unbind(1), (mask > 0).unbind(1)
        for i in range(1, t):
            top = now.max(1, keepdim=True)[0]
            step = ((now - top).exp() @ flow).log() + top + steps[i]
            now = torch.where(on[i][:, None], step, now)
            alpha[:, i] = now
        total = torch.logsumexp(now, 1)
        ctx.save_for_backward(logits, mask, trans, alpha, total)
        return total

    @staticmethod
    def backward(ctx, grad):
        logits, mask, trans, alpha, total = ctx.saved_tensors
        n, t, k = logits.shape
        flow = trans.exp().T.contiguous()
        beta = logits.new_zeros(n, t, k)
        now = beta[:, 0].clone()
        steps, on = logits.unbind(1), (mask > 0).unbind(1)
        for i in range(t - 2, -1, -1):
            ahead = now + steps[i + 1]
            top = ahead.max(1, keepdim=True)[0]
            now = torch.where(on[i + 1][:, None], ((ahead - top).exp() @ flow).log() + top, now)
            beta[:, i] = now
        marginal = (alpha + beta - total[:, None, None]).exp() * mask[:, :, None]
        pair = alpha[:, :-1, :, None] + (logits + beta)[:, 1:, None, :] + trans - total[:, None, None, None]
        pair = pair.exp() * mask[:, 1:, None, None]
        weighted = grad[:, None, None] * marginal
        return weighted, None, (grad[:, None, None, None] * pair).sum((0, 1)), weighted[:, 0].sum(0)


def log_partition(logits, mask, trans, first):
    """Log of the summed exponentials of all paths' scores: [n]. Row `mask`s are prefixes of ones."""
    return Likelihood.apply(logits, mask, trans, first)


def loss(logits, mask, tags, learned, names):
    """Negative log-likelihood of each row's tags: [n]."""
    trans, first = moves(learned, names)
    return log_partition(logits, mask, trans, first) - path_score(logits, mask, tags, trans, first)


def viterbi(logits, learned, names):
    """The best legal tags of each row and the log-probability of that tagging: ([n, t], [n]). Rows are full."""
    trans, first = moves(learned, names)
    best = logits[:, 0] + first
    back = []
    for t in range(1, logits.shape[1]):
        step, which = (best[:, :, None] + trans).max(1)
        back.append(which)
        best = step + logits[:, t]
    score, last = best.max(1)
    path = [last]
    for which in reversed(back):
        path.append(which.gather(1, path[-1][:, None])[:, 0])
    path = torch.stack(path[::-1], 1)
    ones = torch.ones(logits.shape[:2], device=logits.device)
    return path, score - log_partition(logits, ones, trans, first)

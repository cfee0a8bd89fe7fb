// Adds to pages that work without it: lights up what belongs together, moves by keyboard, copies links.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Lighting up: one statement, the statements around it, and all mentions of who says it.
const lit = ["lit", "lit-chain", "lit-actor"];
const dark = () => all(".lit, .lit-chain, .lit-actor").forEach((e) => e.classList.remove(...lit));
const light = (number) => {
    dark();
    const note = document.getElementById(`s${number}`);
    if (!note) return;
    if (note.dataset.a) all(`.row [data-a="${note.dataset.a}"]:not(.note)`).forEach((e) => e.classList.add("lit-actor"));
    for (const outer of (note.dataset.in || "").split(" ").filter(Boolean)) {
        all(`[data-s~="${outer}"]`).forEach((e) => e.classList.add("lit-chain"));
    }
    all(`[data-s~="${number}"]`).forEach((e) => {
        e.classList.remove("lit-chain");
        e.classList.add("lit");
    });
};
// Of statements inside one another, the innermost is meant.
const meant = (target) => target.closest?.("[data-s]")?.dataset.s.split(" ").pop();
document.addEventListener("pointerover", (event) => {
    const number = meant(event.target);
    if (number) light(number);
    else dark();
});
document.addEventListener("focusin", (event) => {
    const number = meant(event.target);
    if (number) light(number);
});
document.addEventListener("focusout", dark);

// A line of a picture, its number and the words that prove it light up together.
const prove = (event) => {
    const number = event.target.closest?.("[data-proof]")?.dataset.proof;
    all("[data-proof]").forEach((e) => e.classList.toggle("lit-proof", e.dataset.proof === number));
};
if (document.querySelector("[data-proof]")) ["pointerover", "focusin"].forEach((kind) => document.addEventListener(kind, prove));

// A click on marked words opens their note.
document.addEventListener("click", (event) => {
    const words = event.target.closest?.(".row p [data-s], .row h1 [data-s]");
    if (!words || event.target.closest("a[href]:not(.c, .ic)") || String(getSelection())) return;
    event.preventDefault();
    const note = document.getElementById(`s${meant(words)}`);
    note?.querySelector("details").toggleAttribute("open");
    note?.querySelector("summary").focus({ preventScroll: true });
    note?.scrollIntoView({ block: "nearest" });
});

// j and k go from statement to statement, from choice to choice, or from decision to decision.
const STEPS = ".note summary, .said .place, .claims.choices button, .namesakes input, .entries button";
// Whoever comes to a statement, from a correction of it too, goes on from there.
const here = () => {
    const focused = document.activeElement;
    return focused && focused !== document.body ? focused : document.querySelector(".note:target summary");
};
const step = (by) => {
    const notes = all(STEPS);
    if (!notes.length) return;
    const at = notes.indexOf(here());
    const next = notes[at < 0 ? (by > 0 ? 0 : notes.length - 1) : Math.min(Math.max(at + by, 0), notes.length - 1)];
    next.focus({ preventScroll: true });
    if (next.type === "radio") next.checked = true;
    next.closest(".row, li").scrollIntoView({ block: "nearest" });
};
document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // What was chosen in a list is decided with Enter, as what was typed in a field is.
    if (event.key === "Enter" && event.target.matches(".corrections select")) {
        event.preventDefault();
        event.target.closest("section").querySelector("button").click();
    }
    if (event.target.matches("input, textarea, select")) return;
    const note = here()?.closest(".note, .said");
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") document.getElementById("q")?.focus();
    // e corrects the statement that one is at.
    else if (event.key === "e" && note?.querySelector("a.correct")) note.querySelector("a.correct").click();
    // m merges the claim that one reads.
    else if (event.key === "m" && document.querySelector("a.merge")) document.querySelector("a.merge").click();
    else return;
    event.preventDefault();
});

// A link to copy is copied, not followed.
document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.copy");
    if (!link || !navigator.clipboard) return;
    event.preventDefault();
    navigator.clipboard.writeText(link.dataset.text || link.href).then(() => {
        const was = link.textContent;
        link.textContent = "Copied";
        setTimeout(() => { link.textContent = was; }, 1500);
    });
});

// Pages fill as reports come in: parts of a page that are marked as live are fetched again when the ledger has changed.
const policy = self.trustedTypes?.createPolicy("desk", { createHTML: (html) => html });
const read = async (address) => {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok) return null;
    const text = await answer.text();
    return new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");
};
const refresh = async () => {
    const page = await read(location.href);
    if (!page) return;
    for (const old of all("[data-live]")) {
        const fresh = page.getElementById(old.id);
        // Nobody's focus is taken away.
        if (fresh && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(fresh));
    }
};

// What a form searches for appears as one types; the arrow leads to it.
for (const form of all("form.instant")) {
    let latest = 0;
    const search = async () => {
        const mine = ++latest;
        const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
        const page = await read(address).catch(() => null);
        const [old, fresh] = [document, page].map((from) => from?.getElementById(form.dataset.fills));
        // A slow answer must not replace a later one.
        if (!fresh || mine !== latest) return;
        old.replaceWith(document.adoptNode(fresh));
        history.replaceState(null, "", address);
    };
    let soon;
    form.addEventListener("input", () => {
        clearTimeout(soon);
        soon = setTimeout(search, 150);
    });
    form.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        step(1);
    });
}

if (document.querySelector("[data-live]")) {
    let known = null;
    let busy = false;
    const feed = new EventSource("/events");
    feed.addEventListener("ledger", async (event) => {
        if (known === event.data || busy) return;
        const first = known === null;
        known = event.data;
        const told = document.querySelector("[data-told]")?.dataset.told;
        if (first && told === known) return;
        busy = true;
        await refresh().catch(() => {});
        busy = false;
    });
    addEventListener("pagehide", () => feed.close());
}

// Files dropped on any page are sent to the desk, which files them.
const files = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragover", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
});
document.addEventListener("dragleave", () => document.body.classList.remove("dropping"));
document.addEventListener("drop", async (event) => {
    if (!files(event)) return;
    event.preventDefault();
    document.body.classList.remove("dropping");
    const status = document.querySelector("[role=status]");
    for (const file of event.dataTransfer.files) {
        const address = `/api/reports?name=${encodeURIComponent(file.name)}`;
        const answer = await fetch(address, { method: "POST", body: file });
        if (status) status.textContent = answer.ok ? `Reading ${file.name} …` : `${file.name}: ${await answer.text()}`;
    }
});

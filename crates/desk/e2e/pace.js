// Times the pages of a desk on a ledger.
//
//     node pace.js PROGRAM LEDGER [REPORTS]
//
// With REPORTS, a file or folder of reports that the ledger does not have, `PROGRAM add` files them into the ledger meanwhile:
// give it a copy. TIMES is how often each page is asked for, 7 where it is not set, and MOST_MS how long it may take, 150. A page
// that took longer fails. No browser is needed: what is timed is a request, until the last byte of its answer.

import { spawn } from "node:child_process";
import { serve } from "./harness.js";

const [program, ledger, reports] = process.argv.slice(2);
const [times, most] = [Number(process.env.TIMES ?? 7), Number(process.env.MOST_MS ?? 150)];

const desk = await serve(program, ["--ledger", ledger, "--read-only"]);
const get = async (path) => {
    const answer = await fetch(desk.base + path);
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return body;
};
const asked = async (path) => JSON.parse(await get(path));
/** The first address of this sort on a page. */
const first = async (page, sort) => (await get(page)).match(new RegExp(`href="(/${sort}/[^"#]+)"`))?.[1];

/** The pages: of each sort that which has most to show, and searches of many sorts. */
const pages = async () => {
    const pile = await asked("/?as=json");
    const busiest = (length, of) => {
        const sums = new Map();
        for (const day of pile.days) sums.set(day.day.slice(0, length), (sums.get(day.day.slice(0, length)) ?? 0) + day[of]);
        return [...sums].sort((a, b) => b[1] - a[1])[0]?.[0];
    };
    const days = [4, 7, 10].flatMap((length) => [busiest(length, "said"), busiest(length, "reports")]).filter(Boolean);
    const middle = Math.ceil(pile.summary.reports / 100);
    const [claim, disputed] = [await first("/claims", "claim"), await first("/claims?disputed=1", "claim")];
    const [source, story] = [await first("/sources", "source"), await first("/stories", "story")];
    const { outlets } = await asked("/outlets?as=json");
    const outlet = encodeURIComponent(outlets[0]?.[0] ?? "");
    const searches = [
        "q=police", "q=president+said", "q=killed+in+an+explosion", "q=the", "stance=denies", "kind=unnamed", "kind=named", "q=police&stance=denies",
        `outlet=${outlet}`, `q=war&outlet=${outlet}`, "actor=police", "actor=trump&q=deal", "claim=police", "since=2017", "since=2017&until=2018&stance=denies",
    ];
    return [
        "/", `/?page=${middle}`, `/?page=${2 * middle}`, "/claims", "/claims?page=20", "/claims?disputed=1", claim, disputed, claim && `${claim}/merge`,
        await first("/", "report"), "/sources", "/sources?page=20", source, source && `${source}/merge`, "/stories", "/stories?page=20", story, "/outlets", "/journal",
        ...new Set(days.map((date) => `/date/${date}`)), ...searches.map((search) => `/search?${search}`), "/api/summary",
    ].filter(Boolean);
};

/** Times all pages; gives how many there are and how many were too slow. */
const time = async (adding) => {
    const [summary, found] = [await asked("/api/summary"), await pages()];
    console.log(`${summary.reports} reports, ${summary.linked} linked, ${summary.statements} statements${adding ? "; adding" : ""}`);
    console.log(" first  median   worst     bytes  page");
    let slow = 0;
    for (const page of found) {
        const took = [];
        let bytes = 0;
        for (let turn = 0; turn < times; turn += 1) {
            const begun = performance.now();
            const body = await get(page);
            took.push(performance.now() - begun);
            bytes = Buffer.byteLength(body);
        }
        const sorted = took.toSorted((a, b) => a - b);
        const worst = sorted.at(-1);
        if (worst > most) slow += 1;
        const cells = [took[0], sorted[Math.floor(times / 2)], worst].map((ms) => ms.toFixed(0).padStart(6)).join("  ");
        console.log(`${cells}  ${String(bytes).padStart(8)}  ${page}${worst > most ? "  SLOW" : ""}`);
    }
    if (adding && adding.exitCode !== null) throw new Error("all reports were added before the last page was timed: give more of them");
    console.log(`${found.length} pages, ${slow} of them slower than ${most} ms at worst`);
    return slow;
};

const adding = reports ? spawn(program, ["add", reports, "--ledger", ledger], { stdio: "ignore" }) : null;
let slow = 1;
try {
    // Whoever adds has to load its reader before it takes any time from the desk.
    if (adding) await new Promise((resolve) => { setTimeout(resolve, 5000); });
    slow = await time(adding);
} finally {
    adding?.kill("SIGINT");
    await desk.stop();
}
process.exit(slow === 0 ? 0 : 1);

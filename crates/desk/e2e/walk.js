// Walks through the desk as a reporter would, on a folder of reports, and holds each page to its budgets.
//
//     node walk.js PROGRAM REPORTS [SCREENSHOTS]
//
// Needs Chromium (CHROMIUM names it). FIRST_MS is how long the first page may take, 3000 where it is not set. The last line
// counts what passed and failed.

import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browser as launch, check, counts, desk as start, hold as holdPage, watched } from "./harness.js";

const [program, reports, shots] = process.argv.slice(2);
const FIRST = Number(process.env.FIRST_MS ?? 3000);
/** How long a decision may wait for its turn. */
const TURN = 10_000;

const browser = await launch();
const desk = await start(program, reports);
const { base, token } = desk;
const context = await browser.newContext();
await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: base });
const { page, strangers, errors } = await watched(context, base);

const hold = (name, path) => holdPage(page, name, base + path, shots);
const go = (path) => page.goto(base + path);
const lit = (selector) => page.locator(selector).count();
const text = (selector) => page.locator(selector).first().textContent();
const all = (selector, attribute) => page.locator(selector).evaluateAll((found, name) => found.map((e) => e.getAttribute(name)), attribute);
const api = async (path) => (await page.request.get(`${base}/api/${path}`)).json();
/** What a page shows to a browser that runs no script. */
const withoutScript = async (path, look) => {
    const quiet = await browser.newContext({ javaScriptEnabled: false });
    const plain = await quiet.newPage();
    await plain.goto(desk.entry);
    await plain.goto(base + path);
    await look(plain);
    await quiet.close();
};

const arriving = async () => {
    await page.goto(desk.entry);
    const first = Date.now() - desk.begun;
    check(`the first page is there within ${FIRST} ms of the command`, first < FIRST, `${first} ms`);
    console.log(`     first page after ${first} ms`);
    await page.waitForFunction(() => document.querySelectorAll(".reports li").length >= 9, null, { timeout: 300_000 });
    check("the pile fills without a reload", true);
    await page.waitForFunction(() => document.querySelector(".progress").textContent.trim() === "", null, { timeout: 300_000 });
    console.log(`     all read and linked after ${Date.now() - desk.begun} ms`);
};

const readingAReport = async () => {
    await go("/");
    const [report] = await page.locator(".reports li a", { hasText: "Eleven dead" }).evaluateAll((a) => a.map((e) => e.getAttribute("href")));
    await hold("report", report);
    check("statements are marked in the text", await lit(".row p .w") > 5);
    check("notes stand in the margin", await lit(".note") > 10);
    check("sourcing is told at a glance", await lit(".glance .figures dd") >= 6);
    const colour = (selector) => page.locator(selector).first().evaluate((e) => getComputedStyle(e).color);
    check("the report's own voice looks different", await colour(".row:not(.furniture) > p") !== await colour(".row p .w"));
    await page.locator(".note summary").nth(3).hover();
    check("hovering lights a statement up", await lit(".row p .lit") > 0);
    await page.locator('.note:not([data-in=""]) summary').first().hover();
    check("and the one that it is inside of", await lit(".lit-chain") > 0);
    const mentions = await page.evaluate(() => [...document.querySelectorAll(".note[data-a]")].findIndex((note) =>
        document.querySelectorAll(`.row [data-a="${note.dataset.a}"]:not(.note)`).length > 1));
    await page.locator(".note[data-a] summary").nth(mentions).focus();
    check("focus lights all mentions of who says it", await lit(".lit-actor") > 1, await lit(".lit-actor"));
    await page.evaluate(() => document.activeElement.blur());
    await page.mouse.move(2, 2);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    check("j goes to the second statement", await page.evaluate(() => document.activeElement.closest(".note") === document.querySelectorAll(".note")[1]));
    await page.keyboard.press("Enter");
    check("enter opens a note", await lit(".note details[open]") === 1);
    const words = await page.locator(".row p .denies").evaluateAll((marked) => marked.map((e) => getComputedStyle(e).textDecorationLine));
    check("what is denied has a line under it", words.length > 0 && words.every((line) => line === "underline"), words.join(" "));
    await withoutScript(report, async (plain) => {
        check("a report is whole without script", await plain.locator(".note").count() > 10);
    });
    return report;
};

const readingAClaim = async () => {
    await hold("claims", "/claims?disputed=1");
    const addresses = await all(".claims li > a", "href");
    check("there are disputes to look at", addresses.length > 0);
    let [drawn, given, pictured] = [0, 0, null];
    for (const address of addresses) {
        await go(address);
        const known = await api(address.replace("/claim", "claims"));
        drawn += await lit(".ranges tbody tr");
        given += known.dispute.figures.reduce((sum, quantity) => sum + quantity.readings.length, 0);
        if (await lit(".mark") > 0 && await lit(".sides") > 0) pictured ??= address;
    }
    check("all figures are drawn", drawn === given, `${drawn} of ${given}`);
    check("a picture of origins has its proofs", pictured !== null);
    await hold("claim", pictured ?? addresses[0]);
    check("the claim's sentence is of these reports", (await text(".lead")).startsWith("In these 9 reports: "));
    check("both sides stand beside each other", await lit(".sides #forward, .sides #against") === 2);
    const proofs = await lit(".mark");
    check("each number on a line is in the list", await lit(".proofs li") === proofs, `${proofs} numbers`);
    await page.locator(".mark").first().hover();
    check("pointing at a number shows the words", await page.locator(".shown").first().isVisible());
    check("and lights up its entry", await lit("#proof-1.lit-proof") === 1);
    check("nothing lies over the words", await page.locator(".shown p").first().evaluate((shown) => {
        shown.closest(".shown").style.pointerEvents = "auto";
        const { right, top, height } = shown.getBoundingClientRect();
        return shown.contains(document.elementFromPoint(right - 8, top + height / 2));
    }));
    await page.mouse.move(2, 2);
    await page.locator(".mark").last().focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    check("so does the keyboard", await page.locator(".shown").last().isVisible());
    const way = await page.locator(".proofs a").first().getAttribute("href");
    const words = (await text("#proof-1 q")).slice(0, 40);
    await go(way);
    check("a proof leads to its words", (await text("article")).includes(words), words);
    await withoutScript(pictured ?? addresses[0], async (plain) => {
        check("proofs are there without script", await plain.locator(".proofs li").count() === proofs);
    });
    return pictured ?? addresses[0];
};

const readingAStory = async (claim) => {
    await hold("stories", "/stories");
    const [{ id }] = await api("stories");
    const story = `/story/${id}`;
    await hold("story", story);
    const { figures, reports: told } = await api(`stories/${id}`);
    const readings = figures.flatMap((quantity) => quantity.readings);
    check("a story has its reports", told.length > 1 && await lit("section[aria-labelledby=reports] li") === told.length);
    check("all figures of a story are drawn", readings.length > 1 && await lit(".ranges tbody tr") === readings.length, await lit(".ranges tbody tr"));
    const open = readings.filter(({ low, high }) => low !== high);
    check("a figure that is told as a bound is a bar", open.length > 0 && await lit(".ranges line.bounds") === open.length, open.length);
    const numbers = figures[0].readings.flatMap(({ low, value, high }) => [low, value, high]).filter((n) => n !== null);
    check("the figures are drawn to one scale", (await text(".ranges .ends")) === `${Math.min(...numbers)}${Math.max(...numbers)}`, await text(".ranges .ends"));
    await go(claim);
    await page.locator("section[aria-labelledby=stories] a").first().click();
    await page.waitForURL(/story\//);
    check("a claim leads to its story, and that to its reports", await lit("main a[href^='/report/']") > 0);
    return story;
};

const readingASource = async () => {
    await hold("sources", "/sources");
    const source = await page.locator(".sources a").first().getAttribute("href");
    await hold("source", source);
    check("a source has said something, day by day", await lit(".said") > 0 && await lit("h3.day") > 0);
    await hold("outlets", "/outlets");
    check("the map of outlets has proofs", await lit(".mark") > 0 && await lit(".mark") === await lit("tr[id^=proof]"));
    const citing = await api("citations");
    check("an outlet that is not stated has no name", await lit(".flow .unknown") === Number(citing.some(({ outlet }) => outlet === null)));
    return source;
};

const searching = async () => {
    await go("/");
    check("the pile speaks of these reports", (await text("h1")).startsWith("In these 9 reports"));
    check("the pile tells of a dispute", await lit("#live-disputes .claims li") > 0);
    check("disputes come before days", await page.evaluate(() => document.querySelector("#live-disputes")
        .compareDocumentPosition(document.querySelector("#live-days")) === Node.DOCUMENT_POSITION_FOLLOWING));
    check("the timeline has statements and reports", await lit('.timeline .said:not([height="0"])') > 1
        && await lit('.timeline .reported:not([height="0"])') > 1);
    const [{ by }] = await api("claims?disputed=true");
    check("a claim is told with who puts it forward", by.length > 0 && (await text("#live-disputes .meta")).includes(by[0]), by.join(", "));
    check("the timeline has its numbers", await page.locator(".timeline text").filter({ hasText: /^\d+$/ }).count() > 2);
    await page.locator(".timeline a").nth(1).click();
    await page.waitForURL(/date\//);
    check("a day shows what was said and published", await lit(".said") > 0 && await lit(".reports li") > 0);
    await hold("date", new URL(page.url()).pathname);
    await page.locator("a[rel=next]").click();
    await page.waitForURL(/date\//);
    await page.keyboard.press("/");
    await page.keyboard.type("grain dust");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\?q=grain/);
    check("a search finds statements", await lit(".said") > 0);
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    check("j goes through statements that were found", await page.evaluate(() =>
        document.activeElement.closest(".said") === document.querySelectorAll(".said")[1]));
    await correct();
    check("e corrects the one found", await lit("select[name=stance]") === 1 && await lit(".said .correct") === 0);
    await go("/search?q=zzzzzz&stance=asks&outlet=none");
    check("nothing found is told, and there is nothing to take away", (await text("h1")).startsWith("No statement") && await lit(".take") === 0);
    await go("/search?q=people+lost+their+lives");
    check("a search finds what means the same", (await page.locator(".said").allTextContents()).some((said) => /dead|died|killed/.test(said)));
    await go("/");
    await page.locator("details.why summary").click();
    await page.locator(".filters select[name=kind]").selectOption("unnamed");
    await page.locator(".filters button").click();
    await page.waitForURL(/kind=unnamed/);
    const picks = async (filter, fits) => {
        if (filter) await go(`/search?${filter}`);
        const found = await page.locator(".said").evaluateAll((said) => said.map((e) => ({ text: e.textContent, of: e.className })));
        const others = found.filter((said) => !fits(said));
        check(`${filter || "kind, chosen on the pile,"} picks these alone`, found.length > 0 && others.length === 0, `${found.length} found; ${others[0]?.text}`);
    };
    await picks("", (said) => said.of.includes("unnamed"));
    await hold("search", "/search?stance=denies");
    await picks("stance=denies", (said) => said.text.includes("denies"));
    await picks("outlet=Northwire", (said) => said.text.includes("Northwire"));
    await picks("since=2024-03-08&until=2024-03-08", (said) => said.text.includes("Northwire"));
    await picks("actor=Helga+Strand", (said) => said.text.includes("Strand"));
    const [claim] = (await api("claims")).filter((claim) => claim.reports > 1);
    const { statements } = await api(`claims/${claim.id}`);
    const found = await api(`statements?claim=${claim.id}`);
    check("a claim picks its statements", found.length === statements.length && found.every((said) => said.claim === claim.id), `${found.length} of ${statements.length}`);
    await picks("claim=filters", (said) => said.text.includes("filters"));
};

/** Waits for the form of the statement that has the focus. */
const correct = async () => {
    await page.keyboard.press("e");
    await page.waitForURL(/correct\//);
};

const correcting = async (report, source) => {
    await go(report);
    await page.keyboard.press("j");
    await correct();
    const form = new URL(page.url()).pathname;
    await hold("correct", form);
    const stance = async (value) => {
        await go(form);
        await page.locator("select[name=stance]").selectOption(value);
        await page.keyboard.press("Enter");
    };
    await stance("hedges");
    await page.waitForURL(/report\//);
    check("a stance shows in the report", await lit(".note .stance.hedges") > 0);
    check("and so does who set it", (await text(".note .decided")) === "corrected by Ada");
    await page.waitForLoadState();
    await page.keyboard.press("j");
    check("the keyboard goes on from the statement that was corrected", await page.evaluate(() => document.activeElement.closest(".note") === document.querySelectorAll(".note")[1]));
    await stance("denies");
    await page.locator("h1", { hasText: "decided before" }).waitFor();
    check("an earlier decision is told before", (await text("h1")).includes("decided before") && (await text(".entries")).includes("Ada"));
    await page.locator("a", { hasText: "Leave it" }).click();
    await hold("journal", "/journal");
    check("the journal has name and time", (await text(".entries li")).includes("Ada") && await lit(".entries time") > 0);
    check("and says what was decided", (await text(".entries li")).includes("set the stance to “holds possible”") && await lit(".entries .about .place") === 1);
    await page.locator(".entries button").first().click();
    await page.locator(".entries", { hasText: "taken back" }).waitFor();
    check("a decision is taken back", await lit(".entries button") === 0);
    await go(form);
    const [word] = (await page.locator("input[name=source]").inputValue()).split(" ");
    await page.locator("input[name=source]").fill(word);
    await page.locator("button[value=span]").click();
    await page.waitForURL(/report\//);
    await go(form);
    check("a source's words are set", await page.locator("input[name=source]").inputValue() === word);
    await page.locator("textarea[name=text]").fill("Ask the hospital.");
    await page.locator("button[value=note]").click();
    await page.waitForURL(/report\//);
    await go(form);
    check("a note is kept", (await text(".entries")).includes("Ask the hospital."));
    await go(source);
    check("who is the same can be said of sources", await lit("a.merge") === 1);
};

const merging = async () => {
    const [wide] = (await api("claims")).filter((claim) => claim.reports > 1);
    const { statements } = await api(`claims/${wide.id}`);
    // Telling apart, and making one again.
    await go(`/correct/${statements[0].id}`);
    await page.locator("input[type=radio]").first().check();
    await page.locator("button[value=not-same]").click();
    await page.waitForURL(/report\/|correct$/);
    if (page.url().endsWith("correct")) await page.keyboard.press("Enter");
    await page.waitForURL(/report\//);
    const parted = await api(`claims/${wide.id}`);
    check("statements are told apart", parted.statements.length === statements.length - 1, `${parted.statements.length} of ${statements.length}`);
    const alone = statements.find((said) => !parted.statements.some((there) => there.id === said.id));
    const { claim } = (await api(`statements?q=${encodeURIComponent(alone.content)}`)).find((said) => said.id === alone.id);
    await go(`/claim/${claim}`);
    await page.keyboard.press("m");
    await page.waitForURL(/merge/);
    // The claim may have had its wording from the statement that left it.
    await page.keyboard.type(parted.wording.split(" ").slice(0, 6).join(" "));
    await page.waitForURL(/merge\?q=/);
    await hold("merge", new URL(page.url()).pathname + new URL(page.url()).search);
    check("who decided otherwise is told on the spot", (await text(".choices")).includes("decided otherwise"));
    await withoutScript(`/claim/${claim}/merge?q=${encodeURIComponent(parted.wording)}`, async (plain) => {
        check("a claim is found without script", await plain.locator(`.choices button[value="${wide.id}"]`).count() === 1);
    });
    await page.locator("input[name=q]").last().focus();
    await page.keyboard.press("ArrowDown");
    while (await page.evaluate(() => document.activeElement.value) !== String(wide.id)) {
        const at = await page.evaluate(() => document.activeElement.value);
        await page.keyboard.press("j");
        if (at === await page.evaluate(() => document.activeElement.value)) throw new Error("the keyboard does not lead to the claim");
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(/correct/);
    check("the earlier decision is told before a merge", (await text(".entries")).includes("told these two apart"));
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`claim/${wide.id}$`));
    check("the claims are one", (await api(`claims/${wide.id}`)).statements.length === statements.length);
};

const mergingSources = async () => {
    const [kept, other] = await api("sources");
    await go(`/source/${other.id}`);
    await page.keyboard.press("m");
    await page.waitForURL(/merge/);
    check("sources with names like one are proposed, or can be searched for", await lit(".namesakes li") > 0 || (await text("#choices")).includes("Search for one"));
    await page.keyboard.type(kept.name);
    await page.waitForURL(/merge\?q=/);
    await hold("merge-source", new URL(page.url()).pathname + new URL(page.url()).search);
    const choice = page.locator(".namesakes li", { has: page.locator(`input[value="${kept.id}"]`) });
    check("each with how much it says", (await choice.textContent()).includes(`${kept.statements} statements in ${kept.reports} report`), await choice.textContent());
    await withoutScript(`/source/${other.id}/merge?q=${encodeURIComponent(kept.name)}`, async (plain) => {
        check("a source is found without script", await plain.locator(`.namesakes input[value="${kept.id}"]`).count() === 1);
    });
    await page.locator("input[name=q]").last().focus();
    await page.keyboard.press("ArrowDown");
    for (let turn = 0; turn < 20 && await page.evaluate(() => document.activeElement.value) !== String(kept.id); turn += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`source/${kept.id}$`));
    const { statements } = await api(`sources/${kept.id}`);
    check("the sources are one", statements === kept.statements + other.statements, statements);
    await go("/journal");
    await page.locator(".entries button").first().click();
    await page.locator(".entries li", { hasText: "taken back" }).first().waitFor();
    check("and two again", (await api(`sources/${kept.id}`)).statements === kept.statements);
};

const takingAway = async (report, claim, source, story) => {
    const { pathname: date } = new URL(`${base}/date/2024-03-06`);
    for (const path of ["/", report, "/stories", story, "/claims?disputed=1", claim, "/sources", source, "/outlets", "/search?stance=denies", date, "/journal"]) {
        const mark = path.includes("?") ? "&" : "?";
        for (const form of ["csv", "json", "html"]) {
            const taken = await page.request.get(`${base}${path}${mark}as=${form}`);
            const body = await taken.text();
            const whole = { csv: body.split("\r\n").length > 2, json: form === "json" && JSON.parse(body) !== null, html: body.startsWith("<!DOCTYPE html>") };
            check(`${path.split("/")[1].split("?")[0] || "pile"} goes away as ${form}`, taken.ok() && whole[form], `${taken.status()}, ${body.length} bytes`);
        }
    }
    const file = join(desk.folder, "alone.html");
    writeFileSync(file, await (await page.request.get(`${base}${report}?as=html`)).text());
    await context.setOffline(true);
    const mailed = await context.newPage();
    await mailed.goto(`file://${file}`);
    check("one file opens without a server", await mailed.locator(".note").count() > 10);
    await mailed.close();
    await context.setOffline(false);
    await go(report);
    await page.locator(".note summary").first().click();
    const said = await text(".note details[open] .facts dd:nth-of-type(2)");
    await page.locator("a.copy", { hasText: "Cite" }).first().click();
    await page.locator("a.copy", { hasText: "Copied" }).waitFor();
    const cited = await page.evaluate(() => navigator.clipboard.readText());
    check("a citation has words, outlet and hash", cited.includes(said.slice(1, 30)) && /Courier.*sha256:/s.test(cited), cited);
    const note = await page.locator(".note").first().getAttribute("id");
    await go(await page.locator("a.copy").first().getAttribute("href"));
    check("a permalink leads to its statement", page.url().endsWith(`#${note}`), page.url());
};

/** A page that is not there, and a desk without reports. */
const findingNothing = async () => {
    const lost = await page.request.get(`${base}/nowhere`);
    check("what is not there is told", lost.status() === 404 && (await lost.text()).includes("Nothing here"), lost.status());
    const folder = mkdtempSync(join(tmpdir(), "onrecord-none-"));
    const bare = await start(program, folder);
    const nothing = await watched(context, bare.base);
    await nothing.page.goto(bare.entry);
    for (const path of ["/", "/stories", "/claims", "/sources", "/outlets", "/journal", "/search"]) {
        const answer = await nothing.page.goto(bare.base + path);
        check(`an empty ledger has ${path}`, answer.status() === 200 && await nothing.page.locator("h1").count() === 1 && await nothing.page.locator(".empty").count() > 0);
    }
    const tolls = "Between 1,200 and 1,500 passengers were on the ferry Alma, the operator said. "
        + "About 900 passengers were on the ferry Alma, port officials said.";
    await page.request.post(`${bare.base}/api/reports?name=alma.txt`, { headers: { authorization: `Bearer ${bare.token}` }, data: tolls });
    const disputed = async () => (await page.request.get(`${bare.base}/api/claims?disputed=true`)).json();
    for (let turn = 0; turn < 600 && (await disputed()).length === 0; turn += 1) await page.waitForTimeout(100);
    await nothing.page.goto(`${bare.base}/claim/${(await disputed())[0].id}`);
    const drawn = await nothing.page.locator(".ranges tbody tr").allTextContents();
    check("two figures are drawn to one scale", drawn.length === 2 && await nothing.page.locator(".range circle").count() === 1
        && (await nothing.page.locator(".ranges .ends").textContent()) === "9001,500", drawn.join(" | "));
    await nothing.page.close();
    await bare.stop();
    rmSync(folder, { recursive: true, force: true });
};

const askingAsAProgram = async () => {
    const document = await (await page.request.get(`${base}/api/openapi.json`)).json();
    check("the API is described", document.openapi.startsWith("3.") && Object.keys(document.paths).length > 8);
    const post = (path, data, bearer = token) => page.request.post(`${base}/api/${path}`, {
        headers: { authorization: `Bearer ${bearer}`, "content-type": "text/plain" }, data });
    const record = await post("read", 'The bridge is safe, the mayor said on Monday. "It will stand for a century," he added.');
    const read = await record.json();
    check("the API reads a report", record.ok() && read.statements.length > 0, JSON.stringify(read).slice(0, 200));
    const refused = await post("read", "x", "0");
    check("the API refuses a wrong token", refused.status() === 401, refused.status());
    check("the API answers from the ledger", (await api("statements?stance=denies")).length > 0 && (await api("summary")).reports === 9);
    return post;
};

const adding = async (post) => {
    await go("/");
    await page.evaluate(() => {
        const data = new DataTransfer();
        data.items.add(new File(["The ferry is late, harbour master Cato Lind said on Friday."], "ferry.txt"));
        document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await page.waitForFunction(() => document.querySelector("h1").textContent.includes("10 reports"), null, { timeout: 120_000 });
    check("a dropped file appears without a reload", true);

    // A decision beside reports that are being added.
    const files = readdirSync(reports).map((name) => join(reports, name)).filter((path) => /\.txt$/.test(path) && statSync(path).isFile());
    const lines = files.flatMap((path) => [1, 2, 3, 4, 5, 6, 7, 8].map((n) => JSON.stringify({ id: `${path} ${n}`, text: `${readFileSync(path, "utf8")}\n\nEdition ${n}.` })));
    const accepted = await post("reports?name=editions.jsonl", lines.join("\n"));
    check("reports are taken in", accepted.status() === 202, accepted.status());
    let before = 0;
    const busy = async () => {
        const { reports: there, linked } = await api("summary");
        return there > 10 && linked < there;
    };
    while (!(await busy()) && before < 600) {
        await page.waitForTimeout(100);
        before += 1;
    }
    const begun = Date.now();
    const [{ id }] = await api("statements?q=grain");
    const decided = await page.request.post(`${base}/correct`, {
        headers: { authorization: `Bearer ${token}` }, maxRedirects: 0,
        form: { action: "note", id, text: "While reports come in.", who: "Ada" },
    });
    const [waited, meanwhile] = [Date.now() - begun, await busy()];
    check("a decision is taken while reports are added", decided.status() === 303 && meanwhile, `${decided.status()}, still adding: ${meanwhile}`);
    check(`and has its turn within ${TURN} ms`, waited < TURN, `${waited} ms`);
    console.log(`     decided after ${waited} ms`);
};

try {
    await arriving();
    await hold("pile", "/");
    const report = await readingAReport();
    const claim = await readingAClaim();
    const story = await readingAStory(claim);
    const source = await readingASource();
    await searching();
    await correcting(report, source);
    await merging();
    await mergingSources();
    await takingAway(report, claim, source, story);
    await findingNothing();
    await adding(await askingAsAProgram());
    check("no request left the machine", strangers.length === 0, strangers.join(" "));
    const own = errors.filter((text) => !/net::ERR_(INTERNET_DISCONNECTED|ABORTED)/.test(text));
    check("nothing went wrong in the browser", own.length === 0, own.join(" | "));
} catch (error) {
    check("the walk came to its end", false, `${error.stack}\n${desk.messages()}`);
    if (shots) await page.screenshot({ path: join(shots, "failed.png") }).catch(() => {});
} finally {
    await browser.close();
    await desk.stop();
}
const { passed, failed } = counts();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

// Walks through the desk as a reporter would, on a folder of reports, and holds each page to its budgets.
//
//     node walk.js PROGRAM REPORTS [SCREENSHOTS]
//
// Needs Chromium (CHROMIUM names it, else /usr/bin/chromium). The last line counts what passed and failed.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [program, reports, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const HEAVIEST = 300_000;
const SHIFT = 0.01;
const FIRST = Number(process.env.FIRST_MS ?? 3000);

let [passed, failed] = [0, 0];
const check = (what, holds, found = "") => {
    if (holds) passed += 1;
    else failed += 1;
    console.log(`${holds ? "ok  " : "FAIL"} ${what}${holds ? "" : `: ${found}`}`);
};

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
});
const folder = mkdtempSync(join(tmpdir(), "onrecord-"));
const begun = Date.now();
const desk = spawn(program, ["desk", reports, "--ledger", join(folder, "ledger"), "--port", "0", "--no-open", "--by", "Ada"]);
let messages = "";
desk.stderr.on("data", (data) => { messages += data; });
const entry = await new Promise((resolve, reject) => {
    desk.stdout.once("data", (data) => resolve(String(data).trim()));
    desk.once("exit", (code) => reject(new Error(`the desk ended with ${code}: ${messages}`)));
});
const base = new URL(entry).origin;

const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
const strangers = [];
const errors = [];
page.on("request", (request) => { if (!request.url().startsWith(base)) strangers.push(request.url()); });
page.on("pageerror", (error) => errors.push(error.message));
page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });

/** Opens a page and gives its weight in bytes and how much of it has moved. */
const open = async (path) => {
    let weight = 0;
    const add = (response) => response.body().then((body) => { weight += body.length; }, () => {});
    const weigh = (response) => { if (!response.url().endsWith("/events")) add(response); };
    page.on("response", weigh);
    const answer = await page.goto(base + path);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(150);
    page.off("response", weigh);
    const shift = await page.evaluate(() => new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
            .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 100);
    }));
    return { status: answer.status(), weight, shift };
};

/** Holds a page to its budgets, in light and dark, on a laptop and a phone. */
const hold = async (name, path) => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1280, height: 900 });
    const { status, weight, shift } = await open(path);
    check(`${name}: answers`, status === 200, status);
    check(`${name}: weighs less than ${HEAVIEST} bytes`, weight < HEAVIEST, weight);
    check(`${name}: nothing shifts`, shift <= SHIFT, shift);
    for (const scheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: scheme });
        // Text of a policy that lets nothing inline in goes in through the debugger, as a person's tools would.
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
        const serious = violations.filter((v) => ["serious", "critical"].includes(v.impact));
        const told = serious.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary?.split("\n")[1] ?? ""}`);
        check(`${name}: axe finds nothing serious in ${scheme}`, serious.length === 0, told.join("; "));
        if (shots) {
            mkdirSync(shots, { recursive: true });
            await page.screenshot({ path: join(shots, `${name}-${scheme}.png`) });
        }
    }
    await page.setViewportSize({ width: 390, height: 844 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(`${name}: fits a phone`, wide <= 0, `${wide} pixels too wide`);
    if (shots) await page.screenshot({ path: join(shots, `${name}-phone.png`) });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
};

const lit = (selector) => page.locator(selector).count();

try {
    await page.goto(entry);
    const first = Date.now() - begun;
    check(`the first page is there within ${FIRST} ms of the command`, first < FIRST, `${first} ms`);
    console.log(`     first page after ${first} ms`);

    // 8. The page fills while reports are read.
    await page.waitForFunction(() => document.querySelectorAll(".reports li").length >= 9, null, { timeout: 300_000 });
    check("the pile fills without a reload", true);
    await page.waitForFunction(() => document.querySelector(".progress").textContent.trim() === "", null, { timeout: 300_000 });
    console.log(`     all read and linked after ${Date.now() - begun} ms`);

    // 4. The pile, its disputes, its days.
    await hold("pile", "/");
    check("the pile speaks of these reports", (await page.locator("h1").textContent()).startsWith("In these 9 reports"));
    check("the pile tells of a dispute", await lit("#live-disputes .claims li") > 0);
    check("the pile has its days", await lit(".timeline a") > 1);

    // 1. A report.
    await page.goto(base);
    const report = await page.locator(".reports li a", { hasText: "Eleven dead" }).getAttribute("href");
    await hold("report", report);
    check("statements are marked in the text", await lit(".row p .w") > 5);
    check("notes stand in the margin", await lit(".note") > 10);
    await page.locator(".note summary").nth(3).hover();
    check("hovering lights a statement up", await lit(".row p .lit") > 0);
    await page.mouse.move(2, 2);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    check("j goes to the second statement", await page.evaluate(() => document.activeElement.closest(".note") === document.querySelectorAll(".note")[1]));
    await page.keyboard.press("Enter");
    check("enter opens a note", await lit(".note details[open]") === 1);
    const quiet = await browser.newContext({ javaScriptEnabled: false });
    const plain = await quiet.newPage();
    await plain.goto(base + report);
    check("a report is whole without script", await plain.locator(".note").count() > 10);
    await quiet.close();

    // 2. A claim.
    await page.goto(`${base}/claims?disputed=1`);
    await hold("claims", "/claims?disputed=1");
    const addresses = await page.locator(".claims li > a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    check("there are disputes to look at", addresses.length > 0);
    let [drawn, given, figures] = [0, 0, null];
    for (const address of addresses) {
        await page.goto(base + address);
        const known = await (await page.request.get(`${base}/api${address.replace("claim", "claims")}`)).json();
        const here = await lit(".ranges tbody tr");
        drawn += here;
        given += known.dispute.figures.reduce((sum, quantity) => sum + quantity.readings.length, 0);
        if (here > 0) figures ??= address;
    }
    check("all figures are drawn", drawn === given, `${drawn} of ${given}`);
    await hold("claim", figures ?? addresses[0]);
    check("the claim's sentence is of these reports", (await page.locator(".lead").first().textContent()).startsWith("In these 9 reports: "));

    // 3. A source.
    await hold("sources", "/sources");
    await hold("source", await page.locator(".sources a").first().getAttribute("href"));
    check("a source has said something", await lit(".said") > 0);
    await hold("outlets", "/outlets");

    // 4. Search and filters.
    await page.goto(base);
    await page.keyboard.press("/");
    await page.keyboard.type("grain dust");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\?q=grain/);
    check("a search finds statements", await lit(".said") > 0);
    await hold("search", "/search?stance=denies");
    check("a filter picks denials alone", await lit(".said") > 0 && await lit(".said") === await lit(".said .stance.denies"));

    // 5. Correcting.
    await page.goto(base + report);
    await page.keyboard.press("j");
    await page.keyboard.press("e");
    await page.waitForURL(/correct\//);
    await hold("correct", new URL(page.url()).pathname);
    await page.locator("select[name=stance]").selectOption("hedges");
    await page.locator("button[value=stance]").click();
    await page.waitForURL(/report\//);
    check("a correction shows in the report", await lit(".note .stance.hedges") > 0);
    await hold("journal", "/journal");
    check("the journal has name and time", (await page.locator(".entries li").first().textContent()).includes("Ada"));
    await page.locator(".entries button").first().click();
    await page.waitForURL(/journal/);
    check("a decision is taken back", (await page.locator(".entries").textContent()).includes("taken back"));

    // 6. Taking it away.
    const alone = await (await page.request.get(`${base}${report}?as=html`)).text();
    const file = join(folder, "alone.html");
    writeFileSync(file, alone);
    await context.setOffline(true);
    const mailed = await context.newPage();
    await mailed.goto(`file://${file}`);
    check("one file opens without a server", await mailed.locator(".note").count() > 10);
    await mailed.close();
    await context.setOffline(false);
    for (const form of ["csv", "json"]) {
        const taken = await page.request.get(`${base}${report}?as=${form}`);
        check(`a report goes away as ${form}`, taken.ok() && (await taken.text()).length > 500, taken.status());
    }

    // 7. The API.
    const token = new URL(entry).searchParams.get("token");
    const record = await page.request.post(`${base}/api/read`, {
        headers: { authorization: `Bearer ${token}`, "content-type": "text/plain" },
        data: 'The bridge is safe, the mayor said on Monday. "It will stand for a century," he added.',
    });
    const read = await record.json();
    check("the API reads a report", record.ok() && read.statements.length > 0, JSON.stringify(read).slice(0, 200));
    const refused = await page.request.post(`${base}/api/read`, { headers: { authorization: "Bearer 0" }, data: "x" });
    check("the API refuses a wrong token", refused.status() === 401, refused.status());

    // 8. Dropping a file.
    await page.goto(base);
    await page.evaluate(() => {
        const data = new DataTransfer();
        data.items.add(new File(['The ferry is late, harbour master Cato Lind said on Friday.'], "ferry.txt"));
        document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await page.waitForFunction(() => document.querySelector("h1").textContent.includes("10 reports"), null, { timeout: 120_000 });
    check("a dropped file appears without a reload", true);

    check("no request left the machine", strangers.length === 0, strangers.join(" "));
    const own = errors.filter((text) => !/net::ERR_(INTERNET_DISCONNECTED|ABORTED)/.test(text));
    check("nothing went wrong in the browser", own.length === 0, own.join(" | "));
} catch (error) {
    check("the walk came to its end", false, `${error.message}\n${messages}`);
    if (shots) await page.screenshot({ path: join(shots, "failed.png") }).catch(() => {});
} finally {
    await browser.close();
    desk.kill("SIGINT");
    await new Promise((resolve) => { desk.exitCode === null ? desk.once("exit", resolve) : resolve(); });
    rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

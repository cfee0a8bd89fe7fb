// Starts a desk and a browser, and holds pages to their budgets.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Bytes of a page with all that it loads, nothing of it known to the browser before. */
const HEAVIEST = 300_000;
/** How much of a page may move while it loads. */
const SHIFT = 0;
const LAPTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

let [passed, failed] = [0, 0];

/** Notes whether something holds, and what was found if it does not. */
export const check = (what, holds, found = "") => {
    if (holds) passed += 1;
    else failed += 1;
    console.log(`${holds ? "ok  " : "FAIL"} ${what}${holds ? "" : `: ${found}`}`);
};

export const counts = () => ({ passed, failed });

/** A desk that `program` serves with these arguments, and the address that it printed. */
export const serve = async (program, args) => {
    const begun = Date.now();
    const child = spawn(program, ["desk", ...args, "--port", "0", "--no-open"]);
    let messages = "";
    child.stderr.on("data", (data) => { messages += data; });
    const entry = await new Promise((resolve, reject) => {
        child.stdout.once("data", (data) => resolve(String(data).trim()));
        child.once("error", reject);
        child.once("exit", (code) => reject(new Error(`the desk ended with ${code}: ${messages}`)));
    });
    const stop = async () => {
        const ended = new Promise((resolve) => { child.exitCode === null ? child.once("exit", resolve) : resolve(); });
        child.kill("SIGINT");
        await ended;
    };
    return { entry, base: new URL(entry).origin, token: new URL(entry).searchParams.get("token"), begun, messages: () => messages, stop };
};

/** A desk on `reports` with a ledger of its own. */
export const desk = async (program, reports) => {
    const folder = mkdtempSync(join(tmpdir(), "onrecord-"));
    const served = await serve(program, [reports, "--ledger", join(folder, "ledger"), "--by", "Ada"]);
    const stop = async () => {
        await served.stop();
        rmSync(folder, { recursive: true, force: true });
    };
    return { ...served, folder, stop };
};

/** Chromium: the one that CHROMIUM names, else a distribution's. */
export const browser = async () => {
    const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    const executablePath = process.env.CHROMIUM ?? usual.find(existsSync);
    if (!executablePath) throw new Error("Chromium is missing: install it, or name it in CHROMIUM");
    return chromium.launch({ executablePath, args: ["--no-sandbox"] });
};

/** A page in `context`, what it asked of others than `base`, and what went wrong in it. */
export const watched = async (context, base) => {
    const page = await context.newPage();
    const [strangers, errors] = [[], []];
    page.on("request", (request) => { if (!request.url().startsWith(`${base}/`)) strangers.push(request.url()); });
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
    return { page, strangers, errors };
};

/** Opens a page anew and gives its status, its weight in bytes and how much of it has moved. */
const open = async (page, address) => {
    const bodies = [];
    const weigh = (response) => {
        // The feed never ends.
        if (!response.url().endsWith("/events")) bodies.push(response.body().then((body) => body.length, () => 0));
    };
    const session = await page.context().newCDPSession(page);
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    page.on("response", weigh);
    const answer = await page.goto(address);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(150);
    page.off("response", weigh);
    const weight = (await Promise.all(bodies)).reduce((sum, bytes) => sum + bytes, 0);
    const shift = await page.evaluate(() => new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
            .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 100);
    }));
    await session.detach();
    return { status: answer.status(), weight, shift };
};

/** Holds a page to its budgets, in light and dark, on a laptop and a phone; with `shots`, takes its pictures. */
export const hold = async (page, name, address, shots) => {
    const picture = async (kind) => {
        if (!shots) return;
        mkdirSync(shots, { recursive: true });
        await page.screenshot({ path: join(shots, `${name}-${kind}.png`) });
    };
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(LAPTOP);
    const { status, weight, shift } = await open(page, address);
    check(`${name}: answers`, status === 200, status);
    // A page without its style sheet and typefaces would be a mistake in weighing.
    check(`${name}: weighs less than ${HEAVIEST} bytes`, weight < HEAVIEST && weight > HEAVIEST / 10, weight);
    check(`${name}: nothing shifts`, shift <= SHIFT, shift);
    for (const scheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: scheme });
        // Text of a policy that lets nothing inline in goes in through the debugger, as a person's tools would.
        await page.evaluate(axe);
        const { violations, passes } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
        const serious = violations.filter((v) => ["serious", "critical"].includes(v.impact));
        const told = serious.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary?.split("\n")[1] ?? ""}`);
        check(`${name}: axe finds nothing serious in ${scheme}`, serious.length === 0 && passes.length > 5, told.join("; "));
        await picture(scheme);
    }
    await page.setViewportSize(PHONE);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(`${name}: fits a phone`, wide <= 0, `${wide} pixels too wide`);
    await page.emulateMedia({ colorScheme: "light" });
    await picture("phone");
    await page.setViewportSize(LAPTOP);
};

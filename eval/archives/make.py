"""Make a test archive of news pages from articles.

    python make.py ARTICLES.jsonl OUT_FOLDER [--month YYYY-MM] [--count N] [--plain]

Of each article (a line with `text`, and `title`, `url`, `outlet`, `published` or `date` if there are any) a web page is made,
with the furniture that pages have, and with it the same pages' articles as JSONL, so that reading the one can be compared
with reading the other. With `--month` only articles of that month are taken, with `--count` the first so many.

    OUT_FOLDER/articles.jsonl    the articles, as JSONL
    OUT_FOLDER/pages.warc.gz     one record a page, compressed one by one (--plain: pages.warc, not compressed)
    OUT_FOLDER/mixed.warc.gz     the same, with as many things again that are no articles, and some broken records

The same input gives the same bytes.
"""

import argparse
import gzip
import html
import json
import random
from pathlib import Path

MENU = "".join(f'<li><a href="/{s}">{s.title()}</a></li>' for s in ["world", "politics", "business", "sport", "weather", "video"])


KEPT = ("id", "title", "text", "published", "url", "outlet")


def published(article):
    """The day, or day and time, of an article, as it is given."""
    return str(article.get("published") or article.get("date") or "")


def page(article, host):
    """A page around an article, as long and as cluttered as pages are."""
    paragraphs = [p for p in article["text"].split("\n") if p.strip()]
    title = html.escape(article.get("title") or paragraphs[0][:80])
    body = "\n".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    date = html.escape(published(article))
    site = article.get("outlet") or host
    linked = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": date,
              "publisher": {"@type": "Organization", "name": site}}
    script = "var settings = {};\n" + "".join(f"settings.s{i} = function () {{ return {i}; }};\n" for i in range(150))
    more = "".join(f'<li><a href="/more/{i}"><img src="/i/{i}.jpg" alt=""><span>Another headline of the day {i}</span></a></li>' for i in range(20))
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {html.escape(site)}</title>'
            f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">'
            f'<meta property="og:site_name" content="{html.escape(site)}"><meta property="article:published_time" content="{date}">'
            f'<script type="application/ld+json">{json.dumps(linked)}</script><script>{script}</script></head><body>'
            f"<header><nav><ul>{MENU}</ul></nav></header><main><article><h1>{title}</h1>{body}</article></main>"
            f"<aside><h2>More</h2><ul>{more}</ul></aside><footer><p>All rights reserved.</p></footer></body></html>")


def record(kind, url, block, number, length=None):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012x}>\r\n"
            f"WARC-Date: 2019-07-08T09:14:00Z\r\nWARC-Target-URI: {url}\r\n"
            f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {length or len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def answer(body, status="200 OK", kind="text/html; charset=utf-8"):
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body.encode()


def other(rng, url, host, number):
    """Something that is no article."""
    prose = "<p>The mayor of Oxbow resigned on Monday, her office said in a statement to the press.</p>"
    german = "<p>Die Bürgermeisterin ist am Montag zurückgetreten, wie ihr Büro in einer Mitteilung an die Presse erklärte, " \
             "nachdem ein Bericht über die Brücke erschienen war.</p>" * 3
    return rng.choice([
        lambda: record("request", url, b"GET / HTTP/1.1\r\n\r\n", number),
        lambda: record("response", url, answer("", "301 Moved Permanently"), number),
        lambda: record("response", url, answer("gone", "404 Not Found"), number),
        lambda: record("response", url + ".jpg", answer("JFIF" * 500, kind="image/jpeg"), number),
        lambda: record("revisit", url, answer(""), number),
        lambda: record("response", f"https://{host}/", answer(f"<html><body>{MENU * 20}</body></html>"), number),
        lambda: record("response", f"https://{host}/video/{number}", answer(f"<html><article>{prose}</article></html>"), number),
        lambda: record("response", f"https://{host}/gallery/{number}", answer(f"<html><article>{prose}</article></html>"), number),
        lambda: record("response", f"https://{host}/de-{number}", answer(f"<html><article>{german}</article></html>"), number),
    ])()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--month", default="", help="as 2020-06")
    parser.add_argument("--count", type=int)
    parser.add_argument("--plain", action="store_true")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(7)
    pack = (lambda b: b) if args.plain else (lambda b: gzip.compress(b, 6, mtime=0))
    name = "warc" if args.plain else "warc.gz"
    number = made = bad = others = 0
    with (args.articles.open(encoding="utf-8") as lines, (args.out / "articles.jsonl").open("w", encoding="utf-8") as jsonl,
          (args.out / f"pages.{name}").open("wb") as pages, (args.out / f"mixed.{name}").open("wb") as mixed):
        info = pack(record("warcinfo", "", b"software: make.py\r\n", 0))
        pages.write(info)
        mixed.write(info)
        for line in lines:
            article = json.loads(line)
            if args.count is not None and made >= args.count:
                break
            if not published(article).startswith(args.month):
                continue
            made += 1
            number += 2
            host = f"outlet{made % 50}.example"
            url = article.get("url") or f"https://{host}/2019/07/08/report-number-{made}-of-the-day"
            given = {**article, "published": published(article) or None, "url": url}
            jsonl.write(json.dumps({key: given[key] for key in KEPT if given.get(key)}, ensure_ascii=False) + "\n")
            sound = record("response", url, answer(page(article, host)), number)
            pages.write(pack(sound))
            mixed.write(pack(sound))
            mixed.write(pack(other(rng, url, host, number + 1)))
            others += 1
            if made % 100 == 0:
                mixed.write(pack(record("response", url, answer(page(article, host)), number, length=77)))
                bad += 1
                if not args.plain:
                    mixed.write(pack(sound)[: rng.randrange(30, 200)])
                    bad += 1
    print(f"{made} articles, {others} others, {bad} broken")


if __name__ == "__main__":
    main()

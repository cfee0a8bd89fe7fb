//! What every page has around it.

use crate::asset;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What the frame of a page shows.
#[derive(Clone, Debug, Default)]
pub struct Chrome {
    /// The page's title, in the browser's tab.
    pub title: String,
    /// Which entry of the navigation it belongs to: `/`, `/claims`, …
    pub section: &'static str,
    /// What was searched for.
    pub search: String,
}

const SECTIONS: [(&str, &str); 6] = [
    ("/", "The pile"),
    ("/stories", "Stories"),
    ("/claims", "Claims"),
    ("/sources", "Sources"),
    ("/outlets", "Outlets"),
    ("/journal", "Decisions"),
];

/// A whole page.
pub fn layout(chrome: &Chrome, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (chrome.title) " · onrecord" }
                @for font in ["newsreader.woff2", "newsreader-italic.woff2", "franklin.woff2"] {
                    link rel="preload" href=(asset::at(font)) as="font" type="font/woff2" crossorigin;
                }
                link rel="stylesheet" href=(asset::at("desk.css"));
                link rel="icon" href=(asset::at("icon.svg")) type="image/svg+xml";
                script src=(asset::at("desk.js")) defer {}
            }
            body {
                a .skip href="#main" { "Skip to the text" }
                header .bar {
                    a .logo href="/" { "on" b { "record" } }
                    nav aria-label="Sections" {
                        @for (address, name) in SECTIONS {
                            a href=(address) aria-current=[(address == chrome.section).then_some("page")] { (name) }
                        }
                    }
                    form .find action="/search" role="search" {
                        label .unseen for="q" { "Search what was said" }
                        input #q type="search" name="q" value=(chrome.search) placeholder="Search what was said"
                            autocomplete="off";
                    }
                }
                main #main tabindex="-1" { (main) }
            }
        }
    }
}

/// A page in one file that needs no server: styles inside, no script, nothing that leads back to the desk.
pub fn alone(title: &str, main: &Markup) -> String {
    // Typefaces would weigh more than the page: whoever opens it has a serif.
    let style = asset::STYLE.split_once(":root").map_or("", |(_, rest)| rest);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { ":root" (PreEscaped(style)) }
            }
            body .alone { main { (main) } }
        }
    };
    // Words of reports have their quotation marks escaped, so this is found in tags alone.
    page.into_string().replace(" href=\"/", " data-at=\"/")
}

/// A page that says that there is no such page, or what went wrong.
pub fn problem(headline: &str, explanation: &str) -> Markup {
    let chrome = Chrome { title: headline.to_owned(), ..Chrome::default() };
    let main = html! {
        header .head {
            h1 { (headline) }
            p .lead { (explanation) }
        }
        p .ways { a href="/" { "To all reports" } }
    };
    layout(&chrome, &main)
}

//! The style sheet, the script and the typefaces, embedded in the program. No page asks anything of another machine.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

struct Asset {
    name: &'static str,
    mime: &'static str,
    bytes: &'static [u8],
}

const WOFF2: &str = "font/woff2";

/// Newsreader (Production Type) and Libre Franklin (Impallari Type), both under the SIL Open Font Licence, whose texts
/// stand beside them.
static ASSETS: [Asset; 8] = [
    Asset { name: "desk.css", mime: "text/css; charset=utf-8", bytes: include_bytes!("../assets/desk.css") },
    Asset {
        name: "desk.js",
        mime: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../assets/desk.js"),
    },
    Asset { name: "icon.svg", mime: "image/svg+xml", bytes: include_bytes!("../assets/icon.svg") },
    Asset { name: "newsreader.woff2", mime: WOFF2, bytes: include_bytes!("../assets/newsreader.woff2") },
    Asset {
        name: "newsreader-italic.woff2",
        mime: WOFF2,
        bytes: include_bytes!("../assets/newsreader-italic.woff2"),
    },
    Asset {
        name: "newsreader-ext.woff2",
        mime: WOFF2,
        bytes: include_bytes!("../assets/newsreader-ext.woff2"),
    },
    Asset { name: "franklin.woff2", mime: WOFF2, bytes: include_bytes!("../assets/franklin.woff2") },
    Asset { name: "franklin-ext.woff2", mime: WOFF2, bytes: include_bytes!("../assets/franklin-ext.woff2") },
];

/// Changes with any asset, so that a browser may keep each for ever.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    for asset in &ASSETS {
        asset.bytes.hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
});

/// Where the asset of this name is.
pub(crate) fn at(name: &str) -> String {
    format!("/asset/{}/{name}", *VERSION)
}

/// The style sheet itself, for a page that stands alone.
pub(crate) const STYLE: &str = include_str!("../assets/desk.css");

pub(crate) async fn serve(Path((version, name)): Path<(String, String)>) -> Response {
    match ASSETS.iter().find(|asset| asset.name == name) {
        Some(asset) if version == *VERSION => (
            [
                (header::CONTENT_TYPE, asset.mime),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.bytes,
        )
            .into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

//! Who may ask the desk, and what a browser may do with its answers.
//!
//! The desk listens on this machine only, but any web page that its user has open can send requests to this machine
//! too. So a request has to name the desk as its host (which a rebound domain name does not), a request of another
//! origin is refused, and a write needs the token that only who started the desk was told.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, HeaderName, HeaderValue, ORIGIN,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// What keeps strangers out.
#[derive(Debug)]
pub struct Guard {
    port: u16,
    /// None where nobody may write.
    token: Option<String>,
}

/// Scripts, styles, typefaces and data from the desk alone; nothing inline, no plug-ins, no frames around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types desk";

const HEADERS: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not "no-referrer": browsers would then hide the origin of the desk's own forms, too.
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("x-frame-options"), "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

impl Guard {
    /// A guard of the desk at this port. Without a token nothing can be written.
    pub fn new(port: u16, token: Option<String>) -> Self {
        Self { port, token }
    }

    /// A token that nobody can guess: 128 random bits in hexadecimal.
    ///
    /// # Errors
    /// What the system says when it has no random numbers to give.
    pub fn token() -> std::io::Result<String> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
        Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
    }

    /// Whether anybody may write.
    pub const fn writable(&self) -> bool {
        self.token.is_some()
    }

    /// The cookie that holds the token. Cookies are shared between the ports of a host, so it names its own.
    fn cookie(&self) -> String {
        format!("onrecord-{}", self.port)
    }

    /// What makes a browser keep the token, where `offered` is it: never shown to scripts or to other sites.
    pub(crate) fn welcome(&self, offered: &str) -> Option<String> {
        let token = self.token.as_deref().filter(|token| same(token, offered))?;
        Some(format!("{}={token}; Path=/; HttpOnly; SameSite=Strict", self.cookie()))
    }

    /// Whether whoever sends these headers was given the token.
    pub(crate) fn knows(&self, headers: &HeaderMap) -> bool {
        let Some(token) = &self.token else { return false };
        // What a program says of itself goes before what a browser keeps.
        if let Some(authorization) = text(headers, &AUTHORIZATION) {
            return authorization.strip_prefix("Bearer ").is_some_and(|offered| same(token, offered));
        }
        let name = self.cookie();
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut cookies = cookies.flat_map(|all| all.split(';')).filter_map(|one| one.trim().split_once('='));
        cookies.any(|(of, offered)| of == name && same(token, offered))
    }

    fn is_own(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
            host.strip_prefix(name).is_some_and(|rest| rest.strip_prefix(':') == Some(&self.port.to_string()))
        })
    }

    /// Why a request is not answered, where it is not.
    fn refuses(&self, method: &Method, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
        if !text(headers, &HOST).is_some_and(|host| self.is_own(host)) {
            return Some((StatusCode::MISDIRECTED_REQUEST, "This is not the desk's address.\n"));
        }
        if let Some(origin) = headers.get(ORIGIN) {
            let own = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
            if !own.is_some_and(|host| self.is_own(host)) {
                return Some((StatusCode::FORBIDDEN, "Requests of other pages are not answered.\n"));
            }
        }
        if matches!(*method, Method::GET | Method::HEAD) {
            return None;
        }
        if !self.writable() {
            return Some((StatusCode::FORBIDDEN, "This desk is read-only.\n"));
        }
        // A browser tells the origin of whatever it sends with a cookie; a program sends its token itself.
        if !headers.contains_key(ORIGIN) && !headers.contains_key(AUTHORIZATION) {
            return Some((StatusCode::FORBIDDEN, "A write has to tell its origin or bear the token.\n"));
        }
        (!self.knows(headers)).then_some((
            StatusCode::UNAUTHORIZED,
            "A write needs the token: open the desk by the address that it printed when it was started.\n",
        ))
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether two are the same, in a time that does not tell where they differ.
fn same(token: &str, offered: &str) -> bool {
    token.len() == offered.len()
        && token.bytes().zip(offered.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// Lets in what the guard lets in and dresses every answer in its headers.
pub(crate) async fn stand(State(guard): State<Arc<Guard>>, request: Request<Body>, next: Next) -> Response {
    let mut response = match guard.refuses(request.method(), request.headers()) {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
    }

    fn status(guard: &Guard, method: &Method, pairs: &[(HeaderName, &str)]) -> u16 {
        guard.refuses(method, &headers(pairs)).map_or(200, |(status, _)| status.as_u16())
    }

    #[test]
    fn a_rebound_name_and_another_port_are_not_the_desk() {
        let guard = Guard::new(8484, None);
        let get = |host: &str| status(&guard, &Method::GET, &[(HOST, host)]);
        assert_eq!([get("127.0.0.1:8484"), get("localhost:8484"), get("[::1]:8484")], [200; 3]);
        for host in ["evil.example:8484", "127.0.0.1:8485", "127.0.0.1", "127.0.0.1.evil.example:8484", ""] {
            assert_eq!(get(host), 421, "{host}");
        }
        assert_eq!(status(&guard, &Method::GET, &[]), 421);
    }

    #[test]
    fn another_origin_is_refused_even_to_read() {
        let guard = Guard::new(8484, None);
        let get = |origin: &str| status(&guard, &Method::GET, &[(HOST, "127.0.0.1:8484"), (ORIGIN, origin)]);
        assert_eq!(get("http://127.0.0.1:8484"), 200);
        for origin in ["https://evil.example", "null", "https://127.0.0.1:8484", "http://127.0.0.1:9"] {
            assert_eq!(get(origin), 403, "{origin}");
        }
    }

    #[test]
    fn a_write_needs_the_token_and_an_origin() {
        let guard = Guard::new(8484, Some("0123".to_owned()));
        let post = |more: &[(HeaderName, &str)]| {
            let mut pairs = vec![(HOST, "localhost:8484")];
            pairs.extend_from_slice(more);
            status(&guard, &Method::POST, &pairs)
        };
        let own = (ORIGIN, "http://localhost:8484");
        assert_eq!(post(&[own.clone(), (COOKIE, "a=b; onrecord-8484=0123")]), 200);
        assert_eq!(post(&[(AUTHORIZATION, "Bearer 0123")]), 200);
        assert_eq!(post(&[(COOKIE, "onrecord-8484=0123")]), 403, "no origin");
        assert_eq!(post(std::slice::from_ref(&own)), 401);
        assert_eq!(post(&[own.clone(), (COOKIE, "onrecord-8485=0123")]), 401, "another desk's");
        let kept = (COOKIE, "onrecord-8484=0123");
        assert_eq!(post(&[own, kept, (AUTHORIZATION, "Bearer 0124")]), 401, "a wrong one beside a right one");
        let closed = Guard::new(8484, None);
        let pairs = [(HOST, "localhost:8484"), (AUTHORIZATION, "Bearer ")];
        assert_eq!(status(&closed, &Method::POST, &pairs), 403);
    }

    #[test]
    fn the_token_is_given_only_for_the_token() {
        let guard = Guard::new(8484, Some("0123".to_owned()));
        assert_eq!(guard.welcome("0123").unwrap(), "onrecord-8484=0123; Path=/; HttpOnly; SameSite=Strict");
        assert_eq!(guard.welcome("0124"), None);
        assert_eq!(Guard::new(8484, None).welcome(""), None);
        let token = Guard::token().unwrap();
        assert_eq!((token.len(), token == Guard::token().unwrap()), (32, false));
    }
}

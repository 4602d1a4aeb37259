//! What every answer tells the browser not to do.

use std::path::Path;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// For the screens: own files only, no inline script or style, no eval, nothing from outside, in nobody's
/// frame. Components set places and widths through the DOM, which this allows.
const SCREENS: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self' blob:; \
    worker-src 'self' blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// For a paper's preview, shown in a frame of the screens: its inline style, and nothing that runs.
const PAPER: &str = "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; form-action 'none'; \
    base-uri 'none'; frame-ancestors 'self'; sandbox allow-same-origin";

/// For every other file that is handed out: the screens may frame it (a PDF). A stricter line would keep
/// a browser's own PDF viewer from showing it.
const FILE: &str = "form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// Puts them on an answer. What the answer says itself stays.
pub fn protect(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, SCREENS),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("origin-agent-cluster"), "?1"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), usb=(), payment=()",
        ),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// The policy of a file that is handed out.
pub fn of_file(path: &Path, headers: &mut HeaderMap) {
    let paper = path.extension().is_some_and(|ending| ending == "html");
    let policy = if paper { PAPER } else { FILE };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
}

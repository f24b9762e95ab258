//! The files the browser keeps: style sheet, scripts and icons, packed into the binary under one hash of them all.

#[cfg(debug_assertions)]
use std::{fs, path::Path};

mod packed {
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}
pub(crate) use packed::ICON_NAMES;
use packed::{FILES, FILES_HASH};

/// The hash in every asset address; addresses with it may be cached for ever.
pub const HASH: &str = FILES_HASH;

/// What the browser may load and run: our own files only, nothing inline.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; \
form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ui";

/// One file to serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The bytes as they are.
    pub raw: std::borrow::Cow<'static, [u8]>,
    /// The bytes compressed with Brotli, when that was done beforehand.
    pub brotli: Option<&'static [u8]>,
    /// Content type with its character set.
    pub mime: &'static str,
}

/// The file below `/assets/{hash}/`, such as "app.css", "js/app.js" or "icons.svg"; nothing for an unknown path.
///
/// Debug builds read `web/` from disk, so that an edit needs no rebuild.
pub fn asset(path: &str) -> Option<Asset> {
    let (_, raw, brotli) = FILES.iter().find(|(name, ..)| *name == path)?;
    #[cfg(debug_assertions)]
    if let Some(raw) = from_disk(path) {
        return Some(Asset { raw: raw.into(), brotli: None, mime: mime(path) });
    }
    Some(Asset { raw: (*raw).into(), brotli: Some(brotli), mime: mime(path) })
}

/// Every path [`asset`] knows, for tests and budgets.
pub fn paths() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, ..)| *name)
}

/// The address of a file.
pub fn href(path: &str) -> String {
    format!("/assets/{HASH}/{path}")
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(debug_assertions)]
fn from_disk(path: &str) -> Option<Vec<u8>> {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("web");
    let (parts, rows): (&[&str], &str) = match path {
        "app.css" => (&["tokens", "base", "shell", "components", "pages", "print"], ""),
        "work.css" => (&["work"], packed::ROWS),
        "report.css" => (&["report"], ""),
        _ => return fs::read(web.join(path)).ok(),
    };
    let mut all = b"@layer reset, tokens, base, shell, components, pages, print;\n".to_vec();
    for name in parts {
        all.extend(fs::read(web.join("css").join(format!("{name}.css"))).ok()?);
    }
    all.extend(rows.as_bytes());
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_a_type_and_fits_the_budget() {
        let mut total = 0;
        for path in paths() {
            let found = asset(path).unwrap();
            assert_ne!(found.mime, "application/octet-stream", "{path}");
            total += FILES.iter().find(|(name, ..)| *name == path).unwrap().2.len();
        }
        // No page fetches them all: islands come where they stand, and the stories in the browser hold each page to 60 KB.
        assert!(total < 60_000, "all files together are {total} bytes compressed");
        assert_eq!(asset("../Cargo.toml"), None);
    }

    #[test]
    fn scripts_keep_to_the_policy() {
        for path in paths().filter(|path| path.ends_with(".js")) {
            let text = String::from_utf8(asset(path).unwrap().raw.into_owned()).unwrap();
            for forbidden in ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function", "document.write"]
            {
                assert!(!text.contains(forbidden), "{path} uses {forbidden}");
            }
            assert!(text.contains("// @ts-check"), "{path} is not type-checked");
        }
    }
}

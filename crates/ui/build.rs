//! Packs the design system's files into the binary: one sprite of icons, each file twice (as is and compressed),
//! and one hash over all of them, so that browsers may keep a file for ever.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

#[path = "icons.rs"]
mod icons;

/// Style sheets in the order of their layers; the browser gets them as one file.
const STYLES: &[&str] = &["tokens", "base", "shell", "components", "pages", "print"];
/// The layers in their order, at the beginning of each stylesheet.
const LAYERS: &[u8] = b"@layer reset, tokens, base, shell, components, pages, print;\n";

const NOTICE: &str = "Icons: Lucide, ISC License, Copyright (c) Lucide Contributors; some are derived from Feather, \
MIT License, Copyright (c) Cole Bemis. See https://lucide.dev/license";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=web");
    println!("cargo:rerun-if-changed=icons.rs");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let web = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("web");
    let mut files =
        vec![("icons.svg".to_string(), sprite().into_bytes()), ("app.css".to_string(), layered(&web, STYLES)?)];
    files.push(("work.css".to_string(), work(&web)?));
    files.push(("report.css".to_string(), layered(&web, &["report"])?));
    collect(&web, &web, &mut files)?;
    files.sort();
    let mut hash = Fnv::new();
    let mut table = String::from("/// Every file: path, bytes, bytes compressed with Brotli.\n");
    table.push_str("pub(crate) const FILES: &[(&str, &[u8], &[u8])] = &[\n");
    fs::create_dir_all(out.join("web"))?;
    for (position, (path, bytes)) in files.iter().enumerate() {
        hash.add(path.as_bytes());
        hash.add(bytes);
        let raw = out.join("web").join(position.to_string());
        let small = out.join("web").join(format!("{position}.br"));
        fs::write(&raw, bytes)?;
        fs::write(&small, compress(bytes)?)?;
        writeln!(table, "    ({path:?}, include_bytes!({raw:?}), include_bytes!({small:?})),").expect("a string");
    }
    table.push_str("];\n");
    writeln!(table, "pub(crate) const FILES_HASH: &str = \"{:016x}\";", hash.0).expect("a string");
    let names: Vec<&str> = icons::ICONS.iter().map(|(name, _)| *name).collect();
    writeln!(table, "pub(crate) const ICON_NAMES: &[&str] = &{names:?};").expect("a string");
    writeln!(table, "#[cfg(debug_assertions)]\npub(crate) const ROWS: &str = {:?};", rows()).expect("a string");
    fs::write(out.join("assets.rs"), table)
}

/// One SVG with a symbol for each icon.
fn sprite() -> String {
    let mut svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- {NOTICE} -->");
    for (name, icon) in icons::ICONS {
        let data = icon.data.replace('\n', "").replace(" />", "/>");
        write!(
            svg,
            "<symbol id=\"{name}\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\">{data}</symbol>"
        )
        .expect("a string");
    }
    svg.push_str("</svg>");
    svg
}

/// These parts behind the order of the layers.
fn layered(web: &Path, parts: &[&str]) -> io::Result<Vec<u8>> {
    let mut all = LAYERS.to_vec();
    for name in parts {
        all.extend(fs::read(web.join("css").join(format!("{name}.css")))?);
    }
    Ok(all)
}

/// What only the calendar and the inbox need.
fn work(web: &Path) -> io::Result<Vec<u8>> {
    let mut all = layered(web, &["work"])?;
    all.extend(rows().into_bytes());
    Ok(all)
}

/// The quarters of a day as places of a grid, and the lanes of what stands beside each other: the policy of the pages allows no
/// styles on elements.
fn rows() -> String {
    let mut css = String::from("@layer pages{");
    for quarter in 1..=96 {
        if quarter < 96 {
            write!(css, ".q{quarter}{{grid-row-start:{}}}", quarter + 1).expect("a string");
        }
        write!(css, ".h{quarter}{{grid-row-end:span {quarter}}}").expect("a string");
    }
    for lanes in [2, 3, 4, 6] {
        let width = 12 / lanes;
        for lane in 0..lanes {
            write!(css, ".k{lanes}-{lane}{{grid-column:{}/span {width}}}", lane * width + 1).expect("a string");
        }
    }
    css.push('}');
    css
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_none_or(|kind| kind != "css") {
            let name = path.strip_prefix(root).expect("a file below the root").to_string_lossy().replace('\\', "/");
            files.push((name, fs::read(&path)?));
        }
    }
    Ok(())
}

fn compress(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut small = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut small, &settings)?;
    Ok(small)
}

/// FNV-1a: enough to tell one build's files from another's.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

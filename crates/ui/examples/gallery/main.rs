//! Every archetype with made-up records, for looking at them in a browser: `cargo run -p ui --example gallery`.
//!
//! Serves http://127.0.0.1:7878/; `?lang=es&theme=dark&density=compact` change the looks.

// Made-up records read best as tables.
#[rustfmt::skip]
mod pages;
mod words;

use std::{
    collections::HashMap,
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
};

use ui::{Cx, Density, Lang, Messages, Theme, assets, i18n};

fn main() -> io::Result<()> {
    let sources: Vec<_> = i18n::SOURCES.into_iter().chain(words::SOURCES).collect();
    let words = Arc::new(Messages::build(&sources).map_err(io::Error::other)?);
    let port = std::env::args().nth(1).unwrap_or_else(|| "7878".into());
    let door = TcpListener::bind(format!("127.0.0.1:{port}"))?;
    println!("http://{}/", door.local_addr()?);
    for visitor in door.incoming() {
        let words = Arc::clone(&words);
        let visitor = visitor?;
        thread::spawn(move || {
            if let Err(problem) = answer(visitor, &words) {
                eprintln!("{problem}");
            }
        });
    }
    Ok(())
}

/// What the browser asked for.
struct Request {
    path: String,
    query: HashMap<String, String>,
    partial: bool,
}

fn read(stream: &TcpStream) -> io::Result<Request> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let (mut length, mut partial) = (0usize, false);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        partial |= line.starts_with("x-partial:");
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    io::copy(&mut reader.take(length as u64), &mut io::sink())?;
    let target = first.split_whitespace().nth(1).unwrap_or("/");
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let query = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_string(), value.replace('+', " ")))
        .collect();
    Ok(Request { path: path.to_string(), query, partial })
}

fn answer(mut stream: TcpStream, words: &Messages) -> io::Result<()> {
    let request = read(&stream)?;
    let asset = request.path.strip_prefix(&format!("/assets/{}/", assets::HASH)).and_then(assets::asset);
    if let Some(asset) = asset {
        return send(&mut stream, "200 OK", asset.mime, &asset.raw);
    }
    if let Some(json) = pages::json(&request.path, request.query.get("q").map_or("", String::as_str)) {
        return send(&mut stream, "200 OK", "application/json", json.as_bytes());
    }
    let ask = |name: &str| request.query.get(name).map(String::as_str);
    let lang = ask("lang").and_then(Lang::from_tag).unwrap_or_default();
    let mut cx = Cx::new(words, lang);
    cx.theme = match ask("theme") {
        Some("dark") => Theme::Dark,
        Some("light") => Theme::Light,
        _ => Theme::System,
    };
    if ask("density") == Some("compact") {
        cx.density = Density::Compact;
    }
    let suffix = format!("?lang={}&theme={}", lang.tag(), ask("theme").unwrap_or(""));
    let shell = pages::shell(&cx, &request.path, &suffix);
    cx.shell = Some(&shell);
    cx.partial = request.partial;
    let (status, page) = pages::page(&cx, &request.path, &request.query);
    send(&mut stream, status, "text/html; charset=utf-8", page.into_string().as_bytes())
}

fn send(stream: &mut TcpStream, status: &str, mime: &str, body: &[u8]) -> io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Content-Security-Policy: {}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len(),
        assets::CONTENT_SECURITY_POLICY
    )?;
    stream.write_all(body)
}

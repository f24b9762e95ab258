//! Text as people write it down, with a little form: headings, lists, bold, italic, code and links. Everything else stands there as it
//! was typed; whatever looks like markup of a page is text.

use maud::{Markup, html};

/// Draws it. Lines stay lines; an empty line begins a paragraph.
pub fn rich(text: &str) -> Markup {
    let text = text.replace("\r\n", "\n");
    html! { div.prose { @for block in blocks(&text) { (drawn(&block)) } } }
}

enum Block<'a> {
    Heading(&'a str),
    List(bool, Vec<&'a str>),
    Lines(Vec<&'a str>),
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut all: Vec<Block> = Vec::new();
    let mut apart = true;
    for line in text.split('\n') {
        let bare = line.trim();
        if bare.is_empty() {
            apart = true;
            continue;
        }
        let item = item(bare);
        match (item, all.last_mut()) {
            (None, _) if bare.starts_with("# ") => all.push(Block::Heading(bare[2..].trim())),
            (Some((numbered, text)), Some(Block::List(kind, items))) if *kind == numbered && !apart => items.push(text),
            (Some((numbered, text)), _) => all.push(Block::List(numbered, vec![text])),
            (None, Some(Block::Lines(lines))) if !apart => lines.push(line),
            (None, _) => all.push(Block::Lines(vec![line])),
        }
        apart = false;
    }
    all
}

/// The text of a line of a list, and whether that is numbered.
fn item(line: &str) -> Option<(bool, &str)> {
    if let Some(text) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).or_else(|| line.strip_prefix("• "))
    {
        return Some((false, text));
    }
    let (number, text) = line.split_once(". ")?;
    (!number.is_empty() && number.len() < 4 && number.bytes().all(|b| b.is_ascii_digit())).then_some((true, text))
}

fn drawn(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Heading(text) => p { b { (inline(text)) } },
            Block::List(true, items) => ol { @for one in items { li { (inline(one)) } } },
            Block::List(false, items) => ul { @for one in items { li { (inline(one)) } } },
            Block::Lines(lines) => p.pre { @for (place, line) in lines.iter().enumerate() { @if place > 0 { "\n" } (inline(line)) } },
        }
    }
}

/// Marks within a line. A mark that is never closed is the sign that was typed. Marks side by side are gone through in a loop and only
/// those within each other go deeper, which they can a few times: no mark holds its own sign.
fn inline(text: &str) -> Markup {
    let mut rest = text;
    let marks = std::iter::from_fn(|| {
        let mark = first_mark(rest)?;
        let before = &rest[..mark.at];
        rest = &rest[mark.at + mark.open + mark.after..];
        Some((before, mark))
    });
    let marks: Vec<(&str, Mark)> = marks.collect();
    html! {
        @for (before, mark) in &marks {
            (before)
            @match mark.kind {
                Kind::Bold => b { (inline(mark.inner)) },
                Kind::Italic => em { (inline(mark.inner)) },
                Kind::Code => code { (mark.inner) },
                Kind::Link(href) => a href=(href) rel="noopener noreferrer" { (mark.inner) },
            }
        }
        (rest)
    }
}

enum Kind<'a> {
    Bold,
    Italic,
    Code,
    Link(&'a str),
}

struct Mark<'a> {
    at: usize,
    open: usize,
    inner: &'a str,
    /// Bytes from behind the opening sign to behind the closing one.
    after: usize,
    kind: Kind<'a>,
}

fn first_mark(text: &str) -> Option<Mark<'_>> {
    for (at, sign) in text.char_indices() {
        let rest = &text[at..];
        let found = match sign {
            '*' if rest.starts_with("**") => closed(rest, "**").map(|inner| (2, inner, inner.len() + 2, Kind::Bold)),
            '*' | '_' if begins_word(text, at) => {
                let sign = if sign == '*' { "*" } else { "_" };
                closed(rest, sign).map(|inner| (1, inner, inner.len() + 1, Kind::Italic))
            }
            '`' => closed(rest, "`").map(|inner| (1, inner, inner.len() + 1, Kind::Code)),
            '[' => named(rest).map(|(inner, href, len)| (0, inner, len, Kind::Link(href))),
            'h' if begins_word(text, at) => address(rest).map(|href| (0, href, href.len(), Kind::Link(href))),
            _ => None,
        };
        if let Some((open, inner, after, kind)) = found {
            return Some(Mark { at, open, inner, after, kind });
        }
    }
    None
}

fn begins_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
}

/// What stands between a sign and the next of its kind, neither beginning nor ending with a space.
fn closed<'a>(rest: &'a str, sign: &str) -> Option<&'a str> {
    let inner = &rest[sign.len()..];
    let inner = &inner[..inner.find(sign)?];
    (!inner.is_empty() && inner.trim() == inner).then_some(inner)
}

/// `[words](https://…)`: the words, the address and how long it is. Looks no further than each part goes on.
fn named(rest: &str) -> Option<(&str, &str, usize)> {
    let inner = &rest[1..];
    let words = &inner[..inner.find(['[', ']'])?];
    let behind = inner[words.len()..].strip_prefix("](")?;
    let href = address(behind)?;
    let good = !words.is_empty() && behind[href.len()..].starts_with(')');
    good.then_some((words, href, words.len() + href.len() + 4))
}

/// An address of the web from the beginning on. No other kind is ever a link.
fn address(text: &str) -> Option<&str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | '(')).unwrap_or(text.len());
    let href = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (href.len() > "https://".len()).then_some(href)
}

#[cfg(test)]
mod tests {
    use super::rich;

    fn of(text: &str) -> String {
        let drawn = rich(text).into_string();
        drawn.trim_start_matches("<div class=\"prose\">").trim_end_matches("</div>").to_owned()
    }

    #[test]
    fn a_little_form_is_drawn_and_the_rest_stands_as_it_was_typed() {
        assert_eq!(of("One\ntwo\n\nthree"), "<p class=\"pre\">One\ntwo</p><p class=\"pre\">three</p>");
        assert_eq!(of("# Fair\n- a\n- b\n1. c"), "<p><b>Fair</b></p><ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>");
        assert_eq!(
            of("**Ask _Mei_** `x*y*` 2*3*4"),
            "<p class=\"pre\"><b>Ask <em>Mei</em></b> <code>x*y*</code> 2*3*4</p>"
        );
        assert_eq!(of("5 * 3 ** 2 snake_case_name"), "<p class=\"pre\">5 * 3 ** 2 snake_case_name</p>");
        let link = "<a href=\"https://a.example/b\" rel=\"noopener noreferrer\">";
        assert_eq!(of("See https://a.example/b."), format!("<p class=\"pre\">See {link}https://a.example/b</a>.</p>"));
        assert_eq!(of("[there](https://a.example/b)"), format!("<p class=\"pre\">{link}there</a></p>"));
    }

    #[test]
    fn a_line_of_a_hundred_thousand_marks_is_drawn_in_little_room() {
        let drawn = |text: &'static str, tag: &'static str| {
            let small = std::thread::Builder::new().stack_size(256 * 1024);
            let made = small.spawn(move || of(&text.repeat(100_000)).matches(tag).count());
            made.unwrap().join().unwrap()
        };
        assert_eq!(drawn("`a`", "<code>"), 100_000);
        assert_eq!(drawn("**a *b _c_* d** ", "<em>"), 200_000);
        assert_eq!(drawn("[a](https://a.example)", "<a "), 100_000);
        // None of these is ever closed; a bare address is one all the same.
        assert_eq!(drawn("[a](https://a.example", "<a "), 100_000);
        assert_eq!(drawn("[", "<a"), 0);
        assert_eq!(drawn("[a](", "<a"), 0);
    }

    #[test]
    fn nothing_that_is_written_becomes_a_page() {
        assert_eq!(of("<b title=x>"), "<p class=\"pre\">&lt;b title=x&gt;</p>");
        let script = of("[x](data:text/html,1) [y](https://a.example/\"title=)");
        assert_eq!(script.matches("<a").count(), 1, "{script}");
        assert!(
            script.contains("href=\"https://a.example/\" rel") && script.contains("[x](data:text/html,1)"),
            "{script}"
        );
        assert_eq!(of("**"), "<p class=\"pre\">**</p>");
        assert_eq!(of("注意：**重要**"), "<p class=\"pre\">注意：<b>重要</b></p>");
    }
}

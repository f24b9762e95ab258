//! Charts as SVG drawn on the server; each mark links to the list behind it. Figures are whole numbers of any unit.

use maud::{Markup, html};

use super::Tone;

/// One bar or point.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Below the bar.
    pub label: String,
    /// Its height.
    pub value: i64,
    /// What is read on it: "Nov 2026: 27.8M".
    pub text: String,
    /// The list behind it.
    pub href: Option<String>,
    /// The current period, drawn strong; of a line, drawn dashed because it is not over.
    pub current: bool,
}

/// One slice of a ring.
#[derive(Clone, Debug)]
pub struct Slice {
    /// What it is.
    pub label: String,
    /// Its size; negative sizes count as nothing.
    pub value: i64,
    /// As the formatter wrote it.
    pub text: String,
    /// Its colour.
    pub tone: Tone,
    /// The list behind it.
    pub href: Option<String>,
}

/// Pixels from whole numbers, in tenths, so that no figure becomes a float.
fn px(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", (tenths / 10).abs(), (tenths % 10).abs())
}

/// A round figure not below the greatest value.
fn ceiling(values: impl Iterator<Item = i64>) -> i64 {
    let greatest = values.max().unwrap_or(1).max(1);
    let mut power = 1i64;
    while power.checked_mul(10).is_some_and(|next| next <= greatest) {
        power *= 10;
    }
    let steps = [10, 15, 20, 25, 30, 40, 50, 60, 80, 100];
    steps
        .iter()
        .filter_map(|step| (power.checked_mul(*step)).map(|x| x / 10))
        .find(|x| *x >= greatest)
        .unwrap_or(i64::MAX)
}

fn share(value: i64, of: i64, length: i64) -> i64 {
    i64::try_from(i128::from(value.max(0)) * i128::from(length) / i128::from(of.max(1))).unwrap_or(0)
}

/// Room for the figures of the axis, in pixels; Chinese characters are twice as wide.
fn gutter(top: i64, axis: &dyn Fn(i64) -> String) -> i64 {
    let wide = |text: String| text.chars().map(|c| if c.is_ascii() { 7 } else { 12 }).sum::<i64>();
    (1..5).map(|step| wide(axis(part_of(top, step)))).max().unwrap_or(0).max(24) + 18
}

fn part_of(top: i64, step: i64) -> i64 {
    i64::try_from(i128::from(top) * i128::from(step) / 4).unwrap_or(top)
}

/// Where a chart draws: its size and the room for the axis.
struct Frame {
    width: i64,
    height: i64,
    left: i64,
    top: i64,
}

fn frame(label: &str, at: &Frame, links: bool, axis: &dyn Fn(i64) -> String, inner: Markup) -> Markup {
    // A picture may hold no links; with links it is a group.
    let role = if links { "group" } else { "img" };
    html! {
        svg.ch viewBox={ "0 0 " (at.width) " " (at.height) } role=(role) aria-label=(label) {
            @for step in 0..5 {
                @let y = (at.height - 24) * 10 - (at.height - 36) * 10 * step / 4;
                line.g x1=(at.left) x2=(at.width) y1=(px(y)) y2=(px(y)) {}
                text x=(at.left - 6) y=(px(y + 40)) text-anchor="end" { (axis(part_of(at.top, step))) }
            }
            (inner)
        }
    }
}

fn linked(href: Option<&str>, text: &str, mark: Markup) -> Markup {
    html! {
        @if let Some(href) = href { a href=(href) aria-label=(text) { (mark) } } @else { (mark) }
    }
}

/// Bars; `axis` writes the figures at the left.
pub fn bars(label: &str, all: &[Bar], axis: &dyn Fn(i64) -> String) -> Markup {
    let top = ceiling(all.iter().map(|bar| bar.value));
    let at = Frame { width: 760, height: 344, left: gutter(top, axis), top };
    let height = at.height;
    let step = (at.width - at.left - 6) * 10 / i64::try_from(all.len().max(1)).unwrap_or(1);
    let wide = (step * 6 / 10).min(560);
    frame(
        label,
        &at,
        all.iter().any(|bar| bar.href.is_some()),
        axis,
        html! {
            @for (position, bar) in all.iter().enumerate() {
                @let x = (at.left + 6) * 10 + step * i64::try_from(position).unwrap_or(0);
                @let high = share(bar.value, top, (height - 36) * 10);
                (linked(bar.href.as_deref(), &bar.text, html! {
                    rect class=(if bar.current { "b1" } else { "b2" }) x=(px(x + (step - wide) / 2))
                        y=(px((height - 24) * 10 - high)) width=(px(wide)) height=(px(high)) rx="4" { title { (bar.text) } }
                }))
                text x=(px(x + step / 2)) y=(height - 6) text-anchor="middle" { (bar.label) }
            }
        },
    )
}

/// A line; the step to a point marked current is dashed.
pub fn line(label: &str, all: &[Bar], axis: &dyn Fn(i64) -> String) -> Markup {
    let top = ceiling(all.iter().map(|bar| bar.value));
    let at = Frame { width: 560, height: 232, left: gutter(top, axis), top };
    let height = at.height;
    let step = (at.width - at.left - 22) * 10 / i64::try_from(all.len().saturating_sub(1).max(1)).unwrap_or(1);
    let point = |position: usize, value: i64| {
        let x = (at.left + 12) * 10 + step * i64::try_from(position).unwrap_or(0);
        (x, (height - 24) * 10 - share(value, top, (height - 36) * 10))
    };
    let points: Vec<_> = all.iter().enumerate().map(|(position, bar)| point(position, bar.value)).collect();
    let path = |points: &[(i64, i64)]| {
        let all: Vec<_> = points.iter().map(|(x, y)| format!("{} {}", px(*x), px(*y))).collect();
        format!("M{}", all.join("L"))
    };
    let open = all.last().is_some_and(|bar| bar.current) && points.len() > 1;
    let solid = if open { &points[..points.len() - 1] } else { &points[..] };
    let every = all.len().div_ceil(7).max(1);
    frame(
        label,
        &at,
        all.iter().any(|bar| bar.href.is_some()),
        axis,
        html! {
            @if let (Some(first), Some(last)) = (points.first(), points.last()) {
                path.ar d={ (path(&points)) "L" (px(last.0)) " " (height - 24) "L" (px(first.0)) " " (height - 24) "Z" } {}
                path.ln d=(path(solid)) {}
                @if open { path.ln.open d=(path(&points[points.len() - 2..])) {} }
            }
            @for (position, (bar, (x, y))) in all.iter().zip(&points).enumerate() {
                (linked(bar.href.as_deref(), &bar.text, html! {
                    circle.pt cx=(px(*x)) cy=(px(*y)) r="3.5" { title { (bar.text) } }
                }))
                @if position % every == 0 { text x=(px(*x)) y=(height - 6) text-anchor="middle" { (bar.label) } }
            }
        },
    )
}

/// A small line without axes.
pub fn spark(values: &[i64]) -> Markup {
    let least = values.iter().copied().min().unwrap_or(0);
    let range = values.iter().copied().max().unwrap_or(0).saturating_sub(least).max(1);
    let count = i64::try_from(values.len()).unwrap_or(1);
    let points: Vec<_> = values
        .iter()
        .zip(0i64..)
        .map(|(value, position)| {
            let x = 10 + position * 720 / (count - 1).max(1);
            format!("{} {}", px(x), px(250 - share(value.saturating_sub(least), range, 220)))
        })
        .collect();
    html! {
        @if values.len() > 1 {
            svg.ch.sp viewBox="0 0 74 28" aria-hidden="true" { path.ln d={ "M" (points.join("L")) } {} }
        }
    }
}

/// A ring with a figure inside and its legend below.
pub fn donut(label: &str, all: &[Slice], middle: &str, unit: &str) -> Markup {
    let total = all.iter().map(|slice| i128::from(slice.value.max(0))).sum::<i128>().max(1);
    // The circumference of a circle of radius 62, in tenths.
    let round = 3896i64;
    let part = |value: i64| i64::try_from(i128::from(value.max(0)) * i128::from(round) / total).unwrap_or(0);
    let starts: Vec<i64> = all
        .iter()
        .scan(0, |sum, slice| {
            let at = *sum;
            *sum += part(slice.value);
            Some(at)
        })
        .collect();
    html! {
        svg.ch.dn viewBox="0 0 180 160" role="img" aria-label=(label) {
            @for (slice, start) in all.iter().zip(&starts) {
                circle class={ "sg " (slice.tone.class()) } cx="90" cy="80" r="62"
                    stroke-dasharray={ (px((part(slice.value) - 20).max(5))) " " (px(round)) }
                    stroke-dashoffset=(px(-start)) transform="rotate(-90 90 80)" {
                    title { (slice.label) ": " (slice.text) }
                }
            }
            text.big x="90" y="80" text-anchor="middle" { (middle) }
            text x="90" y="98" text-anchor="middle" { (unit) }
        }
        ul.legend {
            @for slice in all {
                li {
                    span class={ "dot " (slice.tone.class()) } {}
                    @if let Some(href) = &slice.href { a href=(href) { (slice.label) } } @else { (slice.label) }
                    b { (slice.text) }
                }
            }
        }
    }
}

/// Names with bars beside them; `face` puts initials before each name.
pub fn hbars(all: &[Bar], face: bool) -> Markup {
    let top = all.iter().map(|bar| bar.value).max().unwrap_or(1);
    html! {
        @for bar in all {
            div.hb {
                span.who {
                    @if face { (super::avatar(&bar.label, false, false)) }
                    @if let Some(href) = &bar.href { a href=(href) { (bar.label) } } @else { span { (bar.label) } }
                }
                svg.ch viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
                    rect.tr width="100" height="8" rx="2" {}
                    rect.b2 width=(px(share(bar.value, top, 1000))) height="8" rx="2" {}
                }
                span.num { (bar.text) }
            }
        }
    }
}

/// A name with a bar of several parts.
#[derive(Clone, Debug)]
pub struct Stack {
    /// What it is.
    pub label: String,
    /// The list behind it.
    pub href: Option<String>,
    /// One for each series.
    pub parts: Vec<Bar>,
    /// The figure at its end.
    pub text: String,
}

/// Bars of the same parts.
#[derive(Clone, Debug, Default)]
pub struct Stacks {
    /// What the parts are, and their colours.
    pub series: Vec<(String, Tone)>,
    /// Bars in order.
    pub bars: Vec<Stack>,
}

/// Names with bars of parts beside them, under a legend where there are several series. A part below nothing is drawn as long as it
/// is, in the colour of loss.
pub fn stacked(label: &str, Stacks { series, bars }: &Stacks) -> Markup {
    let long = |stack: &Stack| stack.parts.iter().map(|part| part.value.saturating_abs()).fold(0, i64::saturating_add);
    let top = bars.iter().map(long).max().unwrap_or(1).max(1);
    html! {
        figure.stacks role="group" aria-label=(label) {
            @if series.len() > 1 {
                ul.legend { @for (name, tone) in series { li { span class={ "dot " (tone.class()) } {} (name) } } }
            }
            @for stack in bars {
                div.hb {
                    span.who title=(stack.label) {
                        @if let Some(href) = &stack.href { a href=(href) { (stack.label) } } @else { span { (stack.label) } }
                    }
                    svg.ch viewBox="0 0 100 12" preserveAspectRatio="none" {
                        @for ((part, x), (_, tone)) in stack.parts.iter().zip(starts(&stack.parts, top)).zip(series) {
                            @if part.value != 0 {
                                (linked(part.href.as_deref(), &part.text, html! {
                                    rect class=(if part.value < 0 { Tone::Danger.class() } else { tone.class() }) x=(px(x))
                                        width=(px(share(part.value.saturating_abs(), top, 1000).max(3))) height="12" {
                                        title { (part.text) }
                                    }
                                }))
                            }
                        }
                    }
                    span.num { (stack.text) }
                }
            }
        }
    }
}

/// Where the parts of a bar begin, in tenths of a hundredth of the longest.
fn starts(parts: &[Bar], top: i64) -> Vec<i64> {
    let mut sum = 0;
    parts
        .iter()
        .map(|part| {
            let at = share(sum, top, 1000);
            sum = sum.saturating_add(part.value.saturating_abs());
            at
        })
        .collect()
}

//! Text as glyphs: which font draws which letter, how letters join, and where a paragraph breaks into lines.

use crate::fonts::{Face, Fonts};
use harfrust::{Direction, Feature, ShapeOptions, Tag, UnicodeBuffer};
use krilla::text::{GlyphId, KrillaGlyph};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;
use ui::Lang;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// In points.
    pub size: f32,
    /// From line to line, in points.
    pub leading: f32,
    pub strong: bool,
    /// Grey instead of black.
    pub soft: bool,
}

/// A paragraph whose letters have become glyphs.
pub struct Shaped {
    text: Arc<str>,
    runs: Vec<Run>,
    /// Where each cluster begins in the text and how far the text has come by then, in units of the size.
    along: Vec<(usize, f32)>,
    breaks: Vec<(usize, BreakOpportunity)>,
    /// The direction of each byte, where one letter reads from the right.
    levels: Option<Vec<Level>>,
}

/// Glyphs of one face in one direction, in the order in which they are drawn.
struct Run {
    range: Range<usize>,
    face: Arc<Face>,
    glyphs: Vec<KrillaGlyph>,
}

/// One line, ready to draw.
#[derive(Clone)]
pub struct Line {
    pub text: Arc<str>,
    pub pieces: Vec<Piece>,
    /// In points.
    pub width: f32,
    pub style: Style,
}

/// Glyphs of one face in a line.
#[derive(Clone)]
pub struct Piece {
    pub face: Arc<Face>,
    pub glyphs: Vec<KrillaGlyph>,
    /// From the beginning of the line, in points.
    pub x: f32,
}

/// Shapes the texts of one document.
pub struct Shaper<'a> {
    fonts: &'a Fonts,
    lang: Lang,
    language: Option<harfrust::Language>,
    features: [Feature; 1],
    chosen: HashMap<(char, bool), Option<Arc<Face>>>,
    /// Letters that no font has.
    pub missing: BTreeSet<char>,
}

/// What takes the place of a sign that no font has.
const BOX: char = '\u{25a1}';
/// A paragraph longer than this is cut: the longest field holds less.
const LONGEST: usize = 60_000;

impl<'a> Shaper<'a> {
    /// For a document of a language.
    pub fn new(fonts: &'a Fonts, lang: Lang) -> Shaper<'a> {
        // Figures of one width stand under each other.
        let features = [Feature::new(Tag::new(b"tnum"), 1, ..)];
        let language = lang.tag().parse().ok();
        Shaper { fonts, lang, language, features, chosen: HashMap::new(), missing: BTreeSet::new() }
    }

    /// Shapes a paragraph; line feeds part its lines.
    pub fn shape(&mut self, text: &str, strong: bool) -> Shaped {
        let (text, faces) = self.choose(text, strong);
        let text: Arc<str> = text.into();
        let levels = text.chars().any(from_right).then(|| BidiInfo::new(&text, Some(Level::ltr())).levels);
        let mut runs: Vec<Run> = Vec::new();
        let mut from = 0;
        let mut letters = text.char_indices().zip(&faces).peekable();
        while let Some(((at, letter), face)) = letters.next() {
            let level = levels.as_ref().map_or(Level::ltr(), |l| l[at]);
            let ends = letters.peek().is_none_or(|((next, other), after)| {
                let same = Arc::ptr_eq(face, after) && wide(letter) == wide(*other);
                !same || levels.as_ref().is_some_and(|l| l[*next] != level) || letter == '\n'
            });
            if ends {
                let range = from..at + letter.len_utf8();
                from = range.end;
                runs.push(self.run(&text, range, face, level.is_rtl()));
            }
        }
        let along = along(&runs);
        let breaks = linebreaks(&text).collect();
        Shaped { text, runs, along, breaks, levels }
    }

    /// Cleans the text and finds a face for each letter. Letters that no font has are noted; signs become an empty box.
    fn choose(&mut self, text: &str, strong: bool) -> (String, Vec<Arc<Face>>) {
        let mut clean = String::with_capacity(text.len());
        let mut faces: Vec<Arc<Face>> = Vec::new();
        let text = text.trim_end();
        let mut letters = text.chars().take(LONGEST).peekable();
        while let Some(letter) = letters.next() {
            let Some(letter) = cleaned(letter, letters.peek()) else { continue };
            // Marks and joiners belong to the letter before them.
            let joins = matches!(bidi_class(letter), BidiClass::NSM | BidiClass::BN) || letter == '\n' || letter == ' ';
            if let Some(last) = faces.last().filter(|f| joins && (letter == '\n' || invisible(letter) || f.has(letter)))
            {
                faces.push(last.clone());
                clean.push(letter);
                continue;
            }
            let wanted = if letter == '\n' || invisible(letter) { ' ' } else { letter };
            let mut face = self.face(wanted, strong).map(|f| (letter, f));
            if face.is_none() && letter.is_alphanumeric() {
                self.missing.insert(letter);
            }
            face = face.or_else(|| self.face(BOX, strong).map(|f| (BOX, f)));
            face = face.or_else(|| self.face('?', strong).map(|f| ('?', f)));
            match face {
                Some((letter, face)) => {
                    clean.push(letter);
                    faces.push(face);
                }
                // Without any font there is nothing to print with.
                None => drop(self.missing.insert('A')),
            }
        }
        (clean, faces)
    }

    fn face(&mut self, letter: char, strong: bool) -> Option<Arc<Face>> {
        let (fonts, lang) = (self.fonts, self.lang);
        self.chosen.entry((letter, strong)).or_insert_with(|| fonts.of(letter, lang, strong)).clone()
    }

    fn run(&self, text: &str, range: Range<usize>, face: &Arc<Face>, from_right: bool) -> Run {
        let mut buffer = UnicodeBuffer::new();
        for (at, letter) in text[range.clone()].char_indices() {
            // A line feed takes no room and draws nothing.
            buffer.add(if letter == '\n' { '\u{200b}' } else { letter }, (range.start + at) as u32);
        }
        buffer.guess_segment_properties();
        buffer.set_direction(if from_right { Direction::RightToLeft } else { Direction::LeftToRight });
        if let Some(language) = &self.language {
            buffer.set_language(language.clone());
        }
        let reference = face.reference();
        let shaper = face.shaping.shaper(&reference).instance(face.instance.as_ref()).build();
        let plan = face.plan(&shaper, &buffer, &self.features);
        let shaped = shaper.shape(buffer, ShapeOptions::new().plan(Some(&plan)).features(&self.features));
        let infos = shaped.glyph_infos();
        let mut starts: Vec<usize> = infos.iter().map(|i| i.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        let units = face.units;
        let glyphs = infos.iter().zip(shaped.glyph_positions()).map(|(info, position)| {
            let start = info.cluster as usize;
            let end = starts.get(starts.partition_point(|s| *s <= start)).copied().unwrap_or(range.end);
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                position.x_advance as f32 / units,
                position.x_offset as f32 / units,
                position.y_offset as f32 / units,
                position.y_advance as f32 / units,
                start..end,
                None,
            )
        });
        let glyphs = glyphs.collect();
        Run { range, face: face.clone(), glyphs }
    }
}

/// How far the text has come at the beginning of each cluster, and at its end.
fn along(runs: &[Run]) -> Vec<(usize, f32)> {
    let mut clusters: Vec<(usize, f32)> = Vec::new();
    for run in runs {
        let mut mine: Vec<(usize, f32)> = run.glyphs.iter().map(|g| (g.text_range.start, g.x_advance)).collect();
        mine.sort_by_key(|(start, _)| *start);
        clusters.extend(mine);
    }
    let mut all: Vec<(usize, f32)> = Vec::with_capacity(clusters.len() + 1);
    let mut so_far = 0.0;
    for (start, advance) in clusters {
        if all.last().is_none_or(|(last, _)| *last != start) {
            all.push((start, so_far));
        }
        so_far += advance;
    }
    all.push((runs.last().map_or(0, |r| r.range.end), so_far));
    all
}

impl Shaped {
    /// The width on one line, in points.
    pub fn width(&self, size: f32) -> f32 {
        let paragraphs = self.text.split('\n').scan(0, |at, part| {
            let from = *at;
            *at += part.len() + 1;
            Some(self.between(from, from + part.trim_end().len()))
        });
        paragraphs.fold(0.0, f32::max) * size
    }

    /// Between two places of the text, in units of the size.
    fn between(&self, from: usize, to: usize) -> f32 {
        let at = |place: usize| {
            let found = self.along.partition_point(|(start, _)| *start < place);
            self.along.get(found).or(self.along.last()).map_or(0.0, |(_, along)| *along)
        };
        at(to) - at(from)
    }

    /// The paragraph in lines no wider than this, in points. A word that is wider breaks between letters.
    pub fn lines(&self, style: Style, width: f32) -> Vec<Line> {
        let most = (width / style.size).max(0.1) + 0.001;
        let mut lines = Vec::new();
        let (mut from, mut fits) = (0, 0);
        for (at, opportunity) in &self.breaks {
            // What is left of a word that has no place on any line.
            while self.between(from, self.trimmed(from, *at)) > most {
                let cut = if fits > from { fits } else { self.forced(from, *at, most) };
                lines.push(self.line(from..cut, style));
                (from, fits) = (cut, cut);
            }
            fits = *at;
            if *opportunity == BreakOpportunity::Mandatory {
                lines.push(self.line(from..*at, style));
                from = *at;
            }
        }
        lines
    }

    /// Where the text ends without the spaces after it.
    fn trimmed(&self, from: usize, to: usize) -> usize {
        from + self.text[from..to].trim_end().len()
    }

    /// The last cluster boundary at which the text is narrow enough; at least one cluster.
    fn forced(&self, from: usize, to: usize, most: f32) -> usize {
        let inside = |start: &usize| *start > from && *start <= to;
        let places: Vec<usize> = self.along.iter().map(|(start, _)| *start).filter(inside).collect();
        let count = places.partition_point(|place| self.between(from, *place) <= most);
        places.get(count.saturating_sub(1)).copied().unwrap_or(to)
    }

    fn line(&self, range: Range<usize>, style: Style) -> Line {
        let range = range.start..self.trimmed(range.start, range.end);
        let mut order: Vec<&Run> =
            self.runs.iter().filter(|r| r.range.start < range.end && r.range.end > range.start).collect();
        if let Some(levels) = &self.levels {
            let of_runs: Vec<Level> = order.iter().map(|r| levels[r.range.start.max(range.start)]).collect();
            order = BidiInfo::reorder_visual(&of_runs).into_iter().map(|at| order[at]).collect();
        }
        let mut pieces = Vec::with_capacity(order.len());
        let mut x = 0.0;
        for run in order {
            let mine = |g: &&KrillaGlyph| range.contains(&g.text_range.start);
            let glyphs: Vec<KrillaGlyph> = run.glyphs.iter().filter(mine).cloned().collect();
            let wide: f32 = glyphs.iter().map(|g| g.x_advance).sum::<f32>() * style.size;
            if !glyphs.is_empty() {
                pieces.push(Piece { face: run.face.clone(), glyphs, x });
            }
            x += wide;
        }
        Line { text: self.text.clone(), pieces, width: x, style }
    }
}

/// What stands on paper for a character of a text; nothing for what only steers screens. Signs that turn the direction of reading
/// would let a text show another order of digits than it has, so they are left out.
fn cleaned(letter: char, next: Option<&char>) -> Option<char> {
    match letter {
        '\r' if next == Some(&'\n') => None,
        '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{ad}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}' => None,
        letter if letter.is_control() => None,
        letter => Some(letter),
    }
}

/// A text in one line without what only steers: for what a file says of itself.
pub fn plain(text: &str) -> String {
    let letters: Vec<char> = text.chars().filter_map(|c| cleaned(c, None)).collect();
    let plain: String = letters.into_iter().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect()
}

/// Signs without ink that join or part others: no font needs to have them.
fn invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{34f}' | '\u{61c}')
}

fn from_right(letter: char) -> bool {
    letter >= '\u{590}' && matches!(bidi_class(letter), BidiClass::R | BidiClass::AL | BidiClass::AN)
}

/// Letters of Chinese, Japanese and Korean are shaped apart from others.
fn wide(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

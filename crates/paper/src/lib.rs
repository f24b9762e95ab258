//! Printed documents as PDF: what modules say in [`ui::print`] laid out on sheets, with the fonts of the system.

mod draw;
mod flow;
mod fonts;
mod label;
mod layout;
mod table;
mod text;

use base::{Instant, Refusal, Result};
use fonts::Fonts;
use krilla::image::Image;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant as Clock};
use ui::Messages;
use ui::print::{Logo, Print};

/// This crate's words, in the order of [`ui::i18n::SOURCES`].
pub const MESSAGES: [(&str, &str); 3] = [
    ("en", include_str!("../messages/en.ftl")),
    ("zh-CN", include_str!("../messages/zh-CN.ftl")),
    ("es", include_str!("../messages/es.ftl")),
];

/// Fonts that nobody printed with for so long are let go.
const IDLE: Duration = Duration::from_secs(180);

/// The most dots of a logo.
const MOST_DOTS: u64 = 4_000_000;

/// Prints. Fonts are found on first use, kept while they are used, and let go when nobody printed for three minutes.
#[derive(Clone)]
pub struct Paper(Arc<Shared>);

struct Shared {
    folders: Vec<PathBuf>,
    idle: Duration,
    held: Mutex<Option<(Arc<Fonts>, Clock)>>,
}

impl Default for Paper {
    fn default() -> Paper {
        Paper::with_fonts_in(fonts::folders(), IDLE)
    }
}

impl Paper {
    /// With the fonts of these folders, let go after a time without printing.
    pub fn with_fonts_in(folders: Vec<PathBuf>, idle: Duration) -> Paper {
        Paper(Arc::new(Shared { folders, idle, held: Mutex::default() }))
    }

    /// True while fonts are held in memory.
    pub fn holds_fonts(&self) -> bool {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// The documents as one file, each with pages of its own. The same documents at the same moment are the same bytes.
    ///
    /// Refuses when a letter of them is in no font of this system, and says which package has it.
    pub fn pdf(&self, words: &Messages, prints: &[Print], at: Instant) -> Result<Vec<u8>> {
        let fonts = self.fonts();
        let mut pages = Vec::new();
        for print in prints {
            let mut shaper = text::Shaper::new(&fonts, print.lang);
            let logo = print.sender.logo.as_ref().and_then(picture);
            let sheet = layout::size(print.sheet);
            pages.extend(layout::pages(&mut shaper, words, print, logo).into_iter().map(|page| (sheet, page)));
            if !shaper.missing.is_empty() {
                return Err(no_font(&shaper.missing.into_iter().collect::<Vec<char>>()).into());
            }
        }
        let first = prints.first().ok_or_else(|| base::Error::broken("nothing to print"))?;
        let (title, author) = (text::plain(&first.heading()), text::plain(&first.sender.name));
        let about = draw::About { title, author, language: first.lang.tag(), at };
        let file = draw::file(&pages, &about);
        self.used();
        file
    }

    fn fonts(&self) -> Arc<Fonts> {
        let mut held = self.0.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((fonts, used)) = held.as_mut() {
            *used = Clock::now();
            return fonts.clone();
        }
        let fonts = Arc::new(Fonts::find(&self.0.folders));
        *held = Some((fonts.clone(), Clock::now()));
        let shared = Arc::downgrade(&self.0);
        // Lives as long as the fonts are held, and no longer than the program prints.
        let watch = std::thread::Builder::new().name("paper".to_owned()).spawn(move || rest(&shared));
        drop(watch);
        fonts
    }

    fn used(&self) {
        if let Some((_, used)) = self.0.held.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            *used = Clock::now();
        }
    }
}

/// Waits until nobody printed for long, then lets the fonts go.
fn rest(shared: &Weak<Shared>) {
    loop {
        let Some(known) = shared.upgrade() else { return };
        let left = {
            let mut held = known.held.lock().unwrap_or_else(PoisonError::into_inner);
            let Some((_, used)) = held.as_ref() else { return };
            let left = known.idle.saturating_sub(used.elapsed());
            if left.is_zero() {
                *held = None;
                return;
            }
            left
        };
        drop(known);
        std::thread::sleep(left);
    }
}

/// The logo, if it is a picture that can be printed.
fn picture(logo: &Logo) -> Option<Image> {
    let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(logo.bytes.clone());
    let image = match logo.media_type.as_str() {
        "image/png" => Image::from_png(bytes.into(), true),
        "image/jpeg" => Image::from_jpeg(bytes.into(), true),
        _ => return None,
    };
    // A few bytes can claim to be a picture that fills the memory.
    image.ok().filter(|image| u64::from(image.size().0) * u64::from(image.size().1) <= MOST_DOTS)
}

/// Which letters are missing and which package of Debian has them.
fn no_font(missing: &[char]) -> Refusal {
    let letters: String = missing.iter().take(12).flat_map(|c| [*c, ' ']).collect();
    let east = |c: &char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}');
    let west = |c: &char| *c < '\u{530}' || ('\u{1e00}'..'\u{2000}').contains(c);
    let package = match missing {
        all if all.iter().any(east) => "fonts-noto-cjk",
        all if all.iter().all(west) => "fonts-dejavu-core",
        _ => "fonts-noto-core",
    };
    Refusal::new("paper.font_missing").arg("letters", letters.trim_end()).arg("package", package)
}

//! Pages as PDF: glyphs, hairlines and the logo, in a file that archives accept (PDF/A-3).

use crate::flow::Ink;
use crate::layout::Page;
use base::{Error, Instant, Result};
use krilla::color::luma;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::error::{KrillaError, KrillaResult};
use krilla::geom::{PathBuilder, Point, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};

/// Hairlines in points.
const HAIR: f32 = 0.5;
/// Lightness of grey text and of what is hardly to be seen.
const SOFT: u8 = 96;
const FAINT: u8 = 190;

/// What a file says of itself.
pub struct About<'a> {
    pub title: String,
    pub author: String,
    pub language: &'a str,
    pub at: Instant,
}

/// The file of pages, each with the size of its sheet. A logo that cannot be read is left out, and what archives do not accept is
/// made as an ordinary PDF: a document is not held back for its looks.
pub fn file(pages: &[((f32, f32), Page)], about: &About) -> Result<Vec<u8>> {
    let (mut archival, mut pictures) = (true, true);
    loop {
        match attempt(pages, about, archival, pictures)? {
            Ok(bytes) => return Ok(bytes),
            Err(KrillaError::Validation(_)) if archival => archival = false,
            Err(KrillaError::Image(..) | KrillaError::SixteenBitImage(..)) if pictures => pictures = false,
            Err(other) => return Err(broken(&other)),
        }
    }
}

fn broken(what: &dyn std::fmt::Debug) -> Error {
    Error::broken(format!("making a PDF: {what:?}"))
}

fn attempt(
    pages: &[((f32, f32), Page)],
    about: &About,
    archival: bool,
    pictures: bool,
) -> Result<KrillaResult<Vec<u8>>> {
    let mut configuration = ConfigurationBuilder::new();
    if archival {
        configuration = configuration.with_archival_validator(Archival::A3_B);
    }
    let configuration = configuration.finish().map_err(|e| broken(&e))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata(about));
    for ((width, height), page) in pages {
        let settings = PageSettings::from_wh(*width, *height).ok_or_else(|| broken(&"a sheet without a size"))?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        for ink in page.inks.iter().filter(|ink| pictures || !matches!(ink, Ink::Picture { .. })) {
            draw(&mut surface, ink);
        }
        surface.finish();
        sheet.finish();
    }
    Ok(document.finish())
}

fn metadata(about: &About) -> Metadata {
    let mut metadata = Metadata::new()
        .title(about.title.clone())
        .authors(vec![about.author.clone()])
        .language(about.language.to_owned())
        .creator("Fondaco".to_owned());
    if let Ok((date, time)) = about.at.in_zone("UTC") {
        let part = |text: Option<&str>| text.and_then(|t| t.parse::<u8>().ok()).unwrap_or(0);
        let mut clock = time.split(':');
        let at = DateTime::new(u16::try_from(date.year()).unwrap_or(1970))
            .month(date.month().unsigned_abs())
            .day(date.day().unsigned_abs())
            .hour(part(clock.next()))
            .minute(part(clock.next()))
            .second(0)
            .utc_offset_hour(0)
            .utc_offset_minute(0);
        metadata = metadata.creation_date(at);
    }
    metadata
}

fn draw(surface: &mut Surface, ink: &Ink) {
    match ink {
        Ink::Text { x, y, line } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(if line.style.soft { SOFT } else { 0 })));
            for piece in &line.pieces {
                let at = Point::from_xy(x + piece.x, *y);
                surface.draw_glyphs(at, &piece.glyphs, piece.face.font.clone(), &line.text, line.style.size, false);
            }
        }
        Ink::Rule { x, y, width, soft } => {
            let mut path = PathBuilder::new();
            path.move_to(*x, *y);
            path.line_to(x + width, *y);
            if let Some(path) = path.finish() {
                let paint = luma::Color::new(if *soft { FAINT } else { SOFT }).into();
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke { paint, width: HAIR, ..Stroke::default() }));
                surface.draw_path(&path);
            }
        }
        Ink::Bars { x, y, height, module, bars } => {
            let mut path = PathBuilder::new();
            for (at, wide) in bars {
                let (left, right) = (x + *at as f32 * module, x + (at + wide) as f32 * module);
                path.move_to(left, *y);
                path.line_to(right, *y);
                path.line_to(right, y + height);
                path.line_to(left, y + height);
                path.close();
            }
            if let Some(path) = path.finish() {
                surface.set_stroke(None);
                surface.set_fill(Some(fill(0)));
                surface.draw_path(&path);
            }
        }
        Ink::Picture { x, y, width, height, image } => {
            if let Some(size) = Size::from_wh(*width, *height) {
                surface.push_transform(&Transform::from_translate(*x, *y));
                surface.draw_image(image.clone(), size);
                surface.pop();
            }
        }
    }
}

fn fill(lightness: u8) -> Fill {
    Fill { paint: luma::Color::new(lightness).into(), opacity: NormalizedF32::ONE, rule: Default::default() }
}

//! Fonts of the system: which there are, which of them a language is printed in, and which one knows a letter that the first lacks.

use krilla::text::{Font, Tag};
use skrifa::raw::tables::{cmap::Cmap, cmap::CmapSubtable, fvar::Fvar, name::Name, os2::Os2};
use skrifa::raw::types::NameId;
use skrifa::raw::{FontData, FontRead, FontRef};
use skrifa::{MetadataProvider, prelude::LocationRef};
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use ui::Lang;

/// Families for text in Latin letters, the finest first. One family does for a whole document.
const TEXT: &[&str] = &[
    "Inter",
    "Noto Sans",
    "Source Sans 3",
    "Open Sans",
    "Roboto",
    "Segoe UI",
    "Helvetica Neue",
    "Liberation Sans",
    "Arial",
    "DejaVu Sans",
];
/// Families for simplified Chinese; their Latin letters go along with them.
const CHINESE: &[&str] = &[
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Noto Serif CJK SC",
];
/// The weight of ordinary text and of what stands out.
const WEIGHTS: [u16; 2] = [400, 600];
/// Files looked at, folders deep and bytes of a font: a folder that is no font folder does no harm.
const MOST_FILES: usize = 5_000;
const DEPTH: usize = 8;
const LARGEST: u64 = 120_000_000;

/// One face in a file.
#[derive(Debug)]
struct Known {
    path: PathBuf,
    index: u32,
    /// Where its tables begin in the file.
    offset: u64,
    family: String,
    weight: u16,
    italic: bool,
    narrow: bool,
    /// The weights it can take, when it can take several.
    weights: Option<(u16, u16)>,
    letters: OnceLock<Vec<(u32, u32)>>,
}

/// A face ready to shape and to print.
pub struct Face {
    pub font: Font,
    pub data: Arc<Vec<u8>>,
    pub index: u32,
    pub shaping: harfrust::ShaperData,
    pub instance: Option<harfrust::ShaperInstance>,
    pub units: f32,
    plans: Mutex<Vec<Arc<harfrust::ShapePlan>>>,
}

/// Opened faces by their place in the list and whether they are bold.
type Faces = HashMap<(usize, bool), Option<Arc<Face>>>;

/// The fonts of some folders. Faces are read when a letter first needs them.
pub struct Fonts {
    known: Vec<Known>,
    faces: Mutex<Faces>,
}

/// The folders in which systems keep fonts.
pub fn folders() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        ["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts"]
            .iter()
            .map(PathBuf::from)
            .collect();
    if let Some(windows) = std::env::var_os("WINDIR") {
        all.push(Path::new(&windows).join("Fonts"));
    }
    if let Some(own) = std::env::var_os("HOME") {
        all.extend([".local/share/fonts", ".fonts"].map(|f| Path::new(&own).join(f)));
    }
    all
}

impl Fonts {
    /// Looks which fonts there are; only a few hundred bytes of each file are read.
    pub fn find(folders: &[PathBuf]) -> Fonts {
        let mut files = Vec::new();
        for folder in folders {
            collect(folder, DEPTH, &mut files);
        }
        // The same fonts in the same order everywhere, so that the same document is the same file.
        files.sort();
        files.dedup();
        let known = files.iter().flat_map(|path| look(path).unwrap_or_default()).collect();
        Fonts { known, faces: Mutex::default() }
    }

    /// The face of a letter in a document of a language; nothing when no font has it.
    pub fn of(&self, letter: char, lang: Lang, strong: bool) -> Option<Arc<Face>> {
        let first = if lang == Lang::Zh { [CHINESE, TEXT] } else { [TEXT, CHINESE] };
        for families in first {
            let face = self.family(families, strong).and_then(|at| self.face(at, strong));
            if let Some(face) = face.filter(|f| f.has(letter)) {
                return Some(face);
            }
        }
        let at = self.any(letter, strong)?;
        self.face(at, strong).filter(|f| f.has(letter))
    }

    /// The first of these families that is there, in the nearest weight.
    fn family(&self, families: &[&str], strong: bool) -> Option<usize> {
        families.iter().find_map(|family| {
            let mine = self.known.iter().enumerate().filter(|(_, k)| k.family == *family && !k.italic && !k.narrow);
            mine.min_by_key(|(_, k)| k.away(strong)).map(|(at, _)| at)
        })
    }

    /// Any face that has a letter: upright, of even strokes if there is one, in the nearest weight.
    fn any(&self, letter: char, strong: bool) -> Option<usize> {
        let letter = letter as u32;
        let fits = |k: &Known| {
            let at = k.letters().partition_point(|(_, last)| *last < letter);
            k.letters().get(at).is_some_and(|(first, _)| *first <= letter)
        };
        let rank = |k: &Known| {
            let plain = !["Mono", "Serif", "Display", "Fallback"].iter().any(|w| k.family.contains(w));
            let house = k.family.starts_with("Noto Sans") || k.family.starts_with("DejaVu Sans");
            (k.italic, k.narrow, !plain, !house, k.away(strong))
        };
        let found = self.known.iter().enumerate().filter(|(_, k)| fits(k));
        found.min_by_key(|(_, k)| rank(k)).map(|(at, _)| at)
    }

    fn face(&self, at: usize, strong: bool) -> Option<Arc<Face>> {
        let known = &self.known[at];
        let key = (at, strong && known.weights.is_some());
        let mut faces = self.faces.lock().unwrap_or_else(PoisonError::into_inner);
        // Faces of one collection share its bytes.
        let shared = faces.iter().find_map(|((other, _), face)| {
            face.as_ref().filter(|_| self.known[*other].path == known.path).map(|face| face.data.clone())
        });
        faces.entry(key).or_insert_with(|| load(known, shared, WEIGHTS[usize::from(strong)]).map(Arc::new)).clone()
    }
}

impl Known {
    /// How far its weight is from the wanted one.
    fn away(&self, strong: bool) -> u16 {
        let wanted = WEIGHTS[usize::from(strong)];
        match self.weights {
            Some((least, most)) => wanted.abs_diff(wanted.clamp(least, most)),
            None => wanted.abs_diff(self.weight),
        }
    }

    /// The letters it has, as ranges in order.
    fn letters(&self) -> &[(u32, u32)] {
        self.letters.get_or_init(|| {
            let read = || -> Option<Vec<(u32, u32)>> {
                let mut file = File::open(&self.path).ok()?;
                let tables = tables(&mut file, self.offset)?;
                letters(&table(&mut file, &tables, b"cmap")?)
            };
            read().unwrap_or_default()
        })
    }
}

impl Face {
    /// True when it can draw a letter.
    pub fn has(&self, letter: char) -> bool {
        self.reference().charmap().map(letter).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// Its tables.
    pub fn reference(&self) -> FontRef<'_> {
        FontRef::from_index(&self.data, self.index).expect("it was read once from these bytes")
    }

    /// How runs of a script are shaped; found once for each script.
    pub fn plan(
        &self,
        shaper: &harfrust::Shaper<'_>,
        buffer: &harfrust::UnicodeBuffer,
        features: &[harfrust::Feature],
    ) -> Arc<harfrust::ShapePlan> {
        let language = buffer.language();
        let key = harfrust::ShapePlanKey::new(Some(buffer.script()), buffer.direction())
            .language(language.as_ref())
            .instance(self.instance.as_ref())
            .features(features);
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = plans.iter().find(|plan| key.matches(plan)) {
            return plan.clone();
        }
        let (script, direction) = (Some(buffer.script()), buffer.direction());
        let plan = Arc::new(harfrust::ShapePlan::new(shaper, direction, script, language.as_ref(), features));
        plans.push(plan.clone());
        plan
    }
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if files.len() >= MOST_FILES {
            return;
        }
        let kind = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        if ["ttf", "otf", "ttc", "otc"].contains(&kind.as_str()) {
            files.push(path);
        } else if depth > 0 && entry.file_type().is_ok_and(|t| t.is_dir()) {
            collect(&path, depth - 1, files);
        }
    }
}

/// The faces of a file.
fn look(path: &Path) -> Option<Vec<Known>> {
    let mut file = File::open(path).ok()?;
    if file.metadata().ok()?.len() > LARGEST {
        return None;
    }
    let mut found = Vec::new();
    for (index, offset) in offsets(&mut file)?.into_iter().enumerate() {
        found.extend(describe(path, &mut file, u32::try_from(index).ok()?, offset));
    }
    Some(found)
}

fn describe(path: &Path, file: &mut File, index: u32, offset: u64) -> Option<Known> {
    let tables = tables(file, offset)?;
    let (names, os2) = (table(file, &tables, b"name")?, table(file, &tables, b"OS/2")?);
    let (names, os2) = (Name::read(FontData::new(&names)).ok()?, Os2::read(FontData::new(&os2)).ok()?);
    let named = |id: NameId| {
        let records = names.name_record().iter().filter(move |r| r.name_id() == id);
        // The English name, which is what our lists say.
        let record = records.clone().find(|r| r.language_id() == 0x409 || r.platform_id() == 1);
        let record = record.or_else(|| records.clone().next())?;
        record.string(names.string_data()).ok().map(|s| s.to_string())
    };
    let family = named(NameId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| named(NameId::FAMILY_NAME))?;
    let weights = table(file, &tables, b"fvar").and_then(|bytes| {
        let fvar = Fvar::read(FontData::new(&bytes)).ok()?;
        let axes = fvar.axes().ok()?;
        let axis = axes.iter().find(|a| a.axis_tag().to_be_bytes() == *b"wght")?;
        Some((axis.min_value().to_f64() as u16, axis.max_value().to_f64() as u16))
    });
    Some(Known {
        path: path.to_owned(),
        index,
        offset,
        family,
        weight: os2.us_weight_class(),
        italic: os2.fs_selection().bits() & 0b1000_0001 & 1 == 1,
        narrow: os2.us_width_class() < 5,
        weights,
        letters: OnceLock::new(),
    })
}

/// Where the faces of a file begin.
fn offsets(file: &mut File) -> Option<Vec<u64>> {
    let head = bytes(file, 0, 12)?;
    if &head[..4] != b"ttcf" {
        return Some(vec![0]);
    }
    let count = usize::try_from(number(&head, 8)?).ok()?.min(64);
    let list = bytes(file, 12, count * 4)?;
    (0..count).map(|place| number(&list, place * 4).map(u64::from)).collect()
}

/// Tag, offset and length of each table of a face.
fn tables(file: &mut File, offset: u64) -> Option<Vec<([u8; 4], u64, usize)>> {
    let head = bytes(file, offset, 12)?;
    let count = usize::from(u16::from_be_bytes([head[4], head[5]])).min(100);
    let list = bytes(file, offset + 12, count * 16)?;
    let entry = |place: usize| {
        let at = place * 16;
        let tag: [u8; 4] = list.get(at..at + 4)?.try_into().ok()?;
        Some((tag, u64::from(number(&list, at + 8)?), usize::try_from(number(&list, at + 12)?).ok()?))
    };
    (0..count).map(entry).collect()
}

fn table(file: &mut File, tables: &[([u8; 4], u64, usize)], tag: &[u8; 4]) -> Option<Vec<u8>> {
    let (_, offset, length) = tables.iter().find(|t| &t.0 == tag)?;
    bytes(file, *offset, (*length).min(8_000_000))
}

fn bytes(file: &mut File, from: u64, length: usize) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(from)).ok()?;
    let mut all = Vec::new();
    file.take(length as u64).read_to_end(&mut all).ok()?;
    (all.len() == length).then_some(all)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The ranges of letters that a table of letters has, in order.
fn letters(bytes: &[u8]) -> Option<Vec<(u32, u32)>> {
    let table = Cmap::read(FontData::new(bytes)).ok()?;
    let mut all: Vec<u32> = Vec::new();
    for record in table.encoding_records() {
        match record.subtable(table.offset_data()) {
            Ok(CmapSubtable::Format4(sub)) => all.extend(sub.iter().filter(|(_, g)| g.to_u32() != 0).map(|(c, _)| c)),
            Ok(CmapSubtable::Format12(sub)) => all.extend(sub.iter().filter(|(_, g)| g.to_u32() != 0).map(|(c, _)| c)),
            _ => {}
        }
    }
    all.sort_unstable();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for letter in all {
        match ranges.last_mut() {
            Some((_, last)) if letter <= *last + 1 => *last = letter,
            _ => ranges.push((letter, letter)),
        }
    }
    Some(ranges)
}

fn load(known: &Known, shared: Option<Arc<Vec<u8>>>, weight: u16) -> Option<Face> {
    let data = match shared {
        Some(data) => data,
        None => Arc::new(std::fs::read(&known.path).ok()?),
    };
    let reference = FontRef::from_index(&data, known.index).ok()?;
    let units = f32::from(reference.metrics(skrifa::prelude::Size::unscaled(), LocationRef::default()).units_per_em);
    let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = data.clone();
    let (font, instance) = match known.weights {
        Some((least, most)) => {
            let weight = f32::from(weight.clamp(least, most));
            let at = [harfrust::Variation { tag: harfrust::Tag::new(b"wght"), value: weight }];
            let font = Font::new_variable(bytes.into(), known.index, &[(Tag::new(b"wght"), weight)])?;
            (font, Some(harfrust::ShaperInstance::from_variations(&reference, at)))
        }
        None => (Font::new(bytes.into(), known.index)?, None),
    };
    let shaping = harfrust::ShaperData::new(&reference);
    Some(Face { font, index: known.index, shaping, instance, units, plans: Mutex::default(), data })
}

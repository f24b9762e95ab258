//! The words people read, in three languages: each module brings its Fluent files, screens ask by id.

use std::{borrow::Cow, collections::BTreeSet, collections::HashMap, fmt, str::FromStr};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// A language of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English, and what is shown when a word is missing elsewhere.
    #[default]
    En,
    /// 简体中文.
    Zh,
    /// Español.
    Es,
}

impl Lang {
    /// Every language, English first.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::Zh, Lang::Es];

    /// The tag of `<html lang>`, of Fluent files and of settings: "en", "zh-CN", "es".
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh-CN",
            Lang::Es => "es",
        }
    }

    /// The language's own name, for the menu that changes it.
    pub const fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Zh => "简体中文",
            Lang::Es => "Español",
        }
    }

    /// The language for a tag such as "es-MX" or "zh-Hans-CN"; nothing for one we do not speak.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Lang::En),
            "zh" => Some(Lang::Zh),
            "es" => Some(Lang::Es),
            _ => None,
        }
    }

    /// The best language for a browser's `Accept-Language`; English when it asks for none of ours.
    pub fn negotiate(accept: &str) -> Lang {
        let mut best = (Lang::En, 0);
        for wish in accept.split(',') {
            let mut parts = wish.split(';');
            let Some(lang) = parts.next().map(str::trim).and_then(Lang::from_tag) else { continue };
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1000, thousandths);
            if weight > best.1 {
                best = (lang, weight);
            }
        }
        best.0
    }
}

/// "0.8" as 800; nonsense counts as nothing.
fn thousandths(text: &str) -> u32 {
    let (whole, tail) = text.split_once('.').unwrap_or((text, ""));
    let digits: String = tail.chars().chain("000".chars()).take(3).collect();
    match (u32::from_str(whole), u32::from_str(&digits)) {
        (Ok(whole), Ok(tail)) => (whole * 1000 + tail).min(1000),
        _ => 0,
    }
}

/// What a message can be told.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// Words put in as they are.
    Text(&'a str),
    /// A count: it chooses singular or plural and shows with its groups.
    Count(i64),
}

/// All words of all modules.
pub struct Messages {
    bundles: [FluentBundle<FluentResource>; 3],
    /// Messages that need no arguments, ready to show.
    plain: [HashMap<Box<str>, Box<str>>; 3],
}

/// The Fluent sources cannot be used; says which file and why.
#[derive(Debug, PartialEq, Eq)]
pub struct BadMessages(pub Vec<String>);

impl fmt::Display for BadMessages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "messages: {}", self.0.join("; "))
    }
}

impl std::error::Error for BadMessages {}

/// This crate's own words, to be listed first in [`Messages::build`].
pub const SOURCES: [(&str, &str); 3] = [
    ("en", include_str!("../messages/en.ftl")),
    ("zh-CN", include_str!("../messages/zh-CN.ftl")),
    ("es", include_str!("../messages/es.ftl")),
];

impl Messages {
    /// Reads the modules' Fluent sources, each with its language tag.
    ///
    /// A source that does not parse, a tag we do not speak and an id declared twice are errors.
    pub fn build(sources: &[(&str, &str)]) -> Result<Messages, BadMessages> {
        let mut bundles = Lang::ALL.map(empty_bundle);
        let mut plain: [HashMap<Box<str>, Box<str>>; 3] = Default::default();
        let mut wrong = Vec::new();
        for (tag, source) in sources {
            let Some(lang) = Lang::from_tag(tag) else {
                wrong.push(format!("{tag} is not a language of ours"));
                continue;
            };
            let resource = FluentResource::try_new((*source).to_string()).unwrap_or_else(|(resource, errors)| {
                wrong.extend(errors.iter().map(|error| format!("{tag}: {error}")));
                resource
            });
            let ids: Vec<Box<str>> = ids_of(&resource).map(Into::into).collect();
            let bundle = &mut bundles[lang as usize];
            if let Err(errors) = bundle.add_resource(resource) {
                wrong.extend(errors.iter().map(|error| format!("{tag}: {error}")));
            }
            for id in ids {
                if let Some(text) = format(bundle, &id, None) {
                    plain[lang as usize].insert(id, text.into());
                }
            }
        }
        if wrong.is_empty() { Ok(Messages { bundles, plain }) } else { Err(BadMessages(wrong)) }
    }

    /// The words for an id; English when the language lacks them, the id itself when nobody has them.
    pub fn t<'a>(&'a self, lang: Lang, id: &'a str) -> &'a str {
        let found = self.plain[lang as usize].get(id).or_else(|| self.plain[Lang::En as usize].get(id));
        found.map_or(id, |text| text)
    }

    /// The words for an id with its arguments; falls back as [`Messages::t`] does.
    pub fn t_args(&self, lang: Lang, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut fluent = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            fluent.set(
                (*name).to_string(),
                match arg {
                    Arg::Text(text) => FluentValue::String(Cow::Owned((*text).to_string())),
                    Arg::Count(count) => FluentValue::from(*count),
                },
            );
        }
        let say = |lang: Lang| format(&self.bundles[lang as usize], id, Some(&fluent));
        say(lang).or_else(|| say(Lang::En)).unwrap_or_else(|| id.to_string())
    }

    /// Whether a language itself has an id.
    pub fn has(&self, lang: Lang, id: &str) -> bool {
        self.bundles[lang as usize].has_message(id)
    }

    /// Every id a language has, in order; for tests that compare languages.
    pub fn ids(&self, lang: Lang) -> BTreeSet<&str> {
        self.plain[lang as usize].keys().map(|id| &**id).collect()
    }
}

fn ids_of(resource: &FluentResource) -> impl Iterator<Item = &str> {
    // Every message starts its line with its id; terms start with a dash and continuations with a blank.
    resource.source().lines().filter_map(|line| {
        let (id, _) = line.split_once('=')?;
        let id = id.trim_end();
        let named = id.starts_with(|c: char| c.is_ascii_alphabetic());
        (named && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')).then_some(id)
    })
}

fn empty_bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = lang.tag().parse().expect("our own tags are well formed");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The marks that isolate right-to-left text show as boxes in titles and exports; we speak no such language yet.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Es => |value, _| show_number(value, Lang::Es),
        Lang::En | Lang::Zh => |value, _| show_number(value, Lang::En),
    }));
    bundle
}

fn show_number(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let whole = i64::from_str(&number.as_string()).ok()?;
    Some(crate::fmt::Format::new(lang).integer(whole))
}

fn format(bundle: &FluentBundle<FluentResource>, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, args, &mut errors).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_files_have_the_same_keys() {
        let words = Messages::build(&SOURCES).unwrap();
        let english = words.ids(Lang::En);
        assert!(english.len() > 100);
        for lang in [Lang::Zh, Lang::Es] {
            let theirs = words.ids(lang);
            let differ: Vec<_> = english.symmetric_difference(&theirs).collect();
            assert!(differ.is_empty(), "{}: {differ:?}", lang.tag());
        }
        for key in crate::keys::KEYS {
            let id = format!("ui-key-{}", key.action);
            assert!(words.has(Lang::En, &id), "{id}");
        }
    }

    #[test]
    fn words_fall_back_to_english_and_then_to_the_id() {
        let words =
            Messages::build(&[("en", "a-b = Only English\nn = { $n ->\n [one] { $n } row\n *[other] { $n } rows\n}")])
                .unwrap();
        assert_eq!(words.t(Lang::Es, "a-b"), "Only English");
        assert_eq!(words.t(Lang::Zh, "a-c"), "a-c");
        assert_eq!(words.t_args(Lang::En, "n", &[("n", Arg::Count(1))]), "1 row");
        assert_eq!(words.t_args(Lang::En, "n", &[("n", Arg::Count(12345))]), "12,345 rows");
        assert!(Messages::build(&[("en", "a = 1"), ("en", "a = 2")]).is_err());
        assert!(Messages::build(&[("fr", "a = 1")]).is_err());
    }

    #[test]
    fn the_browser_says_which_language_it_wants() {
        assert_eq!(Lang::negotiate("es-MX,es;q=0.9,en;q=0.8"), Lang::Es);
        assert_eq!(Lang::negotiate("de-DE, zh-Hans;q=0.4, en;q=0.3"), Lang::Zh);
        assert_eq!(Lang::negotiate("fr"), Lang::En);
        assert_eq!(Lang::negotiate(""), Lang::En);
    }
}

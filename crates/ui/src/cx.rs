//! What every page needs to know about its reader: language, looks, the frame around the page.

use maud::{Markup, html};

use crate::{
    Arg, Lang, Messages, assets,
    part::{Shell, Tone},
};

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The value of `data-theme` and of the setting; nothing for the system's choice.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}

/// How high rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// 30 pixels.
    Compact,
    /// 36 pixels.
    #[default]
    Default,
    /// 44 pixels.
    Cozy,
}

impl Density {
    /// The value of `data-density` and of the setting.
    pub const fn name(self) -> &'static str {
        match self {
            Density::Compact => "compact",
            Density::Default => "default",
            Density::Cozy => "cozy",
        }
    }
}

/// A note shown once after an action: "Order confirmed. Undo".
#[derive(Clone, Debug)]
pub struct Flash {
    /// One sentence.
    pub text: String,
    /// Colour of its sign.
    pub tone: Tone,
    /// Where to post to take it back.
    pub undo: Option<String>,
}

/// The reader and the frame, given to every page.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// All words.
    pub words: &'a Messages,
    /// The reader's language.
    pub lang: Lang,
    /// Light or dark.
    pub theme: Theme,
    /// Row height.
    pub density: Density,
    /// The browser sent `X-Partial`: answer `<main>` only.
    pub partial: bool,
    /// The frame; none before sign-in.
    pub shell: Option<&'a Shell>,
    /// The session's token against forged posts, empty when there is none.
    pub token: &'a str,
    /// A note about what has just happened.
    pub flash: Option<&'a Flash>,
}

impl<'a> Cx<'a> {
    /// A context of defaults for a language.
    pub fn new(words: &'a Messages, lang: Lang) -> Cx<'a> {
        Cx {
            words,
            lang,
            theme: Theme::default(),
            density: Density::default(),
            partial: false,
            shell: None,
            token: "",
            flash: None,
        }
    }

    /// The words for an id in the reader's language.
    pub fn t<'b>(&'b self, id: &'b str) -> &'b str {
        self.words.t(self.lang, id)
    }

    /// The words for an id with arguments.
    pub fn t_args(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.words.t_args(self.lang, id, args)
    }

    /// The hidden field every posting form carries.
    pub fn token_field(&self) -> Markup {
        html! { @if !self.token.is_empty() { input type="hidden" name="_token" value=(self.token); } }
    }

    /// Words with the key that does the same: "New (C)".
    pub(crate) fn with_key(&self, label: &str, action: Option<&str>) -> String {
        match action.and_then(crate::keys::shown) {
            Some(key) => format!("{label} ({key})"),
            None => label.to_string(),
        }
    }
}

/// The tags of `<head>`: title, style sheet, runtime, token.
pub fn head(cx: &Cx<'_>, title: &str) -> Markup {
    html! {
        meta charset="utf-8";
        title { (title) }
        meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover";
        meta name="color-scheme" content="light dark";
        @if !cx.token.is_empty() { meta name="token" content=(cx.token); }
        link rel="stylesheet" href=(assets::href("app.css"));
        link rel="modulepreload" href=(assets::href("js/core/el.js"));
        link rel="modulepreload" href=(assets::href("js/core/http.js"));
        link rel="icon" type="image/svg+xml" href=(assets::href("icon.svg"));
        link rel="manifest" href=(assets::href("app.webmanifest"));
        script type="module" src=(assets::href("js/app.js")) {}
    }
}

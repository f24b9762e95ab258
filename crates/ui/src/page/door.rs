//! Before the house: signing in, and choosing the account set to work in.

use maud::{Markup, html};

use crate::{
    Cx, Lang,
    page::error::message,
    part::{Control, Field, TextKind, Tone, field, icon, shell_bare},
};

/// Signing in.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Name of the installation.
    pub name: String,
    /// Where to post.
    pub action: String,
    /// Password or code.
    pub step: SignInStep,
    /// Where to go afterwards, sent along as `next`.
    pub next: String,
    /// Why the last try failed.
    pub error: Option<String>,
    /// Address of each language's sign-in page.
    pub languages: Vec<(Lang, String)>,
    /// Where to get help.
    pub help: Option<(String, String)>,
}

/// A step of signing in.
#[derive(Clone, Debug)]
pub enum SignInStep {
    /// Sends `login` and `password`.
    Password {
        /// What was typed before.
        login: String,
    },
    /// Sends `code` and the `ticket` of the first step.
    Code {
        /// Proof of the first step.
        ticket: String,
    },
}

/// The sign-in page.
pub fn sign_in(cx: &Cx<'_>, view: &SignIn) -> Markup {
    let (title, button) = match view.step {
        SignInStep::Password { .. } => ("ui-sign-in", "ui-sign-in"),
        SignInStep::Code { .. } => ("ui-sign-in-code", "ui-continue"),
    };
    let title = cx.t(title);
    shell_bare(
        cx,
        title,
        html! {
            main.door #main data-title=(title) {
                div.card {
                    div.brand { span.logo aria-hidden="true" { (view.name.chars().next().unwrap_or('F')) } (view.name) }
                    h1 { (title) }
                    @if let Some(text) = &view.error { (message(Tone::Danger, text)) }
                    form method="post" action=(view.action) data-full {
                        (cx.token_field())
                        input type="hidden" name="next" value=(view.next);
                        @match &view.step {
                            SignInStep::Password { login } => {
                                div.fld {
                                    label for="login" { (cx.t("ui-login")) }
                                    input.inp #login name="login" value=(login) autocomplete="username" required
                                        autocapitalize="none" spellcheck="false" autofocus[login.is_empty()];
                                }
                                (field(cx, "door", &Field::new("password", cx.t("ui-password"),
                                    Control::Text { value: String::new(), kind: TextKind::Password })))
                            }
                            SignInStep::Code { ticket } => {
                                p.mute { (cx.t("ui-code-help")) }
                                input type="hidden" name="ticket" value=(ticket);
                                (field(cx, "door", &Field::new("code", cx.t("ui-code"),
                                    Control::Text { value: String::new(), kind: TextKind::Code })))
                            }
                        }
                        button.btn.pri.big { (cx.t(button)) }
                    }
                }
                nav.alt aria-label=(cx.t("ui-language")) {
                    @for (lang, href) in &view.languages {
                        a href=(href) lang=(lang.tag()) hreflang=(lang.tag())
                            aria-current=[(*lang == cx.lang).then_some("true")] { (lang.name()) }
                    }
                    @if let Some((label, href)) = &view.help { a href=(href) { (label) } }
                }
            }
        },
    )
}

/// Choosing the account set.
#[derive(Clone, Debug, Default)]
pub struct ChooseSet {
    /// Name of the installation.
    pub name: String,
    /// Sets the reader may enter.
    pub sets: Vec<SetLink>,
    /// Makes a new one; none when not allowed.
    pub create: Option<String>,
    /// Where to post to sign out.
    pub sign_out: String,
}

/// One account set.
#[derive(Clone, Debug, Default)]
pub struct SetLink {
    /// Its name.
    pub name: String,
    /// Company, currency, last use.
    pub remark: String,
    /// Its first page.
    pub href: String,
}

/// The page that chooses a set.
pub fn choose_set(cx: &Cx<'_>, view: &ChooseSet) -> Markup {
    let title = cx.t("ui-choose-set");
    shell_bare(
        cx,
        title,
        html! {
            main.door #main data-title=(title) {
                div.card {
                    div.brand { span.logo aria-hidden="true" { (view.name.chars().next().unwrap_or('F')) } (view.name) }
                    h1 { (title) }
                    @if view.sets.is_empty() { p.mute { (cx.t("ui-no-sets")) } }
                    ul.sets {
                        @for set in &view.sets {
                            li {
                                a href=(set.href) data-full {
                                    (crate::part::avatar(&set.name, true, true))
                                    span { (set.name) small { (set.remark) } }
                                    (icon("chevron-right"))
                                }
                            }
                        }
                    }
                    @if let Some(href) = &view.create { a.btn.big href=(href) data-full { (icon("plus")) (cx.t("ui-new-set")) } }
                }
                form.alt method="post" action=(view.sign_out) data-full {
                    (cx.token_field())
                    button.plain.link { (cx.t("ui-sign-out")) }
                }
            }
        },
    )
}

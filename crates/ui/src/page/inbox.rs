//! The inbox: queues, the conversations of one of them, and one conversation with the box that answers it.

use maud::{Markup, html};

use crate::{
    Cx,
    part::{Action, Choice, Look, Tone, actions, avatar, icon, pill},
};

/// Which of the three a phone shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    #[default]
    Queues,
    List,
    Talk,
}

impl Pane {
    const fn word(self) -> &'static str {
        match self {
            Pane::Queues => "queues",
            Pane::List => "list",
            Pane::Talk => "talk",
        }
    }
}

/// The whole inbox.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    /// What a phone shows.
    pub pane: Pane,
    /// The entity whose changes make it look again.
    pub entity: &'static str,
    /// Queues in groups; the first group has no title.
    pub groups: Vec<QueueGroup>,
    /// The chosen queue.
    pub title: String,
    /// Back to the queues, on a phone.
    pub up: String,
    pub conversations: Vec<Conversation>,
    /// The page with the next ones.
    pub more: Option<String>,
    /// What is said where there are none.
    pub empty: String,
    /// The chosen conversation, or what is said in its place.
    pub talk: Option<Talk>,
    pub nothing_chosen: String,
}

/// Some queues under a heading.
#[derive(Clone, Debug, Default)]
pub struct QueueGroup {
    pub title: Option<String>,
    pub queues: Vec<QueueLink>,
}

/// A queue.
#[derive(Clone, Debug, Default)]
pub struct QueueLink {
    pub label: String,
    pub href: String,
    pub icon: &'static str,
    /// How many wait there.
    pub count: Option<String>,
    /// Somebody has to act.
    pub pressing: bool,
    pub current: bool,
}

/// A conversation in the list.
#[derive(Clone, Debug, Default)]
pub struct Conversation {
    pub href: String,
    /// The customer.
    pub who: String,
    pub subject: String,
    /// The last words.
    pub preview: String,
    /// When they were said.
    pub when: String,
    pub iso: String,
    /// Something was said that the reader has not seen.
    pub unread: bool,
    /// How long there is left.
    pub left: Option<Left>,
    /// Marks besides: priority, state, tags.
    pub marks: Vec<(Tone, String)>,
    /// Who works on it.
    pub owner: Option<String>,
    pub current: bool,
}

/// How long there is left of a promise.
#[derive(Clone, Debug, Default)]
pub struct Left {
    pub tone: Tone,
    /// "2 h", "15 min late".
    pub text: String,
    /// Which promise, and when exactly.
    pub title: String,
    /// It stands still.
    pub paused: bool,
}

/// One conversation.
#[derive(Clone, Debug, Default)]
pub struct Talk {
    pub title: String,
    /// The record behind it.
    pub href: String,
    /// Back to the list, on a phone.
    pub up: String,
    /// Number, state, priority and the like.
    pub marks: Vec<(Tone, String)>,
    pub left: Vec<Left>,
    /// Label, text and link of what it is about.
    pub facts: Vec<(String, String, Option<String>)>,
    /// Buttons of the head.
    pub actions: Vec<Action>,
    pub said: Vec<Said>,
    /// Where the browser says that it was seen.
    pub seen: Option<String>,
    /// The box below; none for whoever may not write.
    pub answer: Option<Answer>,
    /// Why nothing can be written.
    pub closed: Option<String>,
}

/// Who said something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The customer.
    #[default]
    Them,
    /// We, to the customer.
    Us,
    /// We among ourselves.
    Note,
    /// Nobody: something happened.
    Event,
}

/// Something that was said, or that happened.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub side: Side,
    pub who: String,
    pub when: String,
    pub iso: String,
    /// Lucide name of the way it came.
    pub icon: &'static str,
    /// The way in words, or where it was said.
    pub by: String,
    /// The words, shown as they are.
    pub body: String,
    pub tone: Tone,
}

/// The box that answers.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Where it posts `kind` (`reply` or `note`), `body`, `channel`, `leads_to`, `seen`.
    pub action: String,
    pub reply: String,
    pub note: String,
    pub channel: String,
    pub channels: Vec<Choice>,
    pub channel_label: String,
    pub after: String,
    pub afters: Vec<Choice>,
    pub after_label: String,
    pub placeholder: String,
    pub send: String,
    /// The newest thing the reader has seen.
    pub seen: i64,
    /// What was typed before it was refused.
    pub typed: String,
    pub as_note: bool,
    pub refusals: Vec<String>,
}

/// The three panes.
pub fn inbox(cx: &Cx<'_>, view: &Inbox) -> Markup {
    html! {
        link rel="stylesheet" href=(crate::assets::href("work.css"));
        ui-inbox.inbox data-pane=(view.pane.word()) data-entity=(view.entity) {
            nav.queues data-region="inbox-queues" aria-label=(cx.t("ui-inbox-queues")) { (queues(view)) }
            section.convs data-region="inbox-list" aria-label=(view.title) {
                header {
                    a.btn.ghost.ico.only-sm href=(view.up) aria-label=(cx.t("ui-inbox-queues")) { (icon("chevron-left")) }
                    h2 { (view.title) }
                }
                ol { @for one in &view.conversations { (conversation(cx, one)) } }
                @if view.conversations.is_empty() { p.none { (view.empty) } }
                @if let Some(more) = &view.more { a.more href=(more) { (cx.t("ui-inbox-more")) } }
            }
            section.talk aria-label=(view.talk.as_ref().map_or(view.nothing_chosen.as_str(), |t| t.title.as_str())) {
                @match &view.talk {
                    Some(one) => (talk(cx, one)),
                    None => div.empty { (icon("inbox")) p { (view.nothing_chosen) } },
                }
            }
        }
    }
}

fn queues(view: &Inbox) -> Markup {
    html! {
        @for group in &view.groups {
            @if let Some(title) = &group.title { h2 { (title) } }
            @for queue in &group.queues {
                a href=(queue.href) aria-current=[queue.current.then_some("true")] {
                    (icon(queue.icon)) span { (queue.label) }
                    @if let Some(count) = &queue.count { b.pressing[queue.pressing] { (count) } }
                }
            }
        }
    }
}

fn conversation(cx: &Cx<'_>, one: &Conversation) -> Markup {
    html! {
        li {
            a href=(one.href) aria-current=[one.current.then_some("true")] data-conversation {
                span.dot.on[one.unread] { @if one.unread { span.vh { (cx.t("ui-inbox-unread")) } } }
                span.l1 { b { (one.who) } time datetime=(one.iso) { (one.when) } }
                span.l2 { (one.subject) }
                span.l3 { (one.preview) }
                span.l4 {
                    @if let Some(left) = &one.left { (chip(left)) }
                    @for (tone, text) in &one.marks { (pill(*tone, text)) }
                    @if let Some(owner) = &one.owner { span.by title=(owner) { (avatar(owner, false, false)) span.vh { (owner) } } }
                }
            }
        }
    }
}

fn chip(left: &Left) -> Markup {
    html! {
        span class={ "pill left " (left.tone.class()) } title=(left.title) {
            (icon(if left.paused { "pause" } else { "timer" })) (left.text)
        }
    }
}

fn talk(cx: &Cx<'_>, one: &Talk) -> Markup {
    html! {
        header data-region="inbox-head" {
            div.r {
                a.btn.ghost.ico.only-sm href=(one.up) aria-label=(cx.t("ui-inbox-back")) { (icon("chevron-left")) }
                h2 { a href=(one.href) { (one.title) } }
                div.acts { (actions(cx, "talk", &one.actions)) }
            }
            div.r.marks {
                @for (tone, text) in &one.marks { (pill(*tone, text)) }
                @for left in &one.left { (chip(left)) }
            }
            @if !one.facts.is_empty() {
                dl.r {
                    @for (label, text, href) in &one.facts {
                        div { dt { (label) } dd { @if let Some(href) = href { a href=(href) { (text) } } @else { (text) } } }
                    }
                }
            }
        }
        ol.said data-region="inbox-said" data-seen=[one.seen.as_deref()] data-last=[one.answer.as_ref().map(|a| a.seen)] tabindex="0" { @for said in &one.said { (said_line(cx, said)) } }
        @if let Some(box_) = &one.answer { (answer(cx, box_)) }
        @if let Some(closed) = &one.closed { p.closed { (icon("lock")) (closed) } }
    }
}

fn said_line(cx: &Cx<'_>, said: &Said) -> Markup {
    let class = match said.side {
        Side::Them => "them",
        Side::Us => "us",
        Side::Note => "internal",
        Side::Event => "event",
    };
    if said.side == Side::Event {
        return html! {
            li class={ (class) " " (said.tone.class()) } {
                (icon(said.icon)) span { (said.body) } time datetime=(said.iso) { (said.when) }
            }
        };
    }
    html! {
        li class=(class) {
            div.m {
                b { (said.who) }
                @if said.side == Side::Note { span.lock { (icon("lock")) (cx.t("ui-inbox-internal")) } }
                span.by { (icon(said.icon)) (said.by) }
                time datetime=(said.iso) { (said.when) }
            }
            p.pre { (said.body) }
        }
    }
}

fn answer(cx: &Cx<'_>, one: &Answer) -> Markup {
    let kind = |value: &str, label: &str, key: &str, sign: &str, checked: bool| {
        html! {
            label.btn.ghost data-do=(key) title=(cx.with_key(label, Some(key))) {
                input.vh type="radio" name="kind" value=(value) checked[checked];
                (icon(sign)) span { (label) }
            }
        }
    };
    let pick = |name: &str, label: &str, value: &str, options: &[Choice]| {
        html! {
            label.pick {
                span { (label) }
                span.sel {
                    select.inp name=(name) {
                        @for option in options { option value=(option.value) selected[option.value == value] { (option.label) } }
                    }
                    (icon("chevron-down"))
                }
            }
        }
    };
    let send = Action::new(&one.send, crate::part::Does::Submit { form: "answer".into(), action: None });
    html! {
        form.answer #answer method="post" action=(one.action) {
            (cx.token_field())
            input type="hidden" name="seen" value=(one.seen);
            @for text in &one.refusals { p.err role="alert" { (text) } }
            fieldset.r {
                legend.vh { (one.send) }
                (kind("reply", &one.reply, "reply", "reply", !one.as_note))
                (kind("note", &one.note, "note", "lock", one.as_note))
            }
            textarea.inp name="body" rows="4" required aria-label=(one.placeholder) placeholder=(one.placeholder) { (one.typed) }
            div.go {
                (pick("channel", &one.channel_label, &one.channel, &one.channels))
                (pick("leads_to", &one.after_label, &one.after, &one.afters))
                (actions(cx, "answer", &[send.look(Look::Primary).icon("send").key("main")]))
            }
        }
    }
}

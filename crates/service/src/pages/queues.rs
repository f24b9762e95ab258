//! The queues of the inbox: what is mine, what is nobody's, what is late, the teams', and the views that somebody saved.

use super::INBOX;
use crate::{Queue, Ticket};
use base::Result;
use entity::Entity;
use platform::page::Ask;
use store::list::{self, Question};
use store::{Read, action};
use ui::page::{QueueGroup, QueueLink};

/// Tickets of one page of the list.
const ROWS: usize = 40;
/// Team queues that are shown.
const TEAMS: usize = 20;

/// Words in addresses, their icons, and what they hold.
const OWN: [(&str, &str, &str); 6] = [
    ("mine", "inbox", "owner = me and state in (new, open)"),
    ("nobody", "circle-dashed", "owner is empty and state in (new, open)"),
    ("late", "alarm-clock", "is_late = yes and state in (new, open)"),
    ("waiting", "hourglass", "owner = me and state in (waiting_customer, waiting_third_party, on_hold)"),
    ("open", "layers", "state in (new, open, waiting_customer, waiting_third_party, on_hold)"),
    ("solved", "check-check", "owner = me and state = solved"),
];

/// One queue as it was asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// Its word in addresses.
    pub word: String,
    pub title: String,
    filter: String,
    sort: String,
}

impl Chosen {
    /// The queue of a word; nothing where there is none that the reader may see.
    pub fn of(read: &Read, ask: &Ask, word: &str) -> Result<Option<Chosen>> {
        if let Some((_, _, filter)) = OWN.iter().find(|(own, _, _)| *own == word) {
            let sort = if word == "solved" { "-solved_at" } else { "due_at" };
            return Ok(Some(Chosen {
                word: word.to_owned(),
                title: ask.t(&title(word)),
                filter: (*filter).to_owned(),
                sort: sort.to_owned(),
            }));
        }
        if let Some(id) = word.strip_prefix('q').and_then(|id| id.parse::<i64>().ok()) {
            let Ok(record) = read.visible(Queue::DEF.name, id, action::READ) else { return Ok(None) };
            let mut shown = [record];
            read.in_language(Queue::DEF.name, &mut shown, &[Queue::DEF.title], ask.cx.lang.tag())?;
            let title = read.shape(Queue::DEF.name)?.title(&shown[0]);
            let filter = format!("queue = #{id} and state in (new, open)");
            return Ok(Some(Chosen { word: word.to_owned(), title, filter, sort: "due_at".to_owned() }));
        }
        let id = word.strip_prefix('v').and_then(|id| id.parse::<i64>().ok());
        let views = platform::saved_view::of(read, Ticket::DEF.name)?;
        let Some(view) = id.and_then(|id| views.into_iter().find(|v| v.head.id == id)) else { return Ok(None) };
        let asked = |name: &str| {
            let pairs = view.query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.filter(|(k, _)| *k == name).map(|(_, v)| decode(v)).next().unwrap_or_default()
        };
        let (filter, sort) = (asked("filter"), asked("sort"));
        Ok(Some(Chosen { word: word.to_owned(), title: view.name.clone(), filter, sort }))
    }

    /// What the list of it is asked.
    pub fn question(&self, cursor: &str) -> Question {
        Question {
            entity: Ticket::DEF.name.to_owned(),
            filter: self.filter.clone(),
            sort: self.sort.clone(),
            limit: ROWS,
            cursor: cursor.to_owned(),
            ..Question::default()
        }
    }
}

fn title(word: &str) -> String {
    format!("service-inbox-queue-{word}")
}

/// `a%20b+c` as it was meant.
fn decode(text: &str) -> String {
    let (mut out, mut bytes) = (Vec::new(), text.bytes());
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let hex: Vec<u8> = bytes.by_ref().take(2).collect();
                let code = std::str::from_utf8(&hex).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
                out.extend(code);
            }
            other => out.push(other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// All queues that the reader may see, with how many wait in each.
pub(super) fn groups(read: &Read, ask: &Ask, current: &str) -> Result<Vec<QueueGroup>> {
    let link = |chosen: &Chosen, icon: &'static str, counts: bool| -> Result<QueueLink> {
        let foot = if counts { Some(list::foot(read, &chosen.question(""), false)?) } else { None };
        let count = foot.filter(|f| f.count > 0).map(|f| {
            let more = if f.more { "+" } else { "" };
            format!("{}{more}", ask.format.integer(f.count))
        });
        Ok(QueueLink {
            label: chosen.title.clone(),
            href: format!("{}{INBOX}/{}", ask.base, chosen.word),
            icon,
            pressing: count.is_some() && matches!(chosen.word.as_str(), "late" | "nobody"),
            count,
            current: chosen.word == current,
        })
    };
    let mut own = QueueGroup::default();
    for (word, icon, _) in OWN {
        if let Some(chosen) = Chosen::of(read, ask, word)? {
            own.queues.push(link(&chosen, icon, word != "solved")?);
        }
    }
    let mut groups = vec![own];
    if platform::page::lists(read, Queue::DEF.name)? {
        let asked = Question {
            entity: Queue::DEF.name.to_owned(),
            filter: "is_active = yes".to_owned(),
            limit: TEAMS,
            ..Question::default()
        };
        let mut teams = QueueGroup { title: Some(ask.t("service-queue-plural")), queues: Vec::new() };
        for record in list::page(read, &asked)?.records {
            if let Some(chosen) = Chosen::of(read, ask, &format!("q{}", record.head.id))? {
                teams.queues.push(link(&chosen, "users", true)?);
            }
        }
        groups.push(teams);
    }
    let mut views = QueueGroup { title: Some(ask.t("service-inbox-views")), queues: Vec::new() };
    for view in platform::saved_view::of(read, Ticket::DEF.name)? {
        if let Some(chosen) = Chosen::of(read, ask, &format!("v{}", view.head.id))? {
            views.queues.push(link(&chosen, "bookmark", false)?);
        }
    }
    groups.push(views);
    groups.retain(|group| !group.queues.is_empty());
    Ok(groups)
}

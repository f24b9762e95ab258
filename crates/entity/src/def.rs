//! The constant description of an entity: what the derive writes and everything generic reads.

/// Texts longer than this many characters are refused unless the field says otherwise.
pub const VARIABLE_TEXT: u32 = 200;

/// One business entity: a table, a list, a form, an API and a set of rights come from this.
#[derive(Debug)]
pub struct EntityDef {
    /// `module.entity`, the same word from table to screen: `sales.order`.
    pub name: &'static str,
    /// The entity's number in the fixed registry: what source links store. Never reused.
    pub kind: u16,
    /// The last part of its path, in the plural and with hyphens: `orders`.
    pub plural: &'static str,
    /// The name of its icon.
    pub icon: &'static str,
    /// The field whose value names a record to a person.
    pub title: &'static str,
    /// The field that identifies a record in files and the API (`{"code": …}`), if there is one.
    pub code: Option<&'static str>,
    /// The declared fields in order.
    pub fields: &'static [FieldDef],
    /// Fields whose words the search index holds, most important first.
    pub search: &'static [&'static str],
    /// The sort of its list unless somebody chooses another: `-requested` is newest first.
    pub sort: &'static str,
    /// The pattern of its working number, `SO-{year}-{seq}`, drawn at first save.
    pub number: Option<&'static str>,
    /// Field sets that no two live records may share.
    pub unique: &'static [&'static [&'static str]],
    /// Further field sets with an index.
    pub indexes: &'static [&'static [&'static str]],
    /// The document that its rows are lines of; lines have no rights, URL or version of their own.
    pub line_of: Option<&'static str>,
    /// Its board, if it has one.
    pub board: Option<BoardDef>,
    /// The date field of its calendar.
    pub calendar: Option<&'static str>,
    /// True where a table scan would be felt: the plan test refuses one.
    pub large: bool,
    /// True for records that every user of the set may pick from, though not change: units, countries, currencies.
    pub open: bool,
    /// True for records that are reached from others: histories, logs, ties. They have no place of their own in the sidebar.
    pub aside: bool,
    /// True for rows that are written once: the tables refuse every change, on both engines.
    pub posted: bool,
    /// True for what nearly every operation reads and people seldom change: saving one raises the set's revision, so that copies
    /// kept in memory are read again.
    pub kept: bool,
    /// The states in which a person may change its fields; empty is all of them. A posted document is only reversed.
    pub editable: &'static [&'static str],
    /// A yes or no that keeps a record to its owner and to those it is shared with, however far others' rights reach.
    pub private: Option<&'static str>,
    /// Its lines that name users, and the field that does: whoever is named there may read the record.
    pub participants: Option<(&'static str, &'static str)>,
    /// The verbs that whoever is named there may do besides reading.
    pub taking_part: &'static [&'static str],
    /// Of lines: those of them that are only for whoever may run a verb on their document.
    pub reserved: Option<Reserved>,
    /// Views that the module ships, before anybody saves one.
    pub views: &'static [ViewDef],
    /// True when the type has a place for custom fields.
    pub custom: bool,
}

/// A board: how the records of an entity lie in columns, and what moves them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoardDef {
    /// The field whose values are the columns: a choice, or a reference to records that have an order of their own.
    pub by: &'static str,
    /// A reference that records and columns share; a board shows one of its values at a time.
    pub within: Option<&'static str>,
    /// The verb that moves a card; its input has a field called like `by`. Without one a state changes by the verb that leads
    /// there, and any other choice is saved.
    pub verb: Option<&'static str>,
    /// The amounts summed up above each column; without any, the first amount of the list.
    pub sums: &'static [&'static str],
    /// The day since which a card is laid aside: older ones are left out.
    pub since: Option<&'static str>,
    /// The day by which something is to be done; a card tells whether that is late, today, ahead or unknown.
    pub due: Option<&'static str>,
    /// The moment since which a card lies in its column.
    pub entered: Option<&'static str>,
    /// The last day it should lie there.
    pub stalls: Option<&'static str>,
}

impl BoardDef {
    /// A board of a field and nothing more.
    pub const fn of(by: &'static str) -> BoardDef {
        BoardDef { by, within: None, verb: None, sums: &[], since: None, due: None, entered: None, stalls: None }
    }
}

/// Lines that not every reader of their document reads, such as what people write down for themselves in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reserved {
    /// The choice that tells them apart.
    pub field: &'static str,
    /// What it says on them.
    pub code: &'static str,
    /// The verb of the document that whoever may run it reads them.
    pub verb: &'static str,
}

/// A view a module ships: a name and the query string it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewDef {
    /// The key of its label: `{module}-{entity}-view-{key}`.
    pub key: &'static str,
    /// The query string: `filter=state%20%3D%20open&sort=-total`.
    pub query: &'static str,
}

/// One field of an entity, a line or an operation's input.
#[derive(Debug, Clone, Copy)]
pub struct FieldDef {
    /// The field's name in Rust, the column and the API.
    pub name: &'static str,
    /// What kind of value it holds.
    pub kind: Kind,
    /// A record without it is refused.
    pub required: bool,
    /// Whoever changes a record fills it; records from before the field was added may lack it until then.
    pub needed: bool,
    /// Filled by the record itself; nobody types it.
    pub computed: bool,
    /// Shown, and changed only by operations or our own code.
    pub read_only: bool,
    /// It has a sort index, so lists of any size can be sorted by it.
    pub indexed: bool,
    /// No two live records may share its value.
    pub unique: bool,
    /// It describes a person: its history can be erased without breaking the audit chain.
    pub personal: bool,
    /// Never shown, logged or exported; audited as "changed".
    pub secret: bool,
    /// A number that whoever makes the record may give, as a file from another system does; otherwise it is drawn.
    pub given: bool,
    /// The program keeps it by itself, outside version and audit: counters, leases, when something was last used or seen.
    pub volatile: bool,
    /// The program's own business, such as what an index needs: on no page and in no form.
    pub inner: bool,
    /// Given when the record is made; afterwards only verbs change it.
    pub once: bool,
    /// It has a text per language.
    pub translated: bool,
    /// The field that holds the currency of this money or price; empty where there is none.
    pub currency: &'static str,
    /// The longest text in characters.
    pub max: u32,
    /// What a new record starts with, as stored text.
    pub default: Option<&'static str>,
    /// The heading it stands under in the form; empty for the first group.
    pub section: &'static str,
    /// A column of the list unless somebody chooses others.
    pub column: bool,
}

impl FieldDef {
    /// A field with nothing special about it, to build others from.
    pub const fn new(name: &'static str, kind: Kind) -> FieldDef {
        FieldDef {
            name,
            kind,
            required: false,
            needed: false,
            computed: false,
            read_only: false,
            indexed: false,
            unique: false,
            personal: false,
            secret: false,
            given: false,
            volatile: false,
            inner: false,
            once: false,
            translated: false,
            currency: "",
            max: VARIABLE_TEXT,
            default: None,
            section: "",
            column: false,
        }
    }

    /// True for a field that a person or a file may set.
    pub fn writable(&self) -> bool {
        let drawn = matches!(self.kind, Kind::Number) && !self.given;
        !self.computed && !self.read_only && !drawn && !matches!(self.kind, Kind::Lines(_))
    }

    /// True when a page may show it to whoever may read it.
    pub fn shown(&self) -> bool {
        self.stored() && !self.secret && !self.inner
    }

    /// True when it is a column of the record's own table.
    pub fn stored(&self) -> bool {
        !matches!(self.kind, Kind::Lines(_))
    }
}

/// The kind of value a field holds; it decides column, input, formatter, filter operators and JSON form.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Text of several lines.
    LongText,
    /// A working or legal number, drawn from a series.
    Number,
    /// A whole number.
    Integer,
    /// Yes or no, stored 1 or 0.
    Bool,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A moment, microseconds UTC.
    Instant,
    /// Minor units of a currency.
    Money,
    /// 10⁻⁶ of a currency's major unit.
    Price,
    /// 10⁻⁶ of the base unit.
    Quantity,
    /// 10⁻⁴ of a percent point.
    Percent,
    /// An exchange rate as quoted, mantissa and exponent.
    Rate,
    /// One of a fixed list of words.
    Choice(&'static ChoiceDef),
    /// Another record, by id; the entity's name.
    Reference(&'static str),
    /// The lines of a document; the line entity's name.
    Lines(&'static str),
    /// An e-mail address.
    Email,
    /// A telephone number, E.164 where it could be read so.
    Phone,
    /// A web address.
    Url,
    /// A 128-bit key given by whoever made the record.
    Key,
}

impl Kind {
    /// True for values that add up: they have a sum in the list's foot.
    pub fn sums(&self) -> bool {
        matches!(self, Kind::Money | Kind::Quantity | Kind::Integer)
    }

    /// True for values stored as whole numbers.
    pub fn is_int(&self) -> bool {
        matches!(
            self,
            Kind::Integer
                | Kind::Bool
                | Kind::Instant
                | Kind::Money
                | Kind::Price
                | Kind::Quantity
                | Kind::Percent
                | Kind::Reference(_)
        )
    }

    /// Digits after the decimal point of the stored number, where that does not depend on a currency.
    pub fn scale(&self) -> Option<u8> {
        match self {
            Kind::Price | Kind::Quantity => Some(6),
            Kind::Percent => Some(4),
            Kind::Integer => Some(0),
            _ => None,
        }
    }
}

/// A closed list of words, with what each looks like.
#[derive(Debug)]
pub struct ChoiceDef {
    /// The options in their natural order.
    pub options: &'static [OptionDef],
}

impl ChoiceDef {
    /// The option of a stored code.
    pub fn option(&self, code: &str) -> Option<&'static OptionDef> {
        self.options.iter().find(|o| o.code == code)
    }
}

/// One word of a choice. Its label is `{module}-{entity}-{field}-{code}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionDef {
    /// What is stored and what the API says.
    pub code: &'static str,
    /// The tone of its badge.
    pub tone: Tone,
}

/// What a badge's colour means, everywhere the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Draft, or nothing in particular.
    #[default]
    Neutral,
    /// In progress.
    Info,
    /// Waiting on us.
    Violet,
    /// Physical movement.
    Teal,
    /// Done or paid.
    Success,
    /// Needs attention soon.
    Warn,
    /// Late, blocked or negative.
    Danger,
}

impl Tone {
    /// The word the style sheet uses.
    pub fn word(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Info => "info",
            Tone::Violet => "violet",
            Tone::Teal => "teal",
            Tone::Success => "success",
            Tone::Warn => "warn",
            Tone::Danger => "danger",
        }
    }
}

impl EntityDef {
    /// `sales` of `sales.order`.
    pub fn module(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(module, _)| module)
    }

    /// `order` of `sales.order`.
    pub fn noun(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(_, noun)| noun)
    }

    /// The table's name: `sales_order`.
    pub fn table(&self) -> String {
        self.name.replace('.', "_")
    }

    /// The prefix of its message ids: `sales-order`.
    pub fn message(&self) -> String {
        self.name.replace(['.', '_'], "-")
    }

    /// A declared field by name.
    pub fn field(&self, name: &str) -> Option<&'static FieldDef> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// The field its operations change, if it has states.
    pub fn state(&self) -> Option<&'static FieldDef> {
        self.field("state").filter(|f| matches!(f.kind, Kind::Choice(_)))
    }

    /// True when a record in this state is not changed any more, only by its verbs.
    pub fn fixed_in(&self, state: &str) -> bool {
        self.posted || (!self.editable.is_empty() && !self.editable.contains(&state))
    }

    /// True when a person or a file can make one: nothing that it needs is left to the program alone.
    pub fn made_by_hand(&self) -> bool {
        if self.posted {
            return false;
        }
        let given = |f: &FieldDef| {
            // An amount begins at nothing.
            f.default.is_some()
                || matches!(f.kind, Kind::Choice(_) | Kind::Bool | Kind::Number | Kind::Lines(_) | Kind::Money)
        };
        self.line_of.is_none() && self.fields.iter().all(|f| !f.required || !f.read_only || f.computed || given(f))
    }

    /// True when rights can be limited to one's own records.
    pub fn owned(&self) -> bool {
        self.field("owner").is_some()
    }

    /// True when rights can be limited to one's team's records.
    pub fn teamed(&self) -> bool {
        self.field("team").is_some()
    }

    /// True when every record belongs to a company.
    pub fn by_company(&self) -> bool {
        self.field("company").is_some()
    }
}

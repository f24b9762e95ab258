//! What things are called in the reader's language: entities, fields, options, operations, and why something was refused.

use base::{Error, Refusal};
use entity::{FieldDef, Kind, Shape, Value};
use ui::{Arg, Lang, Messages};

/// The words of one reader.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub messages: &'a Messages,
    pub lang: Lang,
}

impl<'a> Words<'a> {
    /// A plain message.
    pub fn t(&self, id: &str) -> String {
        self.messages.t(self.lang, id).to_owned()
    }

    /// A message with arguments.
    pub fn t_args(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.messages.t_args(self.lang, id, args)
    }

    /// A module.
    pub fn module(&self, name: &str) -> String {
        self.t(name)
    }

    /// One record of an entity: "Sales order".
    pub fn entity(&self, shape: &Shape) -> String {
        self.t(&shape.def.message())
    }

    /// Many of them: "Sales orders".
    pub fn plural(&self, shape: &Shape) -> String {
        self.t(&format!("{}-plural", shape.def.message()))
    }

    /// A field; custom fields are called what the set calls them.
    pub fn field(&self, shape: &Shape, name: &str) -> String {
        if let Some(label) = shape.text(name, self.lang.tag()) {
            return label.to_owned();
        }
        let standard = format!("web-field-{name}");
        if entity::STANDARD.iter().any(|f| f.name == name) {
            return self.t(&standard);
        }
        self.t(&format!("{}-{name}", shape.def.message()))
    }

    /// An option of a choice.
    pub fn option(&self, shape: &Shape, field: &FieldDef, code: &str) -> String {
        if let Some(label) = shape.text(&format!("{}.{code}", field.name), self.lang.tag()) {
            return label.to_owned();
        }
        let id = format!("{}-{}-{code}", shape.def.message(), field.name);
        if self.messages.has(self.lang, &id) { self.t(&id) } else { code.to_owned() }
    }

    /// A verb.
    pub fn operation(&self, shape: &Shape, name: &str) -> String {
        self.t(&format!("{}-op-{name}", shape.def.message()))
    }

    /// Two verbs of one step: "Deliver and post".
    pub fn both(&self, first: &str, second: &str) -> String {
        let mut rest = second.chars();
        let second: String = rest.next().into_iter().flat_map(char::to_lowercase).chain(rest).collect();
        self.t_args("web-both", &[("first", Arg::Text(first)), ("second", Arg::Text(&second))])
    }

    /// A control of the house by its key: `sales.order.credit`.
    pub fn control(&self, key: &str) -> String {
        let (module, name) = (key.split('.').next().unwrap_or_default(), key.rsplit('.').next().unwrap_or_default());
        self.t(&format!("{module}-control-{name}"))
    }

    /// A field of a verb's dialog.
    pub fn input(&self, shape: &Shape, operation: &str, field: &str) -> String {
        self.t(&format!("{}-op-{operation}-{field}", shape.def.message()))
    }

    /// A word of a choice in a verb's dialog: the verb's own, else the entity's.
    pub fn input_option(&self, shape: &Shape, operation: &str, field: &FieldDef, code: &str) -> String {
        let id = format!("{}-op-{operation}-{}-{code}", shape.def.message(), field.name);
        if self.messages.has(self.lang, &id) { self.t(&id) } else { self.option(shape, field, code) }
    }

    /// A heading of a form.
    pub fn section(&self, shape: &Shape, name: &str) -> String {
        let id = format!("{}-section-{name}", shape.def.message());
        // A heading that the set gave to its own fields is in the set's words.
        if self.messages.has(self.lang, &id) { self.t(&id) } else { name.to_owned() }
    }

    /// Why a rule said no, with the field in the reader's words.
    pub fn refusal(&self, shape: Option<&Shape>, refusal: &Refusal) -> String {
        let id = refusal.code.replace('.', "-");
        let field = refusal.field.as_deref().map(|name| self.path(shape, name)).unwrap_or_default();
        let entity = shape.map(|s| self.entity(s)).unwrap_or_default();
        let record = refusal.record.clone().unwrap_or_default();
        let mut args: Vec<(&str, Arg<'_>)> =
            vec![("field", Arg::Text(&field)), ("entity", Arg::Text(&entity)), ("record", Arg::Text(&record))];
        let shown: Vec<(String, String)> = refusal
            .args
            .iter()
            .map(|(name, value)| (name.to_string(), self.argument(shape, refusal, name, value)))
            .collect();
        args.extend(shown.iter().map(|(name, value)| (name.as_str(), Arg::Text(value))));
        self.messages.t_args(self.lang, &id, &args)
    }

    /// An argument of a refusal; states and targets are codes that have words.
    fn argument(&self, shape: Option<&Shape>, _: &Refusal, name: &str, value: &str) -> String {
        match (name, shape) {
            ("state", Some(shape)) => match shape.field("state") {
                Some(field) => self.option(shape, field, value),
                None => value.to_owned(),
            },
            ("operation", Some(shape)) => self.operation(shape, value),
            _ => value.to_owned(),
        }
    }

    /// `lines.2.quantity` as "Quantity, line 3".
    fn path(&self, shape: Option<&Shape>, name: &str) -> String {
        let Some(shape) = shape else { return name.to_owned() };
        let parts: Vec<&str> = name.split('.').collect();
        match parts.as_slice() {
            [lines, position, field] => {
                let line_shape = shape.lines_position(lines).map(|place| &shape.lines[place].1);
                let label = line_shape.map_or_else(|| (*field).to_owned(), |s| self.field(s, field));
                let number = position.parse::<i64>().map_or(0, |n| n + 1);
                self.t_args("web-field-in-line", &[("field", Arg::Text(&label)), ("line", Arg::Count(number))])
            }
            _ if shape.field(name).is_some() => self.field(shape, name),
            _ => name.to_owned(),
        }
    }

    /// Everything an error tells its reader, one sentence each.
    pub fn error(&self, shape: Option<&Shape>, error: &Error) -> Vec<String> {
        match error {
            Error::Refused(refusals) => refusals.iter().map(|r| self.refusal(shape, r)).collect(),
            Error::NotFound { .. } => vec![self.t("ui-error-not-found-help")],
            Error::Forbidden { .. } => vec![self.t("ui-error-forbidden-help")],
            Error::Stale { .. } => vec![self.t("ui-error-conflict-help")],
            Error::Unavailable(_) => vec![self.t("ui-error-unavailable-help")],
            Error::Broken(_) => vec![self.t("ui-error-broken-help")],
        }
    }

    /// A stored choice or yes/no as words; other values as they are.
    pub fn value(&self, shape: &Shape, field: &FieldDef, value: &Value) -> String {
        match (field.kind, value) {
            (Kind::Choice(_), Value::Text(code)) => self.option(shape, field, code),
            (Kind::Bool, Value::Int(n)) => self.t(if *n != 0 { "ui-yes" } else { "ui-no" }),
            (_, value) => value.to_string(),
        }
    }
}

//! The one filter language, for lists, the API, exports, saved views, segments and rules:
//! `state = open and (total > 1000 or customer.country in (ES, CN)) and due in last 30 days`.

mod rule;

use crate::{Access, Read, action, schema, search};
use base::{Date, Refusal, Result, decimal};
use entity::{FieldDef, Kind, Shape, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

pub use rule::{fits, holds};

/// Most conditions of one filter.
const TERMS: usize = 50;
/// Deepest nesting of parentheses.
const DEPTH: usize = 6;
/// References a name may follow.
const FAR: usize = 2;
/// Longest filter text in characters.
const LENGTH: usize = 4_000;

/// A parsed filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// All of these.
    And(Vec<Expr>),
    /// Any of these.
    Or(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// One condition.
    Term(Term),
}

/// One condition: a name, an operator and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The field, through at most two references or lines: `customer.country.code`, `lines.item.item_group`.
    pub path: Vec<String>,
    /// The comparison.
    pub op: Op,
    /// The words it compares with.
    pub words: Vec<String>,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    In,
    NotIn,
    Contains,
    Empty,
    Filled,
    /// `in last 30 days`
    Last,
    /// `in next 2 weeks`
    Next,
    /// `in this month`
    This,
}

impl Op {
    /// The operator as it is written.
    pub fn word(self) -> &'static str {
        match self {
            Op::Equal => "=",
            Op::Unequal => "!=",
            Op::Less => "<",
            Op::AtMost => "<=",
            Op::More => ">",
            Op::AtLeast => ">=",
            Op::In => "in",
            Op::NotIn => "not in",
            Op::Contains => "contains",
            Op::Empty => "is empty",
            Op::Filled => "is not empty",
            Op::Last => "in last",
            Op::Next => "in next",
            Op::This => "in this",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Sign(&'static str),
}

fn refuse(code: &'static str, at: impl std::fmt::Display) -> base::Error {
    Refusal::new(code).field("filter").arg("at", at).into()
}

fn tokens(text: &str) -> Result<Vec<Token>> {
    if text.chars().count() > LENGTH {
        return Err(refuse("store.filter_too_long", LENGTH));
    }
    let mut out = Vec::new();
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let sign = ["!=", "<=", ">=", "=", "<", ">", "(", ")", ","].into_iter().find(|s| rest.starts_with(s));
        if let Some(sign) = sign {
            out.push(Token::Sign(sign));
            rest = &rest[sign.len()..];
        } else if c == '"' {
            let mut word = String::new();
            let mut chars = rest.char_indices().skip(1);
            let end = loop {
                match chars.next() {
                    None => return Err(refuse("store.filter_quote_open", rest)),
                    Some((_, '\\')) => word.extend(chars.next().map(|(_, c)| c)),
                    Some((i, '"')) => break i + 1,
                    Some((_, c)) => word.push(c),
                }
            };
            out.push(Token::Quoted(word));
            rest = &rest[end..];
        } else {
            let end = rest
                .find(|c: char| c.is_whitespace() || "!=<>(),\"".contains(c))
                .unwrap_or(rest.len())
                .max(c.len_utf8());
            out.push(Token::Word(rest[..end].to_owned()));
            rest = &rest[end..];
        }
        rest = rest.trim_start();
    }
    Ok(out)
}

/// Reads a filter; an error says where it stopped making sense.
pub fn parse(text: &str) -> Result<Option<Expr>> {
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Ok(None);
    }
    let mut parser = Parser { tokens, at: 0, terms: 0 };
    let expr = parser.any(0)?;
    match parser.peek() {
        None => Ok(Some(expr)),
        Some(token) => Err(refuse("store.filter_unexpected", show(Some(token)))),
    }
}

fn show(token: Option<&Token>) -> String {
    match token {
        None => String::new(),
        Some(Token::Word(text) | Token::Quoted(text)) => text.chars().take(60).collect(),
        Some(Token::Sign(sign)) => (*sign).to_owned(),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    terms: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn word(&mut self, word: &str) -> bool {
        let hit = matches!(self.peek(), Some(Token::Word(w)) if w.eq_ignore_ascii_case(word));
        self.at += usize::from(hit);
        hit
    }

    fn sign(&mut self, sign: &str) -> bool {
        let hit = matches!(self.peek(), Some(Token::Sign(s)) if *s == sign);
        self.at += usize::from(hit);
        hit
    }

    fn any(&mut self, depth: usize) -> Result<Expr> {
        let mut parts = vec![self.all(depth)?];
        while self.word("or") {
            parts.push(self.all(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expr::Or(parts) })
    }

    fn all(&mut self, depth: usize) -> Result<Expr> {
        let mut parts = vec![self.one(depth)?];
        while self.word("and") {
            parts.push(self.one(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expr::And(parts) })
    }

    fn one(&mut self, depth: usize) -> Result<Expr> {
        if depth > DEPTH {
            return Err(refuse("store.filter_too_deep", DEPTH));
        }
        if self.word("not") {
            return Ok(Expr::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.sign("(") {
            let inside = self.any(depth + 1)?;
            return if self.sign(")") { Ok(inside) } else { Err(refuse("store.filter_unexpected", show(self.peek()))) };
        }
        self.term().map(Expr::Term)
    }

    fn term(&mut self) -> Result<Term> {
        self.terms += 1;
        if self.terms > TERMS {
            return Err(refuse("store.filter_too_many", TERMS));
        }
        let Some(Token::Word(name)) = self.peek().cloned() else {
            return Err(refuse("store.filter_name_missing", show(self.peek())));
        };
        self.at += 1;
        let path = name.split('.').map(str::to_owned).collect();
        let (op, words) = self.comparison()?;
        Ok(Term { path, op, words })
    }

    fn comparison(&mut self) -> Result<(Op, Vec<String>)> {
        let signs = [
            ("!=", Op::Unequal),
            ("<=", Op::AtMost),
            (">=", Op::AtLeast),
            ("=", Op::Equal),
            ("<", Op::Less),
            (">", Op::More),
        ];
        for (sign, op) in signs {
            if self.sign(sign) {
                return Ok((op, vec![self.value()?]));
            }
        }
        if self.word("contains") {
            return Ok((Op::Contains, vec![self.value()?]));
        }
        if self.word("is") {
            let op = if self.word("not") { Op::Filled } else { Op::Empty };
            return if self.word("empty") {
                Ok((op, Vec::new()))
            } else {
                Err(refuse("store.filter_unexpected", show(self.peek())))
            };
        }
        let not = self.word("not");
        if !self.word("in") {
            return Err(refuse("store.filter_comparison_missing", show(self.peek())));
        }
        for (word, op) in [("last", Op::Last), ("next", Op::Next), ("this", Op::This)] {
            if !not && self.word(word) {
                let mut words = vec![self.value()?];
                if op != Op::This {
                    words.push(self.value()?);
                }
                return Ok((op, words));
            }
        }
        Ok((if not { Op::NotIn } else { Op::In }, self.list()?))
    }

    fn list(&mut self) -> Result<Vec<String>> {
        if !self.sign("(") {
            return Err(refuse("store.filter_unexpected", show(self.peek())));
        }
        let mut words = Vec::new();
        while !self.sign(")") {
            words.push(self.value()?);
            if words.len() > 1_000 {
                return Err(refuse("store.filter_too_many", 1_000));
            }
            if !self.sign(",") && self.peek() != Some(&Token::Sign(")")) {
                return Err(refuse("store.filter_unexpected", show(self.peek())));
            }
        }
        Ok(words)
    }

    fn value(&mut self) -> Result<String> {
        match self.peek().cloned() {
            Some(Token::Word(text) | Token::Quoted(text)) => {
                self.at += 1;
                Ok(text)
            }
            other => Err(refuse("store.filter_value_missing", show(other.as_ref()))),
        }
    }
}

/// A filter as text again, so that builders and chips can change one part.
pub fn write(expr: &Expr) -> String {
    fn word(text: &str) -> String {
        let plain = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "_-.:+@".contains(c));
        let keyword = ["and", "or", "not", "in", "is"].iter().any(|k| text.eq_ignore_ascii_case(k));
        if plain && !keyword {
            text.to_owned()
        } else {
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        }
    }
    let nested = |e: &Expr| if matches!(e, Expr::Term(_)) { write(e) } else { format!("({})", write(e)) };
    match expr {
        Expr::And(parts) => parts.iter().map(nested).collect::<Vec<_>>().join(" and "),
        Expr::Or(parts) => parts.iter().map(nested).collect::<Vec<_>>().join(" or "),
        Expr::Not(inside) => format!("not {}", nested(inside)),
        Expr::Term(t) => {
            let name = t.path.join(".");
            let words = t.words.iter().map(|w| word(w)).collect::<Vec<_>>();
            match t.op {
                Op::In | Op::NotIn => format!("{name} {} ({})", t.op.word(), words.join(", ")),
                _ if words.is_empty() => format!("{name} {}", t.op.word()),
                _ => format!("{name} {} {}", t.op.word(), words.join(" ")),
            }
        }
    }
}

/// A filter as a condition on rows of an alias.
pub struct Compiled {
    /// SQL over the alias.
    pub condition: String,
    /// Columns of the entity itself that it reads.
    pub columns: BTreeSet<String>,
}

/// The fields of the record itself that have one and the same value in every match.
pub(crate) fn constant(expr: &Expr) -> Vec<String> {
    match expr {
        Expr::And(parts) => parts.iter().flat_map(constant).collect(),
        Expr::Term(t) if t.op == Op::Equal && t.path.len() == 1 => t.path.clone(),
        _ => Vec::new(),
    }
}

/// The fields of the record itself of which every match has a value that the filter names.
pub(crate) fn fixed(expr: &Expr) -> Vec<String> {
    match expr {
        Expr::And(all) => all.iter().flat_map(fixed).collect(),
        Expr::Term(Term { path, op: Op::Equal | Op::In, words }) if !words.is_empty() => match path.as_slice() {
            [field] => vec![field.clone()],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Types a filter against a shape and turns it into SQL. Unknown, unreadable or mistyped names are an error, never dropped.
pub fn compile(read: &Read, shape: &Arc<Shape>, expr: &Expr, alias: &str, params: &mut Vec<Value>) -> Result<Compiled> {
    let (access, me) = (read.access()?, read.who().user.unwrap_or(0));
    let mut compiler = Compiler { read, access, me, document: None, params, columns: BTreeSet::new(), next: 0 };
    let condition = compiler.expr(shape, expr, alias)?;
    Ok(Compiled { condition, columns: compiler.columns })
}

struct Compiler<'a, 'c> {
    read: &'a Read<'c>,
    access: Arc<Access>,
    /// The user that `me` means.
    me: i64,
    /// The document whose lines are asked about: money of theirs is in its currency.
    document: Option<(Arc<Shape>, String)>,
    params: &'a mut Vec<Value>,
    columns: BTreeSet<String>,
    next: usize,
}

impl Compiler<'_, '_> {
    fn bind(&mut self, value: Value) -> String {
        self.params.push(value);
        format!("${}", self.params.len())
    }

    fn expr(&mut self, shape: &Arc<Shape>, expr: &Expr, alias: &str) -> Result<String> {
        let mut join = |parts: &[Expr], word: &str| -> Result<String> {
            let parts = parts.iter().map(|p| self.expr(shape, p, alias)).collect::<Result<Vec<_>>>()?;
            Ok(format!("({})", parts.join(word)))
        };
        match expr {
            Expr::And(parts) => join(parts, " AND "),
            Expr::Or(parts) => join(parts, " OR "),
            // A comparison with nothing is neither true nor false in SQL; `not` means "every other record".
            Expr::Not(inside) => Ok(format!("(CASE WHEN {} THEN 0 ELSE 1 END = 1)", self.expr(shape, inside, alias)?)),
            Expr::Term(term) => self.term(shape, &term.path, term, alias, true),
        }
    }

    fn term(&mut self, shape: &Arc<Shape>, path: &[String], term: &Term, alias: &str, own: bool) -> Result<String> {
        let name = path.first().map(String::as_str).unwrap_or_default();
        let field = shape.field(name).filter(|f| !f.secret && self.access.sees(shape, f.name));
        let Some(field) = field.copied() else {
            return Err(Refusal::new("store.filter_unknown_name")
                .field("filter")
                .arg("name", term.path.join("."))
                .into());
        };
        if path.len() > 1 {
            return match field.kind {
                Kind::Lines(lines) => self.some_line(shape, lines, path, term, alias),
                _ => self.through(shape, &field, path, term, alias, own),
            };
        }
        if own {
            self.columns.insert(field.name.to_owned());
            // Money is compared in its currency's decimals, so that column is read with it.
            let currency = if field.currency.is_empty() { "currency" } else { field.currency };
            if matches!(field.kind, Kind::Money) && shape.field(currency).is_some() {
                self.columns.insert(currency.to_owned());
            }
        }
        if term.op == Op::Contains {
            return self.contains(shape, &field, term, alias);
        }
        self.compare(shape, &field, term, alias)
    }

    /// A condition on a referenced record, which the asking person must be able to see.
    fn through(
        &mut self,
        _: &Arc<Shape>,
        field: &FieldDef,
        path: &[String],
        term: &Term,
        alias: &str,
        own: bool,
    ) -> Result<String> {
        let (Kind::Reference(target), true) = (field.kind, term.path.len() <= FAR + 1) else {
            return Err(Refusal::new("store.filter_unknown_name")
                .field("filter")
                .arg("name", term.path.join("."))
                .into());
        };
        if own {
            self.columns.insert(field.name.to_owned());
        }
        let target = self.read.shape(target)?;
        self.next += 1;
        let inner = format!("r{}", self.next);
        self.document = None;
        let condition = self.term(&target, &path[1..], term, &inner, false)?;
        let visible = self
            .access
            .clone()
            .narrowed(&target, action::READ, &inner, self.params)
            .unwrap_or_else(|| " AND 1 = 0".to_owned());
        Ok(format!(
            "EXISTS (SELECT 1 FROM \"{}\" {inner} WHERE {inner}.id = {alias}.\"{}\" AND {condition}{visible})",
            target.table(),
            field.name
        ))
    }

    /// A condition that some line of the document satisfies. Whoever sees the document sees its lines.
    fn some_line(
        &mut self,
        document: &Arc<Shape>,
        lines: &str,
        path: &[String],
        term: &Term,
        alias: &str,
    ) -> Result<String> {
        let far = || Refusal::new("store.filter_unknown_name").field("filter").arg("name", term.path.join("."));
        base::ensure!(term.path.len() <= FAR + 1, far())?;
        let lines = self.read.shape(lines)?;
        self.next += 1;
        let inner = format!("r{}", self.next);
        self.document = Some((document.clone(), alias.to_owned()));
        let condition = self.term(&lines, &path[1..], term, &inner, false);
        self.document = None;
        let condition = condition?;
        Ok(format!("{alias}.id IN (SELECT {inner}.document FROM \"{}\" {inner} WHERE {condition})", lines.table()))
    }

    /// Words are looked up in the search index, by their beginnings; fields that are not in it cannot be asked so.
    fn contains(&mut self, shape: &Arc<Shape>, field: &FieldDef, term: &Term, alias: &str) -> Result<String> {
        if !shape.def.search.contains(&field.name) {
            return Err(Refusal::new("store.filter_not_searched").field("filter").arg("name", field.name).into());
        }
        let mut parts = Vec::new();
        for word in search::words(&term.words[0]) {
            let (from, to) = (self.bind(word.as_str().into()), self.bind(format!("{word}\u{10ffff}").into()));
            parts.push(format!(
                "{alias}.id IN (SELECT record FROM search WHERE token >= {from} AND token <= {to} AND kind = {})",
                shape.def.kind
            ));
        }
        Ok(if parts.is_empty() { "1 = 1".to_owned() } else { format!("({})", parts.join(" AND ")) })
    }

    fn compare(&mut self, shape: &Arc<Shape>, field: &FieldDef, term: &Term, alias: &str) -> Result<String> {
        let column = format!("{alias}.\"{}\"", field.name);
        let mistyped = |word: &str| -> base::Error {
            let refusal = Refusal::new("store.filter_mistyped").field("filter").arg("name", field.name);
            refusal.arg("value", word).into()
        };
        match term.op {
            Op::Empty if schema::has_sort_key(field) || text_like(field) => {
                return Ok(format!("({column} IS NULL OR {column} = '')"));
            }
            Op::Empty => return Ok(format!("{column} IS NULL")),
            Op::Filled if text_like(field) => return Ok(format!("({column} IS NOT NULL AND {column} <> '')")),
            Op::Filled => return Ok(format!("{column} IS NOT NULL")),
            Op::Last | Op::Next | Op::This => return self.period(field, term, &column),
            _ => {}
        }
        if let Kind::Reference(target) = field.kind {
            return self.reference(target, field, term, &column);
        }
        if matches!(field.kind, Kind::Money) {
            return self.money(shape, field, term, alias);
        }
        let today = self.read.today();
        let values: Vec<Value> =
            term.words.iter().map(|w| value_of(field, w, today).ok_or_else(|| mistyped(w))).collect::<Result<_>>()?;
        // A day compared with a moment means the whole day in the set's zone.
        if matches!(field.kind, Kind::Instant) {
            return self.moment(term, &column, &mistyped);
        }
        let ordered = matches!(term.op, Op::Less | Op::AtMost | Op::More | Op::AtLeast);
        if ordered && matches!(field.kind, Kind::Choice(_) | Kind::Bool | Kind::Rate) {
            return Err(mistyped(term.op.word()));
        }
        Ok(self.plain(&column, term.op, values))
    }

    fn plain(&mut self, column: &str, op: Op, values: Vec<Value>) -> String {
        match op {
            Op::In | Op::NotIn => {
                let marks: Vec<String> = values.into_iter().map(|v| self.bind(v)).collect();
                if marks.is_empty() {
                    return if op == Op::In { "1 = 0".to_owned() } else { "1 = 1".to_owned() };
                }
                let list = marks.join(", ");
                match op {
                    Op::In => format!("{column} IN ({list})"),
                    _ => format!("({column} IS NULL OR {column} NOT IN ({list}))"),
                }
            }
            Op::Unequal => {
                let mark = self.bind(values.into_iter().next().unwrap_or_default());
                format!("({column} IS NULL OR {column} <> {mark})")
            }
            op => {
                let mark = self.bind(values.into_iter().next().unwrap_or_default());
                format!("{column} {} {mark}", op.word())
            }
        }
    }

    fn reference(&mut self, target: &str, field: &FieldDef, term: &Term, column: &str) -> Result<String> {
        let mistyped = || -> base::Error {
            Refusal::new("store.filter_mistyped")
                .field("filter")
                .arg("name", field.name)
                .arg("value", term.words.join(", "))
                .into()
        };
        if !matches!(term.op, Op::Equal | Op::Unequal | Op::In | Op::NotIn) {
            return Err(mistyped());
        }
        let me = self.me;
        let target = self.read.shape(target)?;
        let (mut ids, mut codes) = (Vec::new(), Vec::new());
        for word in &term.words {
            let sure = if word == "me" { Some(me) } else { word.strip_prefix('#').and_then(|id| id.parse().ok()) };
            match (sure, target.def.code) {
                (Some(id), _) => ids.push(id),
                (None, None) => ids.push(word.parse().map_err(|_| mistyped())?),
                (None, Some(_)) => codes.push(word.clone()),
            }
        }
        let text = serde_json::to_string(&codes).unwrap_or_default();
        let code = target.def.code.unwrap_or_default();
        if codes.iter().any(|c| number(c).is_some()) {
            ids.extend(self.coded(&target, code, &codes, text)?);
        } else if !codes.is_empty() {
            let mark = self.bind(text.into());
            let among = format!("(SELECT id FROM \"{}\" WHERE \"{code}\" IN TEXTS({mark}))", target.table());
            let also = match ids.is_empty() {
                true => String::new(),
                false => format!(" OR {}", self.plain(column, Op::In, ids.into_iter().map(Value::Int).collect())),
            };
            return Ok(match term.op {
                Op::Equal | Op::In => format!("({column} IN {among}{also})"),
                _ => format!("({column} IS NULL OR NOT ({column} IN {among}{also}))"),
            });
        }
        let op = if matches!(term.op, Op::Equal | Op::In) { Op::In } else { Op::NotIn };
        match ids.as_slice() {
            [id] => Ok(self.plain(column, if op == Op::In { Op::Equal } else { Op::Unequal }, vec![Value::Int(*id)])),
            _ => Ok(self.plain(column, op, ids.into_iter().map(Value::Int).collect())),
        }
    }

    /// The ids of records with these codes. A word of digits that no record has as its code is an id.
    fn coded(&self, target: &Shape, code: &str, codes: &[String], text: String) -> Result<Vec<i64>> {
        let sql = format!("SELECT id, \"{code}\" FROM \"{}\" WHERE \"{code}\" IN TEXTS($1)", target.table());
        let rows = self.read.query(&sql, &[text.into()])?;
        let mut ids: Vec<i64> = rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect();
        let known: BTreeSet<&str> = rows.iter().filter_map(|row| row.get(1).and_then(Value::text)).collect();
        ids.extend(codes.iter().filter(|c| !known.contains(c.as_str())).filter_map(|c| number(c)));
        Ok(ids)
    }

    /// Money is compared in major units; where currencies differ in their decimals, each compares in its own.
    fn money(&mut self, shape: &Arc<Shape>, field: &FieldDef, term: &Term, alias: &str) -> Result<String> {
        let column = format!("{alias}.\"{}\"", field.name);
        let currency = if field.currency.is_empty() { "currency" } else { field.currency };
        let whole = self.document.clone().filter(|_| shape.field(currency).is_none());
        let (holder, of) = whole.unwrap_or_else(|| (shape.clone(), alias.to_owned()));
        let target = match holder.field(currency).map(|f| f.kind) {
            Some(Kind::Reference(name)) => Some(self.read.shape(name)?).filter(|t| t.field("exponent").is_some()),
            _ => None,
        };
        let exponents: Vec<u8> = match &target {
            Some(target) => {
                let rows = self.read.query(&format!("SELECT DISTINCT exponent FROM \"{}\"", target.table()), &[])?;
                rows.iter()
                    .filter_map(|r| r.first().and_then(Value::int))
                    .filter_map(|e| u8::try_from(e).ok())
                    .collect()
            }
            None => vec![2],
        };
        let mut parts = Vec::new();
        for exponent in if exponents.is_empty() { vec![2] } else { exponents.clone() } {
            let Some(figures) = term.words.iter().map(|w| figure(w, exponent)).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let compared = self.money_in(&column, term.op, &figures);
            match &target {
                Some(target) if exponents.len() > 1 => parts.push(format!(
                    "({of}.\"{currency}\" IN (SELECT id FROM \"{}\" WHERE exponent = {exponent}) AND {compared})",
                    target.table()
                )),
                _ => parts.push(compared),
            }
        }
        if parts.is_empty() {
            let refusal = Refusal::new("store.filter_mistyped").field("filter").arg("name", field.name);
            return Err(refusal.arg("value", term.words.join(", ")).into());
        }
        Ok(format!("({})", parts.join(" OR ")))
    }

    /// Compares minor units with figures that may lie between two of them: 10.505 lies between 10.50 and 10.51.
    fn money_in(&mut self, column: &str, op: Op, figures: &[(i64, bool)]) -> String {
        let exact =
            || figures.iter().filter(|(_, exact)| *exact).map(|(floor, _)| Value::Int(*floor)).collect::<Vec<_>>();
        match (op, figures) {
            (Op::In | Op::NotIn, _) => self.plain(column, op, exact()),
            (Op::Equal, [(_, false)]) => "1 = 0".to_owned(),
            (Op::Unequal, [(_, false)]) => "1 = 1".to_owned(),
            (Op::AtLeast, [(floor, false)]) => self.plain(column, Op::More, vec![Value::Int(*floor)]),
            (Op::Less, [(floor, false)]) => self.plain(column, Op::AtMost, vec![Value::Int(*floor)]),
            (_, [(floor, _), ..]) => self.plain(column, op, vec![Value::Int(*floor)]),
            (_, []) => "1 = 0".to_owned(),
        }
    }

    fn moment(&mut self, term: &Term, column: &str, mistyped: &dyn Fn(&str) -> base::Error) -> Result<String> {
        let word = term.words.first().map(String::as_str).unwrap_or_default();
        let (from, to) = match day(word, self.read.today()) {
            Some(date) => (self.start_of(date)?, self.start_of(date.add_days(1)?)?),
            None => {
                let at = base::Instant::parse(word).map_err(|_| mistyped(word))?;
                (Value::from(at), Value::Int(at.micros() + 1))
            }
        };
        Ok(match term.op {
            Op::Equal => format!("({column} >= {} AND {column} < {})", self.bind(from), self.bind(to)),
            Op::Unequal => {
                format!("({column} < {} OR {column} >= {} OR {column} IS NULL)", self.bind(from), self.bind(to))
            }
            Op::Less => format!("{column} < {}", self.bind(from)),
            Op::AtLeast => format!("{column} >= {}", self.bind(from)),
            Op::AtMost => format!("{column} < {}", self.bind(to)),
            Op::More => format!("{column} >= {}", self.bind(to)),
            _ => return Err(mistyped(term.op.word())),
        })
    }

    /// Midnight of a day in the set's zone.
    fn start_of(&self, date: Date) -> Result<Value> {
        Ok(Value::from(base::Instant::start_of(date, self.read.zone())?))
    }

    fn period(&mut self, field: &FieldDef, term: &Term, column: &str) -> Result<String> {
        let refused = || -> base::Error {
            let refusal = Refusal::new("store.filter_mistyped").field("filter").arg("name", field.name);
            refusal.arg("value", term.words.join(" ")).into()
        };
        let (from, to) = span(term, self.read.today()).ok_or_else(refused)?;
        match field.kind {
            Kind::Date => {
                Ok(format!("({column} >= {} AND {column} <= {})", self.bind(from.into()), self.bind(to.into())))
            }
            Kind::Instant => {
                let (from, to) = (self.start_of(from)?, self.start_of(to.add_days(1)?)?);
                Ok(format!("({column} >= {} AND {column} < {})", self.bind(from), self.bind(to)))
            }
            _ => Err(refused()),
        }
    }
}

/// The number that a word of digits is.
fn number(word: &str) -> Option<i64> {
    word.parse().ok().filter(|_| word.bytes().all(|b| b.is_ascii_digit()))
}

/// A figure in minor units of a currency, rounded down, and whether nothing was lost.
fn figure(word: &str, exponent: u8) -> Option<(i64, bool)> {
    if let Ok(minor) = decimal::parse(word, exponent) {
        return Some((minor, true));
    }
    let units = decimal::parse(word, 8).ok()?;
    let step = 10i64.pow(u32::from(8u8.checked_sub(exponent)?));
    Some((units.div_euclid(step), units.rem_euclid(step) == 0))
}

fn text_like(field: &FieldDef) -> bool {
    matches!(field.kind, Kind::Text | Kind::LongText | Kind::Email | Kind::Phone | Kind::Url | Kind::Number)
}

/// First and last day of `in last 30 days`, `in next 2 weeks`, `in this quarter`.
fn span(term: &Term, today: Date) -> Option<(Date, Date)> {
    if term.op == Op::This {
        let first = today.first_of_month();
        return match term.words[0].as_str() {
            "week" => {
                let monday = today.add_days(1 - i64::from(today.weekday() as i8)).ok()?;
                Some((monday, monday.add_days(6).ok()?))
            }
            "month" => Some((first, today.last_of_month())),
            "quarter" => {
                let start = first.add_months(-(i32::from(today.month() - 1) % 3)).ok()?;
                Some((start, start.add_months(2).ok()?.last_of_month()))
            }
            "year" => Some((Date::new(today.year(), 1, 1)?, Date::new(today.year(), 12, 31)?)),
            _ => None,
        };
    }
    let count: i64 = term.words.first()?.parse().ok().filter(|n| (0..=10_000).contains(n))?;
    let back = term.op == Op::Last;
    let sign = if back { -1 } else { 1 };
    let end = match term.words.get(1)?.trim_end_matches('s') {
        "day" => today.add_days(sign * count).ok()?,
        "week" => today.add_days(sign * count * 7).ok()?,
        "month" => today.add_months(i32::try_from(sign * count).ok()?).ok()?,
        "year" => today.add_months(i32::try_from(sign * count * 12).ok()?).ok()?,
        _ => return None,
    };
    Some(if back { (end, today) } else { (today, end) })
}

fn day(word: &str, today: Date) -> Option<Date> {
    match word {
        "today" => Some(today),
        "yesterday" => today.add_days(-1).ok(),
        "tomorrow" => today.add_days(1).ok(),
        text => Date::parse(text).ok(),
    }
}

/// A word of a filter as a stored value of the field's kind.
fn value_of(field: &FieldDef, word: &str, today: Date) -> Option<Value> {
    match field.kind {
        Kind::Text | Kind::LongText | Kind::Number | Kind::Email | Kind::Phone | Kind::Url | Kind::Key | Kind::Rate => {
            Some(Value::from(word))
        }
        Kind::Choice(choice) => choice.option(word).map(|o| Value::from(o.code)),
        Kind::Bool => match word {
            "yes" | "true" | "1" => Some(Value::Int(1)),
            "no" | "false" | "0" => Some(Value::Int(0)),
            _ => None,
        },
        Kind::Date => day(word, today).map(Value::from),
        Kind::Instant => Some(Value::Null),
        Kind::Integer => word.parse().ok().map(Value::Int),
        Kind::Price | Kind::Quantity | Kind::Percent => {
            decimal::parse(word, field.kind.scale().unwrap_or(6)).ok().map(Value::Int)
        }
        Kind::Money | Kind::Reference(_) | Kind::Lines(_) => None,
    }
}
